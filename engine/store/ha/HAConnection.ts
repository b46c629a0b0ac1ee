import type { Blocking } from '../../kernel/Blocking'
import type { HAConnectionState } from './HAConnectionState'

/** A slave, as its master sees it. Original: org.apache.rocketmq.store.ha.HAConnection. */
export interface HAConnection {
  start(): void
  shutdown(): Blocking<void>
  /** `host:port` of the slave's end. */
  getClientAddress(): string
  getCurrentState(): HAConnectionState
  /** The end of the slave's commit log as last reported, or -1 before its first report. */
  getSlaveAckOffset(): number
  /** The end of what has been sent, or -1 before the slave has said where to begin. */
  getTransferFromWhere(): number
}
