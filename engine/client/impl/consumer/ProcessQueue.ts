import { MessageConst } from '../../../common/message/MessageConst'
import type { MessageExt } from '../../../common/message/MessageExt'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { ReentrantReadWriteLock } from '../../../kernel/concurrent/ReentrantReadWriteLock'
import { parseLong } from '../../../kernel/java/javaParse'
import { JavaTreeMap } from '../../../kernel/java/JavaTreeMap'
import { currentTimeMillis } from '../../../kernel/Process'
import type { ProcessQueueInfo } from '../../../remoting/protocol/body/ProcessQueueInfo'
import type { DefaultMQPushConsumer } from '../../consumer/DefaultMQPushConsumer'

/** How long a client takes itself for the owner of a lock. Original: system property rocketmq.client.rebalance.lockMaxLiveTime */
const REBALANCE_LOCK_MAX_LIVE_TIME = 30_000
/** Original: system property rocketmq.client.rebalance.lockInterval */
export const REBALANCE_LOCK_INTERVAL = 20_000
/** Original: system property rocketmq.client.pull.pullMaxIdleTime */
const PULL_MAX_IDLE_TIME = 120_000
/** The most messages of a queue that one sweep sends back. */
const MAX_EXPIRED_MSGS = 16
const EXPIRED_MSG_DELAY_LEVEL = 3
const MILLIS_PER_MINUTE = 60 * 1000
const BYTES_PER_MIB = 1024 * 1024

/**
 * The messages of one queue that a consumer has pulled and not yet consumed. From it follows what may be committed: the smallest
 * number that is still here, so that one slow message holds back the offset of all behind it. (The original guards it with a lock;
 * here a thread gives way only where it says so, and it does not in these methods.)
 * Original: org.apache.rocketmq.client.impl.consumer.ProcessQueue.
 */
export class ProcessQueue {
  /** Held by a listener while it works, for reading; who gives up the queue asks for writing. */
  readonly consumeLock: ReentrantReadWriteLock
  dropped: boolean
  /** Does the broker keep the queue for this consumer? */
  locked: boolean
  /** Times in ms since 1970. */
  lastLockTimestamp: number
  lastPullTimestamp: number
  lastConsumeTimestamp: number
  private readonly msgTreeMap: JavaTreeMap<MessageExt>
  /** Those of an ordered consumer that its listener has now. */
  private readonly consumingMsgOrderlyTreeMap: JavaTreeMap<MessageExt>
  private msgCount: number
  /** Bytes of all bodies. */
  private msgSize: number
  private queueOffsetMax: number
  /** Is a task of the ordered service on its way with this queue? */
  private consuming: boolean
  /** How many messages the queue had at the broker behind the last one pulled. */
  private msgAccCnt: number
  private tryUnlockTimes: number

  constructor() {
    const now = currentTimeMillis()
    this.consumeLock = new ReentrantReadWriteLock('process queue')
    this.dropped = false
    this.locked = false
    this.lastLockTimestamp = now
    this.lastPullTimestamp = now
    this.lastConsumeTimestamp = now
    this.msgTreeMap = new JavaTreeMap()
    this.consumingMsgOrderlyTreeMap = new JavaTreeMap()
    this.msgCount = 0
    this.msgSize = 0
    this.queueOffsetMax = 0
    this.consuming = false
    this.msgAccCnt = 0
    this.tryUnlockTimes = 0
  }

  getMsgCount(): number {
    return this.msgCount
  }

  getMsgSize(): number {
    return this.msgSize
  }

  getMsgAccCnt(): number {
    return this.msgAccCnt
  }

  getTryUnlockTimes(): number {
    return this.tryUnlockTimes
  }

  incTryUnlockTimes(): void {
    this.tryUnlockTimes++
  }

  isLockExpired(): boolean {
    return currentTimeMillis() - this.lastLockTimestamp > REBALANCE_LOCK_MAX_LIVE_TIME
  }

  /** Has nothing been pulled for so long that something must be wrong? */
  isPullExpired(): boolean {
    return currentTimeMillis() - this.lastPullTimestamp > PULL_MAX_IDLE_TIME
  }

  /** The numbers from the first to the last message that is here and not with an ordered listener. */
  getMaxSpan(): number {
    return this.msgTreeMap.size === 0 ? 0 : this.msgTreeMap.lastKey() - this.msgTreeMap.firstKey()
  }

  /** The numbers of all messages that are here, an ordered listener's included, ascending. */
  heldOffsets(): number[] {
    const msgs = [...this.consumingMsgOrderlyTreeMap.values(), ...this.msgTreeMap.values()]
    return msgs.map(({ queueOffset }) => queueOffset)
  }

  containsMessage(message: MessageExt): boolean {
    return this.msgTreeMap.has(message.queueOffset)
  }

  hasTempMessage(): boolean {
    return this.msgTreeMap.size > 0
  }

  /** Original: ProcessQueue#putMessage. @returns whether an ordered consumer has to begin with this queue */
  putMessage(msgs: readonly MessageExt[]): boolean {
    for (const msg of msgs) {
      if (this.msgTreeMap.put(msg.queueOffset, msg) !== undefined) continue
      this.queueOffsetMax = msg.queueOffset
      this.msgCount++
      this.msgSize += bodySize(msg)
    }
    const dispatchToConsume = this.msgTreeMap.size > 0 && !this.consuming
    if (dispatchToConsume) this.consuming = true
    const last = msgs.at(-1)
    const maxOffset = last?.getProperty(MessageConst.PROPERTY_MAX_OFFSET) ?? null
    const accTotal = maxOffset === null ? 0 : parseLong(maxOffset) - last!.queueOffset
    if (accTotal > 0) this.msgAccCnt = accTotal
    this.checkAccounts()
    return dispatchToConsume
  }

  /**
   * Takes out what has been consumed. Original: ProcessQueue#removeMessage
   * @returns the offset that may be committed now; -1 if there was nothing here
   */
  removeMessage(msgs: readonly MessageExt[]): number {
    this.lastConsumeTimestamp = currentTimeMillis()
    if (this.msgTreeMap.size === 0) return -1
    for (const msg of msgs) {
      if (this.msgTreeMap.remove(msg.queueOffset) === undefined) continue
      this.msgCount--
      this.msgSize -= bodySize(msg)
    }
    if (this.msgCount === 0) this.msgSize = 0
    this.checkAccounts()
    return this.msgTreeMap.size === 0 ? this.queueOffsetMax + 1 : this.msgTreeMap.firstKey()
  }

  /** The next messages for an ordered listener; none: there are no more for now. Original: ProcessQueue#takeMessages */
  takeMessages(batchSize: number): MessageExt[] {
    const result: MessageExt[] = []
    this.lastConsumeTimestamp = currentTimeMillis()
    while (result.length < batchSize) {
      const entry = this.msgTreeMap.pollFirstEntry()
      if (entry === null) break
      result.push(entry.value)
      this.consumingMsgOrderlyTreeMap.put(entry.key, entry.value)
    }
    if (result.length === 0) this.consuming = false
    this.checkAccounts()
    return result
  }

  /**
   * An ordered listener is done with what it has. Original: ProcessQueue#commit
   * @returns the offset that may be committed now
   * @throws NoSuchElementException when it has nothing, as in the original
   */
  commit(): number {
    const offset = this.consumingMsgOrderlyTreeMap.lastKey()
    const msgs = this.consumingMsgOrderlyTreeMap.values()
    this.msgCount -= msgs.length
    this.msgSize = this.msgCount === 0 ? 0 : msgs.reduce((size, msg) => size - bodySize(msg), this.msgSize)
    this.consumingMsgOrderlyTreeMap.clear()
    this.checkAccounts()
    return offset + 1
  }

  /** What an ordered listener has comes back. Original: ProcessQueue#rollback */
  rollback(): void {
    this.makeMessageToConsumeAgain(this.consumingMsgOrderlyTreeMap.values())
  }

  /** Original: ProcessQueue#makeMessageToConsumeAgain */
  makeMessageToConsumeAgain(msgs: readonly MessageExt[]): void {
    for (const msg of msgs) {
      this.consumingMsgOrderlyTreeMap.remove(msg.queueOffset)
      this.msgTreeMap.put(msg.queueOffset, msg)
    }
    this.checkAccounts()
  }

  clear(): void {
    this.msgTreeMap.clear()
    this.consumingMsgOrderlyTreeMap.clear()
    this.msgCount = 0
    this.msgSize = 0
    this.queueOffsetMax = 0
  }

  /**
   * Sends back what a listener has been at for too long, so that it is delivered anew and the offset moves on. Only the first
   * messages are looked at, since those hold the offset back. Original: ProcessQueue#cleanExpiredMsg
   */
  *cleanExpiredMsg(pushConsumer: DefaultMQPushConsumer): Blocking<void> {
    const loop = Math.min(this.msgTreeMap.size, MAX_EXPIRED_MSGS)
    for (let i = 0; i < loop; i++) {
      const msg = this.firstExpired(pushConsumer.consumeTimeout * MILLIS_PER_MINUTE)
      if (msg === null) return
      try {
        yield* pushConsumer.sendMessageBack(msg, EXPIRED_MSG_DELAY_LEVEL)
      } catch {
        // It stays here, and is tried again at once, as in the original.
        continue
      }
      const isStillFirst = this.msgTreeMap.size > 0 && this.msgTreeMap.firstKey() === msg.queueOffset
      if (isStillFirst) this.removeMessage([msg])
    }
  }

  private firstExpired(timeoutMillis: number): MessageExt | null {
    if (this.msgTreeMap.size === 0) return null
    const first = this.msgTreeMap.get(this.msgTreeMap.firstKey())!
    const startTimestamp = first.getProperty(MessageConst.PROPERTY_CONSUME_START_TIMESTAMP) ?? ''
    const isExpired = startTimestamp !== '' && currentTimeMillis() - parseLong(startTimestamp) > timeoutMillis
    return isExpired ? first : null
  }

  /** Original: ProcessQueue#fillProcessQueueInfo */
  processQueueInfo(commitOffset: number): ProcessQueueInfo {
    const { msgTreeMap, consumingMsgOrderlyTreeMap } = this
    const ends = (map: JavaTreeMap<MessageExt>): [min: number, max: number] => {
      return map.size === 0 ? [0, 0] : [map.firstKey(), map.lastKey()]
    }
    const [cachedMsgMinOffset, cachedMsgMaxOffset] = ends(msgTreeMap)
    const [transactionMsgMinOffset, transactionMsgMaxOffset] = ends(consumingMsgOrderlyTreeMap)
    return {
      cachedMsgCount: msgTreeMap.size,
      cachedMsgMaxOffset,
      cachedMsgMinOffset,
      cachedMsgSizeInMiB: Math.trunc(this.msgSize / BYTES_PER_MIB),
      commitOffset,
      droped: this.dropped,
      lastConsumeTimestamp: this.lastConsumeTimestamp,
      lastLockTimestamp: this.lastLockTimestamp,
      lastPullTimestamp: this.lastPullTimestamp,
      locked: this.locked,
      transactionMsgCount: consumingMsgOrderlyTreeMap.size,
      transactionMsgMaxOffset,
      transactionMsgMinOffset,
      tryUnlockTimes: this.tryUnlockTimes,
    }
  }

  private checkAccounts(): void {
    const { msgTreeMap, consumingMsgOrderlyTreeMap, msgCount, msgSize } = this
    const held = msgTreeMap.size + consumingMsgOrderlyTreeMap.size
    assert(msgCount === held, 'each message that is here is counted once', msgCount, held)
    assert(msgSize >= 0, 'messages have no negative size', msgSize)
  }
}

function bodySize({ body }: MessageExt): number {
  return body?.length ?? 0
}
