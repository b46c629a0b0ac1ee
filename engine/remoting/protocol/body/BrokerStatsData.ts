import { javaDouble } from '../../../kernel/java/javaDouble'
import { NumberToken } from '../FastJsonTokens'
import { RemotingSerializable } from '../RemotingSerializable'

/** What was counted in a time. Original: org.apache.rocketmq.remoting.protocol.body.BrokerStatsItem. */
export interface BrokerStatsItem {
  readonly sum: number
  /** A second. */
  readonly tps: number
  /** Of one time that something was counted. */
  readonly avgpt: number
}

/** What a broker has counted in the last minute, hour and day. Original: protocol.body.BrokerStatsData. */
export class BrokerStatsData {
  readonly statsMinute: BrokerStatsItem
  readonly statsHour: BrokerStatsItem
  readonly statsDay: BrokerStatsItem

  constructor(statsMinute: BrokerStatsItem, statsHour: BrokerStatsItem, statsDay: BrokerStatsItem) {
    this.statsMinute = statsMinute
    this.statsHour = statsHour
    this.statsDay = statsDay
  }

  encode(): Uint8Array {
    const { statsMinute, statsHour, statsDay } = this
    return RemotingSerializable.encode({
      statsMinute: spelled(statsMinute), statsHour: spelled(statsHour), statsDay: spelled(statsDay),
    })
  }
}

function spelled({ sum, tps, avgpt }: BrokerStatsItem): object {
  return { sum, tps: new NumberToken(javaDouble(tps)), avgpt: new NumberToken(javaDouble(avgpt)) }
}
