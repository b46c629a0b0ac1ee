import type { Blocking } from '../../kernel/Blocking'
import type { HAConnectionState } from './HAConnectionState'

/** A slave, as its master sees it. Original: org.apache.rocketmq.store.ha.HAConnection. */
export interface HAConnection {
  start(): void
  shutdown(): Blocking<void>
  /** `host:port` of the slave's end. */
  getClientAddress(): string
  getCurrentState(): HAConnectionState
  /** Up to where the slave has the commit log, as far as it has said so; -1 before its first word. */
  getSlaveAckOffset(): number
  /** Up to where it has been sent; -1 before the slave has said where to begin. */
  getTransferFromWhere(): number
}
