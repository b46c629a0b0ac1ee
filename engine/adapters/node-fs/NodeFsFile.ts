import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import type { Blocking } from '../../kernel/Blocking'
import type { DiskFile } from '../../ports/Disk'
import { translated } from './translated'

/** An open file of a {@link NodeFsDisk}, shared by all who have opened its path. */
export class NodeFsFile implements DiskFile {
  path: string
  private descriptor: number
  /** The size is asked for at every turn, and nobody else changes it. */
  private length: number
  private openCount: number
  private readonly onClosed: () => void

  /** @throws FileNotFoundError, DiskFullError, DiskIoError */
  constructor(path: string, absolute: string, create: boolean, onClosed: () => void) {
    const flags = create ? constants.O_RDWR | constants.O_CREAT : constants.O_RDWR
    this.path = path
    this.descriptor = translated(path, 'open', () => openSync(absolute, flags))
    this.length = fstatSync(this.descriptor).size
    this.openCount = 1
    this.onClosed = onClosed
  }

  /** Called for each further `open` of the path. */
  opened(): this {
    this.openCount++
    return this
  }

  size(): number {
    return this.length
  }

  read(position: number, target: Uint8Array): number {
    return translated(this.path, 'read', () => {
      let count = 0
      while (count < target.length) {
        const more = readSync(this.descriptor, target, count, target.length - count, position + count)
        if (more === 0) break
        count += more
      }
      return count
    })
  }

  write(position: number, bytes: Uint8Array): void {
    const write = (): void => {
      let count = 0
      while (count < bytes.length) {
        count += writeSync(this.descriptor, bytes, count, bytes.length - count, position + count)
      }
    }
    translated(this.path, 'write', write, bytes.length)
    if (bytes.length > 0) this.length = Math.max(this.length, position + bytes.length)
  }

  truncate(size: number): void {
    translated(this.path, 'truncate', () => ftruncateSync(this.descriptor, size), size - this.length)
    this.length = size
  }

  *flush(): Blocking<void> {
    translated(this.path, 'flush', () => fsyncSync(this.descriptor))
  }

  close(): void {
    if (--this.openCount === 0) this.closeForGood()
  }

  /** Closes for all who have it open. */
  closeForGood(): void {
    if (this.descriptor < 0) return
    closeSync(this.descriptor)
    this.descriptor = -1
    this.onClosed()
  }
}
