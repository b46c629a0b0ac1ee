// @notrace-file: a map is as elementary here as a number.

/** The map has no such key. Original: java.util.NoSuchElementException. */
export class NoSuchElementException extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'NoSuchElementException'
  }
}

/**
 * A map with numbers as keys that is walked through in their order. Keys mostly come in ascending order and leave from the front,
 * which costs nothing here. Original: java.util.TreeMap.
 */
export class JavaTreeMap<V> {
  private readonly table: Map<number, V>
  /** Ascending. Those before {@link begin} are gone. */
  private sorted: number[]
  private begin: number

  constructor() {
    this.table = new Map()
    this.sorted = []
    this.begin = 0
  }

  get size(): number {
    return this.table.size
  }

  get(key: number): V | undefined {
    return this.table.get(key)
  }

  has(key: number): boolean {
    return this.table.has(key)
  }

  /** @returns what was there before */
  put(key: number, value: V): V | undefined {
    const previous = this.table.get(key)
    if (!this.table.has(key)) {
      const index = this.indexOf(key)
      if (index === this.sorted.length) this.sorted.push(key)
      else this.sorted.splice(index, 0, key)
    }
    this.table.set(key, value)
    return previous
  }

  /** @returns what was there */
  remove(key: number): V | undefined {
    const previous = this.table.get(key)
    if (!this.table.delete(key)) return undefined
    const index = this.indexOf(key)
    if (index === this.begin) this.leaveFirst()
    else this.sorted.splice(index, 1)
    return previous
  }

  /** @throws NoSuchElementException when the map is empty */
  firstKey(): number {
    if (this.size === 0) throw new NoSuchElementException('an empty map has no first key')
    return this.sorted[this.begin]!
  }

  /** @throws NoSuchElementException when the map is empty */
  lastKey(): number {
    if (this.size === 0) throw new NoSuchElementException('an empty map has no last key')
    return this.sorted.at(-1)!
  }

  /** Takes the entry with the smallest key out. @returns null when the map is empty */
  pollFirstEntry(): { readonly key: number; readonly value: V } | null {
    if (this.size === 0) return null
    const key = this.firstKey()
    return { key, value: this.remove(key)! }
  }

  keys(): readonly number[] {
    return this.sorted.slice(this.begin)
  }

  values(): V[] {
    return this.keys().map((key) => this.table.get(key)!)
  }

  clear(): void {
    this.table.clear()
    this.sorted = []
    this.begin = 0
  }

  private leaveFirst(): void {
    this.begin++
    if (this.begin * 2 <= this.sorted.length) return
    this.sorted = this.sorted.slice(this.begin)
    this.begin = 0
  }

  /** Where the key is, or would have to be put. */
  private indexOf(key: number): number {
    let from = this.begin
    let to = this.sorted.length
    while (from < to) {
      const middle = (from + to) >>> 1
      if (this.sorted[middle]! < key) from = middle + 1
      else to = middle
    }
    return from
  }
}
