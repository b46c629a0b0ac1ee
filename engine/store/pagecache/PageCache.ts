import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import type { Kernel } from '../../kernel/Kernel'
import type { Process } from '../../kernel/Process'
import type { Random } from '../../kernel/Random'
import type { Disk, DiskFile } from '../../ports/Disk'
import { DiskFullError, FileNotFoundError } from '../../ports/Disk'
import type { BytesEventType, RangeEventType } from '../../trace/events'
import { CachedFile } from './CachedFile'
import { MappedBuffer } from './MappedBuffer'
import type { Page } from './Page'
import { PageFrames } from './PageFrames'

/** 64 MiB of clean pages. */
const DEFAULT_MAX_CLEAN_PAGES = 16_384

/**
 * The memory that an operating system puts between processes and disk. There is one for each machine, and it is the
 * machine's: a process that is killed loses nothing that it has written, because its writes are here; a power cut loses
 * what has not been forced to the disk.
 */
export class PageCache {
  readonly host: string
  readonly disk: Disk
  readonly frames: PageFrames
  private readonly kernel: Kernel
  private readonly files: Map<string, CachedFile>
  private readonly maxCleanPages: number
  /** Pages that may be forgotten, the least recently used first. */
  private readonly clean: Set<Page>
  /** The page used last, so that reading on in it costs nothing. */
  private newest: Page | null
  /** Locked files and the processes that hold the locks. */
  private readonly locks: Map<string, Process>

  constructor(kernel: Kernel, host: string, disk: Disk, maxCleanPages: number = DEFAULT_MAX_CLEAN_PAGES) {
    this.host = host
    this.disk = disk
    this.frames = new PageFrames()
    this.kernel = kernel
    this.files = new Map()
    this.maxCleanPages = maxCleanPages
    this.clean = new Set()
    this.newest = null
    this.locks = new Map()
  }

  /**
   * Maps a file into memory. A file that is missing, or shorter than `size` bytes, is filled up with zeros.
   * Original: FileChannel#map
   * @throws DiskFullError, DiskIoError; a device that fails may leave a file without any bytes
   */
  *map(path: string, size: number): Blocking<MappedBuffer> {
    const known = this.files.get(path)
    if (known !== undefined) return new MappedBuffer(this, known)
    const diskFile = yield* this.disk.open(path, true)
    const meanwhile = this.files.get(path)
    if (meanwhile !== undefined) return new MappedBuffer(this, meanwhile)
    const writtenSize = diskFile.size()
    if (writtenSize < size) yield* this.giveLength(path, diskFile, size)
    const file = new CachedFile(this, path, diskFile, writtenSize)
    this.files.set(path, file)
    return new MappedBuffer(this, file)
  }

  /**
   * If there is no room for a new file, its name is deleted too. (An operating system would make the file all the same, without
   * blocks, and run out of room later.) @throws DiskFullError, DiskIoError
   */
  private *giveLength(path: string, diskFile: DiskFile, size: number): Blocking<void> {
    const isNew = diskFile.size() === 0
    try {
      diskFile.truncate(size)
    } catch (error) {
      diskFile.close()
      if (isNew && error instanceof DiskFullError) yield* this.disk.delete(path)
      throw error
    }
    this.emit('disk-created', path, 0, size)
  }

  /** Bytes in the file. @throws FileNotFoundError */
  *sizeOf(path: string): Blocking<number> {
    const known = this.files.get(path)
    if (known !== undefined) return known.size
    const diskFile = yield* this.disk.open(path, false)
    const size = diskFile.size()
    diskFile.close()
    return size
  }

  /** Deletes a file and its pages in memory. A missing file is fine. */
  *delete(path: string): Blocking<void> {
    this.files.get(path)?.forget()
    this.files.delete(path)
    try {
      yield* this.disk.delete(path)
      this.emit('disk-deleted', path, 0, 0)
    } catch (error) {
      if (!(error instanceof FileNotFoundError)) throw error
    }
  }

  /** Forces everything to the disk, as `sync` does. @throws DiskIoError */
  *sync(): Blocking<void> {
    for (const file of [...this.files.values()]) yield* file.force(0, file.size)
  }

  /** Locks a file against other processes of this machine; false if one holds the lock. A dead process holds none. */
  tryLock(path: string, process: Process): boolean {
    const owner = this.locks.get(path)
    if (owner !== undefined && owner.alive) return false
    this.locks.set(path, process)
    return true
  }

  unlock(path: string): void {
    this.locks.delete(path)
  }

  /** The file with its pages, for observers; null if it isn't mapped. */
  fileAt(path: string): CachedFile | null {
    return this.files.get(path) ?? null
  }

  /** How many pages would be lost or be doubtful if the power went now. */
  unsafePages(): number {
    let count = 0
    for (const file of this.files.values()) count += file.unsafePages
    return count
  }

  /** How many pages are in memory. */
  residentPages(): number {
    return this.clean.size + this.unsafePages()
  }

  /**
   * The machine loses its memory. Of what was not forced, any part may have reached the disk, in any order: the
   * operating system writes back when it likes. `random` decides. The machine's processes must be dead by now.
   */
  powerCut(random: Random): void {
    const paths = [...this.files.keys()].sort()
    for (const path of paths) this.files.get(path)!.powerCut(random)
    this.files.clear()
    this.clean.clear()
    this.newest = null
  }

  /** Called by the files. */
  loaded(page: Page): void {
    assert(page.isClean, 'a page that was just read is clean')
    this.clean.add(page)
    this.newest = page
    this.shrink()
  }

  becameClean(page: Page): void {
    assert(page.isClean, 'only clean pages may be forgotten')
    assert(!this.clean.has(page), 'a page becomes clean once')
    this.clean.add(page)
    this.shrink()
  }

  noLongerClean(page: Page): void {
    this.clean.delete(page)
  }

  touched(page: Page): void {
    if (page === this.newest) return
    this.newest = page
    if (!page.isClean) return
    this.clean.delete(page)
    this.clean.add(page)
  }

  private shrink(): void {
    for (const oldest of this.clean) {
      if (this.clean.size <= this.maxCleanPages) return
      this.clean.delete(oldest)
      assert(oldest.file === this.files.get(oldest.file.path), 'clean pages belong to files that are mapped')
      oldest.file.evict(oldest)
    }
  }

  /** Emits an event about bytes; costs one comparison when there is no listener. */
  emit(type: RangeEventType | BytesEventType, path: string, position: number, length: number): void {
    if (this.kernel.wants(type)) this.kernel.emit({ type, host: this.host, path, position, length })
  }

  /** The same with the bytes themselves: `length` of `source`, beginning with its byte `from`. They are copied. */
  emitBytes(
    type: BytesEventType,
    path: string,
    position: number,
    source: Uint8Array,
    from: number,
    length: number,
  ): void {
    if (!this.kernel.wants(type)) return
    const bytes = source.slice(from, from + length)
    this.kernel.emit({ type, host: this.host, path, position, length, bytes })
  }
}
