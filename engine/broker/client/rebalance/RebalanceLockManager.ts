import type { MessageQueue } from '../../../common/message/MessageQueue'
import { assert } from '../../../kernel/assert'
import { currentTimeMillis } from '../../../kernel/Process'

/** A lock that is not renewed for so long is anybody's. Original: system property rocketmq.broker.rebalance.lockMaxLiveTime */
const REBALANCE_LOCK_MAX_LIVE_TIME = 60_000

/** Original: RebalanceLockManager.LockEntry. */
interface LockEntry {
  clientId: string
  /** In ms since 1970. */
  lastUpdateTimestamp: number
}

/**
 * Which member of a group of ordered consumers has which queue. Two members must not consume a queue at the same time, not even
 * while the queues change hands. The locks are in memory only: a broker that starts again gives them to the first client that asks.
 * Original: org.apache.rocketmq.broker.client.rebalance.RebalanceLockManager.
 */
export class RebalanceLockManager {
  /** Group → queue → who has it. */
  private readonly mqLockTable: Map<string, Map<string, LockEntry>>

  constructor() {
    this.mqLockTable = new Map()
  }

  /** Does no member of the group hold a queue? A group that holds one consumes in order. Original: #isLockAllExpired */
  isLockAllExpired(group: string): boolean {
    const entries = this.mqLockTable.get(group)
    return entries === undefined || [...entries.values()].every(isExpired)
  }

  /** The client that holds the queue, or held it last; null if there was none. */
  holderOf(group: string, mq: MessageQueue): string | null {
    return this.mqLockTable.get(group)?.get(mq.key())?.clientId ?? null
  }

  /**
   * Locks the queues that are free, whose lock has expired, or which the client has already; these locks are renewed.
   * Original: RebalanceLockManager#tryLockBatch
   * @returns the queues that the client has now
   */
  tryLockBatch(group: string, mqs: readonly MessageQueue[], clientId: string): MessageQueue[] {
    const locked = mqs.filter((mq) => this.tryLock(group, mq, clientId))
    assert(locked.every((mq) => this.holderOf(group, mq) === clientId), 'a queue that is locked belongs to one member')
    return locked
  }

  private tryLock(group: string, mq: MessageQueue, clientId: string): boolean {
    let entries = this.mqLockTable.get(group)
    if (entries === undefined) this.mqLockTable.set(group, (entries = new Map<string, LockEntry>()))
    const known = entries.get(mq.key())
    if (known !== undefined && known.clientId !== clientId && !isExpired(known)) return false
    entries.set(mq.key(), { clientId, lastUpdateTimestamp: currentTimeMillis() })
    return true
  }

  /** Gives up the queues that the client has, and no others. Original: RebalanceLockManager#unlockBatch */
  unlockBatch(group: string, mqs: readonly MessageQueue[], clientId: string): void {
    const entries = this.mqLockTable.get(group)
    for (const mq of mqs) if (entries?.get(mq.key())?.clientId === clientId) entries.delete(mq.key())
    assert(mqs.every((mq) => this.holderOf(group, mq) !== clientId), 'who gives a queue back has it no more')
  }
}

function isExpired({ lastUpdateTimestamp }: LockEntry): boolean {
  return currentTimeMillis() - lastUpdateTimestamp > REBALANCE_LOCK_MAX_LIVE_TIME
}
