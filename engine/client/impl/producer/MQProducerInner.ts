import type { TopicPublishInfo } from './TopicPublishInfo'

/** A producer as its MQClientInstance sees it. Original: org.apache.rocketmq.client.impl.producer.MQProducerInner. */
export interface MQProducerInner {
  /** The topics whose routes it needs. */
  getPublishTopicList(): Iterable<string>
  /** Does it lack the route of that topic? */
  isPublishTopicNeedUpdate(topic: string): boolean
  updateTopicPublishInfo(topic: string, info: TopicPublishInfo): void
}
