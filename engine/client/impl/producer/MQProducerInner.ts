import type { MessageExt } from '../../../common/message/MessageExt'
import type { CheckTransactionStateRequestHeader } from '../../../remoting/protocol/header/CheckTransactionStateRequestHeader'
import type { TopicPublishInfo } from './TopicPublishInfo'

/** A producer as its MQClientInstance sees it. Original: org.apache.rocketmq.client.impl.producer.MQProducerInner. */
export interface MQProducerInner {
  /** The topics whose routes it needs. */
  getPublishTopicList(): Iterable<string>
  /** Does it lack the route of that topic? */
  isPublishTopicNeedUpdate(topic: string): boolean
  /** A broker asks how a transaction of this producer's group has ended. */
  checkTransactionState(addr: string, msg: MessageExt, header: CheckTransactionStateRequestHeader): void
  updateTopicPublishInfo(topic: string, info: TopicPublishInfo): void
}
