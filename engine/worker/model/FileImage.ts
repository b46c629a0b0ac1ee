import { BLANK_MAGIC_CODE } from '../../store/commitlog/RecordLayout'
import { OS_PAGE_SIZE } from '../../store/pagecache/Page'
import type { TraceEvent } from '../../trace/events'
import type { FileKind, FileLayer, FileState } from '../StoreView'
import { RangeSet } from './RangeSet'
import { SparseBytes } from './SparseBytes'

/** One file as of an event: what is in memory, what is on the device, and up to where it is filled. */
export class FileImage {
  readonly kind: FileKind
  size: number
  private readonly memory: SparseBytes
  private readonly disk: SparseBytes
  private readonly dirty: RangeSet
  private readonly underway: RangeSet
  private wrote: number
  private committed: number
  private flushed: number

  constructor(kind: FileKind) {
    this.kind = kind
    this.size = 0
    this.memory = new SparseBytes()
    this.disk = new SparseBytes()
    this.dirty = new RangeSet()
    this.underway = new RangeSet()
    this.wrote = 0
    this.committed = 0
    this.flushed = 0
  }

  /** Bytes as they are in one of the two places; what lies beyond the file's end is left out. */
  read(from: number, length: number, layer: FileLayer = 'memory'): Uint8Array {
    const count = Math.max(0, Math.min(length, this.size - from))
    return (layer === 'memory' ? this.memory : this.disk).read(from, count)
  }

  state(node: string, path: string): FileState {
    const { kind, size } = this
    return {
      node,
      path,
      kind,
      size,
      wrote: this.wrote,
      committed: this.committed,
      flushed: Math.min(this.flushed, this.wrote),
      dirty: this.dirty.list,
      underway: this.underway.list,
    }
  }

  /** Goes on by one event, which must be about this file. */
  apply(data: TraceEvent): void {
    switch (data.type) {
      case 'disk-created':
        this.size = data.length
        return
      case 'disk-truncated':
        return this.truncate(data.length)
      case 'page-cache-write':
        return this.written(data.position, data.bytes ?? new Uint8Array(data.length))
      case 'disk-write':
        return data.bytes === undefined
          ? this.handed(data.position, data.length)
          : this.stored(data.position, data.bytes)
      case 'disk-flush':
        return this.flush(data.position, data.position + data.length)
      case 'log-append':
        this.wrote = Math.max(this.wrote, data.position + data.length)
        return
      case 'mapped-file-position':
        this.wrote = this.committed = this.flushed = data.position
        return
      case 'power-cut':
        this.dirty.clear()
        this.underway.clear()
    }
  }

  private written(position: number, bytes: Uint8Array): void {
    const end = position + bytes.length
    this.memory.write(position, bytes)
    this.dirty.add(position, end)
    this.underway.remove(position, end)
    this.committed = this.isBlank(bytes) ? this.size : Math.max(this.committed, end)
    this.wrote = Math.max(this.wrote, this.committed)
  }

  /** A blank record counts for all that is left of a file of the commit log. */
  private isBlank(bytes: Uint8Array): boolean {
    if (this.kind !== 'commit-log' || bytes.length !== 4) return false
    return new DataView(bytes.buffer, bytes.byteOffset).getInt32(0) === BLANK_MAGIC_CODE
  }

  private handed(position: number, length: number): void {
    this.disk.write(position, this.memory.read(position, length))
    for (const { from, to } of this.dirty.remove(position, position + length)) this.underway.add(from, to)
  }

  /** Past the page cache, or what a power cut has left. */
  private stored(position: number, bytes: Uint8Array): void {
    const end = position + bytes.length
    this.memory.write(position, bytes)
    this.disk.write(position, bytes)
    this.dirty.remove(position, end)
    this.underway.remove(position, end)
    if (this.kind !== 'text') return
    this.size = Math.max(this.size, end)
    this.wrote = this.committed = this.flushed = this.size
  }

  /** The device works in pages: a page that was handed to it is safe as a whole. */
  private flush(from: number, to: number): void {
    const first = Math.floor(from / OS_PAGE_SIZE) * OS_PAGE_SIZE
    this.underway.remove(first, Math.ceil(to / OS_PAGE_SIZE) * OS_PAGE_SIZE)
    this.flushed = Math.max(this.flushed, to)
  }

  private truncate(size: number): void {
    this.memory.truncate(size)
    this.disk.truncate(size)
    this.size = size
    this.wrote = this.committed = this.flushed = size
  }
}
