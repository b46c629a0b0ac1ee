import type { MessageExt } from '../../../common/message/MessageExt'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import type { Blocking } from '../../../kernel/Blocking'
import type { ConsumeMessageDirectlyResult } from '../../../remoting/protocol/body/ConsumeMessageDirectlyResult'
import type { ConsumerRunningInfo } from '../../../remoting/protocol/body/ConsumerRunningInfo'
import type { ConsumeFromWhere, ConsumeType, MessageModel, SubscriptionData } from '../../../remoting/protocol/body/HeartbeatData'
import type { PopRequest } from './PopRequest'
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
  /** One pop; its answer comes later. */
  popMessage(popRequest: PopRequest): Blocking<void>
  /** @returns whether the consumer has the queues now that it is to have */
  tryRebalance(): Blocking<boolean>
  persistConsumerOffset(): Blocking<void>
  /** How far it is in the queues of a topic, as it knows itself. */
  offsetsOf(topic: string): ReadonlyArray<readonly [mq: MessageQueue, offset: number]>
  /** Has it read its queues on at these offsets. */
  resetOffset(topic: string, offsetTable: MessageQueueMap<number>): Blocking<void>
  /** Gives a message to the listener, without any consequence for the message. */
  consumeMessageDirectly(msg: MessageExt, brokerName: string): Blocking<ConsumeMessageDirectlyResult>
  /** How it is configured and how far it is, for an operator. */
  consumerRunningInfo(): Blocking<ConsumerRunningInfo>
  updateTopicSubscribeInfo(topic: string, info: readonly MessageQueue[]): void
  /** Does it lack the route of that topic? */
  isSubscribeTopicNeedUpdate(topic: string): boolean
}
