import { inHashSetOrder } from '../../kernel/java/inHashSetOrder'
import type { MessageQueue } from './MessageQueue'

/**
 * A map with queues as keys: equal queues are one key. It is walked through in the order in which a Java map walks, by the hash
 * codes of the queues. Original: java.util.concurrent.ConcurrentHashMap<MessageQueue, V>.
 */
export class MessageQueueMap<V> {
  private readonly table: Map<string, readonly [mq: MessageQueue, value: V]>
  private readonly buckets: number
  /** Null when the order has to be found out anew. */
  private ordered: ReadonlyArray<readonly [mq: MessageQueue, value: V]> | null

  /** `buckets`: how many there are at first, a power of two. */
  constructor(buckets = 16) {
    this.table = new Map()
    this.buckets = buckets
    this.ordered = null
  }

  get size(): number {
    return this.table.size
  }

  get(mq: MessageQueue): V | undefined {
    return this.table.get(mq.key())?.[1]
  }

  has(mq: MessageQueue): boolean {
    return this.table.has(mq.key())
  }

  set(mq: MessageQueue, value: V): void {
    this.table.set(mq.key(), [mq, value])
    this.ordered = null
  }

  delete(mq: MessageQueue): boolean {
    this.ordered = null
    return this.table.delete(mq.key())
  }

  clear(): void {
    this.table.clear()
    this.ordered = null
  }

  keys(): MessageQueue[] {
    return this.entries().map(([mq]) => mq)
  }

  /** As they are now: entries that come or go later don't change what is returned. */
  entries(): ReadonlyArray<readonly [mq: MessageQueue, value: V]> {
    this.ordered ??= inHashSetOrder(this.table.values(), ([mq]) => mq.hashCode(), this.buckets)
    return this.ordered
  }
}
