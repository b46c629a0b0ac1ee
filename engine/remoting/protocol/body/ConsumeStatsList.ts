import { encodeUtf8 } from '../../../kernel/Utf8'
import type { ConsumeStats } from '../admin/ConsumeStats'
import { toFastJson } from '../FastJson'

/** How far all groups of a broker are: for each, one entry a topic. Original: protocol.body.ConsumeStatsList. */
export class ConsumeStatsList {
  readonly brokerAddr: string
  readonly consumeStatsList: ReadonlyArray<readonly [group: string, topics: readonly ConsumeStats[]]>

  constructor(brokerAddr: string, consumeStatsList: ConsumeStatsList['consumeStatsList']) {
    this.brokerAddr = brokerAddr
    this.consumeStatsList = consumeStatsList
  }

  encode(): Uint8Array {
    const all = this.consumeStatsList.flatMap(([, topics]) => topics)
    const totalDiff = all.reduce((sum, stats) => sum + stats.computeTotalDiff(), 0)
    const totalInflightDiff = all.reduce((sum, stats) => sum + stats.computeInflightTotalDiff(), 0)
    const groups = this.consumeStatsList.map(([group, topics]) => {
      return `{${toFastJson(group)}:[${topics.map((stats) => stats.text()).join(',')}]}`
    })
    const list = `"consumeStatsList":[${groups.join(',')}]`
    const totals = `"totalDiff":${totalDiff},"totalInflightDiff":${totalInflightDiff}`
    return encodeUtf8(`{"brokerAddr":${toFastJson(this.brokerAddr)},${list},${totals}}`)
  }
}
