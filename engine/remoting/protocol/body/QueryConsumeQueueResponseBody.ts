import { RemotingSerializable } from '../RemotingSerializable'
import type { SubscriptionData } from './HeartbeatData'

/**
 * An entry of a queue. (`extendDataJson`, `bitMap` and `msg` tell of extended queues, which are not there.)
 * Original: protocol.body.ConsumeQueueData.
 */
export interface ConsumeQueueData {
  readonly physicOffset: number
  readonly physicSize: number
  readonly tagsCode: number
  readonly eval: boolean
}

/** A stretch of a queue, as it is. Original: org.apache.rocketmq.remoting.protocol.body.QueryConsumeQueueResponseBody. */
export class QueryConsumeQueueResponseBody {
  readonly maxQueueIndex: number
  readonly minQueueIndex: number
  subscriptionData: SubscriptionData | null
  /** The selector of the group that was asked for, as JSON, or why there is none. */
  filterData: string | null
  queueData: readonly ConsumeQueueData[]

  constructor(minQueueIndex: number, maxQueueIndex: number) {
    this.maxQueueIndex = maxQueueIndex
    this.minQueueIndex = minQueueIndex
    this.subscriptionData = null
    this.filterData = null
    this.queueData = []
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }
}
