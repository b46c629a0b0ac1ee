// @notrace-file: a map is as elementary here as a number.
import { KnownOrders } from './KnownOrders'
import { spreadHash } from './spreadHash'

/** Up to this many keys, putting each into its place is faster than sorting them. */
const MAX_INSERTION_SORT = 32
const knownOrders = new KnownOrders()

/**
 * A map with text keys that is walked through in the order in which java.util.HashMap walks: by bucket, and inside a
 * bucket by age. Java promises nothing about that order; we keep it so that our bytes are RocketMQ's bytes.
 */
export class JavaHashMap<V> {
  private readonly values: Map<string, V>
  private readonly initialCapacity: number
  /** What it has had at most, before something was taken out. */
  private largest: number

  /** `initialCapacity`: a power of two, as in Java. */
  constructor(initialCapacity = 16) {
    this.values = new Map()
    this.initialCapacity = initialCapacity
    this.largest = 0
  }

  get size(): number {
    return this.values.size
  }

  get(key: string): V | undefined {
    return this.values.get(key)
  }

  put(key: string, value: V): void {
    this.values.set(key, value)
  }

  has(key: string): boolean {
    return this.values.has(key)
  }

  delete(key: string): boolean {
    this.largest = Math.max(this.largest, this.values.size)
    return this.values.delete(key)
  }

  /** A list of their own for all who ask: whether an order was known must not show, not even in which lists are the same one. */
  keys(): string[] {
    const buckets = this.capacity() - 1
    if (this.values.size > MAX_INSERTION_SORT) return sortedKeys(this.values.keys(), buckets)
    return knownOrders.of(this.values, buckets).slice()
  }

  entries(): Array<[string, V]> {
    return this.keys().map((key) => [key, this.values.get(key)!])
  }

  /** In the same order, if no key is a number. */
  toObject(): Record<string, V> {
    const object: Record<string, V> = {}
    for (const key of this.keys()) object[key] = this.values.get(key)!
    return object
  }

  /** The table doubles when it is filled beyond three quarters, and never shrinks. */
  private capacity(): number {
    let capacity = this.initialCapacity
    const largest = Math.max(this.largest, this.values.size)
    while (largest > capacity * 0.75) capacity *= 2
    return capacity
  }
}

function sortedKeys(keys: Iterable<string>, buckets: number): string[] {
  const placed = Array.from(keys, (key) => ({ key, place: spreadHash(key) & buckets }))
  return placed.sort((one, other) => one.place - other.place).map(({ key }) => key)
}
