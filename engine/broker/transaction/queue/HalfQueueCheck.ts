import { MessageConst } from '../../../common/message/MessageConst'
import type { MessageExt } from '../../../common/message/MessageExt'
import type { MessageExtBrokerInner } from '../../../common/message/MessageExtBrokerInner'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { javaSplit } from '../../../kernel/java/javaSplit'
import { notNull } from '../../../kernel/java/notNull'
import { currentTimeMillis } from '../../../kernel/Process'
import { sleep } from '../../../kernel/sleep'
import { Thread } from '../../../kernel/Thread'
import { decodeUtf8 } from '../../../kernel/Utf8'
import type { PutMessageResult } from '../../../store/put/PutMessageResult'
import { PutMessageStatus } from '../../../store/put/PutMessageStatus'
import { tracePutBack } from '../traceHalfMessage'
import type { DefaultTransactionalMessageCheckListener } from './DefaultTransactionalMessageCheckListener'
import type { PulledMessages, TransactionalMessageBridge } from './TransactionalMessageBridge'
import { TransactionalMessageUtil } from './TransactionalMessageUtil'

const MAX_PROCESS_TIME_LIMIT = 60_000
const MAX_RETRY_COUNT_WHEN_HALF_NULL = 1
const OP_MSG_PULL_NUMS = 32
const SLEEP_WHILE_NO_OP = 1000
const MILLIS_PER_HOUR = 3_600_000
const { HALF_TOPIC, OP_TOPIC, OFFSET_SEPARATOR, REMOVE_TAG, getInt, getLong } = TransactionalMessageUtil

/** What a look at one half message says: go on with the next, look again, or end here. */
type Verdict = 'next' | 'again' | 'end'

/** How long producers are left alone (ms), and how often they are asked. */
export interface CheckLimits {
  readonly transactionTimeout: number
  readonly transactionCheckMax: number
}

/**
 * One look at one queue of half messages: which of them are dealt with say the records in the op queue of the same number; about
 * the others, as soon as they are old enough, their producers are asked. A message about which one is asked goes to the end of the
 * queue again, so that what is before it is done with. In 5.3.2 all of this is one method.
 * Original: TransactionalMessageServiceImpl#check
 */
export class HalfQueueCheck {
  private readonly bridge: TransactionalMessageBridge
  private readonly listener: DefaultTransactionalMessageCheckListener
  private readonly queueId: number
  private readonly limits: CheckLimits
  private readonly startTime: number
  /** Where both queues were left the last time. */
  private readonly halfOffset: number
  private readonly opOffset: number
  /** Half message → the record which says that it is dealt with. */
  private readonly removeMap: Map<number, number>
  /** Record → the half messages of it that have not been met yet. */
  private readonly opMsgMap: Map<number, Set<number>>
  private readonly doneOpOffset: number[]
  /** The half message to look at; all before {@link newOffset} are done with. */
  private i: number
  private newOffset: number
  private getMessageNullCount: number

  constructor(
    bridge: TransactionalMessageBridge,
    listener: DefaultTransactionalMessageCheckListener,
    queueId: number,
    limits: CheckLimits,
  ) {
    this.bridge = bridge
    this.listener = listener
    this.queueId = queueId
    this.limits = limits
    this.startTime = currentTimeMillis()
    this.halfOffset = bridge.fetchConsumeOffset(HALF_TOPIC, queueId)
    this.opOffset = bridge.fetchConsumeOffset(OP_TOPIC, queueId)
    this.removeMap = new Map()
    this.opMsgMap = new Map()
    this.doneOpOffset = []
    this.i = this.halfOffset
    this.newOffset = this.halfOffset
    this.getMessageNullCount = 1
  }

  /** @throws NullPointerException when the store is closed meanwhile; then the queues stay where they are */
  *run(): Blocking<void> {
    if (this.halfOffset < 0 || this.opOffset < 0) return
    let ops = this.fillOpRemoveMap(this.opOffset)
    if (ops === null) return
    let nextOpOffset = ops.nextBeginOffset
    while (currentTimeMillis() - this.startTime <= MAX_PROCESS_TIME_LIMIT) {
      const verdict = this.isDealtWith() ? 'next' : yield* this.lookAtHalf(ops)
      if (verdict === 'end') break
      if (verdict === 'next') this.advance()
      if (verdict !== 'moreOps') continue
      nextOpOffset = ops?.nextBeginOffset ?? nextOpOffset
      ops = this.fillOpRemoveMap(nextOpOffset)
      if (ops?.pullStatus !== 'FOUND') yield* sleep(SLEEP_WHILE_NO_OP)
    }
    this.commit()
  }

  private advance(): void {
    assert(this.i >= this.newOffset, 'half messages are done with in their order', this.i, this.newOffset)
    this.i++
    this.newOffset = this.i
  }

  /** A record in the op queue says so. */
  private isDealtWith(): boolean {
    const removedOpOffset = this.removeMap.get(this.i)
    if (removedOpOffset === undefined) return false
    this.removeMap.delete(this.i)
    const set = notNull(this.opMsgMap.get(removedOpOffset), 'the half messages of the record')
    set.delete(this.i)
    if (set.size > 0) return true
    this.opMsgMap.delete(removedOpOffset)
    this.doneOpOffset.push(removedOpOffset)
    return true
  }

  private *lookAtHalf(ops: PulledMessages | null): Blocking<Verdict | 'moreOps'> {
    const pulled = this.bridge.getHalfMessage(this.queueId, this.i, 1)
    const msgExt = pulled?.msgFoundList?.[0] ?? null
    if (msgExt === null) return this.missing(pulled)
    const { transactionTimeout } = this.limits
    if (this.needDiscard(msgExt) || this.needSkip(msgExt)) {
      yield* this.listener.resolveDiscardMsg(msgExt)
      return 'next'
    }
    if (msgExt.storeTimestamp >= this.startTime) return 'end'
    const age = currentTimeMillis() - msgExt.bornTimestamp
    const immunity = msgExt.getProperty(MessageConst.PROPERTY_CHECK_IMMUNITY_TIME_IN_SECONDS)
    const checkImmunityTime = immunity === null ? transactionTimeout : immunityTimeOf(immunity, transactionTimeout)
    if (immunity === null && age >= 0 && age < transactionTimeout) return 'end'
    const isImmune = immunity !== null && age < checkImmunityTime
    if (isImmune && (yield* this.checkPrepareQueueOffset(msgExt))) return 'next'
    if (!this.isNeedCheck(ops, age, checkImmunityTime)) return 'moreOps'
    if (!(yield* this.putBackHalfMsgQueue(msgExt))) {
      // The original tries again at once, as fast as it can.
      yield* sleep(SLEEP_WHILE_NO_OP)
      return 'again'
    }
    yield* this.listener.resolveHalfMsg(msgExt)
    return 'next'
  }

  /** There is no half message of this number: the queue ends here, or it begins later. */
  private missing(pulled: PulledMessages | null): Verdict {
    if (this.getMessageNullCount++ > MAX_RETRY_COUNT_WHEN_HALF_NULL) return 'end'
    const { pullStatus, nextBeginOffset } = notNull(pulled, 'what the store has read')
    if (pullStatus === 'NO_NEW_MSG') return 'end'
    this.i = nextBeginOffset
    this.newOffset = nextBeginOffset
    return 'again'
  }

  /** Counts how often the producer is asked. Original: TransactionalMessageServiceImpl#needDiscard */
  private needDiscard(msgExt: MessageExt): boolean {
    const checkTimes = msgExt.getProperty(MessageConst.PROPERTY_TRANSACTION_CHECK_TIMES)
    const times = checkTimes === null ? 0 : getInt(checkTimes)
    if (checkTimes !== null && times >= this.limits.transactionCheckMax) return true
    msgExt.putUserProperty(MessageConst.PROPERTY_TRANSACTION_CHECK_TIMES, String(times + 1))
    return false
  }

  /** It is so old that its file may be deleted. Original: TransactionalMessageServiceImpl#needSkip */
  private needSkip(msgExt: MessageExt): boolean {
    const { fileReservedTime } = this.bridge.brokerController.messageStoreConfig
    return currentTimeMillis() - msgExt.bornTimestamp > fileReservedTime * MILLIS_PER_HOUR
  }

  /** As long as records in the op queue have not been read up to now, one of them may deal with the message. */
  private isNeedCheck(ops: PulledMessages | null, age: number, checkImmunityTime: number): boolean {
    const opMsg = ops?.msgFoundList ?? null
    if (age <= -1) return true
    if (opMsg === null) return age > checkImmunityTime
    return opMsg.at(-1)!.bornTimestamp - this.startTime > this.limits.transactionTimeout
  }

  /**
   * Reads records of the op queue from `pullOffsetOfOp` on. Null when the store can't be read.
   * Original: TransactionalMessageServiceImpl#fillOpRemoveMap
   */
  private fillOpRemoveMap(pullOffsetOfOp: number): PulledMessages | null {
    const pulled = this.bridge.getOpMessage(this.queueId, pullOffsetOfOp, OP_MSG_PULL_NUMS)
    if (pulled === null) return null
    const { pullStatus, nextBeginOffset, msgFoundList } = pulled
    if (pullStatus === 'OFFSET_ILLEGAL' || pullStatus === 'NO_MATCHED_MSG') {
      this.bridge.updateConsumeOffset(OP_TOPIC, this.queueId, nextBeginOffset)
    }
    for (const opMessageExt of msgFoundList ?? []) this.readOp(opMessageExt)
    return pulled
  }

  private readOp(opMessageExt: MessageExt): void {
    const set = new Set<number>()
    const { queueOffset, body } = opMessageExt
    const isRemoval = body !== null && opMessageExt.getTags() === REMOVE_TAG
    for (const offset of isRemoval ? javaSplit(decodeUtf8(body), OFFSET_SEPARATOR) : []) {
      const offsetValue = getLong(offset)
      if (offsetValue < this.halfOffset) continue
      this.removeMap.set(offsetValue, queueOffset)
      set.add(offsetValue)
    }
    if (set.size > 0) this.opMsgMap.set(queueOffset, set)
    else this.doneOpOffset.push(queueOffset)
  }

  /**
   * A message that wants its producer left alone goes to the end of the queue, unless what it is a copy of is dealt with.
   * Original: TransactionalMessageServiceImpl#checkPrepareQueueOffset. @returns whether this message is done with
   */
  private *checkPrepareQueueOffset(msgExt: MessageExt): Blocking<boolean> {
    const text = msgExt.getProperty(MessageConst.PROPERTY_TRANSACTION_PREPARED_QUEUE_OFFSET)
    const prepareQueueOffset = text === null ? null : getLong(text)
    if (prepareQueueOffset === -1) return false
    const opOffset = prepareQueueOffset === null ? undefined : this.removeMap.get(prepareQueueOffset)
    if (prepareQueueOffset === null || opOffset === undefined) {
      const result = yield* this.putCopy(msgExt, this.bridge.renewImmunityHalfMessageInner(msgExt))
      return result.putMessageStatus === PutMessageStatus.PUT_OK
    }
    this.removeMap.delete(prepareQueueOffset)
    this.doneOpOffset.push(opOffset)
    return true
  }

  /** Puts a copy at the end of the queue; from now on the message is the copy. Original: #putBackHalfMsgQueue */
  private *putBackHalfMsgQueue(msgExt: MessageExt): Blocking<boolean> {
    const result = yield* this.putCopy(msgExt, this.bridge.renewHalfMessageInner(msgExt))
    const appended = result.appendMessageResult
    if (result.putMessageStatus !== PutMessageStatus.PUT_OK || appended === null) return false
    msgExt.queueOffset = appended.logicsOffset
    msgExt.commitLogOffset = appended.wroteOffset
    msgExt.msgId = appended.getMsgId()
    return true
  }

  private *putCopy(msgExt: MessageExt, copy: MessageExtBrokerInner): Blocking<PutMessageResult> {
    const result = yield* this.bridge.putMessageReturnResult(copy)
    const appended = result.appendMessageResult
    if (result.putMessageStatus === PutMessageStatus.PUT_OK && appended !== null) {
      tracePutBack(Thread.currentThread().process, msgExt, appended.logicsOffset)
    }
    return result
  }

  private commit(): void {
    if (this.newOffset !== this.halfOffset) this.bridge.updateConsumeOffset(HALF_TOPIC, this.queueId, this.newOffset)
    const newOpOffset = this.calculateOpOffset()
    if (newOpOffset !== this.opOffset) this.bridge.updateConsumeOffset(OP_TOPIC, this.queueId, newOpOffset)
  }

  /** The records are done with up to the first that is not. Original: TransactionalMessageServiceImpl#calculateOpOffset */
  private calculateOpOffset(): number {
    let newOffset = this.opOffset
    for (const done of this.doneOpOffset.sort((one, other) => one - other)) {
      if (done !== newOffset) break
      newOffset++
    }
    return newOffset
  }
}

/** -1 stands for the timeout. Original: TransactionalMessageServiceImpl#getImmunityTime */
function immunityTimeOf(checkImmunityTimeStr: string, transactionTimeout: number): number {
  const seconds = getLong(checkImmunityTimeStr)
  return seconds === -1 ? transactionTimeout : seconds * 1000
}
