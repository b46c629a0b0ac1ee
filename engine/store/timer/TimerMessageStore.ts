import { MessageConst } from '../../common/message/MessageConst'
import type { MessageExt } from '../../common/message/MessageExt'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { CountDownLatch } from '../../kernel/concurrent/CountDownLatch'
import { LinkedBlockingQueue } from '../../kernel/concurrent/LinkedBlockingQueue'
import { ScheduledExecutorService } from '../../kernel/concurrent/ScheduledExecutorService'
import { IllegalStateException } from '../../kernel/errors'
import { javaHashCode } from '../../kernel/java/javaHashCode'
import { parseLong } from '../../kernel/java/javaParse'
import { notNull } from '../../kernel/java/notNull'
import type { Process } from '../../kernel/Process'
import { sleep } from '../../kernel/sleep'
import type { MessageStoreConfig } from '../config/MessageStoreConfig'
import type { DefaultMessageStore } from '../DefaultMessageStore'
import { TimerCheckpoint } from './TimerCheckpoint'
import { TimerDequeueGetMessageService } from './TimerDequeueGetMessageService'
import { TimerDequeueGetService } from './TimerDequeueGetService'
import { TimerDequeuePutMessageService } from './TimerDequeuePutMessageService'
import { TimerEnqueueGetService } from './TimerEnqueueGetService'
import { TimerEnqueuePutService } from './TimerEnqueuePutService'
import { TimerFlushService } from './TimerFlushService'
import { TimerLog } from './TimerLog'
import type { TimerCounts } from './TimerCounts'
import { MAGIC_DEFAULT, MAGIC_DELETE, MAGIC_ROLL, needDelete, needRoll } from './timerMagic'
import { TimerRecovery } from './TimerRecovery'
import { NEVER_ENQUEUED, TimerRequest } from './TimerRequest'
import { TIMER_TOPIC } from './timerTopic'
import { TimerTrace } from './TimerTrace'
import { TimerWheel } from './TimerWheel'

/** Slots that stay free between the end of a round and the hand of the wheel. */
const TIMER_BLANK_SLOTS = 60
/** The most requests that a queue between two of the services holds. */
const DEFAULT_CAPACITY = 1024
const CLEAN_PERIOD = 30_000
const HOLD_MOMENT = 50

type TimerState = 'INITIAL' | 'RUNNING' | 'SHUTDOWN'

const LEGAL_TRANSITIONS: ReadonlyArray<readonly [from: TimerState, to: TimerState]> = [
  ['INITIAL', 'RUNNING'], ['INITIAL', 'SHUTDOWN'], ['RUNNING', 'SHUTDOWN'],
]

/**
 * Delivers messages at any time that their senders want, to the second. They come into a topic of their own; from there they go
 * onto the wheel (a slot for each second, whose records are chained in the timer log), wait until the hand of the wheel comes to
 * their slot, and go into the topic that they are meant for. A message that is due later than the wheel reaches goes once around
 * and is put onto it again.
 *
 *     topic ─ TimerEnqueueGetService ─▶ enqueuePutQueue ─ TimerEnqueuePutService ─▶ wheel and log
 *     wheel and log ─ TimerDequeueGetService ─▶ dequeueGetQueue ─ TimerDequeueGetMessageService ─▶ dequeuePutQueue
 *     dequeuePutQueue ─ TimerDequeuePutMessageService ─▶ the message's own topic
 *
 * 5.3.2 has three threads each for the last two steps, and one more that does nothing (TimerDequeueWarmService). It has them all from
 * the start; here they start with the first message. Original: org.apache.rocketmq.store.timer.TimerMessageStore.
 */
export class TimerMessageStore {
  readonly process: Process
  readonly messageStore: DefaultMessageStore
  readonly storeConfig: MessageStoreConfig
  readonly enqueuePutQueue: LinkedBlockingQueue<TimerRequest>
  readonly dequeueGetQueue: LinkedBlockingQueue<TimerRequest[]>
  readonly dequeuePutQueue: LinkedBlockingQueue<TimerRequest>
  readonly timerMetrics: TimerCounts
  readonly timerLog: TimerLog
  readonly trace: TimerTrace
  private readonly enqueueGetService: TimerEnqueueGetService
  private readonly enqueuePutService: TimerEnqueuePutService
  private readonly dequeueGetService: TimerDequeueGetService
  private readonly dequeueGetMessageService: TimerDequeueGetMessageService
  private readonly dequeuePutMessageService: TimerDequeuePutMessageService
  private readonly timerFlushService: TimerFlushService
  private readonly scheduler: ScheduledExecutorService
  private readonly timerRollWindowSlots: number
  private timerWheel: TimerWheel | null
  private timerCheckpoint: TimerCheckpoint | null
  private state: TimerState
  /** The first message has come, and the files are being opened. */
  private isStarting: boolean
  /** The hand: all slots before this time are done with, in ms since 1970. */
  currReadTimeMs: number
  /** Slots before this time are due. */
  currWriteTimeMs: number
  /** The number of the message that is fetched from the topic next. */
  currQueueOffset: number
  /** All messages before this number are on the wheel. */
  commitQueueOffset: number
  private lastCommitReadTimeMs: number
  private lastCommitQueueOffset: number
  /** Something has stood in the way of a message that was due: the hand must not move. */
  dequeueStatusChangeFlag: boolean
  /** Only masters take messages off the wheel. */
  private shouldRunningDequeue: boolean
  /** When a message of the topic was fetched last, and when that was stored, in ms since 1970. */
  private lastEnqueueTime: number
  private lastEnqueueStoreTime: number

  constructor(messageStore: DefaultMessageStore, timerMetrics: TimerCounts) {
    const { process, pageCache, messageStoreConfig } = messageStore
    this.process = process
    this.messageStore = messageStore
    this.storeConfig = messageStoreConfig
    this.enqueuePutQueue = new LinkedBlockingQueue(DEFAULT_CAPACITY, 'messages for the wheel')
    this.dequeueGetQueue = new LinkedBlockingQueue(DEFAULT_CAPACITY, 'records that are due')
    this.dequeuePutQueue = new LinkedBlockingQueue(DEFAULT_CAPACITY, 'messages that are due')
    this.timerMetrics = timerMetrics
    const { storePathRootDir, mappedFileSizeTimerLog, timerWheelSlots, timerRollWindowSlot } = messageStoreConfig
    this.timerLog = new TimerLog(pageCache, getTimerLogPath(storePathRootDir), mappedFileSizeTimerLog)
    this.trace = new TimerTrace(process, messageStoreConfig.timerPrecisionMs)
    this.enqueueGetService = new TimerEnqueueGetService(this)
    this.enqueuePutService = new TimerEnqueuePutService(this)
    this.dequeueGetService = new TimerDequeueGetService(this)
    this.dequeueGetMessageService = new TimerDequeueGetMessageService(this)
    this.dequeuePutMessageService = new TimerDequeuePutMessageService(this)
    this.timerFlushService = new TimerFlushService(this)
    this.scheduler = new ScheduledExecutorService(process, 'TimerScheduledThread')
    const widest = timerWheelSlots - TIMER_BLANK_SLOTS
    this.timerRollWindowSlots = timerRollWindowSlot > widest || timerRollWindowSlot < 2 ? widest : timerRollWindowSlot
    this.timerWheel = null
    this.timerCheckpoint = null
    this.state = 'INITIAL'
    this.isStarting = false
    this.currReadTimeMs = 0
    this.currWriteTimeMs = 0
    this.currQueueOffset = 0
    this.commitQueueOffset = 0
    this.lastCommitReadTimeMs = 0
    this.lastCommitQueueOffset = 0
    this.dequeueStatusChangeFlag = false
    this.shouldRunningDequeue = false
    this.lastEnqueueTime = 0
    this.lastEnqueueStoreTime = 0
  }

  get precisionMs(): number {
    return this.storeConfig.timerPrecisionMs
  }

  /** @throws IllegalStateException before {@link load} */
  getTimerWheel(): TimerWheel {
    if (this.timerWheel === null) throw new IllegalStateException('the wheel is not loaded')
    return this.timerWheel
  }

  /** @throws IllegalStateException before {@link load} */
  getTimerCheckpoint(): TimerCheckpoint {
    if (this.timerCheckpoint === null) throw new IllegalStateException('the wheel is not loaded')
    return this.timerCheckpoint
  }

  /** While no message has come there is no file, and the wheel is as far as the clock. */
  checkPointForSlaves(): TimerCheckpoint {
    if (this.timerCheckpoint !== null) return this.timerCheckpoint
    return TimerCheckpoint.ofIdleWheel(this.formatTimeMs(this.process.currentTimeMillis()))
  }

  isLoaded(): boolean {
    return this.timerCheckpoint !== null
  }

  /** Whether an earlier run has left messages, or a wheel. Without either nothing has to be loaded before the first message. */
  *isNeeded(): Blocking<boolean> {
    const queue = this.messageStore.getQueueStore().getConsumeQueue(TIMER_TOPIC, 0)
    if (queue !== null && queue.getMaxOffsetInQueue() > 0) return true
    return yield* this.messageStore.pageCache.disk.exists(getTimerWheelPath(this.storeConfig.storePathRootDir))
  }

  /**
   * Opens the files and finds out how far the last run has come; after the store. Original: TimerMessageStore#load
   * @returns false when a file has another size than it should
   * @throws IllegalStateException when the wheel has; DiskFullError, DiskIoError
   */
  *load(): Blocking<boolean> {
    const { pageCache } = this.messageStore
    const { storePathRootDir, timerWheelSlots } = this.storeConfig
    const wheelPath = getTimerWheelPath(storePathRootDir)
    this.timerWheel = yield* TimerWheel.open(pageCache, wheelPath, timerWheelSlots, this.precisionMs)
    const checkpoint = yield* TimerCheckpoint.open(pageCache, getTimerCheckPath(storePathRootDir))
    if (!(yield* this.timerLog.load()) || !(yield* this.timerMetrics.load())) return false
    yield* new TimerRecovery(this, this.timerWheel, checkpoint).recover()
    this.timerCheckpoint = checkpoint
    this.prepareTimerCheckPoint()
    return true
  }

  /** How far back the hand may stand: further, and slots of two rounds would be the same. In ms since 1970. */
  earliestReadTimeMs(): number {
    const reach = (this.storeConfig.timerWheelSlots - TIMER_BLANK_SLOTS) * this.precisionMs
    return this.formatTimeMs(this.process.currentTimeMillis()) - reach
  }

  /** Starts the services. Original: TimerMessageStore#start */
  start(): void {
    if (this.state !== 'INITIAL') return
    assert(this.isLoaded(), 'a wheel turns after it was loaded')
    this.maybeMoveWriteTime()
    this.changeState('RUNNING')
    this.enqueueGetService.start()
    this.enqueuePutService.start()
    this.dequeueGetService.start()
    this.dequeueGetMessageService.start()
    this.dequeuePutMessageService.start()
    this.timerFlushService.start()
    const clean = (): Blocking<void> => this.timerLog.deleteExpiredFiles(this.messageStore.getMinPhyOffset())
    this.scheduler.scheduleAtFixedRate('delete old files of the timer log', clean, CLEAN_PERIOD, CLEAN_PERIOD)
  }

  /** Loads and starts what was not needed until now: the first message has come. */
  wakeup(): void {
    if (this.state !== 'INITIAL' || this.isStarting) return
    this.isStarting = true
    this.process.spawn('TimerMessageStoreStart', () => this.startLate(), true)
  }

  private *startLate(): Blocking<void> {
    if (yield* this.load()) this.start()
  }

  /** Stops the services. The checkpoint is written first: what is under way is delivered again. Original: TimerMessageStore#shutdown */
  *shutdown(): Blocking<void> {
    if (this.state === 'SHUTDOWN') return
    const wasRunning = this.isRunning()
    this.changeState('SHUTDOWN')
    if (!wasRunning) return
    this.prepareTimerCheckPoint()
    yield* this.timerFlushService.shutdown()
    yield* this.timerLog.shutdown()
    yield* this.getTimerCheckpoint().shutdown()
    this.enqueuePutQueue.clear()
    this.dequeueGetQueue.clear()
    this.dequeuePutQueue.clear()
    yield* this.enqueueGetService.shutdown()
    yield* this.enqueuePutService.shutdown()
    yield* this.dequeueGetService.shutdown()
    yield* this.dequeueGetMessageService.shutdown()
    yield* this.dequeuePutMessageService.shutdown()
    this.scheduler.shutdown()
  }

  private changeState(to: TimerState): void {
    assert(LEGAL_TRANSITIONS.some(([before, after]) => before === this.state && after === to), 'a wheel starts and stops once', to)
    this.state = to
  }

  isRunning(): boolean {
    return this.state === 'RUNNING'
  }

  setShouldRunningDequeue(shouldRunningDequeue: boolean): void {
    this.shouldRunningDequeue = shouldRunningDequeue
  }

  isShouldRunningDequeue(): boolean {
    return this.shouldRunningDequeue
  }

  /** A slave stays behind its master. Original: TimerMessageStore#isRunningEnqueue */
  private isRunningEnqueue(): boolean {
    if (this.shouldRunningDequeue) return this.isRunning()
    return this.currQueueOffset < this.getTimerCheckpoint().masterTimerQueueOffset && this.isRunning()
  }

  /** On a slave the hand follows the master's. Original: TimerMessageStore#isRunningDequeue */
  isRunningDequeue(): boolean {
    if (this.shouldRunningDequeue) return this.isRunning()
    this.currReadTimeMs = this.getTimerCheckpoint().lastReadTimeMs
    return false
  }

  /** Original: TimerMessageStore#maybeMoveWriteTime */
  maybeMoveWriteTime(): void {
    this.currWriteTimeMs = Math.max(this.currWriteTimeMs, this.formatTimeMs(this.process.currentTimeMillis()))
  }

  private formatTimeMs(timeMs: number): number {
    return Math.floor(timeMs / this.precisionMs) * this.precisionMs
  }

  private moveReadTime(toMs: number): void {
    assert(toMs >= this.currReadTimeMs, 'the hand of the wheel never goes back', toMs, this.currReadTimeMs)
    this.currReadTimeMs = toMs
    this.trace.moved(toMs, this.currWriteTimeMs)
  }

  /** A pause after something that should not happen. Original: TimerMessageStore#holdMomentForUnknownError */
  *holdMomentForUnknownError(): Blocking<void> {
    yield* sleep(HOLD_MOMENT)
  }

  /** Counts a message of a topic that waits, or no longer does. Original: TimerMessageStore#addMetric */
  addMetric(msg: MessageExt, value: number): void {
    const realTopic = msg.getProperty(MessageConst.PROPERTY_REAL_TOPIC)
    if (realTopic === null) return
    if (TimerRequest.isNeverEnqueued(msg.getProperty(MessageConst.PROPERTY_TIMER_ENQUEUE_MS))) return
    this.timerMetrics.addAndGet(realTopic, value)
  }

  /**
   * Fetches the next messages of the topic, and hands them on to be put onto the wheel. Original: TimerMessageStore#enqueue
   * @returns whether there were any
   * @throws NumberFormatException, NullPointerException for a message that does not say when it is due. Like the original it comes to
   *     this message again and again then, and to none behind it.
   */
  *enqueue(queueId: number): Blocking<boolean> {
    if (this.storeConfig.timerStopEnqueue || !this.isRunningEnqueue()) return false
    const cq = this.messageStore.getQueueStore().getConsumeQueue(TIMER_TOPIC, queueId)
    if (cq === null) return false
    this.currQueueOffset = Math.max(this.currQueueOffset, cq.getMinOffsetInQueue())
    const units = cq.iterateFrom(this.currQueueOffset)
    let isAny = false
    for (let unit = units?.next() ?? null; unit !== null; unit = units!.next()) {
      const msgExt = this.messageStore.lookMessageByOffset(unit.pos, unit.size)
      if (msgExt !== null && !(yield* this.handOn(msgExt, unit.pos, unit.size, unit.queueOffset + 1))) return false
      if (!this.isRunningEnqueue()) return false
      this.currQueueOffset = unit.queueOffset + 1
      isAny = true
    }
    return isAny
  }

  private *handOn(msgExt: MessageExt, offsetPy: number, sizePy: number, nextOffset: number): Blocking<boolean> {
    const delayedTime = parseLong(notNull(msgExt.getProperty(MessageConst.PROPERTY_TIMER_OUT_MS), 'when it is due'))
    // With this message the queue is on the wheel up to the next one.
    msgExt.queueOffset = nextOffset
    const now = this.process.currentTimeMillis()
    this.lastEnqueueTime = now
    this.lastEnqueueStoreTime = msgExt.storeTimestamp
    const request = new TimerRequest(offsetPy, sizePy, delayedTime, now, MAGIC_DEFAULT, msgExt)
    while (!(yield* this.enqueuePutQueue.offerWithin(request, 3000))) if (!this.isRunningEnqueue()) return false
    return true
  }

  /**
   * Puts a message onto the wheel, or past it if it is due. Original: TimerEnqueuePutService#putMessageToTimerWheel
   */
  *putMessageToTimerWheel(request: TimerRequest): Blocking<void> {
    if (this.shouldRunningDequeue && request.delayTime < this.currWriteTimeMs) {
      request.enqueueTime = NEVER_ENQUEUED
      yield* this.dequeuePutQueue.put(request)
      return
    }
    const isDone = yield* this.doEnqueue(request.offsetPy, request.sizePy, request.delayTime, request.msg!)
    request.idempotentRelease(isDone || this.storeConfig.timerSkipUnknownError)
  }

  /**
   * Writes a record to the timer log, and makes it the last of its slot's chain. Original: TimerMessageStore#doEnqueue
   * @returns false when the log takes no record
   */
  *doEnqueue(offsetPy: number, sizePy: number, delayedTime: number, messageExt: MessageExt): Blocking<boolean> {
    const writeTimeMs = this.currWriteTimeMs
    const isRolled = delayedTime - writeTimeMs >= this.timerRollWindowSlots * this.precisionMs
    const slotTime = isRolled ? this.rolledTime(delayedTime, writeTimeMs) : delayedTime
    const isDelete = messageExt.getProperty(MessageConst.PROPERTY_TIMER_DEL_UNIQKEY) !== null
    const magic = MAGIC_DEFAULT | (isRolled ? MAGIC_ROLL : 0) | (isDelete ? MAGIC_DELETE : 0)
    const realTopic = messageExt.getProperty(MessageConst.PROPERTY_REAL_TOPIC)
    const topicHash = realTopic === null ? 0 : javaHashCode(realTopic)
    const wheel = this.getTimerWheel()
    const slot = wheel.getSlot(slotTime)
    const delayTime = (slotTime - writeTimeMs) | 0
    const unit = { prevPos: slot.lastPos, magic, currWriteTimeMs: writeTimeMs, delayTime, offsetPy, sizePy, topicHash }
    const position = yield* this.timerLog.append(unit)
    if (position === -1) return false
    const num = isDelete ? slot.num - 1 : slot.num + 1
    wheel.putSlot(slotTime, slot.firstPos === -1 ? position : slot.firstPos, position, num, slot.magic)
    this.addMetric(messageExt, isDelete ? -1 : 1)
    this.trace.enqueued(unit, position, num, messageExt)
    return true
  }

  /**
   * When a message comes off the wheel whose time is beyond the window, to be put onto it again: when the window ends. If little would be
   * left then, after half of the window. Original: the beginning of TimerMessageStore#doEnqueue
   */
  private rolledTime(delayedTime: number, writeTimeMs: number): number {
    const windowMs = this.timerRollWindowSlots * this.precisionMs
    const excess = delayedTime - writeTimeMs - windowMs
    assert(excess >= 0, 'only what lies beyond the window is rolled', excess)
    const isLittle = excess < Math.floor(this.timerRollWindowSlots / 3) * this.precisionMs
    return writeTimeMs + (isLittle ? Math.floor(this.timerRollWindowSlots / 2) * this.precisionMs : windowMs)
  }

  /**
   * Takes one slot off the wheel, if one is due: first what says that others are to be deleted, then the messages.
   * Original: TimerMessageStore#dequeue
   * @returns -1 when nothing is due, 0 for an empty slot, 1 for one with messages
   */
  *dequeue(): Blocking<-1 | 0 | 1> {
    if (this.storeConfig.timerStopDequeue || !this.isRunningDequeue()) return -1
    if (this.currReadTimeMs >= this.currWriteTimeMs) return -1
    const wheel = this.getTimerWheel()
    const slot = wheel.getSlot(this.currReadTimeMs)
    if (slot.isEmpty()) {
      // 5.3.2 passes one empty slot after the other.
      this.moveReadTime(wheel.firstInUse(this.currReadTimeMs, this.currWriteTimeMs))
      return 0
    }
    this.dequeueStatusChangeFlag = false
    const due = this.currReadTimeMs + this.precisionMs
    assert(due <= this.process.currentTimeMillis(), 'a slot is due when its second is over', due)
    const [deletes, messages] = this.readChain(slot.lastPos)
    for (const requests of [deletes, messages]) {
      if (!this.isRunningDequeue()) return -1
      yield* this.throughDequeueGetQueue(requests)
    }
    if (this.dequeueStatusChangeFlag || !this.isRunningDequeue()) return -1
    this.moveReadTime(this.currReadTimeMs + this.precisionMs)
    return 1
  }

  /** The records of a chain, from its end: the messages in the order in which they came. A file that is gone ends the chain. */
  private readChain(lastPos: number): [deletes: TimerRequest[], messages: TimerRequest[]] {
    const deletes: TimerRequest[] = []
    const messages: TimerRequest[] = []
    const deleteUniqKeys = new Set<string>()
    for (let position = lastPos; position !== -1; ) {
      const unit = this.timerLog.getTimerMessage(position)
      if (unit === null) break
      const { offsetPy, sizePy, currWriteTimeMs, delayTime, magic } = unit
      const request = new TimerRequest(offsetPy, sizePy, currWriteTimeMs + delayTime, currWriteTimeMs, magic)
      request.deleteList = deleteUniqKeys
      if (needDelete(magic) && !needRoll(magic)) deletes.push(request)
      else messages.unshift(request)
      // A bit that has flipped may lead ahead. (The original would go round for ever.)
      position = unit.prevPos < position ? unit.prevPos : -1
    }
    return [deletes, messages]
  }

  /** Hands requests on, and waits until they are done with. */
  private *throughDequeueGetQueue(requests: TimerRequest[]): Blocking<void> {
    const latch = new CountDownLatch(requests.length, 'messages that are due')
    for (const request of requests) request.setLatch(latch)
    if (requests.length > 0) yield* this.dequeueGetQueue.put(requests)
    yield* this.checkDequeueLatch(latch)
  }

  /**
   * Waits for requests that are under way, and no longer than anybody is at work on one.
   * Original: TimerMessageStore#checkDequeueLatch
   */
  *checkDequeueLatch(latch: CountDownLatch): Blocking<void> {
    let idle = 0
    while (!(yield* latch.await(1000))) {
      const isAtWork = this.dequeueGetMessageService.isAtWork() || this.dequeuePutMessageService.isAtWork()
      if (!isAtWork && this.dequeuePutQueue.isEmpty() && ++idle >= 2) return
    }
  }

  /** How far the hand is behind the clock, in whole seconds. Original: TimerMessageStore#getDequeueBehind */
  getDequeueBehind(): number {
    return this.isRunning() ? Math.trunc((this.process.currentTimeMillis() - this.currReadTimeMs) / 1000) : 0
  }

  /** How long ago the message was stored that was fetched in the last two seconds, in whole seconds. Original: #getEnqueueBehind */
  getEnqueueBehind(): number {
    const now = this.process.currentTimeMillis()
    return now - this.lastEnqueueTime < 2000 ? Math.trunc((now - this.lastEnqueueStoreTime) / 1000) : 0
  }

  /** Messages in the wheel's topic that have not been fetched. Original: TimerMessageStore#getEnqueueBehindMessages */
  getEnqueueBehindMessages(): number {
    if (!this.isRunning()) return 0
    const cq = this.messageStore.getQueueStore().getConsumeQueue(TIMER_TOPIC, 0)
    return (cq?.getMaxOffsetInQueue() ?? 0) - this.currQueueOffset
  }

  /** Messages on the wheel that are not due yet. Original: TimerMessageStore#getAllCongestNum */
  getAllCongestNum(): number {
    return this.timerWheel?.getAllNum(this.currReadTimeMs) ?? 0
  }

  /** Whether a slot has too many messages to take another one. Original: TimerMessageStore#isReject */
  isReject(deliverTimeMs: number): boolean {
    const { timerCongestNumEachSlot: limit } = this.storeConfig
    const congestNum = this.timerWheel?.getNum(deliverTimeMs) ?? 0
    if (congestNum <= limit) return false
    if (congestNum >= limit * 2) return true
    return this.process.random.nextInt(1000) > (1000 * (congestNum - limit)) / (limit + 0.1)
  }

  /** Notes how far the wheel has come, for the next flush. Original: TimerMessageStore#prepareTimerCheckPoint */
  prepareTimerCheckPoint(): void {
    const checkpoint = this.getTimerCheckpoint()
    checkpoint.lastTimerLogFlushPos = this.timerLog.getMappedFileQueue().getFlushedWhere()
    checkpoint.lastReadTimeMs = this.currReadTimeMs
    if (this.shouldRunningDequeue) {
      checkpoint.masterTimerQueueOffset = this.commitQueueOffset
      if (this.currReadTimeMs !== this.lastCommitReadTimeMs || this.commitQueueOffset !== this.lastCommitQueueOffset) {
        checkpoint.updateDataVersion(this.process.currentTimeMillis())
        this.lastCommitReadTimeMs = this.currReadTimeMs
        this.lastCommitQueueOffset = this.commitQueueOffset
      }
    }
    checkpoint.lastTimerQueueOffset = Math.min(this.commitQueueOffset, checkpoint.masterTimerQueueOffset)
  }
}

/** Original: TimerMessageStore#getTimerWheelPath */
function getTimerWheelPath(rootDir: string): string {
  return `${rootDir}/timerwheel`
}

/** Original: TimerMessageStore#getTimerLogPath */
function getTimerLogPath(rootDir: string): string {
  return `${rootDir}/timerlog`
}

/** Original: BrokerPathConfigHelper#getTimerCheckPath */
function getTimerCheckPath(rootDir: string): string {
  return `${rootDir}/config/timercheck`
}
