import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { sleepMicros } from '../../kernel/sleep'
import type { Disk, DiskFile, DiskSpace } from '../Disk'
import { DiskFullError, DiskIoError } from '../Disk'

/** How the device behaves; every field may be changed while the cluster runs. */
export interface DiskBehaviour {
  /** What a flush takes, in µs. */
  flushMicros: number
  /** What opening, renaming, deleting and listing take, in µs. */
  directoryMicros: number
  /** Nothing more fits on it. */
  isFull: boolean
  /** Every write and flush fails. */
  isBroken: boolean
  /** Reads come back without their second half. */
  readsShort: boolean
}

export const HEALTHY_DISK: Readonly<DiskBehaviour> = {
  flushMicros: 200,
  directoryMicros: 50,
  isFull: false,
  isBroken: false,
  readsShort: false,
}

/** Gives any disk latency in virtual time, and faults. What it wraps only keeps the bytes. */
export class FaultyDisk implements Disk {
  readonly behaviour: DiskBehaviour
  private readonly disk: Disk

  constructor(disk: Disk, behaviour: Partial<DiskBehaviour> = {}) {
    this.disk = disk
    this.behaviour = { ...HEALTHY_DISK, ...behaviour }
  }

  *open(path: string, create: boolean): Blocking<DiskFile> {
    yield* this.seek()
    if (create && this.behaviour.isFull && !(yield* this.disk.exists(path))) throw new DiskFullError(path, 0)
    return new FaultyFile(yield* this.disk.open(path, create), this.behaviour)
  }

  *exists(path: string): Blocking<boolean> {
    return yield* this.disk.exists(path)
  }

  *list(directory: string): Blocking<string[]> {
    yield* this.seek()
    return yield* this.disk.list(directory)
  }

  *rename(from: string, to: string): Blocking<void> {
    yield* this.seek()
    yield* this.disk.rename(from, to)
  }

  *delete(path: string): Blocking<void> {
    yield* this.seek()
    yield* this.disk.delete(path)
  }

  /** A full disk has no more room than its files take, as if others had filled the rest. */
  *space(): Blocking<DiskSpace> {
    const space = yield* this.disk.space()
    return this.behaviour.isFull ? { total: space.used, used: space.used } : space
  }

  private *seek(): Blocking<void> {
    yield* sleepMicros(this.behaviour.directoryMicros, 'disk')
  }
}

class FaultyFile implements DiskFile {
  private readonly file: DiskFile
  private readonly behaviour: DiskBehaviour

  constructor(file: DiskFile, behaviour: DiskBehaviour) {
    this.file = file
    this.behaviour = behaviour
  }

  get path(): string {
    return this.file.path
  }

  size(): number {
    return this.file.size()
  }

  read(position: number, target: Uint8Array): number {
    const half = (target.length + 1) >> 1
    const count = this.file.read(position, this.behaviour.readsShort ? target.subarray(0, half) : target)
    assert(count >= 0 && count <= target.length, 'no more is read than was asked for', count, target.length)
    return count
  }

  write(position: number, bytes: Uint8Array): void {
    this.checkDevice('write')
    const growth = position + bytes.length - this.size()
    if (growth > 0 && this.behaviour.isFull) throw new DiskFullError(this.path, growth)
    this.file.write(position, bytes)
  }

  truncate(size: number): void {
    this.checkDevice('truncate')
    if (size > this.size() && this.behaviour.isFull) throw new DiskFullError(this.path, size - this.size())
    this.file.truncate(size)
  }

  *flush(): Blocking<void> {
    this.checkDevice('flush')
    yield* sleepMicros(this.behaviour.flushMicros, 'disk')
    // It may have failed meanwhile.
    this.checkDevice('flush')
    yield* this.file.flush()
  }

  close(): void {
    this.file.close()
  }

  private checkDevice(operation: string): void {
    if (this.behaviour.isBroken) throw new DiskIoError(this.path, operation)
  }
}
