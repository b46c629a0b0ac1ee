import type { MessageExt } from '../../common/message/MessageExt'
import type { MessageQueue } from '../../common/message/MessageQueue'
import { MixAll } from '../../common/MixAll'
import type { Blocking } from '../../kernel/Blocking'
import type { Process } from '../../kernel/Process'
import type { RPCHook } from '../../remoting/netty/RPCHook'
import type { MessageModel } from '../../remoting/protocol/body/HeartbeatData'
import { ClientConfig } from '../ClientConfig'
import type { ConsumerEnvironment } from '../ClientEnvironment'
import { DefaultMQPullConsumerImpl } from '../impl/consumer/DefaultMQPullConsumerImpl'
import type { AllocateMessageQueueStrategy } from './AllocateMessageQueueStrategy'
import type { MessageQueueListener } from './MessageQueueListener'
import type { MessageSelector } from './MessageSelector'
import type { PullCallback } from './PullCallback'
import type { PullResult } from './PullResult'
import { AllocateMessageQueueAveragely } from './rebalance/AllocateMessageQueueAveragely'
import type { OffsetStore } from './store/OffsetStore'

/**
 * The bare way to consume: the application names queue and offset with each pull, and looks after everything else itself. 5.3.2 advises
 * DefaultLitePullConsumer instead. Times in ms. Of its overloads, those with a selector take it in the place of the tags.
 * Original: org.apache.rocketmq.client.consumer.DefaultMQPullConsumer.
 */
export class DefaultMQPullConsumer extends ClientConfig {
  consumerGroup: string
  /** How long a pull waits at the broker, and how long for the broker's answer, which must not be shorter. */
  brokerSuspendMaxTimeMillis: number
  consumerTimeoutMillisWhenSuspend: number
  /** Of a pull that does not wait at the broker. */
  consumerPullTimeoutMillis: number
  messageModel: MessageModel
  messageQueueListener: MessageQueueListener | null
  /** Null for the one that goes with the message model. */
  offsetStore: OffsetStore | null
  /** The topics whose queues the group shares. */
  registerTopics: readonly string[]
  allocateMessageQueueStrategy: AllocateMessageQueueStrategy
  maxReconsumeTimes: number
  enableRebalance: boolean
  private readonly defaultMQPullConsumerImpl: DefaultMQPullConsumerImpl

  constructor(
    process: Process,
    environment: ConsumerEnvironment,
    consumerGroup: string = MixAll.DEFAULT_CONSUMER_GROUP,
    rpcHook: RPCHook | null = null,
  ) {
    super()
    this.enableStreamRequestType = true
    this.consumerGroup = consumerGroup
    this.brokerSuspendMaxTimeMillis = 1000 * 20
    this.consumerTimeoutMillisWhenSuspend = 1000 * 30
    this.consumerPullTimeoutMillis = 1000 * 10
    this.messageModel = 'CLUSTERING'
    this.messageQueueListener = null
    this.offsetStore = null
    this.registerTopics = []
    this.allocateMessageQueueStrategy = new AllocateMessageQueueAveragely()
    this.maxReconsumeTimes = 16
    this.enableRebalance = true
    this.defaultMQPullConsumerImpl = new DefaultMQPullConsumerImpl(process, this, environment, rpcHook)
  }

  getDefaultMQPullConsumerImpl(): DefaultMQPullConsumerImpl {
    return this.defaultMQPullConsumerImpl
  }

  /** @throws MQClientException when it was started before, its settings are wrong, or its group is taken */
  *start(): Blocking<void> {
    this.consumerGroup = this.withNamespace(this.consumerGroup)
    yield* this.defaultMQPullConsumerImpl.start()
  }

  *shutdown(): Blocking<void> {
    yield* this.defaultMQPullConsumerImpl.shutdown()
  }

  /** Shares the queues of a topic with the group from now on, and hears which it has. */
  registerMessageQueueListener(topic: string, listener: MessageQueueListener): void {
    this.registerTopics = [...this.registerTopics, this.withNamespace(topic)]
    this.messageQueueListener = listener
  }

  /**
   * The messages of a queue from an offset on, as far as there are any now. `subExpression`: tags, or a selector.
   * Original: DefaultMQPullConsumer#pull(MessageQueue, String, long, int, long)
   * @throws MQClientException, RemotingException, MQBrokerException
   */
  *pull(
    mq: MessageQueue,
    subExpression: string | MessageSelector | null,
    offset: number,
    maxNums: number,
    timeout = this.consumerPullTimeoutMillis,
  ): Blocking<PullResult> {
    const queue = this.queueWithNamespace(mq)
    return yield* this.defaultMQPullConsumerImpl.pull(queue, subExpression, offset, maxNums, timeout)
  }

  /** Original: DefaultMQPullConsumer#pull(MessageQueue, String, long, int, PullCallback, long) */
  *pullAsync(
    mq: MessageQueue,
    subExpression: string | MessageSelector | null,
    offset: number,
    maxNums: number,
    pullCallback: PullCallback,
    timeout = this.consumerPullTimeoutMillis,
  ): Blocking<void> {
    const queue = this.queueWithNamespace(mq)
    yield* this.defaultMQPullConsumerImpl.pullAsync(queue, subExpression, offset, maxNums, pullCallback, timeout)
  }

  /** The same; if there are none it waits for one. Original: DefaultMQPullConsumer#pullBlockIfNotFound(MessageQueue, String, long, int) */
  *pullBlockIfNotFound(
    mq: MessageQueue, subExpression: string | MessageSelector | null, offset: number, maxNums: number,
  ): Blocking<PullResult> {
    const queue = this.queueWithNamespace(mq)
    return yield* this.defaultMQPullConsumerImpl.pullBlockIfNotFound(queue, subExpression, offset, maxNums)
  }

  /** Original: DefaultMQPullConsumer#pullBlockIfNotFound(MessageQueue, String, long, int, PullCallback) */
  *pullBlockIfNotFoundAsync(
    mq: MessageQueue,
    subExpression: string | MessageSelector | null,
    offset: number,
    maxNums: number,
    pullCallback: PullCallback,
  ): Blocking<void> {
    const queue = this.queueWithNamespace(mq)
    yield* this.defaultMQPullConsumerImpl.pullBlockIfNotFoundAsync(queue, subExpression, offset, maxNums, pullCallback)
  }

  /** Notes how far the application is; the broker hears of it within five seconds, if the queue is the consumer's share. */
  updateConsumeOffset(mq: MessageQueue, offset: number): void {
    this.defaultMQPullConsumerImpl.updateConsumeOffset(this.queueWithNamespace(mq), offset)
  }

  /** How far the group is; -1 if nothing is known, -2 if the broker can't be asked. `fromStore`: the broker is asked in any case. */
  *fetchConsumeOffset(mq: MessageQueue, fromStore: boolean): Blocking<number> {
    return yield* this.defaultMQPullConsumerImpl.fetchConsumeOffset(this.queueWithNamespace(mq), fromStore)
  }

  /** All queues of a topic that can be read. @throws MQClientException */
  *fetchSubscribeMessageQueues(topic: string): Blocking<MessageQueue[]> {
    return yield* this.defaultMQPullConsumerImpl.fetchSubscribeMessageQueues(this.withNamespace(topic))
  }

  /** Those of them that are this consumer's share. */
  fetchMessageQueuesInBalance(topic: string): MessageQueue[] {
    return this.defaultMQPullConsumerImpl.fetchMessageQueuesInBalance(this.withNamespace(topic))
  }

  *maxOffset(mq: MessageQueue): Blocking<number> {
    return yield* this.defaultMQPullConsumerImpl.maxOffset(this.queueWithNamespace(mq))
  }

  *minOffset(mq: MessageQueue): Blocking<number> {
    return yield* this.defaultMQPullConsumerImpl.minOffset(this.queueWithNamespace(mq))
  }

  /** The first message of a queue from that time on (ms since 1970). */
  *searchOffset(mq: MessageQueue, timestamp: number): Blocking<number> {
    return yield* this.defaultMQPullConsumerImpl.searchOffset(this.queueWithNamespace(mq), timestamp)
  }

  /**
   * Gives a message back, to be delivered again later, in the retry topic of the group. `brokerName`: null for the broker whose address
   * is in the message. Original: DefaultMQPullConsumer#sendMessageBack(MessageExt, int, String)
   * @throws MQClientException, RemotingException, MQBrokerException
   */
  *sendMessageBack(msg: MessageExt, delayLevel: number, brokerName: string | null = null): Blocking<void> {
    msg.topic = this.withNamespace(msg.topic)
    yield* this.defaultMQPullConsumerImpl.sendMessageBack(msg, delayLevel, brokerName)
  }
}
