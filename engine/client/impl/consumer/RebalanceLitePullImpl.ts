import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { Blocking } from '../../../kernel/Blocking'
import type { Process } from '../../../kernel/Process'
import type { ConsumeType, MessageModel } from '../../../remoting/protocol/body/HeartbeatData'
import { swallowing } from '../../common/swallowing'
import type { AllocateMessageQueueStrategy } from '../../consumer/AllocateMessageQueueStrategy'
import { OFFSET_NOT_FOUND } from '../../consumer/store/OffsetStore'
import { ReadOffsetType } from '../../consumer/store/ReadOffsetType'
import { MQClientException } from '../../exception/MQClientException'
import type { MQClientInstance } from '../factory/MQClientInstance'
import { computeFirstOffset } from './computeFirstOffset'
import type { DefaultLitePullConsumerImpl } from './DefaultLitePullConsumerImpl'
import { RebalanceImpl } from './RebalanceImpl'

/**
 * What a lite pull consumer does with queues that come and go: it tells its listener, and that is the consumer itself.
 * Original: org.apache.rocketmq.client.impl.consumer.RebalanceLitePullImpl.
 */
export class RebalanceLitePullImpl extends RebalanceImpl {
  private readonly litePullConsumerImpl: DefaultLitePullConsumerImpl

  constructor(process: Process, litePullConsumerImpl: DefaultLitePullConsumerImpl) {
    super(process)
    this.litePullConsumerImpl = litePullConsumerImpl
  }

  protected get consumerGroup(): string {
    return this.litePullConsumerImpl.groupName()
  }

  protected get messageModel(): MessageModel {
    return this.litePullConsumerImpl.messageModel()
  }

  protected get consumeType(): ConsumeType {
    return 'CONSUME_ACTIVELY'
  }

  protected get allocateMessageQueueStrategy(): AllocateMessageQueueStrategy {
    return this.litePullConsumerImpl.defaultLitePullConsumer.allocateMessageQueueStrategy
  }

  protected get mQClientFactory(): MQClientInstance {
    return this.litePullConsumerImpl.getFactory()
  }

  protected *messageQueueChanged(
    topic: string, mqAll: readonly MessageQueue[], mqDivided: readonly MessageQueue[],
  ): Blocking<void> {
    const listener = this.litePullConsumerImpl.defaultLitePullConsumer.messageQueueListener
    if (listener !== null) swallowing(() => listener.messageQueueChanged(topic, mqAll, mqDivided))
  }

  protected *removeUnnecessaryMessageQueue(mq: MessageQueue): Blocking<boolean> {
    yield* this.litePullConsumerImpl.getOffsetStore().persist(mq)
    this.litePullConsumerImpl.getOffsetStore().removeOffset(mq)
    return true
  }

  protected removeDirtyOffset(mq: MessageQueue): void {
    this.litePullConsumerImpl.getOffsetStore().removeOffset(mq)
  }

  protected *computePullFromWhere(mq: MessageQueue): Blocking<number> {
    try {
      return yield* this.computePullFromWhereWithException(mq)
    } catch (error) {
      if (error instanceof MQClientException) return -1
      throw error
    }
  }

  /**
   * Where the group has come to, or is to begin. Original: RebalanceLitePullImpl#computePullFromWhereWithException
   * @returns -1 when the broker can't say how far the group is
   * @throws MQClientException when it can't be found out where a new group is to begin
   */
  *computePullFromWhereWithException(mq: MessageQueue): Blocking<number> {
    const { consumeFromWhere, consumeTimestamp } = this.litePullConsumerImpl.defaultLitePullConsumer
    const offsetStore = this.litePullConsumerImpl.getOffsetStore()
    const lastOffset = yield* offsetStore.readOffset(mq, ReadOffsetType.MEMORY_FIRST_THEN_STORE)
    if (lastOffset >= 0) return lastOffset
    if (lastOffset !== OFFSET_NOT_FOUND) return -1
    return yield* computeFirstOffset(mq, consumeFromWhere, consumeTimestamp, this.mQClientFactory.getMQAdminImpl())
  }

  /** Pulls are made by tasks of the consumer's own. */
  protected dispatchPullRequest(): void {}
}
