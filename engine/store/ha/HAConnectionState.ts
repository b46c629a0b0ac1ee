/** What a connection between a master and a slave is doing. Original: store.ha.HAConnectionState. */
export const HAConnectionState = {
  /** Not connected; the slave tries to be. */
  READY: 'READY',
  /** Master and slave compare their histories. Only with a controller. */
  HANDSHAKE: 'HANDSHAKE',
  /** The commit log is being copied. */
  TRANSFER: 'TRANSFER',
  /** Copying pauses. Only with a controller. */
  SUSPEND: 'SUSPEND',
  SHUTDOWN: 'SHUTDOWN',
} as const
export type HAConnectionState = (typeof HAConnectionState)[keyof typeof HAConnectionState]
