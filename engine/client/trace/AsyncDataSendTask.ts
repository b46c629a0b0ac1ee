import { Message } from '../../common/message/Message'
import type { MessageQueue } from '../../common/message/MessageQueue'
import type { Blocking } from '../../kernel/Blocking'
import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { JavaHashSet } from '../../kernel/java/JavaHashSet'
import { encodeUtf8 } from '../../kernel/Utf8'
import { AccessChannel } from '../AccessChannel'
import type { ThreadLocalIndex } from '../common/ThreadLocalIndex'
import { loggingOnly, swallowing } from '../common/swallowing'
import { TopicPublishInfo } from '../impl/producer/TopicPublishInfo'
import type { DefaultMQProducer } from '../producer/DefaultMQProducer'
import type { MessageQueueSelector } from '../producer/MessageQueueSelector'
import type { SendCallback } from '../producer/SendCallback'
import { TraceConstants } from './TraceConstants'
import type { TraceContext } from './TraceContext'
import { TraceDataEncoder } from './TraceDataEncoder'
import type { TraceTransferBean } from './TraceTransferBean'

const SEND_TIMEOUT_MILLIS = 5000

/** One batch of traces, on its way to the topic. Original: AsyncTraceDispatcher.AsyncDataSendTask. */
export class AsyncDataSendTask {
  private readonly traceProducer: DefaultMQProducer
  private readonly traceTopicName: string
  private readonly accessChannel: AccessChannel
  private readonly sendWhichQueue: ThreadLocalIndex
  private readonly contextList: readonly TraceContext[]

  constructor(
    traceProducer: DefaultMQProducer,
    traceTopicName: string,
    accessChannel: AccessChannel,
    sendWhichQueue: ThreadLocalIndex,
    contextList: readonly TraceContext[],
  ) {
    this.traceProducer = traceProducer
    this.traceTopicName = traceTopicName
    this.accessChannel = accessChannel
    this.sendWhichQueue = sendWhichQueue
    this.contextList = contextList
  }

  /** Traces of the same topic travel together; those of messages of no region, and of none at all, stay here. */
  *run(): Blocking<void> {
    const transBeanMap = new JavaHashMap<{ traceTopic: string; transBeanList: TraceTransferBean[] }>()
    for (const context of this.contextList) {
      const [first] = context.traceBeans
      if (context.regionId === null || first === undefined) continue
      const isCloud = (context.accessChannel ?? this.accessChannel) === AccessChannel.CLOUD
      const traceTopic = isCloud ? TraceConstants.TRACE_TOPIC_PREFIX + context.regionId : this.traceTopicName
      const key = first.topic + TraceConstants.CONTENT_SPLITOR + traceTopic
      if (!transBeanMap.has(key)) transBeanMap.put(key, { traceTopic, transBeanList: [] })
      transBeanMap.get(key)!.transBeanList.push(TraceDataEncoder.encoderFromContextBean(context))
    }
    for (const [, { traceTopic, transBeanList }] of transBeanMap.entries()) {
      yield* this.flushData(transBeanList, traceTopic)
    }
  }

  /** A message ends with the record that makes it too long: more characters than the producer lets bytes be. */
  private *flushData(transBeanList: readonly TraceTransferBean[], traceTopic: string): Blocking<void> {
    let buffer = ''
    let keySet = new JavaHashSet()
    for (const { transData, transKey } of transBeanList) {
      for (const key of transKey) keySet.add(key)
      buffer += transData
      if (buffer.length < this.traceProducer.maxMessageSize) continue
      yield* loggingOnly(this.sendTraceDataByMQ([...keySet], buffer, traceTopic))
      buffer = ''
      keySet = new JavaHashSet()
    }
    if (buffer !== '') yield* loggingOnly(this.sendTraceDataByMQ([...keySet], buffer, traceTopic))
  }

  private *sendTraceDataByMQ(keySet: readonly string[], data: string, traceTopic: string): Blocking<void> {
    const message = new Message(traceTopic, encodeUtf8(data))
    message.setKeys(keySet)
    const traceBrokerSet = yield* this.tryGetMessageQueueBrokerSet(traceTopic)
    if (traceBrokerSet.size === 0) {
      yield* this.traceProducer.sendAsyncWithin(message, CALLBACK, SEND_TIMEOUT_MILLIS)
    } else {
      yield* this.traceProducer.sendBySelectorAsync(message, this.selector, traceBrokerSet, CALLBACK)
    }
  }

  /** Queue after queue, of the brokers that have the topic. */
  private get selector(): MessageQueueSelector {
    const select = (mqs: readonly MessageQueue[], _msg: Message, arg: unknown): MessageQueue | null => {
      const filterMqs = mqs.filter(({ brokerName }) => (arg as ReadonlySet<string>).has(brokerName))
      return filterMqs[this.sendWhichQueue.incrementAndGet() % filterMqs.length] ?? null
    }
    return { select }
  }

  private *tryGetMessageQueueBrokerSet(topic: string): Blocking<ReadonlySet<string>> {
    const producer = this.traceProducer.getDefaultMQProducerImpl()
    const table = producer.getTopicPublishInfoTable()
    if (table.get(topic)?.ok() !== true) {
      if (!table.has(topic)) table.set(topic, new TopicPublishInfo())
      yield* producer.getFactory().updateTopicRouteInfoFromNameServer(topic)
    }
    return new Set(table.get(topic)!.messageQueueList.map(({ brokerName }) => brokerName))
  }
}

/** A trace that is lost is only lost. */
const CALLBACK: SendCallback = {
  onSuccess: () => {},
  onException: (error) => swallowing(() => {
    throw error
  }),
}
