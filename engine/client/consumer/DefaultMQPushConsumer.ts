import type { MessageExt } from '../../common/message/MessageExt'
import { MixAll } from '../../common/MixAll'
import { timeMillisToHumanString3 } from '../../common/humanTime'
import type { Blocking } from '../../kernel/Blocking'
import type { Process } from '../../kernel/Process'
import type { RPCHook } from '../../remoting/netty/RPCHook'
import type { ConsumeFromWhere, MessageModel } from '../../remoting/protocol/body/HeartbeatData'
import { ClientConfig } from '../ClientConfig'
import type { ConsumerEnvironment } from '../ClientEnvironment'
import { loggingOnly } from '../common/swallowing'
import { DefaultMQPushConsumerImpl } from '../impl/consumer/DefaultMQPushConsumerImpl'
import { DefaultMQProducer } from '../producer/DefaultMQProducer'
import { AsyncTraceDispatcher } from '../trace/AsyncTraceDispatcher'
import { ConsumeMessageTraceHookImpl } from '../trace/hook/ConsumeMessageTraceHookImpl'
import type { TraceDispatcher } from '../trace/TraceDispatcher'
import type { AllocateMessageQueueStrategy } from './AllocateMessageQueueStrategy'
import type { MessageListenerConcurrently } from './listener/MessageListenerConcurrently'
import type { MessageListenerOrderly } from './listener/MessageListenerOrderly'
import type { MessageSelector } from './MessageSelector'
import { AllocateMessageQueueAveragely } from './rebalance/AllocateMessageQueueAveragely'
import type { OffsetStore } from './store/OffsetStore'

const HALF_AN_HOUR_MILLIS = 1000 * 60 * 30

/**
 * The face that an application sees: settings with good defaults, topics, and a listener that is called for each message. That it is
 * this consumer who asks the broker, and not the broker who pushes, an application need not know. Times in ms unless said.
 * Original: org.apache.rocketmq.client.consumer.DefaultMQPushConsumer.
 */
export class DefaultMQPushConsumer extends ClientConfig {
  consumerGroup: string
  /** CLUSTERING: the members of the group share the messages. BROADCASTING: each gets all. */
  messageModel: MessageModel
  /** Where a group that is new to a queue begins. */
  consumeFromWhere: ConsumeFromWhere
  /** For CONSUME_FROM_TIMESTAMP: `yyyyMMddHHmmss`, in UTC. */
  consumeTimestamp: string
  allocateMessageQueueStrategy: AllocateMessageQueueStrategy
  messageListener: MessageListenerConcurrently | MessageListenerOrderly | null
  /** Null for the one that goes with the message model. */
  offsetStore: OffsetStore | null
  consumeThreadMin: number
  consumeThreadMax: number
  /** Flow control: the numbers from the first to the last message of a queue that are here. */
  consumeConcurrentlyMaxSpan: number
  /** Flow control: messages of a queue. */
  pullThresholdForQueue: number
  /** Flow control: MiB of a queue. */
  pullThresholdSizeForQueue: number
  /** The same for all queues of a topic together, -1 if there is no limit. */
  pullThresholdForTopic: number
  pullThresholdSizeForTopic: number
  pullInterval: number
  consumeMessageBatchMaxSize: number
  pullBatchSize: number
  pullBatchSizeInBytes: number
  postSubscriptionWhenPull: boolean
  /** How often a message is tried again, -1 if it is 16 times, or without end in order. */
  maxReconsumeTimes: number
  suspendCurrentQueueTimeMillis: number
  /** How long a listener may take, in minutes. */
  consumeTimeout: number
  awaitTerminationMillisWhenShutdown: number
  /** Do the members divide the queues themselves? Otherwise a broker does, and says whether they pull or pop. Not in order. */
  clientRebalance: boolean
  /** How long popped messages are hidden from others. */
  popInvisibleTime: number
  popBatchNums: number
  /** Flow control: popped messages of a broker. */
  popThresholdForQueue: number
  private readonly process: Process
  private readonly environment: ConsumerEnvironment
  private readonly rpcHook: RPCHook | null
  private readonly defaultMQPushConsumerImpl: DefaultMQPushConsumerImpl
  /** Null unless traces are on. */
  private traceDispatcher: TraceDispatcher | null

  constructor(
    process: Process,
    environment: ConsumerEnvironment,
    consumerGroup: string = MixAll.DEFAULT_CONSUMER_GROUP,
    rpcHook: RPCHook | null = null,
  ) {
    super()
    this.consumerGroup = consumerGroup
    this.messageModel = 'CLUSTERING'
    this.consumeFromWhere = 'CONSUME_FROM_LAST_OFFSET'
    this.consumeTimestamp = timeMillisToHumanString3(process.currentTimeMillis() - HALF_AN_HOUR_MILLIS)
    this.allocateMessageQueueStrategy = new AllocateMessageQueueAveragely()
    this.messageListener = null
    this.offsetStore = null
    this.consumeThreadMin = 20
    this.consumeThreadMax = 20
    this.consumeConcurrentlyMaxSpan = 2000
    this.pullThresholdForQueue = 1000
    this.pullThresholdSizeForQueue = 100
    this.pullThresholdForTopic = -1
    this.pullThresholdSizeForTopic = -1
    this.pullInterval = 0
    this.consumeMessageBatchMaxSize = 1
    this.pullBatchSize = 32
    this.pullBatchSizeInBytes = 256 * 1024
    this.postSubscriptionWhenPull = false
    this.maxReconsumeTimes = -1
    this.suspendCurrentQueueTimeMillis = 1000
    this.consumeTimeout = 15
    this.awaitTerminationMillisWhenShutdown = 0
    this.clientRebalance = true
    this.popInvisibleTime = 60_000
    this.popBatchNums = 32
    this.popThresholdForQueue = 96
    this.process = process
    this.environment = environment
    this.rpcHook = rpcHook
    this.defaultMQPushConsumerImpl = new DefaultMQPushConsumerImpl(process, this, environment, rpcHook)
    this.traceDispatcher = null
  }

  getDefaultMQPushConsumerImpl(): DefaultMQPushConsumerImpl {
    return this.defaultMQPushConsumerImpl
  }

  registerMessageListener(messageListener: MessageListenerConcurrently | MessageListenerOrderly): void {
    this.messageListener = messageListener
  }

  /**
   * `subExpression`: `TagA || TagB`, or `*` for all; or a selector, null for all.
   * @throws MQClientException when it says nothing
   */
  *subscribe(topic: string, subExpression: string | MessageSelector | null): Blocking<void> {
    yield* this.defaultMQPushConsumerImpl.subscribe(this.withNamespace(topic), subExpression)
  }

  unsubscribe(topic: string): void {
    this.defaultMQPushConsumerImpl.unsubscribe(this.withNamespace(topic))
  }

  /** @throws MQClientException when it was started before, its settings are wrong, or its group is taken */
  *start(): Blocking<void> {
    this.consumerGroup = this.withNamespace(this.consumerGroup)
    yield* this.defaultMQPushConsumerImpl.start()
    if (this.enableTrace) yield* this.startTrace()
  }

  /** The end of DefaultMQPushConsumer#start. A consumer whose traces find no way consumes all the same. */
  private *startTrace(): Blocking<void> {
    const { process, environment, rpcHook } = this
    const create = (group: string): DefaultMQProducer => new DefaultMQProducer(process, environment, group, rpcHook)
    this.traceDispatcher = new AsyncTraceDispatcher(process, this, this.consumerGroup, 'CONSUME', create)
    this.defaultMQPushConsumerImpl.registerConsumeMessageHook(new ConsumeMessageTraceHookImpl(this.traceDispatcher))
    yield* loggingOnly(this.traceDispatcher.start(this.namesrvAddr, this.accessChannel))
  }

  *shutdown(): Blocking<void> {
    yield* this.defaultMQPushConsumerImpl.shutdown(this.awaitTerminationMillisWhenShutdown)
    if (this.traceDispatcher !== null) yield* this.traceDispatcher.shutdown()
  }

  /** Pulls nothing for a while; what is here is consumed all the same. */
  suspend(): void {
    this.defaultMQPushConsumerImpl.suspend()
  }

  *resume(): Blocking<void> {
    yield* this.defaultMQPushConsumerImpl.resume()
  }

  /**
   * Gives a message back, to be delivered again later. Original: DefaultMQPushConsumer#sendMessageBack(MessageExt, int)
   * @throws MQClientException, RemotingException, MQBrokerException
   */
  *sendMessageBack(msg: MessageExt, delayLevel: number): Blocking<void> {
    msg.topic = this.withNamespace(msg.topic)
    yield* this.defaultMQPushConsumerImpl.sendMessageBack(msg, delayLevel, null)
  }
}
