import { assert } from '../../kernel/assert'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import type { PageCache } from '../../store/pagecache/PageCache'
import { broken } from './StorePromise'

/**
 * Looks after what the checkpoint says of the index, from one start of the store to the next end: when it moves on, it names the
 * end of a full file, and a power cut can take neither that file nor those before it.
 */
export class IndexWatch {
  private readonly store: DefaultMessageStore
  private readonly pageCache: PageCache
  /** A crash leaves files that count as safe and need not be, as in RocketMQ: one that ends when the last safe one does. */
  private readonly keptFiles: ReadonlySet<string>
  private readonly timestampAtStart: number

  /** The store has just been started. */
  constructor(store: DefaultMessageStore, pageCache: PageCache) {
    assert(!store.isShutdown(), 'the index of a running store is watched')
    this.store = store
    this.pageCache = pageCache
    this.keptFiles = new Set(store.getIndexService().getIndexFileList().map((file) => file.getFileName()))
    this.timestampAtStart = store.getStoreCheckpoint().indexMsgTimestamp
  }

  /** @throws BrokenPromiseError when a power cut could take what the checkpoint vouches for */
  check(): void {
    const { indexMsgTimestamp } = this.store.getStoreCheckpoint()
    if (indexMsgTimestamp === this.timestampAtStart) return
    const files = this.store.getIndexService().getIndexFileList()
    // It may have been deleted meanwhile, as its messages were.
    const last = files.findIndex((file) => file.isWriteFull() && file.getEndTimestamp() === indexMsgTimestamp)
    for (const file of files.slice(0, last + 1)) {
      const path = file.getFileName()
      if (this.keptFiles.has(path) || this.pageCache.fileAt(path)?.unsafePages === 0) continue
      broken('index', `the checkpoint vouches for ${path}, which is not on the disk`)
    }
  }
}
