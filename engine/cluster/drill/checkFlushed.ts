import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import type { PageCache } from '../../store/pagecache/PageCache'
import { broken } from './StorePromise'

/**
 * After a long time without faults the whole log is flushed, and the operating system knows of nothing in it that a power
 * cut could take. @throws BrokenPromiseError
 */
export function checkFlushed(store: DefaultMessageStore, pageCache: PageCache): void {
  const end = store.getMaxPhyOffset()
  const flushed = store.getCommitLog().getFlushedWhere()
  if (flushed < end) broken('keeps', `the log ends at ${end} and is flushed up to ${flushed} only`)
  for (const file of store.getCommitLog().getMappedFileQueue().getMappedFiles()) {
    const cached = pageCache.fileAt(file.getFileName())
    if (cached === null || cached.unsafePages === 0) continue
    broken('keeps', `the log counts as flushed, but ${cached.unsafePages} pages of ${file.getFileName()} are not safe`)
  }
}
