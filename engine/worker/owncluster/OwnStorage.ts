import type { Shelf } from './Shelves'

/** Where the reader's own cluster is kept. */
export interface OwnStorage {
  readonly storage: 'opfs' | 'memory'
  /** Why in memory; null on OPFS. */
  readonly reason: 'no-opfs' | 'second-tab' | null
  readonly shelves: readonly [Shelf, Shelf]
  /** Closes what brokers have left open, as the end of their machine would. */
  close(): void
  /** What the browser gives to this site, and what of it is used, in bytes; null when it doesn't say. */
  estimate(): Promise<{ readonly quota: number; readonly usage: number } | null>
}
