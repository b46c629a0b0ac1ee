import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { CompletableFuture, TimeoutException } from '../../kernel/concurrent/CompletableFuture'
import type { Kernel } from '../../kernel/Kernel'
import type { Process } from '../../kernel/Process'
import type { Connection, Listener, Wire } from '../Wire'
import { AddressInUseError, ConnectionRefusedError, ConnectTimeoutError } from '../Wire'
import { hostOf } from './hostOf'
import type { LinkBehaviour } from './LinkTable'
import { LinkTable } from './LinkTable'
import type { Segment } from './MemoryConnection'
import { MemoryConnection } from './MemoryConnection'

interface Listening {
  readonly process: Process
  readonly accept: (connection: Connection) => void
}

/** Numbered in the order of sending: what was on its way at the cut stays ahead of what was sent after it. */
interface HeldBack {
  readonly from: MemoryConnection
  readonly segment: Segment
  readonly number: number
}

/** The first port that a machine gives to outgoing connections. */
const FIRST_EPHEMERAL_PORT = 50_000

/**
 * The network of one simulated cluster. Refused, reset and black-holed are three different things here, as they are
 * outside: a dead process's machine answers with a reset, a machine without power or behind a cut link answers nothing.
 */
export class MemoryWire implements Wire {
  readonly kernel: Kernel
  readonly links: LinkTable
  private readonly listening: Map<string, Listening>
  private readonly open: Set<MemoryConnection>
  private readonly unpowered: Set<string>
  private readonly nextPort: Map<string, number>
  /** What waits for a cut link to become whole. */
  private heldBack: HeldBack[]
  private nextSegmentNumber: number
  private nextConnectionId: number

  constructor(kernel: Kernel, link: Partial<LinkBehaviour> = {}) {
    this.kernel = kernel
    this.links = new LinkTable(link)
    this.listening = new Map()
    this.open = new Set()
    this.unpowered = new Set()
    this.nextPort = new Map()
    this.heldBack = []
    this.nextSegmentNumber = 1
    this.nextConnectionId = 1
  }

  *connect(from: Process, to: string, timeoutMillis: number): Blocking<Connection> {
    const answer = new CompletableFuture<Connection>(`connection to ${to}`)
    this.sendSyn(from, to, answer)
    try {
      return yield* answer.get(timeoutMillis)
    } catch (error) {
      if (!(error instanceof TimeoutException)) throw error
      answer.completeExceptionally(error)
      this.kernel.emit({ type: 'connection-timed-out', from: from.host, to })
      throw new ConnectTimeoutError(to, timeoutMillis)
    }
  }

  listen(process: Process, address: string, accept: (connection: Connection) => void): Listener {
    if (this.listening.has(address)) throw new AddressInUseError(address)
    const listening = { process, accept }
    this.listening.set(address, listening)
    const close = (): void => {
      if (this.listening.get(address) === listening) this.listening.delete(address)
    }
    process.onExit(close)
    return { address, close }
  }

  /**
   * The machine falls silent: nothing leaves it and nothing reaches it. Its connections end without a word, and what it
   * had yet to send is lost.
   */
  cutPower(host: string): void {
    this.unpowered.add(host)
    this.heldBack = this.heldBack.filter(({ from }) => from.localHost !== host)
    for (const connection of [...this.open]) {
      if (connection.localHost === host) connection.vanish()
    }
  }

  /** What an undisturbed link takes one way, in µs. */
  get normalLatency(): number {
    return this.links.normal.latencyMicros
  }

  restorePower(host: string): void {
    this.unpowered.delete(host)
  }

  /** Changes the way from one machine to another, and lets go what was held back if the link is whole again. */
  changeLink(from: string, to: string, change: Partial<LinkBehaviour>): void {
    this.links.change(from, to, change)
    const waiting = this.heldBack.sort((one, other) => one.number - other.number)
    this.heldBack = []
    for (const { from: connection, segment, number } of waiting) this.transmit(connection, segment, number)
  }

  /** The connections that are open at either end, for the page. */
  connections(): readonly MemoryConnection[] {
    return [...this.open]
  }

  /** Sends a segment on its way to the other end. */
  transmit(from: MemoryConnection, segment: Segment, number = this.nextSegmentNumber++): void {
    const { peer } = from
    if (peer === null || this.unpowered.has(from.localHost)) return
    const link = this.links.of(from.localHost, from.remoteHost)
    if (link.isCut) {
      this.heldBack.push({ from, segment, number })
      return
    }
    const length = typeof segment === 'string' ? 0 : segment.length
    const onTheWay = link.latencyMicros + Math.ceil(length / link.bytesPerMicro)
    assert(onTheWay >= 0 && onTheWay < Infinity, 'what is sent over a whole link arrives', onTheWay)
    from.lastArrival = Math.max(from.lastArrival, this.kernel.now + onTheWay)
    const delay = from.lastArrival - this.kernel.now
    this.kernel.schedule(delay, 'bytes arrive', () => this.arrive(from, peer, segment, number))
  }

  private arrive(from: MemoryConnection, to: MemoryConnection, segment: Segment, number: number): void {
    if (this.unpowered.has(to.localHost)) return
    if (this.links.of(from.localHost, to.localHost).isCut) this.heldBack.push({ from, segment, number })
    else {
      // A connection is TCP: no segment overtakes another.
      assert(number > to.lastReceived, 'segments arrive in the order in which they were sent', number, to.lastReceived)
      to.lastReceived = number
      to.receive(segment)
    }
  }

  /** Called by a connection that is no longer open. */
  ended(connection: MemoryConnection): void {
    this.open.delete(connection)
  }

  private sendSyn(from: Process, to: string, answer: CompletableFuture<Connection>): void {
    const there = this.links.of(from.host, hostOf(to))
    if (there.isCut || this.unpowered.has(hostOf(to))) return
    this.kernel.schedule(there.latencyMicros, 'SYN arrives', () => {
      if (this.unpowered.has(hostOf(to)) || answer.isDone()) return
      const listening = this.listening.get(to)
      const back = this.links.of(hostOf(to), from.host)
      if (back.isCut) return
      if (listening === undefined) this.refuse(from, to, back, answer)
      else this.establish(from, to, listening, back, answer)
    })
  }

  private refuse(
    from: Process,
    to: string,
    back: Readonly<LinkBehaviour>,
    answer: CompletableFuture<Connection>,
  ): void {
    this.kernel.schedule(back.latencyMicros, 'RST arrives', () => {
      this.kernel.emit({ type: 'connection-refused', from: from.host, to })
      answer.completeExceptionally(new ConnectionRefusedError(to))
    })
  }

  private establish(
    from: Process,
    to: string,
    { process, accept }: Listening,
    back: Readonly<LinkBehaviour>,
    answer: CompletableFuture<Connection>,
  ): void {
    const id = this.nextConnectionId++
    const local = `${from.host}:${this.takePort(from.host)}`
    const client = new MemoryConnection(this, id, from, local, to)
    const server = new MemoryConnection(this, id, process, to, local)
    client.peer = server
    server.peer = client
    // What the server sends comes after its SYN-ACK, also if the link turns fast meanwhile.
    server.lastArrival = this.kernel.now + back.latencyMicros
    this.register(server)
    accept(server)
    this.kernel.schedule(back.latencyMicros, 'SYN-ACK arrives', () => {
      if (!from.alive || answer.isDone()) return this.transmit(client, 'RST')
      assert(client.isOpen, 'a connection begins before it ends', local)
      this.register(client)
      this.kernel.emit({ type: 'connection-opened', connection: id, from: local, to })
      answer.complete(client)
    })
  }

  /** From now on the death of the process ends the connection. */
  private register(connection: MemoryConnection): void {
    this.open.add(connection)
    connection.process.onExit(() => {
      if (this.open.has(connection)) connection.abort()
    })
  }

  private takePort(host: string): number {
    const port = this.nextPort.get(host) ?? FIRST_EPHEMERAL_PORT
    this.nextPort.set(host, port + 1)
    return port
  }
}
