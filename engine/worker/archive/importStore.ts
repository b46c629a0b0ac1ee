import type { Blocking } from '../../kernel/Blocking'
import { encodeUtf8 } from '../../kernel/Utf8'
import type { Disk } from '../../ports/Disk'
import { getAbortFile } from '../../store/config/StorePathConfigHelper'
import type { StoreCheck } from '../owncluster/ownProtocol'
import type { ExaminedStore } from './examineStore'
import type { UnpackedFile } from './UnpackedFile'

/** A zip with a store that no broker could run on. */
export class StoreRefusedError extends Error {
  readonly check: StoreCheck

  constructor(check: StoreCheck) {
    super(`the store has ${check.problems.filter(({ level }) => level === 'error').length} errors`)
    this.name = 'StoreRefusedError'
    this.check = check
  }
}

/**
 * Puts a store out of a zip in the place of what is on the disk below `storePathRootDir`. These files must not be open,
 * and no page cache may know them. `onProgress` is told after each file how many of their bytes are written; what it throws ends it.
 * @throws StoreRefusedError before anything is touched
 * @throws DiskFullError, DiskIoError
 */
export function* importStore(
  { check, files, isToBeReadWhole }: ExaminedStore,
  disk: Disk,
  storePathRootDir: string,
  onProgress: (done: number, of: number) => void = () => {},
): Blocking<void> {
  if (check.problems.some(({ level }) => level === 'error')) throw new StoreRefusedError(check)
  for (const path of yield* disk.list(storePathRootDir)) yield* disk.delete(path)
  // Without a checkpoint, and as if it had died, a broker reads the log from its beginning.
  const written = files.filter(({ path }) => !(isToBeReadWhole && (path === 'checkpoint' || path === 'abort')))
  const total = written.reduce((sum, { size }) => sum + size, 0)
  let done = 0
  for (const file of written) {
    yield* writeFile(disk, `${storePathRootDir}/${file.path}`, file)
    done += file.size
    onProgress(done, total)
  }
  if (isToBeReadWhole) yield* writeAbort(disk, getAbortFile(storePathRootDir))
}

/** The whole length at once, and of the bytes only those that aren't zero. */
function* writeFile(disk: Disk, path: string, file: UnpackedFile): Blocking<void> {
  const target = yield* disk.open(path, true)
  try {
    target.truncate(file.size)
    for (const { position, bytes } of file.bytes.pieces()) {
      target.write(position, bytes.subarray(0, file.size - position))
    }
    yield* target.flush()
  } finally {
    target.close()
  }
}

function* writeAbort(disk: Disk, path: string): Blocking<void> {
  const target = yield* disk.open(path, true)
  try {
    target.truncate(0)
    target.write(0, encodeUtf8('0'))
    yield* target.flush()
  } finally {
    target.close()
  }
}
