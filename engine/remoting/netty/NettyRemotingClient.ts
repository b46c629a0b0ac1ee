import type { Blocking } from '../../kernel/Blocking'
import { ScheduledExecutorService } from '../../kernel/concurrent/ScheduledExecutorService'
import { ThreadPoolExecutor } from '../../kernel/concurrent/ThreadPoolExecutor'
import type { Process } from '../../kernel/Process'
import { currentTimeMillis } from '../../kernel/Process'
import type { Wire } from '../../ports/Wire'
import { RemotingConnectException } from '../exception/RemotingConnectException'
import { RemotingSendRequestException } from '../exception/RemotingSendRequestException'
import { RemotingTimeoutException } from '../exception/RemotingTimeoutException'
import { RemotingTooMuchRequestException } from '../exception/RemotingTooMuchRequestException'
import { RemotingCommand } from '../protocol/RemotingCommand'
import { ResponseCode } from '../protocol/ResponseCode'
import type { Channel } from './Channel'
import type { ChannelEventListener } from './ChannelEventListener'
import { ChannelTable } from './ChannelTable'
import type { ChannelWrapper } from './ChannelWrapper'
import type { InvokeCallback } from './InvokeCallback'
import type { NettyClientConfig } from './NettyClientConfig'
import { NettyEventExecutor } from './NettyEventExecutor'
import { NettyRemotingAbstract } from './NettyRemotingAbstract'
import type { ResponseFuture } from './ResponseFuture'

/**
 * Calls other processes. It keeps one connection per address, opens it when it is first needed, and hides none of the ways in
 * which that can fail. Original: org.apache.rocketmq.remoting.netty.NettyRemotingClient.
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
    this.publicExecutor.shutdown()
  }

  getNameServerAddressList(): readonly string[] {
    return this.channelTable.getNameServerAddressList()
  }

  /** Original: NettyRemotingClient#updateNameServerAddressList */
  updateNameServerAddressList(addresses: readonly string[]): void {
    this.channelTable.updateNameServerAddressList(addresses)
  }

  /** The name server that requests without an address go to; null before the first. */
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
   * Sends a request and waits for the response, `timeoutMillis` in all, the connecting included. Without an address the request
   * goes to a name server.
   * Original: NettyRemotingClient#invokeSync
   * @throws RemotingConnectException when there is no connection and none can be made
   * @throws RemotingSendRequestException when the request could not be sent or the connection ended meanwhile
   * @throws RemotingTimeoutException when the answer didn't come in time
   */
  *invokeSync(address: string | null, request: RemotingCommand, timeoutMillis: number): Blocking<RemotingCommand> {
    const begin = currentTimeMillis()
    const channel = this.channelTable.getChannel(address) ?? (yield* this.channelTable.getAndCreateChannel(address))
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

  /** Closes a connection that failed to carry a request, or on which the response took too long. */
  private closeAfterFailure(error: unknown, channel: Channel, left: number, timeoutMillis: number): void {
    if (error instanceof RemotingSendRequestException) this.channelTable.closeChannel(channel)
    if (!(error instanceof RemotingTimeoutException) || !this.config.clientCloseSocketIfTimeout) return
    if (left > 100 || left > timeoutMillis / 4) this.channelTable.closeChannel(channel)
  }

  /**
   * Sends a request; the callback hears how the call ends. Connecting doesn't hold up the caller.
   * Original: NettyRemotingClient#invokeAsync
   */
  *invokeAsync(
    address: string | null,
    request: RemotingCommand,
    timeoutMillis: number,
    invokeCallback: InvokeCallback,
  ): Blocking<void> {
    const beginStartTime = currentTimeMillis()
    const wrapper = yield* this.channelTable.getAndCreateChannelAsync(address)
    const addr = this.describe(address)
    if (wrapper === null) return yield* invokeCallback.operationFail(new RemotingConnectException(addr))
    yield* this.whenConnected(wrapper, (channel) => {
      return this.invokeAsyncOver(channel, request, beginStartTime, timeoutMillis, addr, invokeCallback)
    })
  }

  private *invokeAsyncOver(
    channel: Channel | null,
    request: RemotingCommand,
    beginStartTime: number,
    timeoutMillis: number,
    addr: string,
    invokeCallback: InvokeCallback,
  ): Blocking<void> {
    if (channel === null || !channel.isActive) {
      return yield* invokeCallback.operationFail(new RemotingConnectException(addr))
    }
    const costTime = currentTimeMillis() - beginStartTime
    if (timeoutMillis < costTime) {
      // The original goes on after this, too: there is no time left, so the callback hears of a failure twice.
      yield* invokeCallback.operationFail(new RemotingTooMuchRequestException(`connecting to ${addr} took ${costTime} ms`))
    }
    yield* this.invokeAsyncImpl(channel, request, timeoutMillis - costTime, invokeCallback)
  }

  /**
   * Sends a request that gets no response. If the connection can't be made, the caller is not told.
   * Original: NettyRemotingClient#invokeOneway
   * @throws RemotingConnectException when there is not even an attempt of a connection
   */
  *invokeOneway(address: string | null, request: RemotingCommand, timeoutMillis: number): Blocking<void> {
    const wrapper = yield* this.channelTable.getAndCreateChannelAsync(address)
    if (wrapper === null) throw new RemotingConnectException(this.describe(address))
    yield* this.whenConnected(wrapper, (channel) => this.invokeOnewayOver(channel, request, timeoutMillis))
  }

  private *invokeOnewayOver(channel: Channel | null, request: RemotingCommand, timeoutMillis: number): Blocking<void> {
    if (channel === null || !channel.isActive) return
    this.doBeforeRpcHooks(channel.remoteAddress, request)
    yield* this.invokeOnewayImpl(channel, request, timeoutMillis)
  }

  /**
   * At once if the connection is there; otherwise in a thread that waits for it. An exception in `then` goes to the log, as
   * that of any listener in Netty: a hook that throws before the request leaves a callback that is never called.
   */
  private *whenConnected(wrapper: ChannelWrapper, then: (channel: Channel | null) => Blocking<void>): Blocking<void> {
    const { channelFuture } = wrapper
    const listener = (): Blocking<void> => this.operationComplete(channelFuture, then)
    if (channelFuture.isDone()) return yield* this.swallowing(listener)
    this.process.spawn('NettyClientWorkerThread', () => this.swallowing(listener))
  }

  private *operationComplete(
    channelFuture: ChannelWrapper['channelFuture'], then: (channel: Channel | null) => Blocking<void>,
  ): Blocking<void> {
    yield* then(yield* channelFuture.get())
  }

  /** Shows the request to the hooks first; what they throw is thrown here. Original: NettyRemotingClient#invokeImpl */
  protected override invokeImpl(
    channel: Channel,
    request: RemotingCommand,
    timeoutMillis: number,
    invokeCallback: InvokeCallback | null,
  ): Blocking<ResponseFuture> {
    this.doBeforeRpcHooks(channel.remoteAddress, request)
    return super.invokeImpl(channel, request, timeoutMillis, invokeCallback)
  }

  /**
   * A response that says GO_AWAY does not end the call, at least the first time; any other is shown to the hooks. A hook that
   * throws makes the call fail, although the server has done its part.
   * Original: what NettyRemotingClient#invokeImpl has done when the response is there
   */
  protected override *completeCall(responseFuture: ResponseFuture): Blocking<void> {
    const { channel, request, responseCommand } = responseFuture
    if (responseCommand !== null) {
      try {
        if (responseCommand.code === ResponseCode.GO_AWAY) return this.goAway(responseFuture)
        this.doAfterRpcHooks(channel.remoteAddress, request, responseCommand)
      } catch (error) {
        responseFuture.completeExceptionally(error)
      }
    }
    yield* super.completeCall(responseFuture)
  }

  /** The server is shutting down, or wants its clients elsewhere. @throws RemotingSendRequestException */
  private goAway(responseFuture: ResponseFuture): void {
    const { remoteAddress } = responseFuture.channel
    const isSecond = responseFuture.wasSentElsewhere()
    if (isSecond) throw new RemotingSendRequestException(remoteAddress, new Error('told to go away twice'))
    if (!this.config.enableReconnectForGoAway) {
      throw new RemotingSendRequestException(remoteAddress, new Error('told to go away'))
    }
    this.process.spawn('NettyClientReconnect', () => this.sendElsewhere(responseFuture))
  }

  /** Sends the request of the same call over a new connection, within the time that the call has left. */
  private *sendElsewhere(responseFuture: ResponseFuture): Blocking<void> {
    const { channel, request } = responseFuture
    try {
      const fresh = yield* this.channelTable.reconnect(channel)
      if (fresh === null) throw new RemotingConnectException(channel.remoteAddress)
      const { timeoutMillis } = responseFuture
      if (responseFuture.isTimeout()) throw new RemotingTimeoutException(channel.remoteAddress, timeoutMillis)
      const again = RemotingCommand.copyOf(request)
      responseFuture.sendElsewhere(fresh, again)
      this.send(responseFuture, again)
    } catch (error) {
      responseFuture.completeExceptionally(error)
      yield* super.completeCall(responseFuture)
    }
  }

  private describe(address: string | null): string {
    return address ?? this.channelTable.getNameServerAddressChosen() ?? 'no name server'
  }
}
