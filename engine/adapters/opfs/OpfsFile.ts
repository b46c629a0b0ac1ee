import type { Blocking } from '../../kernel/Blocking'
import type { DiskFile } from '../../ports/Disk'
import { DiskFullError, DiskIoError } from '../../ports/Disk'
import { translate } from './translate'

/** An open file on OPFS, shared by all who have opened its path: the browser gives out one access handle at a time. */
export class OpfsFile implements DiskFile {
  path: string
  private access: FileSystemSyncAccessHandle | null
  /** The size is asked for at every turn, and only this class changes it. */
  private length: number
  private openCount: number
  private readonly onIdle: () => void

  /** @param onIdle called when the last opener has closed it; the handle stays until {@link release} */
  constructor(path: string, access: FileSystemSyncAccessHandle, onIdle: () => void) {
    this.path = path
    this.access = access
    this.length = access.getSize()
    this.openCount = 1
    this.onIdle = onIdle
  }

  get isOpen(): boolean {
    return this.openCount > 0
  }

  /** Called for each further `open` of the path, also when the file is idle. */
  opened(): this {
    this.openCount++
    return this
  }

  size(): number {
    return this.length
  }

  read(position: number, target: Uint8Array): number {
    return this.doing('read', 0, (access) => access.read(unshared(target), { at: position }))
  }

  write(position: number, bytes: Uint8Array): void {
    if (bytes.length === 0) return
    const answer = this.doing('write', bytes.length, (access) => access.write(unshared(bytes), { at: position }))
    // Chromium does not throw when there is no space left: it gives the number of the error, as an unsigned one.
    const written = answer <= bytes.length ? answer : 0
    if (written > 0) this.length = Math.max(this.length, position + written)
    if (written < bytes.length) throw new DiskFullError(this.path, bytes.length - written)
  }

  truncate(size: number): void {
    this.doing('truncate', size - this.length, (access) => access.truncate(size))
    this.length = size
  }

  *flush(): Blocking<void> {
    this.doing('flush', 0, (access) => access.flush())
  }

  close(): void {
    if (!this.isOpen) return
    this.openCount--
    if (!this.isOpen) this.onIdle()
  }

  /** Closes for all who have it open, and lets the browser's handle go. */
  release(): void {
    this.openCount = 0
    this.detach()
  }

  /** Lets the browser's handle go, so that the file can be moved or removed. */
  detach(): void {
    this.access?.close()
    this.access = null
  }

  /** Continues with a new handle, at another path. */
  attach(path: string, access: FileSystemSyncAccessHandle): void {
    this.path = path
    this.access = access
  }

  private doing<T>(operation: string, wanted: number, work: (access: FileSystemSyncAccessHandle) => T): T {
    if (this.access === null || !this.isOpen) throw new DiskIoError(this.path, operation)
    try {
      return work(this.access)
    } catch (error) {
      throw translate(error, this.path, operation, wanted)
    }
  }
}

/** The engine has no shared memory; the browser's interface wants to see that in the type. */
function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>
}
