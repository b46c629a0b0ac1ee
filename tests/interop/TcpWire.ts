import type { AddressInfo, Socket } from 'node:net'
import net from 'node:net'
import type { Blocking } from '../../engine/kernel/Blocking'
import { CompletableFuture, TimeoutException } from '../../engine/kernel/concurrent/CompletableFuture'
import { WaitList } from '../../engine/kernel/concurrent/WaitList'
import type { Kernel } from '../../engine/kernel/Kernel'
import type { Process } from '../../engine/kernel/Process'
import type { Connection, Listener, Wire } from '../../engine/ports/Wire'
import { ConnectionClosedError, ConnectionRefusedError, ConnectionResetError, ConnectTimeoutError } from '../../engine/ports/Wire'

/** Real sockets of this machine, so that our nodes and RocketMQ's can talk. What comes in waits until the kernel runs. */
export class TcpWire implements Wire {
  readonly kernel: Kernel
  private readonly sockets: Set<Socket>
  private readonly servers: Set<net.Server>
  private nextId: number

  constructor(kernel: Kernel) {
    this.kernel = kernel
    this.sockets = new Set()
    this.servers = new Set()
    this.nextId = 1
  }

  *connect(from: Process, to: string, timeoutMillis: number): Blocking<Connection> {
    const answer = new CompletableFuture<Connection>(`connection to ${to}`)
    const [host, port] = [to.slice(0, to.lastIndexOf(':')), Number(to.slice(to.lastIndexOf(':') + 1))]
    const socket = net.connect({ host, port })
    socket.once('error', () => this.kernel.schedule(0, 'RST arrives', () => answer.completeExceptionally(new ConnectionRefusedError(to))))
    socket.once('connect', () => {
      const connection = this.connectionOf(socket, from)
      this.kernel.schedule(0, 'SYN-ACK arrives', () => answer.complete(connection))
    })
    try {
      return yield* answer.get(timeoutMillis)
    } catch (error) {
      if (!(error instanceof TimeoutException)) throw error
      socket.destroy()
      throw new ConnectTimeoutError(to, timeoutMillis)
    }
  }

  listen(process: Process, address: string, accept: (connection: Connection) => void): Listener {
    const server = net.createServer((socket) => {
      const connection = this.connectionOf(socket, process)
      this.kernel.schedule(0, 'SYN arrives', () => accept(connection))
    })
    server.listen(Number(address.slice(address.lastIndexOf(':') + 1)), '127.0.0.1')
    this.servers.add(server)
    const close = (): void => {
      server.close()
    }
    process.onExit(close)
    return { address, close }
  }

  /** Ends everything. */
  closeAll(): void {
    for (const server of this.servers) server.close()
    for (const socket of this.sockets) socket.destroy()
  }

  private connectionOf(socket: Socket, process: Process): TcpConnection {
    socket.setNoDelay(true)
    this.sockets.add(socket)
    socket.on('close', () => this.sockets.delete(socket))
    const connection = new TcpConnection(this.nextId++, socket, this.kernel)
    process.onExit(() => socket.destroy())
    return connection
  }
}

class TcpConnection implements Connection {
  readonly id: number
  readonly localAddress: string
  readonly remoteAddress: string
  private readonly socket: Socket
  private readonly inbox: Uint8Array[]
  private readonly arrivals: WaitList
  private state: 'open' | 'closed' | 'ended by peer' | 'reset'

  constructor(id: number, socket: Socket, kernel: Kernel) {
    const { address, port } = socket.address() as AddressInfo
    this.id = id
    this.localAddress = `${address}:${port}`
    this.remoteAddress = `${socket.remoteAddress}:${socket.remotePort}`
    this.socket = socket
    this.inbox = []
    this.arrivals = new WaitList()
    this.state = 'open'
    const arrive = (action: () => void): void => {
      kernel.schedule(0, 'bytes arrive', () => {
        if (this.state !== 'open') return
        action()
        this.arrivals.wakeAll()
      })
    }
    socket.on('data', (bytes: Buffer) => arrive(() => this.inbox.push(new Uint8Array(bytes))))
    socket.on('end', () => arrive(() => (this.state = 'ended by peer')))
    socket.on('error', () => arrive(() => (this.state = 'reset')))
  }

  get isOpen(): boolean {
    return this.state === 'open'
  }

  send(bytes: Uint8Array): void {
    if (this.state !== 'open') throw new ConnectionClosedError(this.remoteAddress)
    this.socket.write(bytes)
  }

  *read(): Blocking<Uint8Array | null> {
    while (this.inbox.length === 0) {
      if (this.state === 'reset') throw new ConnectionResetError(this.remoteAddress)
      if (this.state !== 'open') return null
      yield* this.arrivals.await('net', Infinity, `bytes from ${this.remoteAddress}`)
    }
    return this.inbox.shift()!
  }

  *select(timeoutMillis: number): Blocking<boolean> {
    const hasNews = (): boolean => this.inbox.length > 0 || this.state !== 'open'
    if (!hasNews()) yield* this.arrivals.await('net', timeoutMillis, `bytes from ${this.remoteAddress}`)
    return hasNews()
  }

  close(): void {
    if (this.state !== 'open') return
    this.state = 'closed'
    this.socket.end()
    this.arrivals.wakeAll()
  }
}
