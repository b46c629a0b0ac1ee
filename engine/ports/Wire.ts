import type { Blocking } from '../kernel/Blocking'
import type { Process } from '../kernel/Process'

/** The network. Addresses are `host:port`. */
export interface Wire {
  /**
   * Opens a connection from a process to a listening address.
   * @throws ConnectionRefusedError when the machine is up and no process listens there
   * @throws ConnectTimeoutError when nothing comes back within `timeoutMillis`
   */
  connect(from: Process, to: string, timeoutMillis: number): Blocking<Connection>
  /** Calls `accept` (in interrupt context) for each new connection. @throws AddressInUseError */
  listen(process: Process, address: string, accept: (connection: Connection) => void): Listener
}

export interface Listener {
  readonly address: string
  close(): void
}

/** One end of a connection: a stream of bytes each way, as TCP has it. */
export interface Connection {
  /** The same at both ends. */
  readonly id: number
  readonly localAddress: string
  readonly remoteAddress: string
  readonly isOpen: boolean
  /** Hands bytes over for sending; they must not be changed afterwards. @throws ConnectionClosedError */
  send(bytes: Uint8Array): void
  /** The next bytes, in whatever pieces they came; null when the other end has closed. @throws ConnectionResetError */
  read(): Blocking<Uint8Array | null>
  /**
   * Waits until {@link read} has something to say, be it the end, for `timeoutMillis` at most; false: not yet.
   * Original: java.nio.channels.Selector#select(long). @throws InterruptedException
   */
  select(timeoutMillis: number): Blocking<boolean>
  /** Closes both directions; what was sent still arrives. */
  close(): void
}

export class ConnectionRefusedError extends Error {
  readonly address: string

  constructor(address: string) {
    super(`connection refused: ${address}`)
    this.name = 'ConnectionRefusedError'
    this.address = address
  }
}

export class ConnectTimeoutError extends Error {
  readonly address: string
  readonly timeoutMillis: number

  constructor(address: string, timeoutMillis: number) {
    super(`no answer from ${address} within ${timeoutMillis} ms`)
    this.name = 'ConnectTimeoutError'
    this.address = address
    this.timeoutMillis = timeoutMillis
  }
}

/** The other end is gone without a good-bye: its process died, or its machine says that it knows of no such connection. */
export class ConnectionResetError extends Error {
  readonly address: string

  constructor(address: string) {
    super(`connection reset by ${address}`)
    this.name = 'ConnectionResetError'
    this.address = address
  }
}

export class ConnectionClosedError extends Error {
  readonly address: string

  constructor(address: string) {
    super(`the connection to ${address} is closed`)
    this.name = 'ConnectionClosedError'
    this.address = address
  }
}

export class AddressInUseError extends Error {
  readonly address: string

  constructor(address: string) {
    super(`address already in use: ${address}`)
    this.name = 'AddressInUseError'
    this.address = address
  }
}
