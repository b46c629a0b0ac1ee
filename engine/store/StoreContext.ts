import type { Process } from '../kernel/Process'
import type { MessageStoreConfig } from './config/MessageStoreConfig'
import type { StoreCheckpoint } from './flush/StoreCheckpoint'
import type { HAService } from './ha/HAService'
import type { PageCache } from './pagecache/PageCache'
import type { RunningFlags } from './RunningFlags'

/** What the parts of a store may use of it. In the original they hold the whole DefaultMessageStore. */
export interface StoreContext {
  readonly process: Process
  readonly pageCache: PageCache
  readonly messageStoreConfig: MessageStoreConfig
  readonly runningFlags: RunningFlags
  /** @throws IllegalStateException before the store is loaded */
  getStoreCheckpoint(): StoreCheckpoint
  /** Null if this store has no replicas. */
  getHaService(): HAService | null
}
