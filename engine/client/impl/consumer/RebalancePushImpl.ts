import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { Blocking } from '../../../kernel/Blocking'
import { InterruptedException } from '../../../kernel/errors'
import { ConsumeInitMode } from '../../../common/constant/ConsumeInitMode'
import { currentTimeMillis, type Process } from '../../../kernel/Process'
import type { ConsumeType, MessageModel } from '../../../remoting/protocol/body/HeartbeatData'
import { ResponseCode } from '../../../remoting/protocol/ResponseCode'
import type { AllocateMessageQueueStrategy } from '../../consumer/AllocateMessageQueueStrategy'
import { OFFSET_NOT_FOUND } from '../../consumer/store/OffsetStore'
import { ReadOffsetType } from '../../consumer/store/ReadOffsetType'
import { MQClientException } from '../../exception/MQClientException'
import type { MQClientInstance } from '../factory/MQClientInstance'
import { computeFirstOffset } from './computeFirstOffset'
import type { DefaultMQPushConsumerImpl } from './DefaultMQPushConsumerImpl'
import type { PopRequest } from './PopRequest'
import type { ProcessQueue } from './ProcessQueue'
import type { PullRequest } from './PullRequest'
import { RebalanceImpl } from './RebalanceImpl'

/** Original: system property rocketmq.client.unlockDelayTimeMills */
const UNLOCK_DELAY_TIME_MILLS = 20_000
const CONSUME_LOCK_TIMEOUT_MILLIS = 500

/** What a push consumer does with queues that come and go. Original: org.apache.rocketmq.client.impl.consumer.RebalancePushImpl. */
export class RebalancePushImpl extends RebalanceImpl {
  private readonly defaultMQPushConsumerImpl: DefaultMQPushConsumerImpl

  constructor(process: Process, defaultMQPushConsumerImpl: DefaultMQPushConsumerImpl) {
    super(process)
    this.defaultMQPushConsumerImpl = defaultMQPushConsumerImpl
  }

  protected get consumerGroup(): string {
    return this.defaultMQPushConsumerImpl.groupName()
  }

  protected get messageModel(): MessageModel {
    return this.defaultMQPushConsumerImpl.messageModel()
  }

  protected get consumeType(): ConsumeType {
    return 'CONSUME_PASSIVELY'
  }

  protected get allocateMessageQueueStrategy(): AllocateMessageQueueStrategy {
    return this.defaultMQPushConsumerImpl.defaultMQPushConsumer.allocateMessageQueueStrategy
  }

  protected get mQClientFactory(): MQClientInstance {
    return this.defaultMQPushConsumerImpl.getFactory()
  }

  /**
   * The limits for a whole topic are shared by all queues that the consumer has, those of other topics included. The brokers hear of
   * the subscription's new version. Original: RebalancePushImpl#messageQueueChanged
   */
  protected *messageQueueChanged(topic: string): Blocking<void> {
    const { defaultMQPushConsumer: consumer } = this.defaultMQPushConsumerImpl
    const subscription = this.subscriptionInner.get(topic)
    if (subscription !== undefined) {
      this.subscriptionInner.set(topic, { ...subscription, subVersion: currentTimeMillis() })
    }
    const currentQueueCount = this.processQueueTable.size
    if (currentQueueCount !== 0) {
      const share = (threshold: number): number => Math.max(1, Math.trunc(threshold / currentQueueCount))
      const { pullThresholdForTopic, pullThresholdSizeForTopic } = consumer
      if (pullThresholdForTopic !== -1) consumer.pullThresholdForQueue = share(pullThresholdForTopic)
      if (pullThresholdSizeForTopic !== -1) consumer.pullThresholdSizeForQueue = share(pullThresholdSizeForTopic)
    }
    yield* this.mQClientFactory.sendHeartbeatToAllBrokerWithLock()
  }

  /** The next owner of the queue finds out how far this one has come. Original: RebalancePushImpl#removeUnnecessaryMessageQueue */
  *removeUnnecessaryMessageQueue(mq: MessageQueue, pq: ProcessQueue): Blocking<boolean> {
    const offsetStore = this.defaultMQPushConsumerImpl.getOffsetStore()
    yield* offsetStore.persist(mq)
    if (this.defaultMQPushConsumerImpl.isConsumeOrderly() && this.messageModel === 'CLUSTERING') {
      return yield* this.tryRemoveOrderMessageQueue(mq, pq)
    }
    offsetStore.removeOffset(mq)
    return true
  }

  /**
   * The lock must not be given back while a listener works on the queue; but after 20 s the listener is not waited for.
   * Original: RebalancePushImpl#tryRemoveOrderMessageQueue
   */
  private *tryRemoveOrderMessageQueue(mq: MessageQueue, pq: ProcessQueue): Blocking<boolean> {
    const forceUnlock = pq.dropped && currentTimeMillis() > pq.lastLockTimestamp + UNLOCK_DELAY_TIME_MILLS
    if (!forceUnlock && !(yield* this.tryConsumeLock(pq))) {
      pq.incTryUnlockTimes()
      return false
    }
    try {
      const offsetStore = this.defaultMQPushConsumerImpl.getOffsetStore()
      yield* offsetStore.persist(mq)
      offsetStore.removeOffset(mq)
      pq.locked = false
      yield* this.unlock(mq)
      return true
    } finally {
      if (!forceUnlock) pq.consumeLock.writeLock().unlock()
    }
  }

  private *tryConsumeLock(pq: ProcessQueue): Blocking<boolean> {
    try {
      return yield* pq.consumeLock.writeLock().tryLock(CONSUME_LOCK_TIMEOUT_MILLIS)
    } catch (error) {
      if (error instanceof InterruptedException) return false
      throw error
    }
  }

  protected removeDirtyOffset(mq: MessageQueue): void {
    this.defaultMQPushConsumerImpl.getOffsetStore().removeOffset(mq)
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
   * Where the group has come to in the queue; for a group that is new there, where its consumers are configured to begin.
   * Original: RebalancePushImpl#computePullFromWhereWithException
   * @throws MQClientException when that can't be found out
   */
  *computePullFromWhereWithException(mq: MessageQueue): Blocking<number> {
    const offsetStore = this.defaultMQPushConsumerImpl.getOffsetStore()
    const lastOffset = yield* offsetStore.readOffset(mq, ReadOffsetType.READ_FROM_STORE)
    if (lastOffset >= 0) return lastOffset
    if (lastOffset !== OFFSET_NOT_FOUND) {
      throw new MQClientException('the offset store could not be asked', ResponseCode.QUERY_NOT_FOUND)
    }
    const { consumeFromWhere, consumeTimestamp } = this.defaultMQPushConsumerImpl.defaultMQPushConsumer
    const admin = this.mQClientFactory.getMQAdminImpl()
    const result = yield* computeFirstOffset(mq, consumeFromWhere, consumeTimestamp, admin)
    if (result < 0) throw new MQClientException(`a queue does not begin at ${result}`, ResponseCode.SYSTEM_ERROR)
    return result
  }

  protected dispatchPullRequest(pullRequest: PullRequest, delayMillis: number): void {
    this.defaultMQPushConsumerImpl.executePullRequestLater(pullRequest, delayMillis)
  }
  /** In order, and where all get everything, there is nothing that a broker could divide. Original: RebalancePushImpl#clientRebalance */
  protected override clientRebalance(): boolean {
    const { clientRebalance } = this.defaultMQPushConsumerImpl.defaultMQPushConsumer
    return clientRebalance || this.defaultMQPushConsumerImpl.isConsumeOrderly() || this.messageModel === 'BROADCASTING'
  }

  /** Original: RebalancePushImpl#getConsumeInitMode */
  protected override getConsumeInitMode(): number {
    const { consumeFromWhere } = this.defaultMQPushConsumerImpl.defaultMQPushConsumer
    return consumeFromWhere === 'CONSUME_FROM_FIRST_OFFSET' ? ConsumeInitMode.MIN : ConsumeInitMode.MAX
  }

  protected override dispatchPopPullRequest(popRequest: PopRequest, delayMillis: number): void {
    this.mQClientFactory.getPullMessageService().executePopPullRequestLater(popRequest, delayMillis)
  }
}
