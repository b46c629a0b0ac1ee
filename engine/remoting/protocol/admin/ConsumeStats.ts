import { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { javaDouble } from '../../../kernel/java/javaDouble'
import { encodeUtf8 } from '../../../kernel/Utf8'
import { queueMapText } from '../body/queueTable'
import type { OffsetWrapper } from './OffsetWrapper'

/** How far a group is in its queues, and how fast. Original: org.apache.rocketmq.remoting.protocol.admin.ConsumeStats. */
export class ConsumeStats {
  readonly offsetTable: MessageQueueMap<OffsetWrapper>
  /** Messages a second, over the last minute. */
  consumeTps: number

  constructor() {
    this.offsetTable = new MessageQueueMap()
    this.consumeTps = 0
  }

  /** Messages that are stored and not consumed. Original: ConsumeStats#computeTotalDiff */
  computeTotalDiff(): number {
    return this.sum(({ brokerOffset, consumerOffset }) => brokerOffset - consumerOffset)
  }

  /** Messages that are pulled and not consumed. Original: ConsumeStats#computeInflightTotalDiff */
  computeInflightTotalDiff(): number {
    return this.sum(({ pullOffset, consumerOffset }) => pullOffset - consumerOffset)
  }

  /** As a part of a text. */
  text(): string {
    return `{"consumeTps":${javaDouble(this.consumeTps)},"offsetTable":${queueMapText(this.offsetTable)}}`
  }

  encode(): Uint8Array {
    return encodeUtf8(this.text())
  }

  private sum(difference: (offsets: OffsetWrapper) => number): number {
    return this.offsetTable.entries().reduce((total, [, offsets]) => total + difference(offsets), 0)
  }
}
