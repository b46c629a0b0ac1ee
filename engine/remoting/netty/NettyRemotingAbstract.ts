import type { Blocking } from '../../kernel/Blocking'
import { TimeoutException } from '../../kernel/concurrent/CompletableFuture'
import type { ScheduledExecutorService } from '../../kernel/concurrent/ScheduledExecutorService'
import { Semaphore } from '../../kernel/concurrent/Semaphore'
import type { ThreadPoolExecutor } from '../../kernel/concurrent/ThreadPoolExecutor'
import { RejectedExecutionException } from '../../kernel/errors'
import type { Process } from '../../kernel/Process'
import { currentTimeMillis } from '../../kernel/Process'
import { RemotingSendRequestException } from '../exception/RemotingSendRequestException'
import { RemotingTimeoutException } from '../exception/RemotingTimeoutException'
import { RemotingTooMuchRequestException } from '../exception/RemotingTooMuchRequestException'
import { RemotingCommand } from '../protocol/RemotingCommand'
import { ResponseCode } from '../protocol/ResponseCode'
import type { Channel } from './Channel'
import type { InvokeCallback } from './InvokeCallback'
import type { NettyEventExecutor } from './NettyEventExecutor'
import type { NettyRequestProcessor } from './NettyRequestProcessor'
import { ResponseFuture } from './ResponseFuture'
import type { RPCHook } from './RPCHook'

interface ProcessorPair {
  readonly processor: NettyRequestProcessor
  readonly executor: ThreadPoolExecutor
}

/** A request that nobody has answered is given up this long after its time, in ms. */
const GRACE_MILLIS = 1000

/**
 * What client and server have in common: sending requests and matching the responses to them by `opaque`, and handing
 * incoming requests to processors by `code`.
 * Original: org.apache.rocketmq.remoting.netty.NettyRemotingAbstract.
 */
export abstract class NettyRemotingAbstract {
  readonly process: Process
  /** opaque → the call that waits for it. */
  protected readonly responseTable: Map<number, ResponseFuture>
  protected readonly processorTable: Map<number, ProcessorPair>
  protected defaultRequestProcessorPair: ProcessorPair | null
  protected readonly rpcHooks: RPCHook[]
  /** Limits the requests under way, synchronous ones included. */
  protected readonly semaphoreAsync: Semaphore
  protected readonly semaphoreOneway: Semaphore
  protected nettyEventExecutor: NettyEventExecutor | null

  constructor(process: Process, permitsOneway: number, permitsAsync: number) {
    this.process = process
    this.responseTable = new Map()
    this.processorTable = new Map()
    this.defaultRequestProcessorPair = null
    this.rpcHooks = []
    this.semaphoreAsync = new Semaphore(permitsAsync, 'permit for a request')
    this.semaphoreOneway = new Semaphore(permitsOneway, 'permit for a oneway request')
    this.nettyEventExecutor = null
  }

  /** Runs the callbacks of asynchronous calls. */
  protected abstract getCallbackExecutor(): ThreadPoolExecutor

  registerRPCHook(hook: RPCHook | null): void {
    if (hook !== null && !this.rpcHooks.includes(hook)) this.rpcHooks.push(hook)
  }

  registerProcessor(code: number, processor: NettyRequestProcessor, executor: ThreadPoolExecutor): void {
    this.processorTable.set(code, { processor, executor })
  }

  registerDefaultProcessor(processor: NettyRequestProcessor, executor: ThreadPoolExecutor): void {
    this.defaultRequestProcessorPair = { processor, executor }
  }

  /** How many requests wait for a response. */
  getResponseTableSize(): number {
    return this.responseTable.size
  }

  /**
   * Sends a request and waits for its response.
   * Original: NettyRemotingAbstract#invokeSyncImpl
   * @throws RemotingSendRequestException when it could not be sent, for whatever reason (no permit included)
   * @throws RemotingTimeoutException when the answer didn't come in time
   */
  *invokeSyncImpl(channel: Channel, request: RemotingCommand, timeoutMillis: number): Blocking<RemotingCommand> {
    const future = yield* this.sendForSync(channel, request, timeoutMillis)
    try {
      yield* future.completed.get(timeoutMillis)
    } catch (error) {
      if (!(error instanceof TimeoutException)) throw error
      throw new RemotingTimeoutException(channel.remoteAddress, timeoutMillis, error)
    }
    if (future.responseCommand === null) throw new RemotingSendRequestException(channel.remoteAddress, future.failure())
    return future.responseCommand
  }

  private *sendForSync(channel: Channel, request: RemotingCommand, timeoutMillis: number): Blocking<ResponseFuture> {
    try {
      return yield* this.invoke0(channel, request, timeoutMillis)
    } catch (error) {
      if (error instanceof RemotingSendRequestException) throw error
      throw new RemotingSendRequestException(channel.remoteAddress, error)
    }
  }

  /**
   * Sends a request; the callback hears of the outcome in a callback thread.
   * Original: NettyRemotingAbstract#invokeAsyncImpl
   */
  *invokeAsyncImpl(
    channel: Channel,
    request: RemotingCommand,
    timeoutMillis: number,
    callback: InvokeCallback,
  ): Blocking<void> {
    try {
      const future = yield* this.invoke0(channel, request, timeoutMillis)
      future.completed.whenComplete(() => this.executeInvokeCallback(future, callback))
    } catch (error) {
      const unsent = new ResponseFuture(channel, request, timeoutMillis, () => {})
      unsent.cause = error
      yield* callBack(callback, unsent, error)
    }
  }

  /**
   * Takes a permit, enters the request into the response table and writes it.
   * Original: NettyRemotingAbstract#invoke0
   */
  protected *invoke0(channel: Channel, request: RemotingCommand, timeoutMillis: number): Blocking<ResponseFuture> {
    const begin = currentTimeMillis()
    yield* this.acquire(this.semaphoreAsync, channel, timeoutMillis)
    const left = timeoutMillis - (currentTimeMillis() - begin)
    if (left < 0) {
      this.semaphoreAsync.release()
      throw new RemotingTimeoutException(channel.remoteAddress, timeoutMillis)
    }
    const future = new ResponseFuture(channel, request, left, () => this.semaphoreAsync.release())
    this.responseTable.set(request.opaque, future)
    try {
      channel.writeAndFlush(request)
    } catch (error) {
      this.responseTable.delete(request.opaque)
      future.release()
      throw new RemotingSendRequestException(channel.remoteAddress, error)
    }
    return future
  }

  /**
   * Sends a request that nobody answers.
   * Original: NettyRemotingAbstract#invokeOnewayImpl
   * @throws RemotingTooMuchRequestException, RemotingTimeoutException when there is no permit
   * @throws RemotingSendRequestException when it could not be written
   */
  *invokeOnewayImpl(channel: Channel, request: RemotingCommand, timeoutMillis: number): Blocking<void> {
    request.markOnewayRPC()
    yield* this.acquire(this.semaphoreOneway, channel, timeoutMillis)
    try {
      channel.writeAndFlush(request)
    } catch (error) {
      throw new RemotingSendRequestException(channel.remoteAddress, error)
    } finally {
      this.semaphoreOneway.release()
    }
  }

  private *acquire(semaphore: Semaphore, channel: Channel, timeoutMillis: number): Blocking<void> {
    if (yield* semaphore.tryAcquire(timeoutMillis)) return
    const state = `${semaphore.getQueueLength()} wait for ${semaphore.availablePermits()} permits`
    if (timeoutMillis <= 0) throw new RemotingTooMuchRequestException(`no permit for a request: ${state}`)
    throw new RemotingTimeoutException(channel.remoteAddress, timeoutMillis, new Error(state))
  }

  /** Original: ResponseFuture#executeInvokeCallback with NettyRemotingAbstract#executeInvokeCallback */
  private executeInvokeCallback(future: ResponseFuture, callback: InvokeCallback): void {
    const task = function* (): Blocking<void> {
      try {
        yield* callBack(callback, future, future.responseCommand === null ? future.failure() : null)
      } finally {
        future.release()
      }
    }
    try {
      this.getCallbackExecutor().execute(task)
    } catch (error) {
      if (!(error instanceof RejectedExecutionException)) throw error
      // The pool is shut down, but whoever waits for the outcome has to hear of it all the same.
      this.process.spawn('NettyWorkerThread', task)
    }
  }

  /** Original: NettyRemotingAbstract#processMessageReceived */
  protected processMessageReceived(channel: Channel, command: RemotingCommand): void {
    if (command.isResponseType()) this.processResponseCommand(command)
    else this.processRequestCommand(channel, command)
  }

  /** A response without a call that waits for it came too late and is dropped. */
  private processResponseCommand(response: RemotingCommand): void {
    const future = this.responseTable.get(response.opaque)
    if (future === undefined) return
    this.responseTable.delete(response.opaque)
    future.putResponse(response)
    future.release()
  }

  /** Original: NettyRemotingAbstract#processRequestCommand */
  private processRequestCommand(channel: Channel, request: RemotingCommand): void {
    const pair = this.processorTable.get(request.code) ?? this.defaultRequestProcessorPair
    if (pair === null) {
      const remark = `request code ${request.code} is not supported`
      this.answer(channel, request, ResponseCode.REQUEST_CODE_NOT_SUPPORTED, remark)
    } else if (pair.processor.rejectRequest()) {
      this.answer(channel, request, ResponseCode.SYSTEM_BUSY, '[REJECTREQUEST]system busy, start flow control for a while')
    } else {
      this.submitRequest(channel, request, pair)
    }
  }

  private submitRequest(channel: Channel, request: RemotingCommand, pair: ProcessorPair): void {
    try {
      pair.executor.execute(() => this.runRequest(channel, request, pair.processor))
    } catch (error) {
      if (!(error instanceof RejectedExecutionException)) throw error
      this.answer(channel, request, ResponseCode.SYSTEM_BUSY, '[OVERLOAD]system busy, start flow control for a while')
    }
  }

  /** Original: NettyRemotingAbstract#buildProcessRequestHandler */
  private *runRequest(channel: Channel, request: RemotingCommand, processor: NettyRequestProcessor): Blocking<void> {
    try {
      for (const hook of this.rpcHooks) hook.doBeforeRequest(channel.remoteAddress, request)
      const response = yield* processor.processRequest({ channel }, request)
      for (const hook of this.rpcHooks) hook.doAfterResponse(channel.remoteAddress, request, response)
      if (response !== null) NettyRemotingAbstract.writeResponse(channel, request, response)
    } catch (error) {
      this.answer(channel, request, ResponseCode.SYSTEM_ERROR, String(error))
    }
  }

  private answer(channel: Channel, request: RemotingCommand, code: number, remark: string): void {
    NettyRemotingAbstract.writeResponse(channel, request, RemotingCommand.createResponseCommandWithCode(code, remark))
  }

  /** Writes a response under its request's `opaque`; a oneway request gets none. Original: #writeResponse */
  static writeResponse(channel: Channel, request: RemotingCommand, response: RemotingCommand): void {
    if (request.isOnewayRPC() || !channel.isActive) return
    response.opaque = request.opaque
    response.markResponseType()
    channel.writeAndFlush(response)
  }

  /** Reads commands until the connection ends. The thread that runs this is the channel's event loop. */
  protected *readLoop(channel: Channel): Blocking<void> {
    for (;;) {
      const command = yield* channel.read((frame) => RemotingCommand.decode(frame))
      if (command === null) return
      this.processMessageReceived(channel, command)
    }
  }

  /**
   * Gives up requests whose time is over. It is what ends asynchronous calls that nobody answers, and what gives back the
   * permits of synchronous ones. Original: NettyRemotingAbstract#scanResponseTable
   */
  protected scanResponseTable(): void {
    const now = currentTimeMillis()
    for (const [opaque, future] of this.responseTable) {
      if (future.beginTimestamp + future.timeoutMillis + GRACE_MILLIS > now) continue
      this.responseTable.delete(opaque)
      future.release()
      future.putResponse(null)
    }
  }

  /** The channel is gone: whoever waits for a response on it needn't. Original: NettyRemotingAbstract#failFast */
  protected failFast(channel: Channel): void {
    for (const [opaque, future] of this.responseTable) {
      if (future.channel === channel) this.requestFail(opaque)
    }
  }

  private requestFail(opaque: number): void {
    const future = this.responseTable.get(opaque)
    if (future === undefined) return
    this.responseTable.delete(opaque)
    future.sendRequestOK = false
    future.putResponse(null)
    future.release()
  }

  /** The scan comes 3 s after the start and then every second. */
  protected startHousekeeping(timer: ScheduledExecutorService, extra: () => void): void {
    const task = function* (this: NettyRemotingAbstract): Blocking<void> {
      this.scanResponseTable()
      extra()
    }
    timer.scheduleWithFixedDelay('scan response table', task.bind(this), 3000, 1000)
  }
}

/** `operationComplete` first; then one of the other two, and `operationFail` also when one of the first two throws. */
function* callBack(callback: InvokeCallback, future: ResponseFuture, error: unknown): Blocking<void> {
  let failure = error
  try {
    yield* callback.operationComplete(future)
    if (failure === null) return yield* callback.operationSucceed(future.responseCommand!)
  } catch (thrown) {
    failure ??= thrown
  }
  yield* callback.operationFail(failure)
}
