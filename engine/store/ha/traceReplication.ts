import type { Process } from '../../kernel/Process'
import type { Connection } from '../../ports/Wire'

/** Such as a stretch of the log (`ha-transfer`) or where a slave's log ends (`ha-ack`). */
export interface Said {
  readonly type: 'ha-transfer' | 'ha-ack'
  readonly offset: number
  readonly length: number
}

/** Tells the page what went over a connection, as seen from the end that belongs to `process`. */
export function traceReplication(process: Process, connection: Connection, side: 'sent' | 'received', said: Said): void {
  const { kernel } = process
  if (!kernel.wants(said.type)) return
  const { id, localAddress, remoteAddress } = connection
  const [from, to] = side === 'sent' ? [localAddress, remoteAddress] : [remoteAddress, localAddress]
  kernel.emit({ ...said, side, connection: id, from, to })
}
