// @notrace-file: a map is as elementary here as a number.
import { javaHashCode } from './javaHashCode'

/** Up to this many keys, putting each into its place is faster than sorting them. */
const MAX_INSERTION_SORT = 32

/**
 * A map with text keys that is walked through in the order in which java.util.HashMap walks: by bucket, and inside a
 * bucket by age. Java promises nothing about that order; we keep it so that our bytes are RocketMQ's bytes.
 */
export class JavaHashMap<V> {
  private readonly values: Map<string, V>
  private readonly initialCapacity: number
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
    if (this.values.size > this.largest) this.largest = this.values.size
  }

  has(key: string): boolean {
    return this.values.has(key)
  }

  delete(key: string): boolean {
    return this.values.delete(key)
  }

  keys(): string[] {
    const buckets = this.capacity() - 1
    if (this.values.size > MAX_INSERTION_SORT) return sortedKeys(this.values.keys(), buckets)
    const keys: string[] = []
    const places: number[] = []
    for (const key of this.values.keys()) {
      const place = spreadHash(key) & buckets
      let index = keys.length
      for (; index > 0 && places[index - 1]! > place; index--) {
        keys[index] = keys[index - 1]!
        places[index] = places[index - 1]!
      }
      keys[index] = key
      places[index] = place
    }
    return keys
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
    while (this.largest > capacity * 0.75) capacity *= 2
    return capacity
  }
}

function sortedKeys(keys: Iterable<string>, buckets: number): string[] {
  const placed = Array.from(keys, (key) => ({ key, place: spreadHash(key) & buckets }))
  return placed.sort((one, other) => one.place - other.place).map(({ key }) => key)
}

/** The same few names come again and again, so their hashes are kept. */
const MAX_KNOWN_HASHES = 4096
const knownHashes = new Map<string, number>()

/** What HashMap makes of a key's hash code before it looks at the lower bits. */
export function spreadHash(key: string): number {
  const known = knownHashes.get(key)
  if (known !== undefined) return known
  const hash = javaHashCode(key)
  const spread = hash ^ (hash >>> 16)
  if (knownHashes.size < MAX_KNOWN_HASHES) knownHashes.set(key, spread)
  return spread
}
