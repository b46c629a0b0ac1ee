import { MessageConst } from '../../../common/message/MessageConst'
import type { MessageExt } from '../../../common/message/MessageExt'
import { MessageQueue } from '../../../common/message/MessageQueue'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { ReentrantLock } from '../../../kernel/concurrent/ReentrantLock'
import { ScheduledExecutorService } from '../../../kernel/concurrent/ScheduledExecutorService'
import { ThreadPoolExecutor } from '../../../kernel/concurrent/ThreadPoolExecutor'
import { RejectedExecutionException } from '../../../kernel/errors'
import { isBlank } from '../../../kernel/java/javaTrim'
import { currentTimeMillis, type Process } from '../../../kernel/Process'
import { ConsumeMessageDirectlyResult } from '../../../remoting/protocol/body/ConsumeMessageDirectlyResult'
import { loggingOnly } from '../../common/swallowing'
import type { DefaultMQPushConsumer } from '../../consumer/DefaultMQPushConsumer'
import { ConsumeOrderlyContext } from '../../consumer/listener/ConsumeOrderlyContext'
import { ConsumeOrderlyStatus } from '../../consumer/listener/ConsumeOrderlyStatus'
import type { MessageListenerOrderly } from '../../consumer/listener/MessageListenerOrderly'
import { ConsumeHooks } from './ConsumeHooks'
import type { ConsumeMessageService } from './ConsumeMessageService'
import { consumerGroupTag } from './consumerGroupTag'
import type { DefaultMQPushConsumerImpl } from './DefaultMQPushConsumerImpl'
import { ListenerCalls } from './ListenerCalls'
import { MessageQueueLock } from './MessageQueueLock'
import type { ProcessQueue } from './ProcessQueue'
import { REBALANCE_LOCK_INTERVAL } from './ProcessQueue'

/** Original: system property rocketmq.client.maxTimeConsumeContinuously */
const MAX_TIME_CONSUME_CONTINUOUSLY = 60_000
const FIRST_LOCK_MILLIS = 1000
const MIN_SUSPEND_MILLIS = 10
const MAX_SUSPEND_MILLIS = 30_000
/** How soon a lock is asked for: by a task that has lost it, and by one that did not have it. */
const LOST_LOCK_MILLIS = 10
const NO_LOCK_MILLIS = 100
/** How soon a queue is tried again, with the lock and without. */
const AFTER_LOCK_MILLIS = 10
const AFTER_NO_LOCK_MILLIS = 3000
const MAX_INT = 0x7fffffff
const RESULTS = {
  SUCCESS: 'CR_SUCCESS', ROLLBACK: 'CR_ROLLBACK', COMMIT: 'CR_COMMIT', SUSPEND_CURRENT_QUEUE_A_MOMENT: 'CR_LATER',
} as const
const { COMMIT, ROLLBACK, SUSPEND_CURRENT_QUEUE_A_MOMENT } = ConsumeOrderlyStatus

/** A queue whose messages are consumed next. Original: ConsumeMessageOrderlyService.ConsumeRequest */
interface ConsumeRequest {
  readonly processQueue: ProcessQueue
  readonly messageQueue: MessageQueue
}

/**
 * Has the messages of each queue consumed one after the other. Three locks see to it: the broker keeps the queue for this client, a
 * lock in the process keeps it for one thread, and a third keeps it from being given back while the listener is at work.
 * Original: org.apache.rocketmq.client.impl.consumer.ConsumeMessageOrderlyService.
 */
export class ConsumeMessageOrderlyService implements ConsumeMessageService {
  private readonly defaultMQPushConsumerImpl: DefaultMQPushConsumerImpl
  private readonly defaultMQPushConsumer: DefaultMQPushConsumer
  private readonly messageListener: MessageListenerOrderly
  private readonly listenerCalls: ListenerCalls
  private readonly messageQueueLock: MessageQueueLock
  private readonly consumeExecutor: ThreadPoolExecutor
  private readonly scheduledExecutorService: ScheduledExecutorService
  /** What `synchronized` is in the original: locking and unlocking at the broker exclude each other. */
  private readonly monitor: ReentrantLock
  private stopped: boolean

  constructor(process: Process, impl: DefaultMQPushConsumerImpl, messageListener: MessageListenerOrderly) {
    const { defaultMQPushConsumer } = impl
    const tag = consumerGroupTag(defaultMQPushConsumer.consumerGroup)
    this.defaultMQPushConsumerImpl = impl
    this.defaultMQPushConsumer = defaultMQPushConsumer
    this.messageListener = messageListener
    this.listenerCalls = new ListenerCalls(process, defaultMQPushConsumer.consumerGroup)
    this.messageQueueLock = new MessageQueueLock()
    this.consumeExecutor = new ThreadPoolExecutor(process, {
      threadNamePrefix: `ConsumeMessageThread_${tag}`,
      corePoolSize: defaultMQPushConsumer.consumeThreadMin,
    })
    this.scheduledExecutorService = new ScheduledExecutorService(process, `ConsumeMessageScheduledThread_${tag}`)
    this.monitor = new ReentrantLock('locks of queues at their brokers')
    this.stopped = false
  }

  private get isClustering(): boolean {
    return this.defaultMQPushConsumer.messageModel === 'CLUSTERING'
  }

  getCorePoolSize(): number {
    return this.defaultMQPushConsumer.consumeThreadMin
  }

  start(): void {
    if (!this.isClustering) return
    const lockAll = (): Blocking<void> => loggingOnly(this.lockMQPeriodically())
    const label = 'renew the locks of queues'
    this.scheduledExecutorService.scheduleAtFixedRate(label, lockAll, FIRST_LOCK_MILLIS, REBALANCE_LOCK_INTERVAL)
  }

  *shutdown(awaitTerminateMillis: number): Blocking<void> {
    this.stopped = true
    this.scheduledExecutorService.shutdown()
    yield* this.consumeExecutor.shutdownGracefully(awaitTerminateMillis)
    if (this.isClustering) yield* this.exclusively(() => this.defaultMQPushConsumerImpl.getRebalanceImpl().unlockAll())
  }

  *consumeMessageDirectly(msg: MessageExt, brokerName: string): Blocking<ConsumeMessageDirectlyResult> {
    const mq = new MessageQueue(msg.topic, brokerName, msg.queueId)
    const context = new ConsumeOrderlyContext(mq)
    this.defaultMQPushConsumerImpl.resetRetryAndNamespace([msg])
    const consume = (): Blocking<ConsumeOrderlyStatus | null> => this.messageListener.consumeMessage([msg], context)
    const result = new ConsumeMessageDirectlyResult(true)
    yield* this.listenerCalls.callDirectly(msg, mq, result, RESULTS, consume)
    result.autoCommit = context.autoCommit
    return result
  }

  /** Original: ConsumeMessageOrderlyService#lockMQPeriodically */
  private *lockMQPeriodically(): Blocking<void> {
    yield* this.exclusively(function* (this: ConsumeMessageOrderlyService) {
      if (!this.stopped) yield* this.defaultMQPushConsumerImpl.getRebalanceImpl().lockAll()
    }.bind(this))
  }

  private *exclusively<T>(body: () => Blocking<T>): Blocking<T> {
    yield* this.monitor.lock()
    try {
      return yield* body()
    } finally {
      this.monitor.unlock()
    }
  }

  /** The messages stay in the queue until the task takes them. Original: ConsumeMessageOrderlyService#submitConsumeRequest */
  submitConsumeRequest(
    _msgs: readonly MessageExt[], processQueue: ProcessQueue, messageQueue: MessageQueue, dispatchToConsume: boolean,
  ): void {
    if (dispatchToConsume) this.submit({ processQueue, messageQueue })
  }

  private submit(request: ConsumeRequest): void {
    try {
      this.consumeExecutor.execute(() => loggingOnly(this.run(request)))
    } catch (error) {
      // The consumer is being shut down.
      if (!(error instanceof RejectedExecutionException)) throw error
    }
  }

  private submitConsumeRequestLater(request: ConsumeRequest, suspendTimeMillis: number): void {
    const { suspendCurrentQueueTimeMillis } = this.defaultMQPushConsumer
    const wanted = suspendTimeMillis === -1 ? suspendCurrentQueueTimeMillis : suspendTimeMillis
    const delay = Math.min(Math.max(wanted, MIN_SUSPEND_MILLIS), MAX_SUSPEND_MILLIS)
    const task = function* (this: ConsumeMessageOrderlyService): Blocking<void> {
      this.submit(request)
    }
    this.scheduledExecutorService.schedule('consume a queue again', task.bind(this), delay)
  }

  /** Original: ConsumeMessageOrderlyService#tryLockLaterAndReconsume */
  private tryLockLaterAndReconsume(request: ConsumeRequest, delayMills: number): void {
    const task = function* (this: ConsumeMessageOrderlyService): Blocking<void> {
      const lockOK = yield* this.lockOneMQ(request.messageQueue)
      this.submitConsumeRequestLater(request, lockOK ? AFTER_LOCK_MILLIS : AFTER_NO_LOCK_MILLIS)
    }
    this.scheduledExecutorService.schedule('lock a queue', () => loggingOnly(task.call(this)), delayMills)
  }

  private *lockOneMQ(mq: MessageQueue): Blocking<boolean> {
    return yield* this.exclusively(function* (this: ConsumeMessageOrderlyService) {
      return this.stopped ? false : yield* this.defaultMQPushConsumerImpl.getRebalanceImpl().lock(mq)
    }.bind(this))
  }

  /** Original: ConsumeMessageOrderlyService.ConsumeRequest#run */
  private *run(request: ConsumeRequest): Blocking<void> {
    const { processQueue, messageQueue } = request
    if (processQueue.dropped) return
    const lock = this.messageQueueLock.fetchLockObject(messageQueue)
    yield* lock.lock()
    try {
      if (!this.isClustering || this.isLocked(processQueue)) yield* this.consumeContinuously(request)
      else if (!processQueue.dropped) this.tryLockLaterAndReconsume(request, NO_LOCK_MILLIS)
    } finally {
      lock.unlock()
    }
  }

  private isLocked(processQueue: ProcessQueue): boolean {
    return processQueue.locked && !processQueue.isLockExpired()
  }

  /** Batch after batch, until there is nothing more, the lock is lost, a minute is over, or the listener wants a pause. */
  private *consumeContinuously(request: ConsumeRequest): Blocking<void> {
    const { processQueue } = request
    const beginTime = currentTimeMillis()
    for (let continueConsume = true; continueConsume && !processQueue.dropped;) {
      if (this.isClustering && !this.isLocked(processQueue)) {
        return this.tryLockLaterAndReconsume(request, LOST_LOCK_MILLIS)
      }
      if (currentTimeMillis() - beginTime > MAX_TIME_CONSUME_CONTINUOUSLY) {
        return this.submitConsumeRequestLater(request, MIN_SUSPEND_MILLIS)
      }
      const msgs = processQueue.takeMessages(this.defaultMQPushConsumer.consumeMessageBatchMaxSize)
      if (msgs.length === 0) return
      continueConsume = yield* this.consume(msgs, request)
    }
  }

  /** @returns whether the next batch may follow at once */
  private *consume(msgs: MessageExt[], request: ConsumeRequest): Blocking<boolean> {
    const { processQueue, messageQueue } = request
    this.defaultMQPushConsumerImpl.resetRetryAndNamespace(msgs)
    const context = new ConsumeOrderlyContext(messageQueue)
    const hooks = new ConsumeHooks(this.defaultMQPushConsumerImpl, msgs, messageQueue)
    const readLock = processQueue.consumeLock.readLock()
    let answer: ConsumeOrderlyStatus | null
    yield* readLock.lockInterruptibly()
    try {
      if (processQueue.dropped) return false
      assert(!processQueue.consumeLock.isWriteLocked, 'nobody gives a queue back while its messages are consumed')
      answer = yield* this.listenerCalls.call(msgs, messageQueue, hooks.noting(() => {
        return this.messageListener.consumeMessage([...msgs], context)
      }))
    } finally {
      readLock.unlock()
    }
    const status = answer ?? SUSPEND_CURRENT_QUEUE_A_MOMENT
    hooks.after(answer, status)
    return yield* this.processConsumeResult(msgs, status, context, request)
  }

  /**
   * With auto-commit, COMMIT and ROLLBACK mean the same as SUCCESS. Without, SUCCESS leaves the messages with the listener until it
   * commits. Original: ConsumeMessageOrderlyService#processConsumeResult
   */
  private *processConsumeResult(
    msgs: readonly MessageExt[],
    status: ConsumeOrderlyStatus,
    context: ConsumeOrderlyContext,
    request: ConsumeRequest,
  ): Blocking<boolean> {
    const { processQueue, messageQueue } = request
    const { autoCommit, suspendCurrentQueueTimeMillis: pause } = context
    let isSuspended = false
    let isCommitted = autoCommit ? status !== SUSPEND_CURRENT_QUEUE_A_MOMENT : status === COMMIT
    if (status === SUSPEND_CURRENT_QUEUE_A_MOMENT) {
      isSuspended = yield* this.checkReconsumeTimes(msgs)
      if (isSuspended) processQueue.makeMessageToConsumeAgain(msgs)
      else isCommitted = autoCommit
    } else if (!autoCommit && status === ROLLBACK) {
      processQueue.rollback()
      isSuspended = true
    }
    if (isSuspended) this.submitConsumeRequestLater(request, pause)
    if (isCommitted) {
      const commitOffset = processQueue.commit()
      this.defaultMQPushConsumerImpl.traceHeld(messageQueue, processQueue)
      const offsetStore = this.defaultMQPushConsumerImpl.getOffsetStore()
      if (!processQueue.dropped) offsetStore.updateOffset(messageQueue, commitOffset, false)
    }
    return !isSuspended
  }

  /**
   * Counts the tries; a message that was tried too often leaves the queue by way of the retry topic.
   * Original: ConsumeMessageOrderlyService#checkReconsumeTimes
   * @returns whether one of the messages has to be consumed again here
   */
  private *checkReconsumeTimes(msgs: readonly MessageExt[]): Blocking<boolean> {
    let suspend = false
    for (const msg of msgs) {
      const isOver = msg.reconsumeTimes >= this.getMaxReconsumeTimes()
      if (isOver) msg.putProperty(MessageConst.PROPERTY_RECONSUME_TIME, String(msg.reconsumeTimes))
      if (isOver && (yield* this.sendMessageBack(msg))) continue
      suspend = true
      msg.reconsumeTimes++
    }
    return suspend
  }

  private getMaxReconsumeTimes(): number {
    const { maxReconsumeTimes } = this.defaultMQPushConsumer
    return maxReconsumeTimes === -1 ? MAX_INT : maxReconsumeTimes
  }

  /** Original: ConsumeMessageOrderlyService#sendMessageBack */
  private *sendMessageBack(msg: MessageExt): Blocking<boolean> {
    const newMsg = this.defaultMQPushConsumerImpl.retryMessage(msg, this.getMaxReconsumeTimes())
    const originMsgId = msg.getProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID) ?? ''
    if (isBlank(originMsgId)) newMsg.putProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID, msg.msgId ?? '')
    try {
      yield* this.defaultMQPushConsumerImpl.getFactory().getDefaultMQProducer().send(newMsg)
      return true
    } catch {
      return false
    }
  }
}
