import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { Blocking } from '../../../kernel/Blocking'
import { IllegalStateException } from '../../../kernel/errors'
import type { ConsumeMessageDirectlyResult } from '../../../remoting/protocol/body/ConsumeMessageDirectlyResult'
import type { ConsumerRunningInfo } from '../../../remoting/protocol/body/ConsumerRunningInfo'
import type { ConsumeFromWhere, ConsumeType, MessageModel, SubscriptionData } from '../../../remoting/protocol/body/HeartbeatData'
import type { MQConsumerInner } from './MQConsumerInner'
import type { RebalanceImpl } from './RebalanceImpl'

/**
 * What the consumers have in common whose application asks for messages: nobody makes pulls for them, and they have no listener that
 * an operator could call.
 */
export abstract class ActiveConsumer implements MQConsumerInner {
  protected abstract readonly rebalanceImpl: RebalanceImpl

  abstract groupName(): string
  abstract messageModel(): MessageModel
  abstract isUnitMode(): boolean
  abstract subscriptions(): SubscriptionData[]
  abstract tryRebalance(): Blocking<boolean>
  abstract persistConsumerOffset(): Blocking<void>
  abstract consumerRunningInfo(): Blocking<ConsumerRunningInfo>

  consumeType(): ConsumeType {
    return 'CONSUME_ACTIVELY'
  }

  consumeFromWhere(): ConsumeFromWhere {
    return 'CONSUME_FROM_LAST_OFFSET'
  }

  *pullMessage(): Blocking<void> {}

  *popMessage(): Blocking<void> {}

  offsetsOf(_topic: string): ReadonlyArray<readonly [mq: MessageQueue, offset: number]> {
    return []
  }

  /** An operator can't have it read on somewhere else. Original: MQClientInstance#resetOffset */
  *resetOffset(): Blocking<void> {}

  /** In Java this is a ClassCastException. @throws IllegalStateException */
  *consumeMessageDirectly(): Blocking<ConsumeMessageDirectlyResult> {
    throw new IllegalStateException(`the consumer ${this.groupName()} has no listener`)
  }

  updateTopicSubscribeInfo(topic: string, info: readonly MessageQueue[]): void {
    if (!this.rebalanceImpl.getSubscriptionInner().has(topic)) return
    this.rebalanceImpl.getTopicSubscribeInfoTable().set(topic, info)
  }

  isSubscribeTopicNeedUpdate(topic: string): boolean {
    const isSubscribed = this.rebalanceImpl.getSubscriptionInner().has(topic)
    return isSubscribed && !this.rebalanceImpl.getTopicSubscribeInfoTable().has(topic)
  }
}
