import type { Blocking } from '../kernel/Blocking'
import type { Disk } from '../ports/Disk'

/** The files of a commit log or of one queue, each of which begins where the one before it ends. */
const IN_A_ROW = /\/(commitlog|consumequeue)\//
const INDEX = /\/index\//

/**
 * What an operator has to delete because a device has failed, or a browser has run out of space, between creating a file and
 * giving it its length: RocketMQ 5.3.2 does not start with it. In a row of files that is the first without any bytes and all
 * behind it. Nothing is in them, since a row has never come there. A single one at the end stays: the store deletes it itself, see
 * MappedFileQueue#load. An index file is no part of a row, and one without bytes knows of no message.
 * @returns their paths
 */
export function* emptyFiles(disk: Disk): Blocking<string[]> {
  const rows = new Map<string, string[]>()
  const found: string[] = []
  for (const path of yield* disk.list('')) {
    if (INDEX.test(path) && (yield* isEmpty(disk, path))) found.push(path)
    if (!IN_A_ROW.test(path)) continue
    const directory = path.slice(0, path.lastIndexOf('/'))
    rows.set(directory, [...(rows.get(directory) ?? []), path])
  }
  for (const paths of rows.values()) found.push(...(yield* fromFirstEmpty(disk, paths)))
  return found
}

function* fromFirstEmpty(disk: Disk, paths: readonly string[]): Blocking<string[]> {
  for (const [index, path] of paths.entries()) {
    if (yield* isEmpty(disk, path)) return index === paths.length - 1 ? [] : paths.slice(index)
  }
  return []
}

function* isEmpty(disk: Disk, path: string): Blocking<boolean> {
  const file = yield* disk.open(path, false)
  const size = file.size()
  file.close()
  return size === 0
}
