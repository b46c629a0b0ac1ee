// @notrace-file: a run on another disk, such as the browser's, must leave the same trace.
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import type { Disk, DiskFile, DiskSpace } from '../Disk'
import { DiskFullError, FileNotFoundError } from '../Disk'

/** A disk in memory, which keeps its bytes for the lifetime of the object. `capacity` in bytes. */
export class MemoryDisk implements Disk {
  private readonly files: Map<string, MemoryFile>
  readonly capacity: number
  private usedBytes: number

  constructor(capacity = Infinity) {
    this.files = new Map()
    this.capacity = capacity
    this.usedBytes = 0
  }

  get used(): number {
    return this.usedBytes
  }

  *open(path: string, create: boolean): Blocking<DiskFile> {
    const known = this.files.get(path)
    if (known !== undefined) return known
    if (!create) throw new FileNotFoundError(path)
    const file = new MemoryFile(path, this)
    this.files.set(path, file)
    return file
  }

  *exists(path: string): Blocking<boolean> {
    return this.files.has(path)
  }

  *list(directory: string): Blocking<string[]> {
    const prefix = directory === '' ? '' : `${directory}/`
    return this.paths().filter((path) => path.startsWith(prefix))
  }

  *rename(from: string, to: string): Blocking<void> {
    const file = this.files.get(from)
    if (file === undefined) throw new FileNotFoundError(from)
    if (from === to) return
    this.remove(to)
    this.files.delete(from)
    file.path = to
    this.files.set(to, file)
  }

  *delete(path: string): Blocking<void> {
    if (!this.files.has(path)) throw new FileNotFoundError(path)
    this.remove(path)
  }

  *space(): Blocking<DiskSpace> {
    return { total: this.capacity, used: this.usedBytes }
  }

  /** All paths, sorted. For hashing and for looking on from outside a thread. */
  paths(): string[] {
    return [...this.files.keys()].sort()
  }

  /** The bytes of a file as they are now, not a copy; empty when there is no such file. */
  contents(path: string): Uint8Array {
    return this.files.get(path)?.bytes() ?? new Uint8Array(0)
  }

  /** Accounts for a file that grows or shrinks. @throws DiskFullError */
  reserve(path: string, bytes: number): void {
    if (this.usedBytes + bytes > this.capacity) throw new DiskFullError(path, bytes)
    this.usedBytes += bytes
    assert(this.usedBytes >= 0, 'no more bytes are given back than were taken', this.usedBytes)
  }

  private remove(path: string): void {
    const file = this.files.get(path)
    if (file === undefined) return
    this.usedBytes -= file.size()
    assert(this.usedBytes >= 0, 'files take no more bytes than are used', this.usedBytes)
    this.files.delete(path)
  }
}

class MemoryFile implements DiskFile {
  path: string
  private readonly disk: MemoryDisk
  private buffer: Uint8Array
  private length: number

  constructor(path: string, disk: MemoryDisk) {
    this.path = path
    this.disk = disk
    this.buffer = new Uint8Array(0)
    this.length = 0
  }

  size(): number {
    return this.length
  }

  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length)
  }

  read(position: number, target: Uint8Array): number {
    assert(position >= 0, 'a file is read from its beginning on', position)
    const count = Math.max(0, Math.min(target.length, this.length - position))
    target.set(this.buffer.subarray(position, position + count))
    return count
  }

  write(position: number, bytes: Uint8Array): void {
    if (bytes.length === 0) return
    assert(position >= 0, 'a file is written from its beginning on', position)
    const end = position + bytes.length
    if (end > this.length) this.truncate(end)
    this.buffer.set(bytes, position)
  }

  truncate(size: number): void {
    this.disk.reserve(this.path, size - this.length)
    if (size > this.buffer.length) {
      const grown = new Uint8Array(Math.max(size, Math.min(this.buffer.length * 2, size + 0x100000)))
      grown.set(this.bytes())
      this.buffer = grown
    }
    if (size < this.length) this.buffer.fill(0, size, this.length)
    this.length = size
    assert(size >= 0 && size <= this.buffer.length, 'a file has room for its bytes', size, this.buffer.length)
  }

  *flush(): Blocking<void> {}

  close(): void {}
}
