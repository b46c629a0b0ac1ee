import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { TopicRouteData } from '../../../remoting/protocol/route/TopicRouteData'
import { assert } from '../../../kernel/assert'
import { ThreadLocalIndex } from '../../common/ThreadLocalIndex'

/** Decides whether a queue may be chosen. Original: TopicPublishInfo.QueueFilter. */
export type QueueFilter = (mq: MessageQueue) => boolean

/** A producer's knowledge of a topic: the queues that it can write to. Original: client.impl.producer.TopicPublishInfo. */
export class TopicPublishInfo {
  orderTopic: boolean
  haveTopicRouterInfo: boolean
  messageQueueList: MessageQueue[]
  readonly sendWhichQueue: ThreadLocalIndex
  topicRouteData: TopicRouteData | null

  constructor() {
    this.orderTopic = false
    this.haveTopicRouterInfo = false
    this.messageQueueList = []
    this.sendWhichQueue = new ThreadLocalIndex()
    this.topicRouteData = null
  }

  /** Is there a queue to write to? */
  ok(): boolean {
    return this.messageQueueList.length > 0
  }

  resetIndex(): void {
    this.sendWhichQueue.reset()
  }

  /**
   * The next queue in turn that passes all filters, or null.
   * Original: TopicPublishInfo#selectOneMessageQueue(QueueFilter...)
   */
  selectOneMessageQueue(...filters: QueueFilter[]): MessageQueue | null {
    const { messageQueueList, sendWhichQueue } = this
    for (let tries = 0; tries < messageQueueList.length; tries++) {
      const index = sendWhichQueue.incrementAndGet() % messageQueueList.length
      const mq = messageQueueList[index]
      assert(mq !== undefined, 'the turn is that of a queue', index, messageQueueList.length)
      if (filters.every((filter) => filter(mq))) return mq
    }
    return null
  }

  /** The number of the broker's write queues; -1 when it isn't in the route. */
  getWriteQueueNumsByBroker(brokerName: string): number {
    const queueData = this.topicRouteData?.queueDatas.find((each) => each.brokerName === brokerName)
    return queueData?.writeQueueNums ?? -1
  }
}
