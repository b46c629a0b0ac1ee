import type { Disk } from '../../ports/Disk'

/** Where the reader's own cluster is kept. */
export interface OwnStorage {
  readonly storage: 'opfs' | 'memory'
  /** Why in memory; null on OPFS. */
  readonly reason: 'no-opfs' | 'second-tab' | null
  /** The disk of the broker's machine. */
  readonly broker: Disk
  /** For what the page itself writes down. */
  readonly desk: Disk
  /** Closes what the broker has left open, as the end of its machine would. */
  close(): void
  /** What the browser gives to this site, and what of it is used, in bytes; null when it doesn't say. */
  estimate(): Promise<{ readonly quota: number; readonly usage: number } | null>
}
