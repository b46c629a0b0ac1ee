import { encodeUtf8 } from '../../../kernel/Utf8'
import { toFastJson } from '../FastJson'
import { textOf } from '../fastJsonCasts'
import type { FastJsonToken } from '../FastJsonTokens'
import type { JsonFields } from '../JsonFields'
import { listOf } from '../JsonFields'
import { RemotingSerializable } from '../RemotingSerializable'
import { BrokerData } from './BrokerData'
import { QueueData } from './QueueData'

/** What a name server tells of a topic: where its queues are. Original: protocol.route.TopicRouteData. */
export class TopicRouteData {
  /** `broker-a:4;broker-b:4` for topics that are strictly ordered. */
  orderTopicConf: string | null
  queueDatas: QueueData[]
  brokerDatas: BrokerData[]
  /** Broker address → filter servers. */
  filterServerTable: Record<string, string[] | null>

  constructor() {
    this.orderTopicConf = null
    this.queueDatas = []
    this.brokerDatas = []
    this.filterServerTable = {}
  }

  /** `strict`: the JSON that clients from 4.9.4 on ask for, see {@link toFastJson}. */
  encode(strict: boolean): Uint8Array {
    return encodeUtf8(toFastJson(this, { strict }))
  }

  /** Reads both encodings. Original: TopicRouteData#decode */
  static decode(bytes: Uint8Array): TopicRouteData {
    return TopicRouteData.fromJson(RemotingSerializable.decode(bytes))
  }

  /** @throws JsonFieldError */
  static fromJson(fields: JsonFields): TopicRouteData {
    const route = new TopicRouteData()
    route.orderTopicConf = fields.text('orderTopicConf')
    route.queueDatas = fields.objects('queueDatas', (each) => QueueData.fromJson(each))
    route.brokerDatas = fields.objects('brokerDatas', (each) => BrokerData.fromJson(each))
    if (fields.has('filterServerTable')) route.filterServerTable = Object.fromEntries(fields.map('filterServerTable', serversOf))
    return route
  }

  clone(): TopicRouteData {
    const copy = new TopicRouteData()
    copy.orderTopicConf = this.orderTopicConf
    copy.queueDatas = this.queueDatas.map((each) => each.clone())
    copy.brokerDatas = this.brokerDatas.map((each) => each.clone())
    copy.filterServerTable = { ...this.filterServerTable }
    return copy
  }

  /** Is the other route another one? The order of its parts doesn't matter. Original: #topicRouteDataChanged */
  topicRouteDataChanged(old: TopicRouteData | null): boolean {
    if (old === null || this.orderTopicConf !== old.orderTopicConf) return true
    return !sameMembers(this.queueDatas, old.queueDatas) || !sameMembers(this.brokerDatas, old.brokerDatas)
  }
}

interface Named<T> {
  readonly brokerName: string
  equals(other: T): boolean
}

function sameMembers<T extends Named<T>>(one: readonly T[], other: readonly T[]): boolean {
  const sorted = (list: readonly T[]): T[] => [...list].sort((a, b) => (a.brokerName < b.brokerName ? -1 : 1))
  const others = sorted(other)
  return one.length === other.length && sorted(one).every((each, index) => each.equals(others[index]!))
}

/** @throws CastError */
function serversOf(servers: FastJsonToken): string[] | null {
  return servers === null ? null : listOf(servers, textOf).filter((server) => server !== null)
}
