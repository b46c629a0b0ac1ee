import type { Blocking } from '../kernel/Blocking'
import { IllegalStateException } from '../kernel/errors'
import type { Process } from '../kernel/Process'
import { string2File } from '../ports/textFile'
import type { PageCache } from './pagecache/PageCache'

/**
 * Takes the store for one process. @throws IllegalStateException when another process on this machine has it open.
 * Original: DefaultMessageStore#start
 */
export function* lockStore(pageCache: PageCache, process: Process, lockFile: string): Blocking<void> {
  if (!pageCache.tryLock(lockFile, process)) throw new IllegalStateException(`${lockFile} is locked`)
  const text = [...'lock'].map((letter) => letter.charCodeAt(0))
  const buffer = yield* pageCache.map(lockFile, text.length)
  buffer.put(0, Uint8Array.from(text))
  yield* buffer.force()
}

/**
 * Creates the file whose existence says that the store runs. It is created empty and then written, so that an empty
 * `abort.bak` appears beside it. Original: DefaultMessageStore#createTempFile
 */
export function* createTempFile(pageCache: PageCache, process: Process, path: string): Blocking<void> {
  const { disk } = pageCache
  const file = yield* disk.open(path, true)
  file.close()
  yield* string2File(disk, path, String(process.pid))
}
