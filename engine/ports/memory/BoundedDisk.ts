// @notrace-file: which disk it is does not show in a trace.
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import type { Disk, DiskFile, DiskSpace } from '../Disk'
import { DiskFullError } from '../Disk'

/**
 * Gives any disk a capacity (bytes, may be changed at any time) and keeps the sizes of its files. Its files must not be
 * changed by any other way.
 */
export class BoundedDisk implements Disk {
  capacity: number
  private readonly disk: Disk
  private readonly sizes: Map<string, number>
  private usedBytes: number

  private constructor(disk: Disk, capacity: number) {
    this.capacity = capacity
    this.disk = disk
    this.sizes = new Map()
    this.usedBytes = 0
  }

  /** Looks what is there already. */
  static *of(disk: Disk, capacity = Infinity): Blocking<BoundedDisk> {
    const bounded = new BoundedDisk(disk, capacity)
    for (const path of yield* disk.list('')) {
      const file = yield* disk.open(path, false)
      bounded.resized(path, file.size())
      file.close()
    }
    return bounded
  }

  get used(): number {
    return this.usedBytes
  }

  /** All paths, sorted. */
  paths(): string[] {
    return [...this.sizes.keys()].sort()
  }

  /** Bytes of a file; 0 when there is none. */
  sizeOf(path: string): number {
    return this.sizes.get(path) ?? 0
  }

  *open(path: string, create: boolean): Blocking<DiskFile> {
    const file = yield* this.disk.open(path, create)
    this.resized(path, file.size())
    return new BoundedFile(this, file)
  }

  *exists(path: string): Blocking<boolean> {
    return yield* this.disk.exists(path)
  }

  *list(directory: string): Blocking<string[]> {
    return yield* this.disk.list(directory)
  }

  *rename(from: string, to: string): Blocking<void> {
    yield* this.disk.rename(from, to)
    if (from === to) return
    const size = this.sizeOf(from)
    this.forget(from)
    this.resized(to, size)
  }

  *delete(path: string): Blocking<void> {
    yield* this.disk.delete(path)
    this.forget(path)
  }

  *space(): Blocking<DiskSpace> {
    return { total: this.capacity, used: this.usedBytes }
  }

  /** Called by the files. @throws DiskFullError */
  reserve(path: string, growth: number): void {
    if (growth > 0 && this.usedBytes + growth > this.capacity) throw new DiskFullError(path, growth)
  }

  /** Called by the files. */
  resized(path: string, size: number): void {
    this.usedBytes += size - this.sizeOf(path)
    this.sizes.set(path, size)
    assert(this.usedBytes >= size, 'all files together are not smaller than one', this.usedBytes, size)
  }

  private forget(path: string): void {
    this.usedBytes -= this.sizeOf(path)
    this.sizes.delete(path)
    assert(this.usedBytes >= 0, 'no more bytes are given back than were taken', this.usedBytes)
  }
}

class BoundedFile implements DiskFile {
  private readonly disk: BoundedDisk
  private readonly file: DiskFile

  constructor(disk: BoundedDisk, file: DiskFile) {
    this.disk = disk
    this.file = file
  }

  get path(): string {
    return this.file.path
  }

  size(): number {
    return this.file.size()
  }

  read(position: number, target: Uint8Array): number {
    return this.file.read(position, target)
  }

  write(position: number, bytes: Uint8Array): void {
    this.resize(position + bytes.length - this.size(), () => this.file.write(position, bytes))
  }

  truncate(size: number): void {
    this.resize(size - this.size(), () => this.file.truncate(size))
  }

  *flush(): Blocking<void> {
    yield* this.file.flush()
  }

  close(): void {
    this.file.close()
  }

  /** What lies below may fail half way, so its word counts. */
  private resize(growth: number, work: () => void): void {
    this.disk.reserve(this.path, growth)
    try {
      work()
    } finally {
      this.disk.resized(this.path, this.file.size())
    }
  }
}
