import { OpfsDisk } from '../adapters/opfs/OpfsDisk'
import type { Disk } from '../ports/Disk'
import { MemoryDisk } from '../ports/memory/MemoryDisk'
import { takeDirectory } from './takeDirectory'

export type StorageReason = 'no-opfs' | 'second-tab' | 'quota'

const LOCK_NAME = 'rocketscope-disk'
const ROOT = 'rocketscope'

/**
 * Decides where the disks of this tab's cluster are: on OPFS if there is one and no other tab owns it, else in memory,
 * with the reason to be shown.
 */
export class DiskOwner {
  private root: FileSystemDirectoryHandle | null
  reason: StorageReason | null
  private readonly open: OpfsDisk[]

  constructor() {
    this.root = null
    this.reason = null
    this.open = []
  }

  get storage(): 'opfs' | 'memory' {
    return this.root === null ? 'memory' : 'opfs'
  }

  /**
   * To be awaited once, before the first run. Holds the lock for as long as the worker lives.
   *
   * @param patience so long another owner may take to go, in ms: a worker that was ended a moment ago
   */
  async acquire(patience = 0): Promise<void> {
    const { directory, reason } = await takeDirectory(ROOT, { lock: LOCK_NAME, patience, isEmptied: true })
    this.root = directory
    this.reason = reason
  }

  /** Empty disks for a new run, by the name of their node; those of the run before are closed and gone. */
  async freshDisks(nodes: readonly string[]): Promise<(node: string) => Disk> {
    await this.closeAll()
    if (this.root === null) return memoryDisks()
    const { root } = this
    const disks = new Map<string, Disk>()
    for (const node of nodes) {
      await root.removeEntry(node, { recursive: true }).catch(() => undefined)
      const disk = new OpfsDisk(await root.getDirectoryHandle(node, { create: true }))
      this.open.push(disk)
      disks.set(node, disk)
    }
    return (node) => disks.get(node)!
  }

  private async closeAll(): Promise<void> {
    for (const disk of this.open) disk.closeAll()
    this.open.length = 0
  }
}

/** Disks for a repetition of a run, which nobody looks at. */
export function memoryDisks(): (node: string) => Disk {
  const disks = new Map<string, MemoryDisk>()
  return (node) => {
    const known = disks.get(node) ?? new MemoryDisk()
    disks.set(node, known)
    return known
  }
}
