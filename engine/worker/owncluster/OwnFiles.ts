import type { Blocking } from '../../kernel/Blocking'
import type { Disk, DiskFile } from '../../ports/Disk'
import { FileNotFoundError } from '../../ports/Disk'
import type { BoundedDisk } from '../../ports/memory/BoundedDisk'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import type { CachedFile } from '../../store/pagecache/CachedFile'
import type { PageCache } from '../../store/pagecache/PageCache'
import { describeFile } from '../describeFile/describeFile'
import type { StoreReader } from '../describeFile/StoreReader'
import { fileKind } from '../model/fileKind'
import type { FileField, FileLayer, FileState } from '../StoreView'
import type { StoreSizes } from './ownScenario'
import { OWN_BROKER } from './ownScenario'

interface Filled {
  readonly wrote: number
  readonly committed: number
  readonly flushed: number
}

const EMPTY: Filled = { wrote: 0, committed: 0, flushed: 0 }

/** The broker's files as they are now: nothing of what was is kept. */
export class OwnFiles {
  private readonly disk: BoundedDisk
  private readonly pageCache: PageCache
  private readonly sizes: StoreSizes
  /** Up to where the files of log and queues are filled, as the store said last: the files themselves don't say. */
  private filled: Map<string, Filled>

  constructor(disk: BoundedDisk, pageCache: PageCache, sizes: StoreSizes) {
    this.disk = disk
    this.pageCache = pageCache
    this.sizes = sizes
    this.filled = new Map()
  }

  /** Asks the store, as long as there is one. */
  ask(store: DefaultMessageStore | null): void {
    if (store === null) return
    const queues = [...store.getQueueStore().getConsumeQueueTable().values()].flatMap((byId) => [...byId.values()])
    const rows = [store.getCommitLog(), ...queues].map((each) => each.getMappedFileQueue())
    this.filled = new Map(rows.flatMap((row) => row.getMappedFiles()).map((file) => [file.getFileName(), {
      wrote: file.getWrotePosition(),
      committed: file.getReadPosition(),
      flushed: file.getFlushedPosition(),
    }]))
  }

  /** The power is gone: what counts as filled is what was safe. */
  losePower(): void {
    for (const [path, { flushed }] of this.filled) {
      this.filled.set(path, { wrote: flushed, committed: flushed, flushed })
    }
  }

  list(): FileState[] {
    return this.disk.paths().map((path) => this.state(path))
  }

  private state(path: string): FileState {
    const cached = this.pageCache.fileAt(path)
    const size = this.disk.sizeOf(path)
    const dirty = cached?.unsafeRanges(true) ?? []
    const underway = cached?.unsafeRanges(false) ?? []
    const kind = fileKind(path)
    const firstUnsafe = Math.min(...[...dirty, ...underway].map(({ from }) => from), size)
    const isRow = kind === 'commit-log' || kind === 'consume-queue'
    const filled = isRow ? (this.filled.get(path) ?? EMPTY) : { wrote: size, committed: size, flushed: firstUnsafe }
    return { node: OWN_BROKER, path, kind, size, ...filled, dirty, underway }
  }

  /** A stretch of a file; empty when there is no such file. */
  *bytes(path: string, from: number, length: number, layer: FileLayer): Blocking<Uint8Array> {
    const cached = this.pageCache.fileAt(path)
    if (cached !== null) return cached.peek(from, length, layer === 'disk')
    const file = yield* openIfThere(this.disk, path)
    if (file === null) return new Uint8Array(0)
    const bytes = readFrom(file, from, length)
    file.close()
    return bytes
  }

  /** What the bytes of a stretch mean. Files that nobody has in memory are opened for it: their neighbours may be asked. */
  *fields(path: string, from: number, length: number): Blocking<FileField[]> {
    const opened = new Map<string, DiskFile>()
    for (const each of this.disk.paths()) {
      if (fileKind(each) === 'text' || this.pageCache.fileAt(each) !== null) continue
      const file = yield* openIfThere(this.disk, each)
      if (file !== null) opened.set(each, file)
    }
    try {
      return describeFile(this.reader(opened), path, from, from + length)
    } finally {
      for (const file of opened.values()) file.close()
    }
  }

  private reader(opened: ReadonlyMap<string, DiskFile>): StoreReader {
    const { maxHashSlotNum, maxIndexNum } = this.sizes
    const paths = this.disk.paths()
    return {
      indexSizes: { hashSlotNum: maxHashSlotNum, indexNum: maxIndexNum },
      paths: () => paths,
      sizeOf: (path) => this.disk.sizeOf(path),
      read: (path, from, length) => readAny(this.pageCache.fileAt(path), opened.get(path), from, length),
    }
  }
}

function readAny(
  cached: CachedFile | null,
  opened: DiskFile | undefined,
  from: number,
  length: number,
): Uint8Array {
  if (cached !== null) return cached.peek(from, length, false)
  return opened === undefined ? new Uint8Array(0) : readFrom(opened, from, length)
}

function readFrom(file: DiskFile, from: number, length: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, Math.min(length, file.size() - from)))
  return bytes.subarray(0, file.read(from, bytes))
}

function* openIfThere(disk: Disk, path: string): Blocking<DiskFile | null> {
  try {
    return yield* disk.open(path, false)
  } catch (error) {
    if (error instanceof FileNotFoundError) return null
    throw error
  }
}
