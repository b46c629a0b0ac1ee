import type { MessageExt } from '../../../common/message/MessageExt'
import type { MessageExtBrokerInner } from '../../../common/message/MessageExtBrokerInner'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import type { CompletableFuture } from '../../../kernel/concurrent/CompletableFuture'
import { InterruptedException } from '../../../kernel/errors'
import { currentTimeMillis, type Process } from '../../../kernel/Process'
import type { EndTransactionRequestHeader } from '../../../remoting/protocol/header/EndTransactionRequestHeader'
import { notNull, NullPointerException } from '../../../kernel/java/notNull'
import { ResponseCode } from '../../../remoting/protocol/ResponseCode'
import type { PutMessageResult } from '../../../store/put/PutMessageResult'
import type { OperationResult } from '../OperationResult'
import { TransactionMetrics } from '../TransactionMetrics'
import { TransactionMetricsFlushService } from '../TransactionMetricsFlushService'
import type { DefaultTransactionalMessageCheckListener } from './DefaultTransactionalMessageCheckListener'
import type { CheckLimits } from './HalfQueueCheck'
import { HalfQueueCheck } from './HalfQueueCheck'
import { MessageQueueOpContext } from './MessageQueueOpContext'
import type { TransactionalMessageBridge } from './TransactionalMessageBridge'
import { TransactionalMessageUtil } from './TransactionalMessageUtil'
import { TransactionalOpBatchService } from './TransactionalOpBatchService'

const OP_QUEUE_LENGTH = 20_000
const OFFER_MILLIS = 100
const { HALF_TOPIC, OP_TOPIC, OFFSET_SEPARATOR } = TransactionalMessageUtil

/**
 * The life of half messages: they are stored, looked up when their producer ends the transaction, taken for done with, and
 * checked when it does not. That one is done with is written into a topic of its own, since nothing in a log can be deleted.
 * Original: org.apache.rocketmq.broker.transaction.queue.TransactionalMessageServiceImpl.
 */
export class TransactionalMessageServiceImpl {
  private readonly transactionalMessageBridge: TransactionalMessageBridge
  /** Queue of half messages → what is done with and not written down. */
  private readonly deleteContext: Map<number, MessageQueueOpContext>
  private readonly transactionalOpBatchService: TransactionalOpBatchService
  private readonly transactionMetrics: TransactionMetrics
  private readonly transactionMetricsFlushService: TransactionMetricsFlushService

  constructor(process: Process, transactionBridge: TransactionalMessageBridge) {
    const { brokerConfig } = transactionBridge.brokerController
    const { messageStoreConfig, pageCache } = transactionBridge.brokerController.getMessageStore()
    this.transactionalMessageBridge = transactionBridge
    this.deleteContext = new Map()
    this.transactionalOpBatchService = new TransactionalOpBatchService(process, brokerConfig, this)
    this.transactionMetrics = new TransactionMetrics(process, pageCache.disk, messageStoreConfig)
    const metrics = this.transactionMetrics
    this.transactionMetricsFlushService = new TransactionMetricsFlushService(process, brokerConfig, metrics)
  }

  getTransactionMetrics(): TransactionMetrics {
    return this.transactionMetrics
  }

  /** Counts an open transaction, or with -1 one that is open no more. The first one starts the thread that writes the counts. */
  *count(realTopic: string, value: 1 | -1): Blocking<void> {
    yield* this.transactionMetrics.addAndGet(realTopic, value)
    this.transactionMetricsFlushService.start()
  }

  /** Original: TransactionalMessageServiceImpl#asyncPrepareMessage */
  *asyncPrepareMessage(messageInner: MessageExtBrokerInner): Blocking<CompletableFuture<PutMessageResult>> {
    return yield* this.transactionalMessageBridge.asyncPutHalfMessage(messageInner)
  }

  /** The half message that is to be committed. Original: TransactionalMessageServiceImpl#commitMessage */
  commitMessage({ commitLogOffset }: EndTransactionRequestHeader): OperationResult {
    return this.getHalfMessageByOffset(notNull(commitLogOffset, 'commitLogOffset'))
  }

  /** The half message that is to be rolled back. Original: TransactionalMessageServiceImpl#rollbackMessage */
  rollbackMessage({ commitLogOffset }: EndTransactionRequestHeader): OperationResult {
    return this.getHalfMessageByOffset(notNull(commitLogOffset, 'commitLogOffset'))
  }

  private getHalfMessageByOffset(commitLogOffset: number): OperationResult {
    const prepareMessage = this.transactionalMessageBridge.lookMessageByOffset(commitLogOffset)
    if (prepareMessage !== null) return { prepareMessage, responseCode: ResponseCode.SUCCESS, responseRemark: null }
    const responseRemark = 'there is no prepared message at this offset'
    return { prepareMessage, responseCode: ResponseCode.SYSTEM_ERROR, responseRemark }
  }

  /**
   * Looks after all half messages that are old enough. Original: TransactionalMessageServiceImpl#check
   */
  *check(limits: CheckLimits, listener: DefaultTransactionalMessageCheckListener): Blocking<void> {
    try {
      for (const queueId of yield* this.transactionalMessageBridge.fetchMessageQueues(HALF_TOPIC)) {
        yield* new HalfQueueCheck(this.transactionalMessageBridge, listener, queueId, limits).run()
      }
    } catch (error) {
      // The store was closed meanwhile, or a message lacks what a half message has. The next check comes.
      if (!(error instanceof NullPointerException || error instanceof InterruptedException)) throw error
    }
  }

  /** Whether a check would find anything to read. */
  hasSomethingToCheck(): boolean {
    return [HALF_TOPIC, OP_TOPIC].some((topic) => this.transactionalMessageBridge.isBehind(topic))
  }

  /**
   * Notes that a half message is done with. It is written down a little later, together with others; until then a crash makes the
   * broker ask the producer once more. Original: TransactionalMessageServiceImpl#deletePrepareMessage
   */
  *deletePrepareMessage({ queueId, queueOffset }: MessageExt): Blocking<boolean> {
    let mqContext = this.deleteContext.get(queueId)
    if (mqContext === undefined) {
      mqContext = new MessageQueueOpContext(currentTimeMillis(), OP_QUEUE_LENGTH)
      this.deleteContext.set(queueId, mqContext)
    }
    const data = queueOffset + OFFSET_SEPARATOR
    if (yield* this.offer(mqContext, data)) {
      mqContext.totalSize += data.length
      this.transactionalOpBatchService.somethingToDo()
      if (mqContext.totalSize > this.maxSize) this.transactionalOpBatchService.wakeup()
      return true
    }
    this.transactionalOpBatchService.wakeup()
    return yield* this.transactionalMessageBridge.writeOp(queueId, this.getOpMessage(mqContext, data))
  }

  private *offer(mqContext: MessageQueueOpContext, data: string): Blocking<boolean> {
    try {
      return yield* mqContext.contextQueue.offerWithin(data, OFFER_MILLIS)
    } catch (error) {
      if (error instanceof InterruptedException) return false
      throw error
    }
  }

  private get maxSize(): number {
    return this.transactionalMessageBridge.brokerController.brokerConfig.transactionOpMsgMaxSize
  }

  /** Whether something is not written down. */
  hasOps(): boolean {
    return [...this.deleteContext.values()].some(({ contextQueue }) => !contextQueue.isEmpty())
  }

  /**
   * Takes what is done with, up to the size of one record; the body of that record. Empty if there is nothing.
   * Original: TransactionalMessageServiceImpl#getOpMessage
   */
  private getOpMessage(mqContext: MessageQueueOpContext, moreData: string): string {
    let body = moreData
    while (body.length < this.maxSize && !mqContext.contextQueue.isEmpty()) {
      const taken: string[] = []
      mqContext.contextQueue.drainTo(taken, 1)
      body += taken.join('')
    }
    if (body === '') return body
    mqContext.totalSize -= body.length - moreData.length
    mqContext.lastWriteTimestamp = currentTimeMillis()
    return body
  }

  /**
   * Writes down what is done with, one record for each queue, where the last one is old enough or enough has come together.
   * Original: TransactionalMessageServiceImpl#batchSendOpMessage
   * @returns when to come back, in ms since 1970; 0 for at once
   */
  *batchSendOpMessage(): Blocking<number> {
    const { transactionOpBatchInterval: interval } = this.transactionalMessageBridge.brokerController.brokerConfig
    const startTime = currentTimeMillis()
    let firstTimestamp = startTime
    let overSize = false
    const sendMap = new Map<number, string>()
    for (const [queueId, mqContext] of this.deleteContext) {
      const isWaiting = mqContext.totalSize < this.maxSize && startTime - mqContext.lastWriteTimestamp < interval
      if (mqContext.totalSize <= 0 || mqContext.contextQueue.isEmpty() || isWaiting) continue
      const body = this.getOpMessage(mqContext, '')
      if (body === '') continue
      assert(mqContext.totalSize >= 0, 'no more is written down than is done with', mqContext.totalSize)
      sendMap.set(queueId, body)
      firstTimestamp = Math.min(firstTimestamp, mqContext.lastWriteTimestamp)
      if (mqContext.totalSize >= this.maxSize) overSize = true
    }
    // What can't be written is forgotten, as in 5.3.2: the producer is asked again.
    for (const [queueId, body] of sendMap) yield* this.transactionalMessageBridge.writeOp(queueId, body)
    const wakeupTimestamp = firstTimestamp + interval
    return !overSize && wakeupTimestamp > startTime ? wakeupTimestamp : 0
  }

  /** Original: TransactionalMessageServiceImpl#close */
  *close(): Blocking<void> {
    yield* this.transactionalOpBatchService.shutdown()
    if (this.transactionMetrics.hasChanged()) yield* this.transactionMetrics.persist()
  }

  /** Comes last. */
  *shutdownFlushing(): Blocking<void> {
    yield* this.transactionMetricsFlushService.shutdown()
  }
}
