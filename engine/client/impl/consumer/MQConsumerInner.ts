import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { Blocking } from '../../../kernel/Blocking'
import type { ConsumeFromWhere, ConsumeType, MessageModel, SubscriptionData } from '../../../remoting/protocol/body/HeartbeatData'
import type { PullRequest } from './PullRequest'

/** A consumer as its MQClientInstance sees it. Original: org.apache.rocketmq.client.impl.consumer.MQConsumerInner. */
export interface MQConsumerInner {
  groupName(): string
  messageModel(): MessageModel
  consumeType(): ConsumeType
  consumeFromWhere(): ConsumeFromWhere
  isUnitMode(): boolean
  /** In the order of a Java set. */
  subscriptions(): SubscriptionData[]
  /** One pull; its answer comes later. */
  pullMessage(pullRequest: PullRequest): Blocking<void>
  /** @returns whether the consumer has the queues now that it is to have */
  tryRebalance(): Blocking<boolean>
  persistConsumerOffset(): Blocking<void>
  updateTopicSubscribeInfo(topic: string, info: readonly MessageQueue[]): void
  /** Does it lack the route of that topic? */
  isSubscribeTopicNeedUpdate(topic: string): boolean
}
