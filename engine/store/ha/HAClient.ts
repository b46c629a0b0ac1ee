import type { Blocking } from '../../kernel/Blocking'
import type { HAConnectionState } from './HAConnectionState'

/** The slave's end of replication. Original: org.apache.rocketmq.store.ha.HAClient. */
export interface HAClient {
  start(): void
  shutdown(): Blocking<void>
  getCurrentState(): HAConnectionState
  /** Where the master accepts slaves, `host:port`; null if unknown. */
  updateHaMasterAddress(address: string | null): void
  getHaMasterAddress(): string | null
  /** When it last heard from its master, and when it last reported, in ms since 1970. */
  getLastReadTimestamp(): number
  getLastWriteTimestamp(): number
}
