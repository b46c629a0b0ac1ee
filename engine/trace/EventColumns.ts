import { assert } from '../kernel/assert'
import type { EventKind } from './EventKind'

const CHUNK_BITS = 16
const CHUNK_SIZE = 1 << CHUNK_BITS
const CHUNK_MASK = CHUNK_SIZE - 1

/** 64 Ki events, a column each: 13 bytes an event. */
class Chunk {
  readonly site: Uint32Array
  readonly kind: Uint8Array
  readonly depth: Uint16Array
  readonly thread: Uint16Array
  readonly value: Uint32Array

  constructor() {
    this.site = new Uint32Array(CHUNK_SIZE)
    this.kind = new Uint8Array(CHUNK_SIZE)
    this.depth = new Uint16Array(CHUNK_SIZE)
    this.thread = new Uint16Array(CHUNK_SIZE)
    this.value = new Uint32Array(CHUNK_SIZE)
  }
}

/** The events of a recording, appended at the end and never moved. An event is addressed by its index. */
export class EventColumns {
  private readonly chunks: Chunk[]
  private last: Chunk
  private count: number

  constructor() {
    this.last = new Chunk()
    this.chunks = [this.last]
    this.count = 0
  }

  get length(): number {
    return this.count
  }

  /** The first events only, whatever is appended later. Nothing is copied. */
  prefix(length: number): EventColumns {
    assert(length <= this.count, 'only events that there are can be looked at', length, this.count)
    const columns = new EventColumns()
    columns.chunks.splice(0, 1, ...this.chunks)
    columns.last = this.last
    columns.count = length
    return columns
  }

  /** @returns the index of the new event */
  push(kind: EventKind, site: number, depth: number, thread: number, value: number): number {
    const index = this.count++
    const offset = index & CHUNK_MASK
    if (offset === 0 && index > 0) {
      this.last = new Chunk()
      assert(this.chunks.length === index >> CHUNK_BITS, 'events are numbered without a gap', this.chunks.length, index)
      this.chunks.push(this.last)
    }
    const { last } = this
    last.site[offset] = site
    last.kind[offset] = kind
    last.depth[offset] = depth
    last.thread[offset] = thread
    last.value[offset] = value
    return index
  }

  kind(event: number): EventKind {
    return this.chunks[event >> CHUNK_BITS]!.kind[event & CHUNK_MASK] as EventKind
  }

  site(event: number): number {
    return this.chunks[event >> CHUNK_BITS]!.site[event & CHUNK_MASK]!
  }

  /** How many methods of the thread have been entered and not left; a method's own statements count it. */
  depth(event: number): number {
    return this.chunks[event >> CHUNK_BITS]!.depth[event & CHUNK_MASK]!
  }

  thread(event: number): number {
    return this.chunks[event >> CHUNK_BITS]!.thread[event & CHUNK_MASK]!
  }

  value(event: number): number {
    return this.chunks[event >> CHUNK_BITS]!.value[event & CHUNK_MASK]!
  }

  setValue(event: number, value: number): void {
    assert(event >= 0 && event < this.count, 'a value is given to an event that there is', event, this.count)
    this.chunks[event >> CHUNK_BITS]!.value[event & CHUNK_MASK] = value
  }
}
