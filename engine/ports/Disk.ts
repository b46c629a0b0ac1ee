// @notrace-file: which disk it is does not show in a trace.
import type { Blocking } from '../kernel/Blocking'

/**
 * One machine's disk. Paths are relative, with `/`; directories are created with the files in them. What changes the
 * directory may block (on OPFS it waits for the browser); reading and writing an open file does not.
 */
export interface Disk {
  /** Opens a file, creating it when `create` is set. @throws FileNotFoundError, DiskFullError */
  open(path: string, create: boolean): Blocking<DiskFile>
  exists(path: string): Blocking<boolean>
  /** The paths of all files under the directory, sorted; empty when there is no such directory. */
  list(directory: string): Blocking<string[]>
  /** Moves a file, replacing the one that is there. @throws FileNotFoundError */
  rename(from: string, to: string): Blocking<void>
  /** @throws FileNotFoundError */
  delete(path: string): Blocking<void>
  space(): Blocking<DiskSpace>
}

/**
 * How large a disk is, and how much of it the files take, in bytes. A disk without bounds has a `total` of Infinity and
 * need not count what is used.
 */
export interface DiskSpace {
  readonly total: number
  readonly used: number
}

/** An open file. Positions and lengths in bytes. */
export interface DiskFile {
  readonly path: string
  size(): number
  /** Fills `target` from `position` on and returns how many bytes there were: fewer at the end of the file. */
  read(position: number, target: Uint8Array): number
  /** Writes all of `bytes`; the file grows as needed. @throws DiskFullError, DiskIoError */
  write(position: number, bytes: Uint8Array): void
  /** Cuts off, or appends zeros. @throws DiskFullError */
  truncate(size: number): void
  /** Returns when everything written is on the platter. @throws DiskIoError */
  flush(): Blocking<void>
  close(): void
}

export class FileNotFoundError extends Error {
  readonly path: string

  constructor(path: string) {
    super(`no such file: ${path}`)
    this.name = 'FileNotFoundError'
    this.path = path
  }
}

/** No space left on the device, or the browser's quota is used up. */
export class DiskFullError extends Error {
  readonly path: string
  readonly wanted: number

  constructor(path: string, wanted: number) {
    super(`no space left for ${wanted} bytes of ${path}`)
    this.name = 'DiskFullError'
    this.path = path
    this.wanted = wanted
  }
}

/** The device failed. */
export class DiskIoError extends Error {
  readonly path: string
  readonly operation: string

  constructor(path: string, operation: string) {
    super(`${operation} failed on ${path}`)
    this.name = 'DiskIoError'
    this.path = path
    this.operation = operation
  }
}
