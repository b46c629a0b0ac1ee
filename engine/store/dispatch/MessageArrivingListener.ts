import type { Blocking } from '../../kernel/Blocking'
import type { JavaHashMap } from '../../kernel/java/JavaHashMap'

/** Hears of each message as soon as it can be consumed. Original: org.apache.rocketmq.store.MessageArrivingListener. */
export interface MessageArrivingListener {
  /** `logicOffset`: the queue's new maximum, one more than the message's own number. */
  arriving(
    topic: string,
    queueId: number,
    logicOffset: number,
    tagsCode: number,
    msgStoreTime: number,
    properties: JavaHashMap<string>,
  ): Blocking<void>
}
