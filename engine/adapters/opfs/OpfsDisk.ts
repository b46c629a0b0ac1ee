import type { Blocking } from '../../kernel/Blocking'
import type { Disk, DiskFile, DiskSpace } from '../../ports/Disk'
import { FileNotFoundError } from '../../ports/Disk'
import { onHost } from '../host/onHost'
import { OpfsDirectory } from './OpfsDirectory'
import { OpfsFile } from './OpfsFile'
import { translate } from './translate'

/** Closed files that keep their handles, at most. */
const MAX_IDLE = 64

/**
 * A disk in the browser's origin private file system. Reading and writing an open file is synchronous there; opening and
 * whatever else concerns directories is not, and goes through the host: `runWithHost` has to drive the kernel.
 * Works in a dedicated worker only.
 *
 * To open a file takes the browser milliseconds, and a broker opens the same few files every five seconds: the handle of a
 * closed file is kept.
 */
export class OpfsDisk implements Disk {
  private readonly directory: OpfsDirectory
  private readonly capacity: number
  /** By path: files whose handles we have, open or idle. Of idle ones the one that has been idle longest comes first. */
  private readonly files: Map<string, OpfsFile>

  /** @param capacity what {@link space} says, in bytes, such as an estimate of the browser's quota */
  constructor(root: FileSystemDirectoryHandle, capacity = Infinity) {
    this.directory = new OpfsDirectory(root)
    this.capacity = capacity
    this.files = new Map()
  }

  /** @throws FileNotFoundError, DiskFullError, DiskInUseError, DiskIoError */
  *open(path: string, create: boolean): Blocking<DiskFile> {
    const known = this.files.get(path)
    if (known !== undefined) return known.opened()
    const access = yield* this.asking(path, 'open', () => this.access(path, create))
    const file = new OpfsFile(path, access, () => this.keep(file))
    this.files.set(path, file)
    return file
  }

  *exists(path: string): Blocking<boolean> {
    if (this.files.has(path)) return true
    return yield* this.asking(path, 'exists', () => this.directory.has(path))
  }

  *list(directory: string): Blocking<string[]> {
    return yield* this.asking(directory, 'list', () => this.directory.list(directory))
  }

  *rename(from: string, to: string): Blocking<void> {
    if (!(yield* this.exists(from))) throw new FileNotFoundError(from)
    if (from === to) return
    const file = this.files.get(from)
    this.files.delete(from)
    file?.detach()
    this.release(to)
    const access = yield* this.asking(from, 'rename', () => this.move(from, to, file?.isOpen === true))
    if (file === undefined || access === null) return
    file.attach(to, access)
    this.files.set(to, file)
  }

  *delete(path: string): Blocking<void> {
    this.release(path)
    yield* this.asking(path, 'delete', () => this.directory.remove(path))
  }

  *space(): Blocking<DiskSpace> {
    if (this.capacity === Infinity) return { total: Infinity, used: 0 }
    let used = 0
    for (const path of yield* this.list('')) used += yield* this.sizeOf(path)
    return { total: this.capacity, used }
  }

  private *sizeOf(path: string): Blocking<number> {
    const open = this.files.get(path)
    if (open !== undefined) return open.size()
    return yield* this.asking(path, 'size', () => this.directory.size(path))
  }

  /** Closes all files, so that others may have them. */
  closeAll(): void {
    for (const path of [...this.files.keys()]) this.release(path)
  }

  private async access(path: string, create: boolean): Promise<FileSystemSyncAccessHandle> {
    return await (await this.directory.file(path, create)).createSyncAccessHandle()
  }

  /** Returns the handle at the new place for a file that was open at the old one. */
  private async move(from: string, to: string, isOpen: boolean): Promise<FileSystemSyncAccessHandle | null> {
    if (await this.directory.has(to)) await this.directory.remove(to)
    await this.directory.move(from, to)
    return isOpen ? await this.access(to, false) : null
  }

  private release(path: string): void {
    this.files.get(path)?.release()
    this.files.delete(path)
  }

  /** Keeps the handle of a closed file, and lets the oldest go when there are too many. */
  private keep(file: OpfsFile): void {
    if (this.files.get(file.path) !== file) return
    this.files.delete(file.path)
    this.files.set(file.path, file)
    const idle = [...this.files.values()].filter(({ isOpen }) => !isOpen)
    if (idle.length > MAX_IDLE) this.release(idle[0]!.path)
  }

  private *asking<T>(path: string, operation: string, work: () => Promise<T>): Blocking<T> {
    try {
      return yield* onHost(work)
    } catch (error) {
      throw translate(error, path, operation)
    }
  }
}
