import type { Blocking } from '../../kernel/Blocking'
import type { PageCache } from '../../store/pagecache/PageCache'

/**
 * What an operator does when the store does not start because the device has failed between creating a file and giving it
 * its length: where a file without any bytes is not the last of its directory, it goes, and so do those behind it. Nothing
 * is in them, since the log has never come there. A single one at the end is deleted by the store itself.
 * @returns how many files
 */
export function* removeEmptyFiles(pageCache: PageCache): Blocking<number> {
  let count = 0
  for (const paths of (yield* directories(pageCache)).values()) {
    const first = yield* firstEmpty(pageCache, paths)
    if (first < 0 || first === paths.length - 1) continue
    for (const path of paths.slice(first)) yield* pageCache.delete(path)
    count += paths.length - first
  }
  return count
}

/** The files of the log and of each queue, in their order. */
function* directories({ disk }: PageCache): Blocking<Map<string, string[]>> {
  const directories = new Map<string, string[]>()
  for (const root of ['store/commitlog', 'store/consumequeue']) {
    for (const path of yield* disk.list(root)) {
      const directory = path.slice(0, path.lastIndexOf('/'))
      directories.set(directory, [...(directories.get(directory) ?? []), path])
    }
  }
  return directories
}

function* firstEmpty(pageCache: PageCache, paths: readonly string[]): Blocking<number> {
  for (const [index, path] of paths.entries()) if ((yield* pageCache.sizeOf(path)) === 0) return index
  return -1
}
