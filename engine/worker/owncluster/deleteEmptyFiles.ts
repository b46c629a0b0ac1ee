import type { Blocking } from '../../kernel/Blocking'
import type { Disk } from '../../ports/Disk'

/** Files that a store maps into memory, and makes at their full length. */
const MAPPED = /\/(commitlog|consumequeue|index)\//

/**
 * Deletes what the browser had no space for: files with a name and no bytes. RocketMQ does not start when two of them end a row;
 * its operator would delete them, and here the page is the operator. No page cache may know the files.
 */
export function* deleteEmptyFiles(disk: Disk): Blocking<void> {
  for (const path of yield* disk.list('')) {
    if (!MAPPED.test(path)) continue
    const file = yield* disk.open(path, false)
    const isEmpty = file.size() === 0
    file.close()
    if (isEmpty) yield* disk.delete(path)
  }
}
