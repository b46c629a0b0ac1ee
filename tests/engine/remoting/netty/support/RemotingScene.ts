import type { Blocking } from '../../../../../engine/kernel/Blocking'
import { ThreadPoolExecutor } from '../../../../../engine/kernel/concurrent/ThreadPoolExecutor'
import { Kernel } from '../../../../../engine/kernel/Kernel'
import type { Process } from '../../../../../engine/kernel/Process'
import { sleep } from '../../../../../engine/kernel/sleep'
import type { LinkBehaviour } from '../../../../../engine/ports/memory/LinkTable'
import { MemoryWire } from '../../../../../engine/ports/memory/MemoryWire'
import type { ChannelEventListener } from '../../../../../engine/remoting/netty/ChannelEventListener'
import type { InvokeCallback } from '../../../../../engine/remoting/netty/InvokeCallback'
import { NettyClientConfig } from '../../../../../engine/remoting/netty/NettyClientConfig'
import type { NettyRemotingAbstract } from '../../../../../engine/remoting/netty/NettyRemotingAbstract'
import { NettyRemotingClient } from '../../../../../engine/remoting/netty/NettyRemotingClient'
import type { NettyRequestProcessor } from '../../../../../engine/remoting/netty/NettyRequestProcessor'
import { NettyRemotingServer } from '../../../../../engine/remoting/netty/NettyRemotingServer'
import { NettyServerConfig } from '../../../../../engine/remoting/netty/NettyServerConfig'
import { RemotingCommand } from '../../../../../engine/remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../../../../engine/remoting/protocol/ResponseCode'
import { caught } from '../../../support/caught'

/** Answered at once with what was asked. */
export const ECHO = 1
/** Answered after as many ms as the field `millis` says. */
export const SLOW = 2
/** Never answered. */
export const SILENT = 3
/** The processor throws. */
export const BROKEN = 4
/** The processor takes nothing. */
export const BUSY = 5
/** GO_AWAY over the first connection, and an echo over the others. */
export const GO_AWAY_FIRST = 6

export const CLIENT = '10.0.0.1'
export const SERVER = '10.0.0.2'
export const ADDRESS = `${SERVER}:10911`

export interface RemotingSceneOptions {
  readonly link?: Partial<LinkBehaviour>
  readonly client?: Partial<NettyClientConfig>
  readonly server?: Partial<NettyServerConfig>
}

/** A client, and as many servers as the test wants. */
export class RemotingScene {
  readonly kernel: Kernel
  readonly wire: MemoryWire
  readonly process: Process
  readonly client: NettyRemotingClient
  readonly clientEvents: string[]
  readonly options: RemotingSceneOptions

  constructor(options: RemotingSceneOptions = {}) {
    this.options = options
    this.kernel = new Kernel({ seed: 3 })
    this.wire = new MemoryWire(this.kernel, options.link)
    this.process = this.kernel.createProcess({ name: 'client', host: CLIENT })
    this.clientEvents = []
    const config = Object.assign(new NettyClientConfig(), options.client)
    this.client = new NettyRemotingClient(this.process, this.wire, config, noting(this.clientEvents))
    this.process.spawn('start', this.startClient.bind(this), true)
  }

  private *startClient(): Blocking<void> {
    this.client.start()
  }

  /** Runs the body as a thread of the client. Threads that die of exceptions fail it. */
  run(body: () => Blocking<void>): void {
    const deaths: unknown[] = []
    this.kernel.onUncaught = (_, error) => deaths.push(error)
    const main = this.process.spawn('test', body, true)
    this.kernel.run({ time: 3_600_000_000, until: () => !main.isAlive || deaths.length > 0 })
    if (deaths.length > 0) throw deaths[0]
    if (main.isAlive) throw new Error(`the test still waits for ${main.waitingFor}`)
  }

  serve(host = SERVER): ServerPeer {
    return new ServerPeer(this, host)
  }

  *sync(code: number, timeoutMillis = 3000, fields: Fields = {}, address: string | null = ADDRESS) {
    return yield* this.client.invokeSync(address, command(code, fields), timeoutMillis)
  }

  /** What a synchronous call throws. */
  *syncError(code: number, timeoutMillis = 3000, fields: Fields = {}, address: string | null = ADDRESS) {
    return yield* caught(() => this.sync(code, timeoutMillis, fields, address))
  }

  /** Calls asynchronously, and notes what the callback hears, and when (ms of virtual time). */
  *async(code: number, timeoutMillis = 3000, fields: Fields = {}, address: string | null = ADDRESS) {
    const heard = new Heard(this.kernel)
    yield* this.client.invokeAsync(address, command(code, fields), timeoutMillis, heard)
    return heard
  }

  *oneway(code: number, timeoutMillis = 3000, fields: Fields = {}, address: string | null = ADDRESS) {
    yield* this.client.invokeOneway(address, command(code, fields), timeoutMillis)
  }

  get now(): number {
    return Math.round(this.kernel.now / 1000)
  }

  /** How many more requests the client may have under way. */
  get permits(): number {
    const { client } = this
    return (client as unknown as { semaphoreAsync: { availablePermits(): number } }).semaphoreAsync.availablePermits()
  }

  get onewayPermits(): number {
    const { client } = this
    return (client as unknown as { semaphoreOneway: { availablePermits(): number } }).semaphoreOneway.availablePermits()
  }

  cut(isCut: boolean, from = CLIENT, to = SERVER): void {
    this.wire.changeLink(from, to, { isCut })
  }
}

export type Fields = Readonly<Record<string, string>>

export function command(code: number, fields: Fields = {}): RemotingCommand {
  const request = RemotingCommand.createRequestCommand(code, null)
  for (const [key, value] of Object.entries(fields)) request.addExtField(key, value)
  return request
}

/** A server process whose processor does as the request code says. */
export class ServerPeer {
  readonly process: Process
  readonly server: NettyRemotingServer
  readonly events: string[]
  /** The requests that reached the processor, by code. */
  readonly requests: number[]
  private readonly channels: Set<number>

  constructor(scene: RemotingScene, host: string) {
    this.process = scene.kernel.createProcess({ name: `server ${host}`, host })
    const config = Object.assign(new NettyServerConfig(), { listenPort: 10911 }, scene.options.server)
    this.events = []
    this.requests = []
    this.channels = new Set()
    this.server = new NettyRemotingServer(this.process, scene.wire, config, noting(this.events))
    this.process.spawn('start', this.start.bind(this), true)
  }

  private *start(): Blocking<void> {
    registerTestProcessors(this.server, (code, channelId) => {
      this.requests.push(code)
      this.channels.add(channelId)
      return this.channels.size === 1
    })
    this.server.start()
  }
}

/** `note` is told of each request, and says whether it came over the first connection. */
export function registerTestProcessors(
  remoting: NettyRemotingAbstract,
  note: (code: number, channelId: number) => boolean,
): void {
  const options = { threadNamePrefix: 'Test_', corePoolSize: 2, queueCapacity: 1 }
  const executor = new ThreadPoolExecutor(remoting.process, options)
  const processor: NettyRequestProcessor = {
    rejectRequest: () => false,
    *processRequest({ channel }, request) {
      const isFirst = note(request.code, channel.id)
      if (request.code === SILENT) return null
      if (request.code === BROKEN) throw new Error('the processor is broken')
      if (request.code === SLOW) yield* sleep(Number(request.getExtField('millis')))
      if (request.code === GO_AWAY_FIRST && isFirst) {
        return RemotingCommand.createResponseCommandWithCode(ResponseCode.GO_AWAY, null)
      }
      const response = RemotingCommand.createResponseCommandWithCode(ResponseCode.SUCCESS, null)
      response.addExtField('text', request.getExtField('text') ?? '')
      response.body = request.body
      return response
    },
  }
  for (const code of [ECHO, SLOW, SILENT, BROKEN, GO_AWAY_FIRST]) remoting.registerProcessor(code, processor, executor)
  remoting.registerProcessor(BUSY, { ...processor, rejectRequest: () => true }, executor)
}

/** Notes what a callback hears. */
export class Heard implements InvokeCallback {
  readonly calls: string[]
  readonly errors: unknown[]
  response: RemotingCommand | null
  at: number
  private readonly kernel: Kernel

  constructor(kernel: Kernel) {
    this.calls = []
    this.errors = []
    this.response = null
    this.at = 0
    this.kernel = kernel
  }

  *operationComplete(): Blocking<void> {
    this.calls.push('complete')
  }

  *operationSucceed(response: RemotingCommand): Blocking<void> {
    this.note('succeed')
    this.response = response
  }

  *operationFail(error: unknown): Blocking<void> {
    this.note('fail')
    this.errors.push(error)
  }

  private note(call: string): void {
    this.calls.push(call)
    this.at = Math.round(this.kernel.now / 1000)
  }
}

function noting(events: string[]): ChannelEventListener {
  const note = (type: string) =>
    function* (remoteAddress: string): Blocking<void> {
      events.push(`${type} ${remoteAddress}`)
    }
  return {
    onChannelConnect: note('CONNECT'),
    onChannelClose: note('CLOSE'),
    onChannelException: note('EXCEPTION'),
    onChannelIdle: note('IDLE'),
    onChannelActive: note('ACTIVE'),
  }
}
