import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { WaitList } from '../../kernel/concurrent/WaitList'
import type { Process } from '../../kernel/Process'
import type { Connection } from '../Wire'
import { ConnectionClosedError, ConnectionResetError } from '../Wire'
import { hostOf } from './hostOf'
import type { MemoryWire } from './MemoryWire'

/** What travels along a link: bytes, the polite end of a connection (FIN) or the rude one (RST). */
export type Segment = Uint8Array | 'FIN' | 'RST'

type State = 'open' | 'closed' | 'ended by peer' | 'reset'

/** One end of a connection on the {@link MemoryWire}. */
export class MemoryConnection implements Connection {
  readonly id: number
  readonly localAddress: string
  readonly remoteAddress: string
  /** The machines of the two addresses. */
  readonly localHost: string
  readonly remoteHost: string
  readonly process: Process
  /** The other end; null until the two have been introduced. */
  peer: MemoryConnection | null
  /** Virtual time (µs) at which the last segment sent from here arrives: later ones must not overtake it. */
  lastArrival: number
  /** The number of the last segment that has arrived here. */
  lastReceived: number
  private readonly wire: MemoryWire
  private readonly inbox: Uint8Array[]
  private readonly arrivals: WaitList
  /** What a reader waits for. */
  private readonly awaited: string
  private state: State

  constructor(wire: MemoryWire, id: number, process: Process, localAddress: string, remoteAddress: string) {
    this.id = id
    this.localAddress = localAddress
    this.remoteAddress = remoteAddress
    this.localHost = hostOf(localAddress)
    this.remoteHost = hostOf(remoteAddress)
    this.process = process
    this.peer = null
    this.lastArrival = 0
    this.lastReceived = 0
    this.wire = wire
    this.inbox = []
    this.arrivals = new WaitList()
    this.awaited = `bytes from ${remoteAddress}`
    this.state = 'open'
  }

  get isOpen(): boolean {
    return this.state === 'open'
  }

  send(bytes: Uint8Array): void {
    if (this.state !== 'open') throw new ConnectionClosedError(this.remoteAddress)
    this.wire.transmit(this, bytes)
  }

  *read(): Blocking<Uint8Array | null> {
    while (this.inbox.length === 0) {
      if (this.state === 'reset') throw new ConnectionResetError(this.remoteAddress)
      if (this.state !== 'open') return null
      yield* this.arrivals.await('net', Infinity, this.awaited)
    }
    return this.inbox.shift()!
  }

  *select(timeoutMillis: number): Blocking<boolean> {
    if (!this.hasNews()) yield* this.arrivals.await('net', timeoutMillis, this.awaited)
    return this.hasNews()
  }

  private hasNews(): boolean {
    return this.inbox.length > 0 || this.state !== 'open'
  }

  close(): void {
    this.end('FIN')
  }

  /** The operating system tells the other end that the process is gone. */
  abort(): void {
    this.end('RST')
  }

  /** The machine has lost its power: it forgets the connection without a word to the other end. */
  vanish(): void {
    this.state = 'closed'
    this.wire.ended(this)
  }

  /** A segment has arrived here. Interrupt context. */
  receive(segment: Segment): void {
    if (this.state !== 'open') {
      if (segment !== 'FIN' && segment !== 'RST') this.wire.transmit(this, 'RST')
      return
    }
    if (segment === 'FIN') this.changeState('ended by peer')
    else if (segment === 'RST') this.changeState('reset')
    else {
      this.inbox.push(segment)
      this.arrivals.wakeOne()
    }
  }

  private end(farewell: 'FIN' | 'RST'): void {
    if (this.state !== 'open') return
    this.wire.transmit(this, farewell)
    this.changeState('closed')
  }

  private changeState(state: State): void {
    assert(this.state === 'open', 'a connection ends once', this.state, state)
    this.state = state
    this.wire.ended(this)
    const type = state === 'reset' ? 'connection-reset' : 'connection-closed'
    this.process.kernel.emit({ type, connection: this.id, at: this.localAddress, peer: this.remoteAddress })
    this.arrivals.wakeAll()
  }
}
