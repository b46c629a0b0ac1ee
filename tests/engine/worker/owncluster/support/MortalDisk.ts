import type { Blocking } from '../../../../../engine/kernel/Blocking'
import type { Disk, DiskFile, DiskSpace } from '../../../../../engine/ports/Disk'

/** The life of a worker, which ends after so many changes of its disks. */
export class Life {
  changes: number
  readonly end: number

  constructor(end = Infinity) {
    this.changes = 0
    this.end = end
  }

  /** To be called before each change. @throws Error when the worker has ended */
  change(): void {
    if (this.changes >= this.end) throw new Error('the worker has ended')
    this.changes++
  }
}

/** A disk as a worker sees it that may end at any moment: nothing is changed any more then. */
export class MortalDisk implements Disk {
  private readonly disk: Disk
  private readonly life: Life

  constructor(disk: Disk, life: Life) {
    this.disk = disk
    this.life = life
  }

  *open(path: string, create: boolean): Blocking<DiskFile> {
    if (create && !(yield* this.disk.exists(path))) this.life.change()
    return new MortalFile(yield* this.disk.open(path, create), this.life)
  }

  exists(path: string): Blocking<boolean> {
    return this.disk.exists(path)
  }

  list(directory: string): Blocking<string[]> {
    return this.disk.list(directory)
  }

  *rename(from: string, to: string): Blocking<void> {
    this.life.change()
    yield* this.disk.rename(from, to)
  }

  *delete(path: string): Blocking<void> {
    this.life.change()
    yield* this.disk.delete(path)
  }

  space(): Blocking<DiskSpace> {
    return this.disk.space()
  }
}

class MortalFile implements DiskFile {
  readonly path: string
  private readonly file: DiskFile
  private readonly life: Life

  constructor(file: DiskFile, life: Life) {
    this.path = file.path
    this.file = file
    this.life = life
  }

  size(): number {
    return this.file.size()
  }

  read(position: number, target: Uint8Array): number {
    return this.file.read(position, target)
  }

  write(position: number, bytes: Uint8Array): void {
    this.life.change()
    this.file.write(position, bytes)
  }

  truncate(size: number): void {
    this.life.change()
    this.file.truncate(size)
  }

  flush(): Blocking<void> {
    return this.file.flush()
  }

  close(): void {
    this.file.close()
  }
}
