import { assert } from '../../kernel/assert'

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

/** What may follow what. Nothing comes after the end; the two states of the controller are not used here. */
export const LEGAL_TRANSITIONS: Readonly<Record<HAConnectionState, readonly HAConnectionState[]>> = {
  READY: ['TRANSFER', 'SHUTDOWN'],
  HANDSHAKE: [],
  TRANSFER: ['READY', 'SHUTDOWN'],
  SUSPEND: [],
  SHUTDOWN: [],
}

/** States what must hold whenever a connection changes its state. */
export function assertTransition(from: HAConnectionState, to: HAConnectionState): void {
  assert(LEGAL_TRANSITIONS[from].includes(to), 'a connection between master and slave changes state legally', from, to)
}
