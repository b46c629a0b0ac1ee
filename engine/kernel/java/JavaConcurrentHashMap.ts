// @notrace-file: a map is as elementary here as a number.
import { spreadHash } from './spreadHash'

/**
 * A map that is walked through in the order in which java.util.concurrent.ConcurrentHashMap walks: by bucket, and inside
 * a bucket by age, until the table grows: then the order inside of a bucket is partly turned round. RocketMQ writes its
 * tables of topics, groups and offsets to files in that order. (A chain of eight keys becomes a tree in Java, which is not
 * modelled.)
 */
export class JavaConcurrentHashMap<K extends string | number, V> implements ReadonlyMap<K, V> {
  private readonly table: Map<K, V>
  /** The keys of each bucket; those without keys are left out. */
  private chains: K[][]
  private capacity: number
  /** The keys as they are walked through; null when that has to be found out anew. */
  private ordered: readonly K[] | null

  /** As in `new ConcurrentHashMap<>(initialCapacity)`, whose table has room for a third more. */
  constructor(initialCapacity?: number) {
    this.table = new Map()
    this.chains = []
    this.ordered = null
    this.capacity = initialCapacity === undefined ? 16 : tableSizeFor(Math.floor(initialCapacity / 0.75 + 1))
  }

  get size(): number {
    return this.table.size
  }

  get(key: K): V | undefined {
    return this.table.get(key)
  }

  has(key: K): boolean {
    return this.table.has(key)
  }

  set(key: K, value: V): this {
    if (!this.table.has(key)) this.append(key)
    this.table.set(key, value)
    if (this.table.size >= this.capacity * 0.75) this.transfer()
    return this
  }

  delete(key: K): boolean {
    if (!this.table.delete(key)) return false
    this.ordered = null
    const bucket = hashOf(key) & (this.capacity - 1)
    this.chains[bucket] = this.chains[bucket]!.filter((each) => each !== key)
    return true
  }

  keys(): MapIterator<K> {
    return this.inOrder().values()
  }

  values(): MapIterator<V> {
    return this.inOrder().map((key) => this.table.get(key)!).values()
  }

  entries(): MapIterator<[K, V]> {
    return this.inOrder().map((key): [K, V] => [key, this.table.get(key)!]).values()
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) callback(value, key, this)
  }

  private inOrder(): readonly K[] {
    this.ordered ??= this.chains.flat()
    return this.ordered
  }

  private append(key: K): void {
    this.ordered = null
    const bucket = hashOf(key) & (this.capacity - 1)
    const chain = this.chains[bucket]
    if (chain === undefined) this.chains[bucket] = [key]
    else chain.push(key)
  }

  /**
   * Doubles the table. Each chain becomes two: its end, as long as that goes into one of them, is taken over as it is;
   * all keys before are put in front of it one by one. Original: ConcurrentHashMap#transfer
   */
  private transfer(): void {
    const chains: K[][] = []
    this.chains.forEach((chain, bucket) => {
      const bitOf = (key: K): number => hashOf(key) & this.capacity
      const lastRun = chain.length - sameAtEnd(chain.map(bitOf))
      for (const bit of [0, this.capacity]) {
        const turned = chain.slice(0, lastRun).filter((key) => bitOf(key) === bit).reverse()
        chains[bucket + bit] = [...turned, ...chain.slice(lastRun).filter((key) => bitOf(key) === bit)]
      }
    })
    this.chains = chains
    this.capacity *= 2
  }
}

/** How many at the end of the list are equal. */
function sameAtEnd(bits: readonly number[]): number {
  let count = 1
  while (count < bits.length && bits[bits.length - count - 1] === bits[bits.length - 1]) count++
  return count
}

/** The next power of two. */
function tableSizeFor(capacity: number): number {
  let size = 1
  while (size < capacity) size *= 2
  return size
}

function hashOf(key: string | number): number {
  return typeof key === 'number' ? key ^ (key >>> 16) : spreadHash(key)
}
