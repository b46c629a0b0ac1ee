import { timeMillisToHumanString3 } from '../../common/humanTime'
import type { MessageExt } from '../../common/message/MessageExt'
import type { MessageQueue } from '../../common/message/MessageQueue'
import type { MessageQueueMap } from '../../common/message/MessageQueueMap'
import { MixAll } from '../../common/MixAll'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import type { Process } from '../../kernel/Process'
import type { RPCHook } from '../../remoting/netty/RPCHook'
import type { ConsumeFromWhere, MessageModel } from '../../remoting/protocol/body/HeartbeatData'
import { ClientConfig } from '../ClientConfig'
import type { ConsumerEnvironment } from '../ClientEnvironment'
import { DefaultLitePullConsumerImpl } from '../impl/consumer/DefaultLitePullConsumerImpl'
import type { AllocateMessageQueueStrategy } from './AllocateMessageQueueStrategy'
import type { MessageQueueListener } from './MessageQueueListener'
import type { MessageSelector } from './MessageSelector'
import { AllocateMessageQueueAveragely } from './rebalance/AllocateMessageQueueAveragely'
import type { OffsetStore } from './store/OffsetStore'
import type { TopicMessageQueueChangeListener } from './TopicMessageQueueChangeListener'

const HALF_AN_HOUR_MILLIS = 1000 * 60 * 30

/**
 * A consumer whose application asks for messages when it wants some, and may jump about in its queues. It gets its queues as a push
 * consumer does, by `subscribe`, or names them itself, by `assign`. Messages are pulled ahead of time. Times in ms.
 * Original: org.apache.rocketmq.client.consumer.DefaultLitePullConsumer.
 */
export class DefaultLitePullConsumer extends ClientConfig {
  consumerGroup: string
  /** How long a pull waits at the broker, and how long for the broker's answer, which must not be shorter. */
  brokerSuspendMaxTimeMillis: number
  consumerTimeoutMillisWhenSuspend: number
  messageModel: MessageModel
  /** Hears which queues it has; see {@link subscribe}. */
  messageQueueListener: MessageQueueListener | null
  /** Null for the one that goes with the message model. */
  offsetStore: OffsetStore | null
  allocateMessageQueueStrategy: AllocateMessageQueueStrategy
  /** Does each poll commit what the polls before it have returned, now and then? */
  autoCommit: boolean
  autoCommitIntervalMillis: number
  pullThreadNums: number
  pullBatchSize: number
  /** Flow control: messages of all queues, of one, MiB of one, and from the first to the last message of one. */
  pullThresholdForAll: number
  pullThresholdForQueue: number
  pullThresholdSizeForQueue: number
  consumeMaxSpan: number
  pollTimeoutMillis: number
  topicMetadataCheckIntervalMillis: number
  /** Where a group that is new to a queue begins. */
  consumeFromWhere: ConsumeFromWhere
  /** For CONSUME_FROM_TIMESTAMP: `yyyyMMddHHmmss`, in UTC. */
  consumeTimestamp: string
  private readonly defaultLitePullConsumerImpl: DefaultLitePullConsumerImpl

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
    this.messageModel = 'CLUSTERING'
    this.messageQueueListener = null
    this.offsetStore = null
    this.allocateMessageQueueStrategy = new AllocateMessageQueueAveragely()
    this.autoCommit = true
    this.autoCommitIntervalMillis = 5 * 1000
    this.pullThreadNums = 20
    this.pullBatchSize = 10
    this.pullThresholdForAll = 10_000
    this.pullThresholdForQueue = 1000
    this.pullThresholdSizeForQueue = 100
    this.consumeMaxSpan = 2000
    this.pollTimeoutMillis = 1000 * 5
    this.topicMetadataCheckIntervalMillis = 30 * 1000
    this.consumeFromWhere = 'CONSUME_FROM_LAST_OFFSET'
    this.consumeTimestamp = timeMillisToHumanString3(process.currentTimeMillis() - HALF_AN_HOUR_MILLIS)
    this.defaultLitePullConsumerImpl = new DefaultLitePullConsumerImpl(process, this, environment, rpcHook)
  }

  getDefaultLitePullConsumerImpl(): DefaultLitePullConsumerImpl {
    return this.defaultLitePullConsumerImpl
  }

  /** @throws MQClientException when it was started before, its settings are wrong, or its group is taken */
  *start(): Blocking<void> {
    this.consumerGroup = this.withNamespace(this.consumerGroup)
    yield* this.defaultLitePullConsumerImpl.start()
  }

  *shutdown(): Blocking<void> {
    yield* this.defaultLitePullConsumerImpl.shutdown()
  }

  isRunning(): boolean {
    return this.defaultLitePullConsumerImpl.isRunning()
  }

  /**
   * Takes part in the group's sharing of the topic's queues. `subExpression`: `TagA || TagB`, or `*` for all; or a selector, null for
   * all. `listener`: hears which queues it has.
   * @throws MQClientException when it says nothing, or queues were assigned
   */
  *subscribe(
    topic: string, subExpression: string | MessageSelector | null = '*', listener: MessageQueueListener | null = null,
  ): Blocking<void> {
    yield* this.defaultLitePullConsumerImpl.subscribe(this.withNamespace(topic), subExpression, listener)
  }

  *unsubscribe(topic: string): Blocking<void> {
    yield* this.defaultLitePullConsumerImpl.unsubscribe(this.withNamespace(topic))
  }

  /** Takes these queues and no others, also if another consumer has them. @throws IllegalStateException when a topic was subscribed to */
  *assign(messageQueues: readonly MessageQueue[]): Blocking<void> {
    yield* this.defaultLitePullConsumerImpl.assign(this.queuesWithNamespace(messageQueues))
  }

  /** The tags of a topic whose queues are assigned, before the start. @throws IllegalStateException later */
  setSubExpressionForAssign(topic: string, subExpression: string): void {
    this.defaultLitePullConsumerImpl.setSubExpressionForAssign(this.withNamespace(topic), subExpression)
  }

  /** The next messages of some queue; none if there are none in that time. @throws IllegalStateException unless it is running */
  *poll(timeout = this.pollTimeoutMillis): Blocking<MessageExt[]> {
    const messages = yield* this.defaultLitePullConsumerImpl.poll(timeout)
    assert(messages.every(({ queueId }) => queueId === messages[0]!.queueId), 'a poll gives messages of one queue')
    return messages
  }

  /** Reads a queue on at that message. @throws MQClientException when it has no such queue, or the queue no such message */
  *seek(messageQueue: MessageQueue, offset: number): Blocking<void> {
    yield* this.defaultLitePullConsumerImpl.seek(this.queueWithNamespace(messageQueue), offset)
  }

  *seekToBegin(messageQueue: MessageQueue): Blocking<void> {
    yield* this.defaultLitePullConsumerImpl.seekToBegin(this.queueWithNamespace(messageQueue))
  }

  *seekToEnd(messageQueue: MessageQueue): Blocking<void> {
    yield* this.defaultLitePullConsumerImpl.seekToEnd(this.queueWithNamespace(messageQueue))
  }

  /** Pulls nothing from these queues for a while; what is here can be polled all the same. */
  pause(messageQueues: readonly MessageQueue[]): void {
    this.defaultLitePullConsumerImpl.pause(this.queuesWithNamespace(messageQueues))
  }

  resume(messageQueues: readonly MessageQueue[]): void {
    this.defaultLitePullConsumerImpl.resume(this.queuesWithNamespace(messageQueues))
  }

  /** @throws MQClientException */
  *fetchMessageQueues(topic: string): Blocking<MessageQueue[]> {
    return yield* this.defaultLitePullConsumerImpl.fetchMessageQueues(this.withNamespace(topic))
  }

  /** The first message of a queue from that time on (ms since 1970). @throws MQClientException */
  *offsetForTimestamp(messageQueue: MessageQueue, timestamp: number): Blocking<number> {
    return yield* this.defaultLitePullConsumerImpl.searchOffset(this.queueWithNamespace(messageQueue), timestamp)
  }

  /** @throws MQClientException */
  *registerTopicMessageQueueChangeListener(
    topic: string, listener: TopicMessageQueueChangeListener,
  ): Blocking<void> {
    yield* this.defaultLitePullConsumerImpl.registerTopicMessageQueueChangeListener(this.withNamespace(topic), listener)
  }

  /** Notes how far the polls have come in all queues; the broker hears of it within five seconds. */
  *commit(): Blocking<void> {
    yield* this.defaultLitePullConsumerImpl.commitAll()
  }

  /** The same for these queues. `persist`: the broker is told now. Original: DefaultLitePullConsumer#commit(Set, boolean) */
  *commitQueues(messageQueues: readonly MessageQueue[], persist: boolean): Blocking<void> {
    yield* this.defaultLitePullConsumerImpl.commitQueues(messageQueues, persist)
  }

  /** Notes these offsets. Original: DefaultLitePullConsumer#commit(Map, boolean) */
  *commitOffsets(offsets: MessageQueueMap<number>, persist: boolean): Blocking<void> {
    yield* this.defaultLitePullConsumerImpl.commitOffsets(offsets, persist)
  }

  /** The queues that it has now. */
  *assignment(): Blocking<MessageQueue[]> {
    return yield* this.defaultLitePullConsumerImpl.assignment()
  }

  /** How far the group is, by what was committed; -1 if nothing was. @throws MQClientException when the broker can't be asked */
  *committed(messageQueue: MessageQueue): Blocking<number> {
    return yield* this.defaultLitePullConsumerImpl.committed(this.queueWithNamespace(messageQueue))
  }
}
