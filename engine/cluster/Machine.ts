import type { Kernel } from '../kernel/Kernel'
import type { Random } from '../kernel/Random'
import type { Disk } from '../ports/Disk'
import { FaultyDisk } from '../ports/memory/FaultyDisk'
import { PageCache } from '../store/pagecache/PageCache'

/** What stays when a process dies: a disk, the page cache before it, and an address. */
export class Machine {
  readonly host: string
  readonly disk: FaultyDisk
  readonly pageCache: PageCache
  /** Decides what a power cut leaves on the disk. */
  readonly random: Random
  private readonly healthyFlushMicros: number

  constructor(kernel: Kernel, host: string, disk: Disk, flushMicros: number) {
    this.host = host
    this.disk = new FaultyDisk(disk, { flushMicros })
    this.pageCache = new PageCache(kernel, host, this.disk)
    this.random = kernel.random.fork()
    this.healthyFlushMicros = flushMicros
  }

  healDisk(): void {
    const healthy = { isFull: false, isBroken: false, readsShort: false, flushMicros: this.healthyFlushMicros }
    Object.assign(this.disk.behaviour, healthy)
  }
}
