import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { TopicRouteData } from '../../../remoting/protocol/route/TopicRouteData'
import { ThreadLocalIndex } from '../../common/ThreadLocalIndex'

/** Says of a queue whether it may be chosen. Original: TopicPublishInfo.QueueFilter. */
export type QueueFilter = (mq: MessageQueue) => boolean

/** What a producer knows of a topic: the queues that it can write to. Original: client.impl.producer.TopicPublishInfo. */
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
   * The next queue in turn that all filters let through; null when none does.
   * Original: TopicPublishInfo#selectOneMessageQueue(QueueFilter...)
   */
  selectOneMessageQueue(...filters: QueueFilter[]): MessageQueue | null {
    const { messageQueueList, sendWhichQueue } = this
    for (let tries = 0; tries < messageQueueList.length; tries++) {
      const index = sendWhichQueue.incrementAndGet() % messageQueueList.length
      const mq = messageQueueList[index]!
      if (filters.every((filter) => filter(mq))) return mq
    }
    return null
  }

  /** How many queues the broker of that name has for writing; -1 when it isn't in the route. */
  getWriteQueueNumsByBroker(brokerName: string): number {
    const queueData = this.topicRouteData?.queueDatas.find((each) => each.brokerName === brokerName)
    return queueData?.writeQueueNums ?? -1
  }
}
