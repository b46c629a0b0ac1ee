import type { Blocking } from '../../kernel/Blocking'
import { ScheduledExecutorService } from '../../kernel/concurrent/ScheduledExecutorService'
import { ThreadPoolExecutor } from '../../kernel/concurrent/ThreadPoolExecutor'
import type { Process } from '../../kernel/Process'
import { currentTimeMillis } from '../../kernel/Process'
import type { Wire } from '../../ports/Wire'
import { RemotingConnectException } from '../exception/RemotingConnectException'
import { RemotingException } from '../exception/RemotingException'
import { RemotingSendRequestException } from '../exception/RemotingSendRequestException'
import { RemotingTimeoutException } from '../exception/RemotingTimeoutException'
import { RemotingTooMuchRequestException } from '../exception/RemotingTooMuchRequestException'
import { RemotingCommand } from '../protocol/RemotingCommand'
import { ResponseCode } from '../protocol/ResponseCode'
import type { Channel } from './Channel'
import type { ChannelEventListener } from './ChannelEventListener'
import { ChannelTable } from './ChannelTable'
import type { InvokeCallback } from './InvokeCallback'
import type { NettyClientConfig } from './NettyClientConfig'
import { NettyEventExecutor } from './NettyEventExecutor'
import { NettyRemotingAbstract } from './NettyRemotingAbstract'
import { ResponseFuture } from './ResponseFuture'

/**
 * Calls other processes: keeps one connection per address, opens it when it is first needed, and hides none of the ways
 * in which that can go wrong. Original: org.apache.rocketmq.remoting.netty.NettyRemotingClient.
 */
export class NettyRemotingClient extends NettyRemotingAbstract {
  readonly config: NettyClientConfig
  private readonly channelTable: ChannelTable
  private readonly publicExecutor: ThreadPoolExecutor
  private readonly timer: ScheduledExecutorService

  constructor(process: Process, wire: Wire, config: NettyClientConfig, listener: ChannelEventListener | null = null) {
    super(process, config.clientOnewaySemaphoreValue, config.clientAsyncSemaphoreValue)
    this.config = config
    this.publicExecutor = new ThreadPoolExecutor(process, {
      threadNamePrefix: 'NettyClientPublicExecutor_',
      corePoolSize: config.clientCallbackExecutorThreads,
    })
    this.timer = new ScheduledExecutorService(process, 'ClientHouseKeepingService')
    this.nettyEventExecutor = listener === null ? null : new NettyEventExecutor(process, listener)
    this.channelTable = new ChannelTable(process, wire, config, {
      readLoop: (channel) => this.readLoop(channel),
      channelGone: (channel) => this.failFast(channel),
      notify: (event) => this.nettyEventExecutor?.putNettyEvent(event),
    })
  }

  start(): void {
    this.startHousekeeping(this.timer, () => this.channelTable.closeIdleChannels())
    this.nettyEventExecutor?.start()
  }

  *shutdown(): Blocking<void> {
    this.timer.shutdown()
    this.channelTable.closeAll()
    if (this.nettyEventExecutor !== null) yield* this.nettyEventExecutor.shutdown()
    this.publicExecutor.shutdownNow()
  }

  getNameServerAddressList(): readonly string[] {
    return this.channelTable.getNameServerAddressList()
  }

  /** Original: NettyRemotingClient#updateNameServerAddressList */
  updateNameServerAddressList(addresses: readonly string[]): void {
    this.channelTable.updateNameServerAddressList(addresses)
  }

  /** Where requests without an address go now; null before the first. */
  getNameServerAddressChosen(): string | null {
    return this.channelTable.getNameServerAddressChosen()
  }

  /** Original: NettyRemotingClient#isChannelWritable, #isAddressReachable */
  isChannelWritable(address: string): boolean {
    return this.channelTable.isOK(address)
  }

  protected getCallbackExecutor(): ThreadPoolExecutor {
    return this.publicExecutor
  }

  /** Where requests from the server (such as a transaction check) and callbacks run. */
  getPublicExecutor(): ThreadPoolExecutor {
    return this.publicExecutor
  }

  /**
   * Sends a request and waits for the answer, `timeoutMillis` in all, the connecting included. Without an address a name
   * server is asked.
   * Original: NettyRemotingClient#invokeSync
   * @throws RemotingConnectException when there is no connection and none can be had
   * @throws RemotingSendRequestException when the request could not be sent or the connection ended meanwhile
   * @throws RemotingTimeoutException when the answer didn't come in time
   */
  *invokeSync(address: string | null, request: RemotingCommand, timeoutMillis: number): Blocking<RemotingCommand> {
    const begin = currentTimeMillis()
    const channel = yield* this.channelTable.getAndCreateChannel(address)
    if (channel === null || !channel.isActive) throw new RemotingConnectException(this.describe(address))
    let left = timeoutMillis
    try {
      left -= currentTimeMillis() - begin
      if (left <= 0) throw new RemotingTimeoutException(channel.remoteAddress, timeoutMillis)
      const response = yield* this.invokeSyncImpl(channel, request, left)
      this.channelTable.touch(channel.remoteAddress)
      return response
    } catch (error) {
      this.closeAfterFailure(error, channel, left, timeoutMillis)
      throw error
    }
  }

  /** A connection that failed to carry a request, or whose answer took most of the time, is not to be trusted again. */
  private closeAfterFailure(error: unknown, channel: Channel, left: number, timeoutMillis: number): void {
    if (error instanceof RemotingSendRequestException) this.channelTable.closeChannel(channel)
    if (!(error instanceof RemotingTimeoutException) || !this.config.clientCloseSocketIfTimeout) return
    if (left > 100 || left > timeoutMillis / 4) this.channelTable.closeChannel(channel)
  }

  /**
   * Sends a request; the callback hears of the outcome later. Connecting doesn't hold up the caller.
   * Original: NettyRemotingClient#invokeAsync
   */
  *invokeAsync(
    address: string | null,
    request: RemotingCommand,
    timeoutMillis: number,
    callback: InvokeCallback,
  ): Blocking<void> {
    const begin = currentTimeMillis()
    const wrapper = yield* this.channelTable.getAndCreateChannelAsync(address)
    if (wrapper === null) return yield* callback.operationFail(new RemotingConnectException(this.describe(address)))
    yield* this.whenConnected(wrapper, (channel) =>
      this.sendAsync(channel, request, begin, timeoutMillis, this.describe(address), callback),
    )
  }

  private *sendAsync(
    channel: Channel | null,
    request: RemotingCommand,
    begin: number,
    timeoutMillis: number,
    address: string,
    callback: InvokeCallback,
  ): Blocking<void> {
    if (channel === null || !channel.isActive) {
      return yield* callback.operationFail(new RemotingConnectException(address))
    }
    const cost = currentTimeMillis() - begin
    if (timeoutMillis < cost) {
      // The original goes on after this, too: there is no time left, so the callback hears of a failure twice.
      yield* callback.operationFail(new RemotingTooMuchRequestException(`connecting to ${address} took ${cost} ms`))
    }
    yield* this.invokeAsyncImpl(channel, request, timeoutMillis - cost, callback)
  }

  /**
   * Sends a request that nobody answers. If the connection can't be made, nobody learns of that.
   * Original: NettyRemotingClient#invokeOneway
   * @throws RemotingConnectException when there is not even an attempt of a connection
   */
  *invokeOneway(address: string | null, request: RemotingCommand, timeoutMillis: number): Blocking<void> {
    const wrapper = yield* this.channelTable.getAndCreateChannelAsync(address)
    if (wrapper === null) throw new RemotingConnectException(this.describe(address))
    yield* this.whenConnected(wrapper, (channel) => this.sendOneway(channel, request, timeoutMillis))
  }

  /** Nobody waits for the outcome, so nobody is told of a failure. */
  private *sendOneway(channel: Channel | null, request: RemotingCommand, timeoutMillis: number): Blocking<void> {
    if (channel === null || !channel.isActive) return
    for (const hook of this.rpcHooks) hook.doBeforeRequest(channel.remoteAddress, request)
    try {
      yield* this.invokeOnewayImpl(channel, request, timeoutMillis)
    } catch (error) {
      if (!(error instanceof RemotingException)) throw error
    }
  }

  /** At once when the connection is there; otherwise in a thread that waits for it. */
  private *whenConnected(
    wrapper: { readonly channelFuture: { isDone(): boolean; get(): Blocking<Channel | null> } },
    then: (channel: Channel | null) => Blocking<void>,
  ): Blocking<void> {
    const connected = wrapper.channelFuture
    if (connected.isDone()) return yield* then(yield* connected.get())
    this.process.spawn('NettyClientWorkerThread', function* () {
      yield* then(yield* connected.get())
    })
  }

  /** Lets the hooks see the request, and sends it again over a new connection when the server says GO_AWAY. */
  protected override *invoke0(
    channel: Channel,
    request: RemotingCommand,
    timeoutMillis: number,
  ): Blocking<ResponseFuture> {
    for (const hook of this.rpcHooks) hook.doBeforeRequest(channel.remoteAddress, request)
    const deadline = currentTimeMillis() + timeoutMillis
    const future = yield* super.invoke0(channel, request, timeoutMillis)
    const followed = this.followGoAway(future, deadline)
    followed.completed.whenComplete(() => this.afterResponse(followed))
    return followed
  }

  private afterResponse({ channel, request, responseCommand }: ResponseFuture): void {
    if (responseCommand === null) return
    for (const hook of this.rpcHooks) hook.doAfterResponse(channel.remoteAddress, request, responseCommand)
  }

  /** A future that ends as `future` does, or as the second try after a GO_AWAY. Original: #invokeImpl */
  private followGoAway(future: ResponseFuture, deadline: number): ResponseFuture {
    const { channel, request } = future
    const followed = new ResponseFuture(channel, request, deadline - currentTimeMillis(), () => future.release())
    future.completed.whenComplete(() => {
      if (future.responseCommand?.code !== ResponseCode.GO_AWAY) followed.endLike(future)
      else if (!this.config.enableReconnectForGoAway) followed.endUnsent(new Error('told to go away'))
      else this.process.spawn('NettyClientReconnect', () => this.retryElsewhere(followed, deadline))
    })
    return followed
  }

  private *retryElsewhere(followed: ResponseFuture, deadline: number): Blocking<void> {
    const { channel, request } = followed
    try {
      const fresh = yield* this.channelTable.reconnect(channel)
      if (fresh === null) throw new RemotingConnectException(channel.remoteAddress)
      const again = RemotingCommand.copyOf(request)
      const second = yield* super.invoke0(fresh, again, deadline - currentTimeMillis())
      yield* second.completed.get()
      if (second.responseCommand?.code === ResponseCode.GO_AWAY) throw new Error('told to go away twice')
      followed.endLike(second)
    } catch (error) {
      followed.endUnsent(error)
    }
  }

  private describe(address: string | null): string {
    return address ?? this.channelTable.getNameServerAddressChosen() ?? 'no name server'
  }
}
