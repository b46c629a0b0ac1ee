import { isIPv6 } from '../../common/message/hostBytes'
import { MessageConst } from '../../common/message/MessageConst'
import type { MessageExtBatch } from '../../common/message/MessageExtBatch'
import type { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { MessageVersion } from '../../common/message/MessageVersion'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { CompletableFuture } from '../../kernel/concurrent/CompletableFuture'
import { crc32 } from '../../kernel/java/crc32'
import { currentTimeMillis, nanoTime } from '../../kernel/Process'
import { Thread } from '../../kernel/Thread'
import { BrokerRole } from '../config/BrokerRole'
import { FlushDiskType } from '../config/FlushDiskType'
import type { DispatchRequest } from '../dispatch/DispatchRequest'
import { DefaultFlushManager } from '../flush/DefaultFlushManager'
import { GroupCommitRequest } from '../flush/GroupCommitRequest'
import { calcNeedAckNums } from '../ha/calcNeedAckNums'
import { AllocateMappedFileService } from '../logfile/AllocateMappedFileService'
import type { MappedFile } from '../logfile/MappedFile'
import { MappedFileQueue } from '../logfile/MappedFileQueue'
import type { SelectMappedBufferResult } from '../logfile/SelectMappedBufferResult'
import { PutMessageResult } from '../put/PutMessageResult'
import { PutMessageStatus } from '../put/PutMessageStatus'
import type { QueueOffsetOperator } from '../queue/QueueOffsetOperator'
import type { StoreContext } from '../StoreContext'
import type { AppendMessageResult } from './AppendMessageResult'
import { AppendMessageStatus } from './AppendMessageStatus'
import { checkMessageAndReturnSize } from './checkMessageAndReturnSize'
import { DefaultAppendMessageCallback } from './DefaultAppendMessageCallback'
import { DelayLevelTable } from './DelayLevelTable'
import { MessageExtEncoder } from './MessageExtEncoder'
import { PutMessageReentrantLock } from './PutMessageReentrantLock'
import { hostLength, MESSAGE_MAGIC_CODE, MESSAGE_MAGIC_CODE_V2, RecordPosition } from './RecordLayout'
import { TopicQueueLock } from './TopicQueueLock'

/** Longer topics need records of version 2. */
const MAX_TOPIC_LENGTH_V1 = 127

/**
 * All messages of all topics, one after the other in the order in which they came. Everything else in the store can be
 * rebuilt from it. Original: org.apache.rocketmq.store.CommitLog.
 */
export class CommitLog {
  private readonly context: StoreContext
  private readonly queueOffsetOperator: QueueOffsetOperator
  private readonly allocateMappedFileService: AllocateMappedFileService
  private readonly mappedFileQueue: MappedFileQueue
  private readonly flushManager: DefaultFlushManager
  private readonly appendMessageCallback: DefaultAppendMessageCallback
  private readonly delayLevels: DelayLevelTable
  private readonly topicQueueLock: TopicQueueLock
  private readonly putMessageLock: PutMessageReentrantLock
  /** Called when there may be more to read than before. */
  private readonly onGrown: () => void
  /** Since when the put lock is held, in ms; 0 while it is free. */
  private beginTimeInLock: number
  private confirmOffset: number

  constructor(context: StoreContext, queueOffsetOperator: QueueOffsetOperator, onGrown: () => void) {
    const config = context.messageStoreConfig
    const { pageCache, process } = context
    this.context = context
    this.queueOffsetOperator = queueOffsetOperator
    this.allocateMappedFileService = new AllocateMappedFileService(process, pageCache)
    this.mappedFileQueue = new MappedFileQueue(
      pageCache,
      config.getStorePathCommitLog(),
      config.mappedFileSizeCommitLog,
      this.allocateMappedFileService,
    )
    this.flushManager = new DefaultFlushManager(context, this.mappedFileQueue, onGrown)
    this.appendMessageCallback = new DefaultAppendMessageCallback(config)
    this.delayLevels = new DelayLevelTable(config.messageDelayLevel)
    this.topicQueueLock = new TopicQueueLock(config.topicQueueLockNum)
    this.putMessageLock = new PutMessageReentrantLock()
    this.onGrown = onGrown
    this.beginTimeInLock = 0
    this.confirmOffset = -1
  }

  *load(): Blocking<boolean> {
    return yield* this.mappedFileQueue.load()
  }

  start(): void {
    this.flushManager.start()
  }

  *shutdown(): Blocking<void> {
    yield* this.flushManager.shutdown()
  }

  getAllocateMappedFileService(): AllocateMappedFileService {
    return this.allocateMappedFileService
  }

  getMappedFileQueue(): MappedFileQueue {
    return this.mappedFileQueue
  }

  getDelayLevels(): DelayLevelTable {
    return this.delayLevels
  }

  /**
   * Appends one message. Its number in its queue is taken under the lock of that queue, its place in the log under the
   * one lock of the log; waiting for the disk comes after both, in the future that is returned.
   * Original: CommitLog#asyncPutMessage
   */
  *asyncPutMessage(message: MessageExtBrokerInner): Blocking<CompletableFuture<PutMessageResult>> {
    const needAckNums = this.needAckNums(message)
    if (needAckNums === null) return refusedWith(PutMessageStatus.IN_SYNC_REPLICAS_NOT_ENOUGH)
    message.storeTimestamp = currentTimeMillis()
    message.bodyCRC = message.body === null ? 0 : crc32(message.body)
    // The store writes its own checksum, whatever the client has sent as one.
    if (this.context.messageStoreConfig.enabledAppendPropCRC) message.deleteProperty(MessageConst.PROPERTY_CRC32)
    this.chooseVersionAndFlags(message)
    const topicQueueKey = `${message.topic}-${message.queueId}`
    yield* this.topicQueueLock.lock(topicQueueKey)
    let result: PutMessageResult
    try {
      this.assignOffset(message, topicQueueKey)
      const encodeResult = this.encoder().encode(message)
      if (encodeResult !== null) return CompletableFuture.completedFuture(encodeResult)
      result = yield* this.append(message, (file) => file.appendMessage(message, this.appendMessageCallback))
      this.increaseOffset(message, topicQueueKey, result)
    } finally {
      this.topicQueueLock.unlock(topicQueueKey)
    }
    return this.handleDiskFlushAndHA(result, message, needAckNums)
  }

  /**
   * Appends a batch: one record for each of its messages, all in one file.
   * Original: CommitLog#asyncPutMessages
   * @throws IllegalArgumentException when the batch is too big
   */
  *asyncPutMessages(batch: MessageExtBatch): Blocking<CompletableFuture<PutMessageResult>> {
    batch.storeTimestamp = currentTimeMillis()
    const isTransactional = MessageSysFlag.getTransactionValue(batch.sysFlag) !== MessageSysFlag.TRANSACTION_NOT_TYPE
    if (isTransactional || batch.getDelayTimeLevel() > 0) {
      return refusedWith(PutMessageStatus.MESSAGE_ILLEGAL)
    }
    const needAckNums = this.needAckNums(batch)
    if (needAckNums === null) return refusedWith(PutMessageStatus.IN_SYNC_REPLICAS_NOT_ENOUGH)
    this.chooseVersionAndFlags(batch)
    const context = this.encoder().encodeBatch(batch)
    const topicQueueKey = `${batch.topic}-${batch.queueId}`
    yield* this.topicQueueLock.lock(topicQueueKey)
    let result: PutMessageResult
    try {
      this.assignOffset(batch, topicQueueKey)
      result = yield* this.append(batch, (file) => file.appendMessages(batch, this.appendMessageCallback, context))
      this.increaseOffset(batch, topicQueueKey, result)
    } finally {
      this.topicQueueLock.unlock(topicQueueKey)
    }
    return this.handleDiskFlushAndHA(result, batch, needAckNums)
  }

  private chooseVersionAndFlags(message: MessageExtBrokerInner): void {
    const { autoMessageVersionOnTopicLen } = this.context.messageStoreConfig
    const isLong = autoMessageVersionOnTopicLen && message.topic.length > MAX_TOPIC_LENGTH_V1
    message.version = isLong ? MessageVersion.MESSAGE_VERSION_V2 : MessageVersion.MESSAGE_VERSION_V1
    if (isIPv6(message.bornHost)) message.sysFlag |= MessageSysFlag.BORNHOST_V6_FLAG
    if (isIPv6(message.storeHost)) message.sysFlag |= MessageSysFlag.STOREHOSTADDRESS_V6_FLAG
  }

  /** Half messages and rolled back ones have no place in a queue. Original: DefaultMessageStore#assignOffset */
  private assignOffset(message: MessageExtBrokerInner, topicQueueKey: string): void {
    assert(this.topicQueueLock.isHeldByCurrentThread(topicQueueKey), 'numbers are given under the lock of the queue')
    if (isForConsumers(message)) message.queueOffset = this.queueOffsetOperator.getQueueOffset(topicQueueKey)
  }

  private increaseOffset(message: MessageExtBrokerInner, topicQueueKey: string, result: PutMessageResult): void {
    if (!result.isOk() || !isForConsumers(message)) return
    const next = this.queueOffsetOperator.getQueueOffset(topicQueueKey)
    assert(this.topicQueueLock.isHeldByCurrentThread(topicQueueKey), 'numbers are used up under the lock of the queue')
    assert(message.queueOffset === next, 'a message has the next number of its queue', message.queueOffset, next)
    this.queueOffsetOperator.increaseQueueOffset(topicQueueKey, result.appendMessageResult?.msgNum ?? 1)
  }

  /** Each thread encodes into memory of its own. */
  private encoder(): MessageExtEncoder {
    return Thread.currentThread().local(this, () => new MessageExtEncoder(this.context.messageStoreConfig))
  }

  /**
   * Appends one message at a time. It takes the store timestamps here, so they never run backwards along the log. A message that
   * is larger than a file becomes two blank records and is acknowledged like any other, as in the original, which looks only at
   * the outcome of the first attempt.
   */
  private *append(
    message: MessageExtBrokerInner,
    appendTo: (file: MappedFile) => AppendMessageResult,
  ): Blocking<PutMessageResult> {
    yield* this.putMessageLock.lock()
    assert(this.beginTimeInLock === 0, 'the log has one writer at a time')
    this.beginTimeInLock = currentTimeMillis()
    try {
      message.storeTimestamp = this.beginTimeInLock
      const file = this.mappedFileQueue.getWritableMappedFile() ??
        (yield* this.mappedFileQueue.getOrCreateLastMappedFile(0))
      if (file === null) return new PutMessageResult(PutMessageStatus.CREATE_MAPPED_FILE_FAILED, null)
      const first = appendTo(file)
      this.onGrown()
      if (first.status !== AppendMessageStatus.END_OF_FILE) {
        if (!first.isOk()) return new PutMessageResult(PutMessageStatus.UNKNOWN_ERROR, first)
        return this.appended(message, file, first)
      }
      const next = yield* this.mappedFileQueue.getOrCreateLastMappedFile(0)
      if (next === null) return new PutMessageResult(PutMessageStatus.CREATE_MAPPED_FILE_FAILED, first)
      return this.appended(message, next, appendTo(next))
    } finally {
      this.beginTimeInLock = 0
      this.putMessageLock.unlock()
    }
  }

  private appended(message: MessageExtBrokerInner, file: MappedFile, result: AppendMessageResult): PutMessageResult {
    const end = result.wroteOffset + result.wroteBytes
    assert(this.putMessageLock.isHeldByCurrentThread(), 'the log grows under the put lock')
    assert(end === this.mappedFileQueue.getMaxWrotePosition(), 'an append is the log’s end', end)
    this.onGrown()
    if (result.isOk()) this.trace(message, file, result)
    return new PutMessageResult(PutMessageStatus.PUT_OK, result)
  }

  private trace(message: MessageExtBrokerInner, file: MappedFile, result: AppendMessageResult): void {
    const { kernel, host } = this.context.process
    if (!kernel.wants('log-append')) return
    const keys = message.getKeys() ?? ''
    kernel.emit({
      type: 'log-append',
      host,
      path: file.getFileName(),
      position: result.wroteOffset - file.getFileFromOffset(),
      length: result.wroteBytes,
      topic: message.topic,
      keys,
      queueId: message.queueId,
      queueOffset: result.logicsOffset,
      physicalOffset: result.wroteOffset,
    })
  }

  /**
   * Waits for disk and slaves at the same time. When both fail, it reports the slaves' failure.
   * Original: CommitLog#handleDiskFlushAndHA
   */
  private handleDiskFlushAndHA(
    result: PutMessageResult,
    message: MessageExtBrokerInner,
    needAckNums: number,
  ): CompletableFuture<PutMessageResult> {
    const { appendMessageResult } = result
    if (appendMessageResult === null || result.putMessageStatus !== PutMessageStatus.PUT_OK) {
      return CompletableFuture.completedFuture(result)
    }
    const flushed = this.flushManager.handleDiskFlush(appendMessageResult, message.isWaitStoreMsgOK())
    const replicated = this.handleHA(appendMessageResult, needAckNums)
    const end = appendMessageResult.wroteOffset + appendMessageResult.wroteBytes
    const mustBeFlushed = this.context.messageStoreConfig.flushDiskType === 'SYNC_FLUSH' && message.isWaitStoreMsgOK()
    return flushed.thenCombine(replicated, (flushStatus, replicaStatus) => {
      const isFlushed = !mustBeFlushed || flushStatus !== PutMessageStatus.PUT_OK || this.getFlushedWhere() >= end
      assert(isFlushed, 'what SYNC_FLUSH acknowledges is flushed', this.getFlushedWhere(), end)
      const status = replicaStatus === PutMessageStatus.PUT_OK ? flushStatus : replicaStatus
      return status === PutMessageStatus.PUT_OK ? result : result.withStatus(status)
    })
  }

  /** Required acks, or null if too few replicas are in sync. Original: CommitLog#needHandleHA */
  private needAckNums(message: MessageExtBrokerInner): number | null {
    const { messageStoreConfig } = this.context
    const haService = this.context.getHaService()
    const isSync = messageStoreConfig.brokerRole === BrokerRole.SYNC_MASTER && !messageStoreConfig.duplicationEnable
    if (haService === null || !isSync || !message.isWaitStoreMsgOK()) return 1
    return calcNeedAckNums(messageStoreConfig, haService, this.mappedFileQueue.getMaxWrotePosition())
  }

  /** The future completes when enough slaves have this message. Original: CommitLog#handleHA */
  private handleHA(result: AppendMessageResult, needAckNums: number): CompletableFuture<PutMessageStatus> {
    const haService = this.context.getHaService()
    if (haService === null || needAckNums <= 1) {
      return CompletableFuture.completedFuture<PutMessageStatus>(PutMessageStatus.PUT_OK)
    }
    const deadLine = nanoTime() + this.context.messageStoreConfig.slaveTimeout * 1_000_000
    const request = new GroupCommitRequest(result.wroteOffset + result.wroteBytes, deadLine, needAckNums)
    haService.putRequest(request)
    haService.getWaitNotifyObject().wakeupAll()
    return request.future
  }

  /**
   * On a slave: writes the bytes of the master's log from `startOffset` on. They need not be whole records.
   * Original: CommitLog#appendData, DefaultMessageStore#appendToCommitLog
   * @returns false when it doesn't fit, or there is no file for it
   */
  *appendData(startOffset: number, data: Uint8Array): Blocking<boolean> {
    yield* this.putMessageLock.lock()
    try {
      const file = yield* this.mappedFileQueue.getOrCreateLastMappedFile(startOffset)
      if (file === null || !file.appendBytes(data)) return false
      // In 5.3.2 an empty slave does not compare offsets, so the bytes may land at another offset than the master's.
      this.onGrown()
      return true
    } finally {
      this.putMessageLock.unlock()
    }
  }

  /** How long the put lock has been held so far, in ms. Original: CommitLog#lockTimeMills */
  lockTimeMills(): number {
    return this.beginTimeInLock === 0 ? 0 : this.context.process.currentTimeMillis() - this.beginTimeInLock
  }

  getMinOffset(): number {
    return this.mappedFileQueue.getMinOffset()
  }

  getMaxOffset(): number {
    return this.mappedFileQueue.getMaxOffset()
  }

  getFlushedWhere(): number {
    return this.mappedFileQueue.getFlushedWhere()
  }

  /** The position up to which messages may be dispatched; with SYNC_FLUSH only safe ones may. Original: CommitLog#getConfirmOffset */
  getConfirmOffset(): number {
    const { duplicationEnable, flushDiskType } = this.context.messageStoreConfig
    if (duplicationEnable) return this.confirmOffset
    return flushDiskType === FlushDiskType.SYNC_FLUSH ? this.getFlushedWhere() : this.getMaxOffset()
  }

  /**
   * Notes where the last record that recovery found begins, also in the checkpoint. There it stays until the next start, although
   * the log grows. Original: CommitLog#setConfirmOffset
   */
  setConfirmOffset(offset: number): void {
    assert(offset >= 0, '0 ≤ confirmed', offset)
    this.confirmOffset = offset
    this.context.getStoreCheckpoint().confirmPhyOffset = offset
  }

  /** Where the file after the one with this offset begins. Original: CommitLog#rollNextFile */
  rollNextFile(offset: number): number {
    const size = this.mappedFileQueue.mappedFileSize
    return offset + size - (offset % size)
  }

  /** The bytes from `offset` to the end of what is written in its file. Original: CommitLog#getData */
  getData(offset: number): SelectMappedBufferResult | null {
    const file = this.mappedFileQueue.findMappedFileByOffset(offset, offset === 0)
    return file?.selectMappedBuffer(offset % this.mappedFileQueue.mappedFileSize) ?? null
  }

  /** `size` bytes from `offset` on. Original: CommitLog#getMessage */
  getMessage(offset: number, size: number): SelectMappedBufferResult | null {
    const file = this.mappedFileQueue.findMappedFileByOffset(offset, offset === 0)
    return file?.selectMappedBuffer(offset % this.mappedFileQueue.mappedFileSize, size) ?? null
  }

  /** What the record at `position` of the stretch says, or why it is none. */
  checkMessageAndReturnSize(
    stretch: SelectMappedBufferResult,
    position: number,
    checkCRC: boolean,
    readBody: boolean,
  ): DispatchRequest {
    const { forceVerifyPropCRC } = this.context.messageStoreConfig
    const { delayLevels } = this
    return checkMessageAndReturnSize(stretch, position, { checkCRC, readBody, forceVerifyPropCRC, delayLevels })
  }

  /** When the record at the beginning of the stretch was stored (ms since 1970); -1 when there is no record. */
  pickupStoreTimestamp(stretch: SelectMappedBufferResult): number {
    const magicCode = stretch.getInt(RecordPosition.MAGICCODE)
    if (magicCode !== MESSAGE_MAGIC_CODE && magicCode !== MESSAGE_MAGIC_CODE_V2) return -1
    const sysFlag = stretch.getInt(RecordPosition.SYSFLAG)
    return stretch.getLong(RecordPosition.BORNHOST + hostLength(sysFlag, MessageSysFlag.BORNHOST_V6_FLAG))
  }
}

function isForConsumers(message: MessageExtBrokerInner): boolean {
  const type = MessageSysFlag.getTransactionValue(message.sysFlag)
  return type === MessageSysFlag.TRANSACTION_NOT_TYPE || type === MessageSysFlag.TRANSACTION_COMMIT_TYPE
}

function refusedWith(status: PutMessageStatus): CompletableFuture<PutMessageResult> {
  return CompletableFuture.completedFuture(new PutMessageResult(status, null))
}
