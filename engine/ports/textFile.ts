import type { Blocking } from '../kernel/Blocking'
import { Thread } from '../kernel/Thread'
import { decodeUtf8, encodeUtf8 } from '../kernel/Utf8'
import type { Disk } from './Disk'

/**
 * Replaces a text file, after copying its text to `<path>.bak`: a process that dies half way through leaves one of the two
 * whole. Nothing is flushed, as in the original.
 * Original: MixAll#string2File
 * @throws DiskFullError, DiskIoError; the file may then be empty, the copy is not
 */
export function* string2File(disk: Disk, path: string, text: string): Blocking<void> {
  const previous = yield* file2String(disk, path)
  if (previous !== null) yield* overwrite(disk, backupOf(path), previous)
  yield* overwrite(disk, path, text)
}

/**
 * Replaces a text file by another one, which is written beside it first; what was there is in `<path>.bak` then.
 * Original: TransactionMetrics#persist
 * @throws DiskFullError, DiskIoError; the file is then as it was
 */
export function* string2FileByRename(disk: Disk, path: string, text: string): Blocking<void> {
  const temporary = `${path}.tmp`
  yield* overwrite(disk, temporary, text)
  const previous = yield* file2String(disk, path)
  if (previous !== null) yield* overwrite(disk, backupOf(path), previous)
  yield* disk.rename(temporary, path)
  const process = Thread.current?.process
  if (process === undefined || !process.kernel.wants('disk-renamed')) return
  process.kernel.emit({ type: 'disk-renamed', host: process.host, path: temporary, to: path })
}

/**
 * The file's text; null when there is no such file, or when it could not be read to its end.
 * Original: MixAll#file2String
 */
export function* file2String(disk: Disk, path: string): Blocking<string | null> {
  if (!(yield* disk.exists(path))) return null
  const file = yield* disk.open(path, false)
  const bytes = new Uint8Array(file.size())
  const count = file.read(0, bytes)
  file.close()
  return count === bytes.length ? decodeUtf8(bytes) : null
}

/** Where {@link string2File} puts what was there before. */
export function backupOf(path: string): string {
  return `${path}.bak`
}

/** Original: MixAll#string2FileNotSafe */
function* overwrite(disk: Disk, path: string, text: string): Blocking<void> {
  const file = yield* disk.open(path, true)
  try {
    file.truncate(0)
    tell('disk-truncated', path, new Uint8Array(0))
    const bytes = encodeUtf8(text)
    file.write(0, bytes)
    tell('disk-write', path, bytes)
  } finally {
    file.close()
  }
}

/** These files bypass the page cache, which would otherwise emit the event. */
function tell(type: 'disk-write' | 'disk-truncated', path: string, bytes: Uint8Array): void {
  const process = Thread.current?.process
  if (process === undefined || !process.kernel.wants(type)) return
  process.kernel.emit({ type, host: process.host, path, position: 0, length: bytes.length, bytes })
}
