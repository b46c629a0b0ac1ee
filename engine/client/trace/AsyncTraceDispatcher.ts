import { TopicValidator } from '../../common/topic/TopicValidator'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { LinkedBlockingQueue } from '../../kernel/concurrent/LinkedBlockingQueue'
import { ThreadPoolExecutor } from '../../kernel/concurrent/ThreadPoolExecutor'
import { isBlank } from '../../kernel/java/javaTrim'
import { currentTimeMillis, processStatic, type Process } from '../../kernel/Process'
import { sleep } from '../../kernel/sleep'
import { AccessChannel } from '../AccessChannel'
import type { ClientConfig } from '../ClientConfig'
import { loggingOnly, swallowing } from '../common/swallowing'
import { ThreadLocalIndex } from '../common/ThreadLocalIndex'
import type { DefaultMQProducer } from '../producer/DefaultMQProducer'
import { AsyncDataSendTask } from './AsyncDataSendTask'
import { AsyncRunnable } from './AsyncRunnable'
import { TraceConstants } from './TraceConstants'
import type { TraceContext } from './TraceContext'
import type { TraceDispatcher, TraceDispatcherType } from './TraceDispatcher'

const MAX_BATCH_NUM = 20
const QUEUE_CAPACITY = 2048
const SEND_THREADS = 2
const SEND_TIMEOUT_MILLIS = 5000
/** In bytes. */
const MAX_MSG_SIZE = 128_000
const FLUSH_TRACE_INTERVAL_MILLIS = 5000
const FLUSH_MILLIS = 500
const PAUSE_MILLIS = 5

/**
 * Sends what hooks have seen, as messages to the trace topic, by a producer of its own. A client that sends or consumes must not wait
 * for that: contexts go into a queue, one thread makes batches of them, two others send; and what finds the queue full is dropped.
 * Original: org.apache.rocketmq.client.trace.AsyncTraceDispatcher.
 */
export class AsyncTraceDispatcher implements TraceDispatcher {
  readonly traceTopicName: string
  private readonly batchNum: number
  private readonly traceProducer: DefaultMQProducer
  private readonly traceExecutor: ThreadPoolExecutor
  private readonly traceContextQueue: LinkedBlockingQueue<TraceContext>
  private readonly worker: AsyncRunnable
  private readonly sendWhichQueue: ThreadLocalIndex
  private accessChannel: AccessChannel
  private discardCount: number
  private isStarted: boolean
  /** In ms since 1970. */
  private lastFlushTime: number

  /** `host`: the client whose trace it is. `createProducer` makes a producer of a group, with the host's RPC hook. */
  constructor(
    process: Process,
    host: ClientConfig,
    group: string,
    type: TraceDispatcherType,
    createProducer: (group: string) => DefaultMQProducer,
  ) {
    const { traceMsgBatchNum, traceTopic, namespaceV2 } = host
    const instance = nextNumber('AsyncTraceDispatcher.INSTANCE_NUM')
    // Less than one would have the thread turn in circles, as it does in the original.
    this.batchNum = Math.max(1, Math.min(traceMsgBatchNum, MAX_BATCH_NUM))
    this.traceTopicName = isBlank(traceTopic) ? TopicValidator.RMQ_SYS_TRACE_TOPIC : traceTopic
    const number = nextNumber('AsyncTraceDispatcher.COUNTER') + 1
    this.traceProducer = createProducer(`${TraceConstants.GROUP_NAME_PREFIX}-${group}-${type}-${number}`)
    this.traceProducer.sendMsgTimeout = SEND_TIMEOUT_MILLIS
    this.traceProducer.maxMessageSize = MAX_MSG_SIZE
    this.traceProducer.namespaceV2 = namespaceV2
    this.traceProducer.clientIP = process.host
    this.traceExecutor = new ThreadPoolExecutor(process, {
      threadNamePrefix: `MQTraceSendThread_${instance}_`,
      corePoolSize: SEND_THREADS,
      queueCapacity: QUEUE_CAPACITY,
    })
    this.traceContextQueue = new LinkedBlockingQueue(QUEUE_CAPACITY, 'trace contexts')
    this.worker = new AsyncRunnable(process, `MQ-AsyncArrayDispatcher-Thread${instance}1`, () => this.flushTraceContext())
    this.sendWhichQueue = new ThreadLocalIndex()
    this.accessChannel = AccessChannel.LOCAL
    this.discardCount = 0
    this.isStarted = false
    this.lastFlushTime = process.currentTimeMillis()
  }

  /** How many contexts have found the queue full. */
  getDiscardCount(): number {
    return this.discardCount
  }

  /** The dispatchers of a process share one client instance. Original: AsyncTraceDispatcher#start. @throws MQClientException */
  *start(nameSrvAddr: string, accessChannel: AccessChannel): Blocking<void> {
    if (!this.isStarted) {
      this.isStarted = true
      this.traceProducer.namesrvAddr = nameSrvAddr
      this.traceProducer.instanceName = `${TraceConstants.TRACE_INSTANCE_NAME}_${nameSrvAddr}`
      yield* this.traceProducer.start()
    }
    this.accessChannel = accessChannel
    this.worker.start()
  }

  append(ctx: TraceContext): boolean {
    const result = this.traceContextQueue.offer(ctx)
    if (!result) this.discardCount++
    this.worker.wakeup()
    return result
  }

  /**
   * Makes batches of all that waits, however few, and gives the threads half a second to take them; not to send them.
   * Original: AsyncTraceDispatcher#flush
   */
  *flush(): Blocking<void> {
    const end = currentTimeMillis() + FLUSH_MILLIS
    while (!this.traceContextQueue.isEmpty()) this.asyncSendTraceMessage()
    while (this.traceExecutor.getQueueSize() > 0 && currentTimeMillis() <= end) yield* sleep(PAUSE_MILLIS, 'threads take the traces')
  }

  /** What threads are still sending may be lost. Original: AsyncTraceDispatcher#shutdown */
  *shutdown(): Blocking<void> {
    yield* this.flush()
    this.traceExecutor.shutdown()
    if (this.isStarted) yield* this.traceProducer.shutdown()
    yield* this.worker.shutdown()
  }

  /**
   * A batch that is full goes at once, another one when none has gone for five seconds.
   * Original: AsyncTraceDispatcher#flushTraceContext
   * @returns in how many ms there may be something to do, unless more comes before
   */
  private flushTraceContext(): number {
    const size = this.traceContextQueue.size()
    if (size === 0) return Infinity
    const left = this.lastFlushTime + FLUSH_TRACE_INTERVAL_MILLIS + 1 - currentTimeMillis()
    if (size < this.batchNum && left > 0) return left
    this.asyncSendTraceMessage()
    return 0
  }

  /** Original: AsyncTraceDispatcher#asyncSendTraceMessage */
  private asyncSendTraceMessage(): void {
    const contextList: TraceContext[] = []
    this.traceContextQueue.drainTo(contextList, this.batchNum)
    assert(contextList.length > 0 && contextList.length <= this.batchNum, 'a batch is not empty', contextList.length)
    const { traceProducer, traceTopicName, accessChannel } = this
    const task = new AsyncDataSendTask(traceProducer, traceTopicName, accessChannel, this.sendWhichQueue, contextList)
    swallowing(() => this.traceExecutor.execute(() => loggingOnly(task.run())))
    this.lastFlushTime = currentTimeMillis()
  }
}

/** Original: AtomicInteger#getAndIncrement, of a static field */
function nextNumber(name: string): number {
  const counter = processStatic(name, () => ({ value: 0 }))
  return counter.value++
}
