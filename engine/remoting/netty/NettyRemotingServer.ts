import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ScheduledExecutorService } from '../../kernel/concurrent/ScheduledExecutorService'
import { ThreadPoolExecutor } from '../../kernel/concurrent/ThreadPoolExecutor'
import type { Process } from '../../kernel/Process'
import type { Connection, Listener, Wire } from '../../ports/Wire'
import type { RemotingCommand } from '../protocol/RemotingCommand'
import { Channel, isChannelFailure } from './Channel'
import type { ChannelEventListener, NettyEventType } from './ChannelEventListener'
import type { InvokeCallback } from './InvokeCallback'
import { NettyEventExecutor } from './NettyEventExecutor'
import { NettyRemotingAbstract } from './NettyRemotingAbstract'
import type { NettyServerConfig } from './NettyServerConfig'

/**
 * Listens on one address and has requests answered by the registered processors.
 * Original: org.apache.rocketmq.remoting.netty.NettyRemotingServer.
 */
export class NettyRemotingServer extends NettyRemotingAbstract {
  readonly config: NettyServerConfig
  private readonly wire: Wire
  private readonly publicExecutor: ThreadPoolExecutor
  private readonly timer: ScheduledExecutorService
  private readonly channels: Set<Channel>
  private listener: Listener | null

  constructor(process: Process, wire: Wire, config: NettyServerConfig, events: ChannelEventListener | null = null) {
    super(process, config.serverOnewaySemaphoreValue, config.serverAsyncSemaphoreValue)
    this.config = config
    this.wire = wire
    this.publicExecutor = new ThreadPoolExecutor(process, {
      threadNamePrefix: 'NettyServerPublicExecutor_',
      corePoolSize: config.serverCallbackExecutorThreads,
    })
    this.timer = new ScheduledExecutorService(process, 'ServerHouseKeepingService')
    this.channels = new Set()
    this.listener = null
    this.nettyEventExecutor = events === null ? null : new NettyEventExecutor(process, events)
  }

  /** `host:port`, as others reach it. */
  get address(): string {
    return `${this.process.host}:${this.config.listenPort}`
  }

  /** @throws AddressInUseError */
  start(): void {
    this.listener = this.wire.listen(this.process, this.address, (connection) => this.accept(connection))
    this.nettyEventExecutor?.start()
    this.startHousekeeping(this.timer, () => this.closeIdleChannels())
  }

  *shutdown(): Blocking<void> {
    this.timer.shutdown()
    this.listener?.close()
    for (const channel of this.channels) channel.close()
    if (this.nettyEventExecutor !== null) yield* this.nettyEventExecutor.shutdown()
    this.publicExecutor.shutdown()
  }

  protected getCallbackExecutor(): ThreadPoolExecutor {
    return this.publicExecutor
  }

  /** Calls a client. Original: NettyRemotingServer#invokeSync */
  *invokeSync(channel: Channel, request: RemotingCommand, timeoutMillis: number): Blocking<RemotingCommand> {
    return yield* this.invokeSyncImpl(channel, request, timeoutMillis)
  }

  *invokeAsync(
    channel: Channel,
    request: RemotingCommand,
    timeoutMillis: number,
    callback: InvokeCallback,
  ): Blocking<void> {
    yield* this.invokeAsyncImpl(channel, request, timeoutMillis, callback)
  }

  *invokeOneway(channel: Channel, request: RemotingCommand, timeoutMillis: number): Blocking<void> {
    yield* this.invokeOnewayImpl(channel, request, timeoutMillis)
  }

  private accept(connection: Connection): void {
    const channel = new Channel(this.process.kernel, connection)
    this.channels.add(channel)
    this.process.spawn(`NettyServerNIOSelector_${channel.remoteAddress}`, () => this.eventLoop(channel), true)
  }

  /** One connection's life as the server sees it. */
  private *eventLoop(channel: Channel): Blocking<void> {
    this.notify('CONNECT', channel)
    let ending: NettyEventType = 'CLOSE'
    try {
      yield* this.readLoop(channel)
    } catch (error) {
      if (!isChannelFailure(error)) throw error
      ending = 'EXCEPTION'
    }
    channel.close()
    const wasKnown = this.channels.delete(channel)
    assert(wasKnown, 'a channel is known until its event loop ends')
    this.failFast(channel)
    this.notify(ending, channel)
  }

  private notify(type: NettyEventType, channel: Channel): void {
    this.nettyEventExecutor?.putNettyEvent({ type, remoteAddress: channel.remoteAddress, channel })
  }

  private closeIdleChannels(): void {
    const limit = this.process.kernel.now - this.config.serverChannelMaxIdleTimeSeconds * 1_000_000
    for (const channel of this.channels) {
      if (channel.lastActivity > limit) continue
      this.notify('IDLE', channel)
      channel.close()
    }
  }
}
