import type { BoundaryType } from '../common/BoundaryType'
import { MessageConst } from '../common/message/MessageConst'
import { MessageDecoder } from '../common/message/MessageDecoder'
import type { MessageExt } from '../common/message/MessageExt'
import type { MessageExtBatch } from '../common/message/MessageExtBatch'
import type { MessageExtBrokerInner } from '../common/message/MessageExtBrokerInner'
import { MessageSysFlag } from '../common/sysflag/MessageSysFlag'
import { TopicValidator } from '../common/topic/TopicValidator'
import { assert } from '../kernel/assert'
import type { Blocking } from '../kernel/Blocking'
import { CompletableFuture } from '../kernel/concurrent/CompletableFuture'
import { IllegalStateException } from '../kernel/errors'
import { NumberFormatException } from '../kernel/java/javaParse'
import type { Process } from '../kernel/Process'
import { sleep } from '../kernel/sleep'
import type { Wire } from '../ports/Wire'
import { CommitLog } from './commitlog/CommitLog'
import { CommitLogRecovery } from './commitlog/CommitLogRecovery'
import type { MessageStoreConfig } from './config/MessageStoreConfig'
import { getAbortFile, getLockFile, getStoreCheckpoint } from './config/StorePathConfigHelper'
import type { CommitLogDispatcher } from './dispatch/CommitLogDispatcher'
import { CommitLogDispatcherBuildConsumeQueue } from './dispatch/CommitLogDispatcherBuildConsumeQueue'
import { CommitLogDispatcherBuildIndex } from './dispatch/CommitLogDispatcherBuildIndex'
import type { DispatchRequest } from './dispatch/DispatchRequest'
import type { MessageArrivingListener } from './dispatch/MessageArrivingListener'
import { ReputMessageService } from './dispatch/ReputMessageService'
import { FlushConsumeQueueService } from './flush/FlushConsumeQueueService'
import { StoreCheckpoint } from './flush/StoreCheckpoint'
import type { GetMessageResult } from './get/GetMessageResult'
import { GetMessageStatus } from './get/GetMessageStatus'
import type { MessageFilter } from './get/MessageFilter'
import type { QueryMessageResult } from './get/QueryMessageResult'
import { readByKey } from './get/readByKey'
import { MAX_PULL_MSG_SIZE, readQueue } from './get/readQueue'
import { DefaultHAService } from './ha/DefaultHAService'
import type { HAService } from './ha/HAService'
import { IndexService } from './index/IndexService'
import { rebuildIndex } from './index/rebuildIndex'
import type { SelectMappedBufferResult } from './logfile/SelectMappedBufferResult'
import { TransientStorePool } from './logfile/TransientStorePool'
import type { PageCache } from './pagecache/PageCache'
import type { PutMessageHook } from './put/PutMessageHook'
import { PutMessageResult } from './put/PutMessageResult'
import { PutMessageStatus } from './put/PutMessageStatus'
import { waitForPutResult } from './put/waitForPutResult'
import { ConsumeQueueStore } from './queue/ConsumeQueueStore'
import { createTempFile, lockStore } from './runFiles'
import { RunningFlags } from './RunningFlags'
import type { StoreContext } from './StoreContext'
import { StoreScheduledTasks } from './StoreScheduledTasks'
import { StoreStatsService } from './stats/StoreStatsService'

/** When the put lock seems to be held for longer than this, somebody has set the clock. */
const MAX_BUSY_MILLIS = 10_000_000

/** What of a record is looked at for its store time. Original: MessageDecoder#MESSAGE_STORE_TIMESTAMP_POSITION, and the time itself */
const EARLIEST_MESSAGE_BYTES = 64
const INT_MAX = 0x7fffffff

/**
 * The store of one broker: a commit log with all messages, and the consume queues and the index
 * that are made from it.
 * Original: org.apache.rocketmq.store.DefaultMessageStore.
 */
export class DefaultMessageStore implements StoreContext {
  readonly process: Process
  readonly pageCache: PageCache
  readonly messageStoreConfig: MessageStoreConfig
  readonly runningFlags: RunningFlags
  private readonly commitLog: CommitLog
  private readonly consumeQueueStore: ConsumeQueueStore
  private readonly indexService: IndexService
  private readonly reputMessageService: ReputMessageService
  private readonly flushConsumeQueueService: FlushConsumeQueueService
  private readonly scheduledTasks: StoreScheduledTasks
  private readonly transientStorePool: TransientStorePool
  private readonly haService: HAService | null
  private readonly storeStatsService: StoreStatsService
  private readonly dispatcherList: CommitLogDispatcher[]
  private readonly putMessageHookList: PutMessageHook[]
  private readonly messageArrivingListener: MessageArrivingListener | null
  private storeCheckpoint: StoreCheckpoint | null
  /** True before the start and from the beginning of the shutdown on. */
  private shutdownFlag: boolean

  constructor(
    process: Process,
    pageCache: PageCache,
    messageStoreConfig: MessageStoreConfig,
    messageArrivingListener: MessageArrivingListener | null = null,
    wire: Wire | null = null,
  ) {
    this.process = process
    this.pageCache = pageCache
    this.messageStoreConfig = messageStoreConfig
    this.runningFlags = new RunningFlags()
    this.consumeQueueStore = new ConsumeQueueStore(this)
    this.commitLog = new CommitLog(this, this.consumeQueueStore.getQueueOffsetOperator(), () => this.logHasGrown())
    this.indexService = new IndexService(this)
    this.reputMessageService = new ReputMessageService(this, this.commitLog, (request) => this.reput(request))
    this.flushConsumeQueueService = new FlushConsumeQueueService(this, this.consumeQueueStore)
    this.scheduledTasks = new StoreScheduledTasks(
      this,
      this.commitLog,
      this.consumeQueueStore,
      this.indexService,
      this.reputMessageService,
    )
    const { transientStorePoolSize, mappedFileSizeCommitLog } = messageStoreConfig
    this.transientStorePool = new TransientStorePool(transientStorePoolSize, mappedFileSizeCommitLog)
    this.haService = wire === null ? null : new DefaultHAService(this, wire)
    this.storeStatsService = new StoreStatsService(process)
    this.dispatcherList = [
      new CommitLogDispatcherBuildConsumeQueue(this.consumeQueueStore),
      new CommitLogDispatcherBuildIndex(messageStoreConfig, this.indexService),
    ]
    this.putMessageHookList = []
    this.messageArrivingListener = messageArrivingListener
    this.storeCheckpoint = null
    this.shutdownFlag = true
  }

  getStoreCheckpoint(): StoreCheckpoint {
    if (this.storeCheckpoint === null) throw new IllegalStateException('the store is not loaded')
    return this.storeCheckpoint
  }

  getCommitLog(): CommitLog {
    return this.commitLog
  }

  getHaService(): HAService | null {
    return this.haService
  }

  getQueueStore(): ConsumeQueueStore {
    return this.consumeQueueStore
  }

  getIndexService(): IndexService {
    return this.indexService
  }

  getStoreStatsService(): StoreStatsService {
    return this.storeStatsService
  }

  /** The next rounds of cleaning delete old files, at any hour. Original: #executeDeleteFilesManually */
  executeDeleteFilesManually(): void {
    this.scheduledTasks.getCleanCommitLogService().executeDeleteFilesManually()
  }

  /** The dispatchers: each hears of every record of the log, in this order. Original: DefaultMessageStore#getDispatcherList */
  getDispatcherList(): CommitLogDispatcher[] {
    return this.dispatcherList
  }

  getPutMessageHookList(): PutMessageHook[] {
    return this.putMessageHookList
  }

  /**
   * Opens the files that are there and finds out where they end. A file `abort` means that the last run didn't end
   * well.
   * Original: DefaultMessageStore#load
   * @returns false when a file doesn't have the size or the name that it should have
   */
  *load(): Blocking<boolean> {
    try {
      return yield* this.loadFiles()
    } catch (error) {
      if (error instanceof NumberFormatException) return false
      throw error
    }
  }

  private *loadFiles(): Blocking<boolean> {
    const { disk } = this.pageCache
    const { storePathRootDir } = this.messageStoreConfig
    const lastExitOK = !(yield* disk.exists(getAbortFile(storePathRootDir)))
    if (!(yield* this.commitLog.load())) return false
    if (!(yield* this.consumeQueueStore.load())) return false
    this.storeCheckpoint = yield* StoreCheckpoint.open(this.pageCache, getStoreCheckpoint(storePathRootDir))
    this.commitLog.setConfirmOffset(this.storeCheckpoint.confirmPhyOffset)
    yield* this.indexService.load(lastExitOK)
    yield* this.recover(lastExitOK)
    return true
  }

  /** Original: DefaultMessageStore#recover */
  private *recover(lastExitOK: boolean): Blocking<void> {
    yield* this.consumeQueueStore.recover()
    const maxPhyOffset = this.consumeQueueStore.getMaxPhyOffsetInConsumeQueue()
    const recovery = new CommitLogRecovery(this, this.commitLog, this.consumeQueueStore, (it) => this.doDispatch(it))
    yield* lastExitOK ? recovery.recoverNormally(maxPhyOffset) : recovery.recoverAbnormally(maxPhyOffset)
    const indexLostFrom = yield* this.indexService.truncateDirty(this.commitLog.getMaxOffset())
    if (indexLostFrom !== null && this.messageStoreConfig.messageIndexEnable) {
      yield* rebuildIndex(this.commitLog, this.indexService, indexLostFrom)
    }
    this.consumeQueueStore.recoverOffsetTable(this.commitLog.getMinOffset())
  }

  /**
   * Starts the threads, after {@link load}. Original: DefaultMessageStore#start
   * @throws IllegalStateException when another process on this machine has the store open
   */
  *start(): Blocking<void> {
    const { storePathRootDir } = this.messageStoreConfig
    assert(this.shutdownFlag, 'a store that is started is not running')
    this.startAllocating()
    yield* lockStore(this.pageCache, this.process, getLockFile(storePathRootDir))
    const confirmOffset = this.commitLog.getConfirmOffset()
    assert(confirmOffset <= this.commitLog.getMaxOffset(), 'what is confirmed is in the log', confirmOffset)
    this.reputMessageService.setReputFromOffset(confirmOffset)
    this.reputMessageService.start()
    this.flushConsumeQueueService.start()
    this.commitLog.start()
    yield* createTempFile(this.pageCache, this.process, getAbortFile(storePathRootDir))
    this.scheduledTasks.start()
    this.haService?.start()
    this.shutdownFlag = false
    this.traceState('CREATE_JUST', 'RUNNING')
  }

  private startAllocating(): void {
    const service = this.commitLog.getAllocateMappedFileService()
    if (this.messageStoreConfig.isTransientStorePoolEnable()) {
      this.transientStorePool.init()
      service.useTransientStorePool(this.transientStorePool)
    }
    service.start()
  }

  /** Whether the pool has no buffer left for the next file. Original: #isTransientStorePoolDeficient */
  isTransientStorePoolDeficient(): boolean {
    return this.messageStoreConfig.isTransientStorePoolEnable() && this.transientStorePool.availableBufferNums() === 0
  }

  /**
   * Stops the threads after they have dispatched and flushed the rest. The file `abort` is deleted only if nothing is left and
   * no error occurred. Original: DefaultMessageStore#shutdown
   */
  *shutdown(): Blocking<void> {
    if (this.shutdownFlag) return
    this.shutdownFlag = true
    this.scheduledTasks.shutdown()
    yield* sleep(1000 * 3)
    if (this.haService !== null) yield* this.haService.shutdown()
    yield* this.commitLog.shutdown()
    yield* this.reputMessageService.shutdown()
    yield* this.indexService.shutdown()
    yield* this.flushConsumeQueueService.shutdown()
    yield* this.commitLog.getAllocateMappedFileService().shutdown()
    yield* this.getStoreCheckpoint().shutdown()
    const { storePathRootDir } = this.messageStoreConfig
    if (this.runningFlags.isWriteable() && this.dispatchBehindBytes() === 0) {
      yield* this.pageCache.delete(getAbortFile(storePathRootDir))
    }
    this.pageCache.unlock(getLockFile(storePathRootDir))
    this.traceState('RUNNING', 'SHUTDOWN_ALREADY')
  }

  isShutdown(): boolean {
    return this.shutdownFlag
  }

  /** Appends a message and waits until it is as safe as the configuration wants. Original: #putMessage */
  *putMessage(message: MessageExtBrokerInner): Blocking<PutMessageResult> {
    return yield* waitForPutResult(yield* this.asyncPutMessage(message), this.messageStoreConfig)
  }

  /** The same with a batch. Original: DefaultMessageStore#putMessages */
  *putMessages(batch: MessageExtBatch): Blocking<PutMessageResult> {
    return yield* waitForPutResult(yield* this.asyncPutMessages(batch), this.messageStoreConfig)
  }

  /**
   * Appends a message, if all hooks let it pass; the future tells when it is safe.
   * Original: DefaultMessageStore#asyncPutMessage
   */
  *asyncPutMessage(message: MessageExtBrokerInner): Blocking<CompletableFuture<PutMessageResult>> {
    const refusal = this.refusalOf(message)
    if (refusal !== null) return CompletableFuture.completedFuture(refusal)
    const beginTime = this.process.currentTimeMillis()
    return this.counted(yield* this.commitLog.asyncPutMessage(message), beginTime)
  }

  /** Original: DefaultMessageStore#asyncPutMessages */
  *asyncPutMessages(batch: MessageExtBatch): Blocking<CompletableFuture<PutMessageResult>> {
    const refusal = this.refusalOf(batch)
    if (refusal !== null) return CompletableFuture.completedFuture(refusal)
    const beginTime = this.process.currentTimeMillis()
    return this.counted(yield* this.commitLog.asyncPutMessages(batch), beginTime)
  }

  private counted(stored: CompletableFuture<PutMessageResult>, beginTime: number): CompletableFuture<PutMessageResult> {
    return stored.whenComplete((result) => {
      if (result !== undefined) this.storeStatsService.countPut(result, beginTime)
    })
  }

  private refusalOf(message: MessageExtBrokerInner): PutMessageResult | null {
    for (const hook of this.putMessageHookList) {
      const result = hook.executeBeforePutMessage(message)
      if (result !== null) return result
    }
    // Records that hold several messages belong in queues of another kind. This store has none.
    const isInnerBatch = (message.sysFlag & MessageSysFlag.INNER_BATCH_FLAG) !== 0
    if (!isInnerBatch && message.getProperty(MessageConst.PROPERTY_INNER_NUM) === null) return null
    return new PutMessageResult(PutMessageStatus.MESSAGE_ILLEGAL, null)
  }

  private logHasGrown(): void {
    this.reputMessageService.wakeup()
  }

  private *reput(request: DispatchRequest): Blocking<void> {
    yield* this.doDispatch(request)
    const { topic, queueId, consumeQueueOffset, tagsCode, storeTimestamp, propertiesMap } = request
    const listener = this.messageArrivingListener
    if (listener === null) return
    yield* listener.arriving(topic, queueId, consumeQueueOffset + 1, tagsCode, storeTimestamp, propertiesMap)
  }

  /** Original: DefaultMessageStore#doDispatch */
  *doDispatch(request: DispatchRequest): Blocking<void> {
    for (const dispatcher of this.dispatcherList) yield* dispatcher.dispatch(request)
  }

  /** Bytes of the commit log that are not dispatched yet. */
  dispatchBehindBytes(): number {
    return this.reputMessageService.behind()
  }

  /** The number after the last message that can be consumed. */
  getMaxOffsetInQueue(topic: string, queueId: number): number {
    return this.consumeQueueStore.findOrCreateConsumeQueue(topic, queueId).getMaxOffsetInQueue()
  }

  getMinOffsetInQueue(topic: string, queueId: number): number {
    return this.consumeQueueStore.findOrCreateConsumeQueue(topic, queueId).getMinOffsetInQueue()
  }

  /**
   * Messages of a queue from `offset` on, at most `maxMsgNums` with `maxTotalMsgSize` bytes together. (In the original
   * the group matters only to statistics and flow control.) Original: DefaultMessageStore#getMessage
   * @returns null when the store can't be read now
   */
  getMessage(
    _group: string,
    topic: string,
    queueId: number,
    offset: number,
    maxMsgNums: number,
    messageFilter: MessageFilter | null,
    maxTotalMsgSize: number = MAX_PULL_MSG_SIZE,
  ): GetMessageResult | null {
    if (this.shutdownFlag || !this.runningFlags.isReadable()) return null
    const queue = this.consumeQueueStore.findOrCreateConsumeQueue(topic, queueId)
    const query = { offset, maxMsgNums, maxTotalMsgSize, messageFilter }
    const result = readQueue(this.messageStoreConfig, this.commitLog, queue, query)
    this.storeStatsService.countGet(result.status === GetMessageStatus.FOUND, result.getMessageCount())
    return result
  }

  /**
   * The number of the message stored at this time (ms since 1970), from the queue's first to the one after its last.
   * Original: DefaultMessageStore#getOffsetInQueueByTime
   */
  getOffsetInQueueByTime(topic: string, queueId: number, timestamp: number, boundaryType: BoundaryType): number {
    return this.consumeQueueStore.getOffsetInQueueByTime(this.commitLog, topic, queueId, timestamp, boundaryType)
  }

  /**
   * When this message of a queue was stored, in ms since 1970, or -1 if there is no such message.
   * Original: DefaultMessageStore#getMessageStoreTimeStamp
   */
  getMessageStoreTimeStamp(topic: string, queueId: number, consumeQueueOffset: number): number {
    const unit = this.consumeQueueStore.getConsumeQueue(topic, queueId)?.get(consumeQueueOffset) ?? null
    return unit === null ? -1 : this.consumeQueueStore.getStoreTime(this.commitLog, unit)
  }

  /** The store time of a queue's first message, in ms since 1970. Original: DefaultMessageStore#getEarliestMessageTime */
  getEarliestMessageTime(topic: string, queueId: number): number {
    return this.getMessageStoreTimeStamp(topic, queueId, this.getMinOffsetInQueue(topic, queueId))
  }

  /**
   * Whether this message of the queue is in memory, as every message is that the commit log still has.
   * Original: DefaultMessageStore#checkInMemByConsumeOffset
   */
  checkInMemByConsumeOffset(topic: string, queueId: number, consumeOffset: number): boolean {
    const unit = this.consumeQueueStore.getConsumeQueue(topic, queueId)?.get(consumeOffset) ?? null
    return unit !== null && this.commitLog.getMessage(unit.pos, unit.size) !== null
  }

  /** The store time of the log's first message, in ms since 1970; -1 without messages. Original: #getEarliestMessageTime() */
  getEarliestMessageTimeOfLog(): number {
    const record = this.commitLog.getMessage(this.commitLog.getMinOffset(), EARLIEST_MESSAGE_BYTES)
    return record === null ? -1 : this.commitLog.pickupStoreTimestamp(record)
  }

  /**
   * Deletes the queues of these topics; their messages stay in the log until their time is over, and nobody finds them any more, but
   * a recovery that reads the log from the beginning. Original: DefaultMessageStore#deleteTopics
   * @returns the topics that had queues
   */
  *deleteTopics(topics: readonly string[]): Blocking<string[]> {
    const deleted: string[] = []
    for (const topic of topics) if (yield* this.consumeQueueStore.deleteTopic(topic)) deleted.push(topic)
    return deleted
  }

  /** Deletes the queues of topics that the broker does not have any more. Original: DefaultMessageStore#cleanUnusedTopic */
  *cleanUnusedTopic(retainTopics: ReadonlySet<string>): Blocking<string[]> {
    const topics = [...this.consumeQueueStore.getConsumeQueueTable().keys()]
    const unused = topics.filter((topic) => !retainTopics.has(topic) && !TopicValidator.isSystemTopic(topic))
    return yield* this.deleteTopics(unused)
  }

  /** Deletes the queues whose messages are all gone. Original: DefaultMessageStore#cleanExpiredConsumerQueue */
  *cleanExpiredConsumerQueue(): Blocking<void> {
    yield* this.consumeQueueStore.cleanExpired(this.commitLog.getMinOffset())
  }

  /** Bytes of the log that are not safe yet. Original: DefaultMessageStore#remainHowManyDataToFlush */
  remainHowManyDataToFlush(): number {
    return this.commitLog.getMaxOffset() - this.commitLog.getFlushedWhere()
  }

  /** Bytes that are in the memory of the process only. Original: DefaultMessageStore#remainHowManyDataToCommit */
  remainHowManyDataToCommit(): number {
    return this.commitLog.getMappedFileQueue().remainHowManyDataToCommit()
  }

  /** Buffers of the pool that are free; all while there is no pool. Original: DefaultMessageStore#remainTransientStoreBufferNumbs */
  remainTransientStoreBufferNumbs(): number {
    const { messageStoreConfig, transientStorePool } = this
    return messageStoreConfig.isTransientStorePoolEnable() ? transientStorePool.availableBufferNums() : INT_MAX
  }

  getMinPhyOffset(): number {
    return this.commitLog.getMinOffset()
  }

  getMaxPhyOffset(): number {
    return this.commitLog.getMaxOffset()
  }

  /** The record that begins at this position of the commit log; its length says where it ends. */
  selectOneMessageByOffset(commitLogOffset: number, size?: number): SelectMappedBufferResult | null {
    const msgSize = size ?? this.commitLog.getMessage(commitLogOffset, 4)?.getInt(0)
    return msgSize === undefined ? null : this.commitLog.getMessage(commitLogOffset, msgSize)
  }

  /** Original: DefaultMessageStore#lookMessageByOffset */
  lookMessageByOffset(commitLogOffset: number, size?: number): MessageExt | null {
    const record = this.selectOneMessageByOffset(commitLogOffset, size)
    return record === null ? null : MessageDecoder.decode(record.get(0, record.size))
  }

  /**
   * Messages with this key that were stored between `begin` and `end` (ms since 1970).
   * Original: DefaultMessageStore#queryMessage
   */
  queryMessage(topic: string, key: string, maxNum: number, begin: number, end: number): QueryMessageResult {
    const query = { topic, key, maxNum, begin, end }
    return readByKey(this.indexService, query, (offset) => this.selectOneMessageByOffset(offset))
  }

  /** Whether a writer is stuck in the page cache. Original: DefaultMessageStore#isOSPageCacheBusy */
  isOSPageCacheBusy(): boolean {
    const millis = this.commitLog.lockTimeMills()
    return millis > this.messageStoreConfig.osPageCacheBusyTimeOutMills && millis < MAX_BUSY_MILLIS
  }

  private traceState(from: string, to: string): void {
    const { kernel, name } = this.process
    if (!kernel.wants('state-changed')) return
    kernel.emit({ type: 'state-changed', process: name, className: 'DefaultMessageStore', name, from, to })
  }
}
