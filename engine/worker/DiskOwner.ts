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
  private readonly sets: DiskSet[]
  /** How many runs have had disks. */
  private runs: number

  constructor() {
    this.root = null
    this.reason = null
    this.sets = []
    this.runs = 0
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

  /**
   * Empty disks for a new run. Those of earlier runs are closed and gone, if these have come to their ends.
   * @param whole settles when the run has come to its end
   */
  async freshDisks(nodes: readonly string[], whole: Promise<unknown>): Promise<(node: string) => Disk> {
    if (this.root === null) return memoryDisks()
    await this.removeUnused(this.root)
    const folder = `run-${++this.runs}`
    const directory = await this.root.getDirectoryHandle(folder, { create: true })
    const disks = new Map<string, OpfsDisk>()
    for (const node of nodes) disks.set(node, new OpfsDisk(await directory.getDirectoryHandle(node, { create: true })))
    const set: DiskSet = { folder, disks: [...disks.values()], isUsed: true }
    this.sets.push(set)
    const end = (): void => void (set.isUsed = false)
    whole.then(end, end)
    return (node) => disks.get(node)!
  }

  private async removeUnused(root: FileSystemDirectoryHandle): Promise<void> {
    for (const set of this.sets.filter(({ isUsed }) => !isUsed)) {
      for (const disk of set.disks) disk.closeAll()
      await root.removeEntry(set.folder, { recursive: true }).catch(() => undefined)
      this.sets.splice(this.sets.indexOf(set), 1)
    }
  }
}

/** The disks of one run. */
interface DiskSet {
  readonly folder: string
  readonly disks: readonly OpfsDisk[]
  /** Is the run still being made? */
  isUsed: boolean
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
