import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { Blocking } from '../../../kernel/Blocking'
import type { Process } from '../../../kernel/Process'
import type { ConsumeType, MessageModel } from '../../../remoting/protocol/body/HeartbeatData'
import { swallowing } from '../../common/swallowing'
import type { AllocateMessageQueueStrategy } from '../../consumer/AllocateMessageQueueStrategy'
import type { MQClientInstance } from '../factory/MQClientInstance'
import type { DefaultMQPullConsumerImpl } from './DefaultMQPullConsumerImpl'
import { RebalanceImpl } from './RebalanceImpl'

/**
 * What a pull consumer does with queues that come and go: it tells the application. Where to read, that knows itself.
 * Original: org.apache.rocketmq.client.impl.consumer.RebalancePullImpl.
 */
export class RebalancePullImpl extends RebalanceImpl {
  private readonly defaultMQPullConsumerImpl: DefaultMQPullConsumerImpl

  constructor(process: Process, defaultMQPullConsumerImpl: DefaultMQPullConsumerImpl) {
    super(process)
    this.defaultMQPullConsumerImpl = defaultMQPullConsumerImpl
  }

  protected get consumerGroup(): string {
    return this.defaultMQPullConsumerImpl.groupName()
  }

  protected get messageModel(): MessageModel {
    return this.defaultMQPullConsumerImpl.messageModel()
  }

  protected get consumeType(): ConsumeType {
    return 'CONSUME_ACTIVELY'
  }

  protected get allocateMessageQueueStrategy(): AllocateMessageQueueStrategy {
    return this.defaultMQPullConsumerImpl.defaultMQPullConsumer.allocateMessageQueueStrategy
  }

  protected get mQClientFactory(): MQClientInstance {
    return this.defaultMQPullConsumerImpl.getFactory()
  }

  protected *messageQueueChanged(
    topic: string, mqAll: readonly MessageQueue[], mqDivided: readonly MessageQueue[],
  ): Blocking<void> {
    const { messageQueueListener } = this.defaultMQPullConsumerImpl.defaultMQPullConsumer
    swallowing(() => messageQueueListener?.messageQueueChanged(topic, mqAll, mqDivided))
  }

  protected *removeUnnecessaryMessageQueue(mq: MessageQueue): Blocking<boolean> {
    yield* this.defaultMQPullConsumerImpl.getOffsetStore().persist(mq)
    this.defaultMQPullConsumerImpl.getOffsetStore().removeOffset(mq)
    return true
  }

  protected removeDirtyOffset(mq: MessageQueue): void {
    this.defaultMQPullConsumerImpl.getOffsetStore().removeOffset(mq)
  }

  protected *computePullFromWhere(): Blocking<number> {
    return 0
  }

  protected dispatchPullRequest(): void {}
}
