import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import type { ScheduledExecutorService } from '../../kernel/concurrent/ScheduledExecutorService'
import { Semaphore } from '../../kernel/concurrent/Semaphore'
import type { ThreadPoolExecutor } from '../../kernel/concurrent/ThreadPoolExecutor'
import { RejectedExecutionException } from '../../kernel/errors'
import type { Process } from '../../kernel/Process'
import { currentTimeMillis } from '../../kernel/Process'
import { Thread } from '../../kernel/Thread'
import { SemaphoreReleaseOnlyOnce } from '../common/SemaphoreReleaseOnlyOnce'
import { RemotingSendRequestException } from '../exception/RemotingSendRequestException'
import { RemotingTimeoutException } from '../exception/RemotingTimeoutException'
import { RemotingTooMuchRequestException } from '../exception/RemotingTooMuchRequestException'
import { RemotingCommand } from '../protocol/RemotingCommand'
import { ResponseCode } from '../protocol/ResponseCode'
import type { Channel } from './Channel'
import type { InvokeCallback } from './InvokeCallback'
import type { NettyEventExecutor } from './NettyEventExecutor'
import type { NettyRequestProcessor } from './NettyRequestProcessor'
import { createRequestTask } from './RequestTask'
import { ResponseFuture } from './ResponseFuture'
import type { RPCHook } from './RPCHook'

interface ProcessorPair {
  readonly processor: NettyRequestProcessor
  readonly executor: ThreadPoolExecutor
}

/** A call without a response is given up this long after its time, in ms. */
const GRACE_MILLIS = 1000

/**
 * What client and server have in common: they send requests and match the responses by `opaque`, and they hand incoming
 * requests to processors by `code`.
 * Original: org.apache.rocketmq.remoting.netty.NettyRemotingAbstract.
 */
export abstract class NettyRemotingAbstract {
  readonly process: Process
  /** opaque → the outstanding call. */
  protected readonly responseTable: Map<number, ResponseFuture>
  protected readonly processorTable: Map<number, ProcessorPair>
  protected defaultRequestProcessorPair: ProcessorPair | null
  protected readonly rpcHooks: RPCHook[]
  /** Limits the outstanding calls, synchronous ones included. */
  protected readonly semaphoreAsync: Semaphore
  protected readonly semaphoreOneway: Semaphore
  protected nettyEventExecutor: NettyEventExecutor | null
  private readonly permitsOneway: number
  private readonly permitsAsync: number

  constructor(process: Process, permitsOneway: number, permitsAsync: number) {
    this.process = process
    this.responseTable = new Map()
    this.processorTable = new Map()
    this.defaultRequestProcessorPair = null
    this.rpcHooks = []
    this.semaphoreAsync = new Semaphore(permitsAsync, 'permit for a request')
    this.semaphoreOneway = new Semaphore(permitsOneway, 'permit for a oneway request')
    this.nettyEventExecutor = null
    this.permitsOneway = permitsOneway
    this.permitsAsync = permitsAsync
  }

  /** Where calls end: it runs their callbacks. */
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

  /** The number of outstanding calls. */
  getResponseTableSize(): number {
    return this.responseTable.size
  }

  /**
   * Sends a request and waits for its response.
   * Original: NettyRemotingAbstract#invokeSyncImpl
   * @throws RemotingSendRequestException when the call failed, for whatever reason (no permit included)
   * @throws RemotingTimeoutException when the response did not come in time
   */
  *invokeSyncImpl(channel: Channel, request: RemotingCommand, timeoutMillis: number): Blocking<RemotingCommand> {
    const responseFuture = yield* this.invokeImpl(channel, request, timeoutMillis, null)
    const response = yield* responseFuture.waitResponse(timeoutMillis)
    if (response !== null) return response
    const { remoteAddress } = channel
    if (!responseFuture.isDone()) throw new RemotingTimeoutException(remoteAddress, timeoutMillis, responseFuture.cause)
    throw new RemotingSendRequestException(remoteAddress, responseFuture.failure())
  }

  /**
   * Sends a request; the callback hears how the call ends.
   * Original: NettyRemotingAbstract#invokeAsyncImpl
   */
  *invokeAsyncImpl(
    channel: Channel,
    request: RemotingCommand,
    timeoutMillis: number,
    invokeCallback: InvokeCallback,
  ): Blocking<void> {
    yield* this.invokeImpl(channel, request, timeoutMillis, invokeCallback)
  }

  /** One call, with what client or server adds to it. Original: NettyRemotingAbstract#invokeImpl */
  protected invokeImpl(
    channel: Channel,
    request: RemotingCommand,
    timeoutMillis: number,
    invokeCallback: InvokeCallback | null,
  ): Blocking<ResponseFuture> {
    return this.invoke0(channel, request, timeoutMillis, invokeCallback)
  }

  /**
   * Takes a permit and sends the request. Whatever goes wrong ends the call: nothing is thrown.
   * Original: NettyRemotingAbstract#invoke0
   */
  private *invoke0(
    channel: Channel,
    request: RemotingCommand,
    timeoutMillis: number,
    invokeCallback: InvokeCallback | null,
  ): Blocking<ResponseFuture> {
    const beginStartTime = currentTimeMillis()
    try {
      if (!this.semaphoreAsync.tryAcquireNow()) yield* this.acquire(this.semaphoreAsync, channel, timeoutMillis)
    } catch (error) {
      return yield* this.failed(new ResponseFuture(channel, request, timeoutMillis, invokeCallback, null), error)
    }
    const once = new SemaphoreReleaseOnlyOnce(this.semaphoreAsync)
    const costTime = currentTimeMillis() - beginStartTime
    const responseFuture = new ResponseFuture(channel, request, timeoutMillis - costTime, invokeCallback, once)
    if (timeoutMillis < costTime) {
      return yield* this.failed(responseFuture, new RemotingTimeoutException(channel.remoteAddress, timeoutMillis))
    }
    try {
      this.send(responseFuture, request)
      return responseFuture
    } catch (error) {
      return yield* this.failed(responseFuture, error)
    }
  }

  /** The call has ended before its request was sent. */
  private *failed(responseFuture: ResponseFuture, exception: unknown): Blocking<ResponseFuture> {
    responseFuture.release()
    responseFuture.completeExceptionally(exception)
    yield* this.swallowing(() => responseFuture.executeInvokeCallback())
    return responseFuture
  }

  /** Enters the call into the response table and writes its request. @throws RemotingSendRequestException */
  protected send(responseFuture: ResponseFuture, request: RemotingCommand): void {
    const { channel, opaque } = responseFuture
    assert(!this.responseTable.has(opaque), 'an opaque belongs to one outstanding call')
    this.responseTable.set(opaque, responseFuture)
    const held = this.permitsAsync - this.semaphoreAsync.availablePermits()
    assert(this.responseTable.size <= held, 'each call in the response table holds a permit', this.responseTable.size, held)
    try {
      channel.writeAndFlush(request)
    } catch (error) {
      this.responseTable.delete(opaque)
      throw new RemotingSendRequestException(channel.remoteAddress, error)
    }
  }

  /**
   * Sends a request that gets no response.
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

  /**
   * Has the call end in a callback thread, a synchronous one too: callbacks that block all of these threads hold up every
   * call. Original: NettyRemotingAbstract#executeInvokeCallback
   */
  private executeInvokeCallback(responseFuture: ResponseFuture): void {
    const task = (): Blocking<void> => this.swallowing(() => this.completeCall(responseFuture))
    try {
      this.getCallbackExecutor().execute(task)
    } catch (error) {
      if (!(error instanceof RejectedExecutionException)) throw error
      // The pool is shut down or full, and the call must end all the same.
      this.process.spawn('NettyWorkerThread', task)
    }
  }

  /** The end of a call whose request was sent. */
  protected *completeCall(responseFuture: ResponseFuture): Blocking<void> {
    assert(!this.responseTable.has(responseFuture.opaque), 'a call leaves the table before it ends')
    try {
      yield* responseFuture.executeInvokeCallback()
    } finally {
      responseFuture.release()
    }
  }

  /** An exception ends nothing but `body`: the original writes it to its log, here it is an event. */
  protected *swallowing(body: () => Blocking<void>): Blocking<void> {
    try {
      yield* body()
    } catch (error) {
      const { kernel, name } = this.process
      const thread = Thread.currentThread().name
      kernel.emit({ type: 'exception-swallowed', process: name, thread, error: String(error) })
    }
  }

  /** Original: NettyRemotingAbstract#processMessageReceived */
  protected processMessageReceived(channel: Channel, command: RemotingCommand): void {
    if (command.isResponseType()) this.processResponseCommand(command)
    else this.processRequestCommand(channel, command)
  }

  /** A response without a call has come too late and is dropped. Original: NettyRemotingAbstract#processResponseCommand */
  private processResponseCommand(response: RemotingCommand): void {
    const responseFuture = this.responseTable.get(response.opaque)
    if (responseFuture === undefined) return
    assert(responseFuture.opaque === response.opaque, 'a response answers the call of its number')
    responseFuture.responseCommand = response
    this.responseTable.delete(response.opaque)
    this.executeInvokeCallback(responseFuture)
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
      const task = createRequestTask(channel, request, () => this.runRequest(channel, request, pair.processor))
      pair.executor.execute(task)
    } catch (error) {
      if (!(error instanceof RejectedExecutionException)) throw error
      this.answer(channel, request, ResponseCode.SYSTEM_BUSY, '[OVERLOAD]system busy, start flow control for a while')
    }
  }

  /**
   * Hooks, processor, hooks, response. An exception on the way is answered with SYSTEM_ERROR; the hooks behind it still see a
   * response. Original: NettyRemotingAbstract#buildProcessRequestHandler
   */
  private *runRequest(channel: Channel, request: RemotingCommand, processor: NettyRequestProcessor): Blocking<void> {
    const { remoteAddress } = channel
    try {
      let exception: unknown = null
      try {
        this.doBeforeRpcHooks(remoteAddress, request)
      } catch (error) {
        exception = error
      }
      const response = exception === null
        ? yield* processor.processRequest({ channel }, request)
        : RemotingCommand.createResponseCommandWithCode(ResponseCode.SYSTEM_ERROR, null)
      this.doAfterRpcHooks(remoteAddress, request, response)
      if (exception !== null) throw exception
      if (response !== null) NettyRemotingAbstract.writeResponse(channel, request, response)
    } catch (error) {
      this.answer(channel, request, ResponseCode.SYSTEM_ERROR, String(error))
    }
  }

  /** Original: NettyRemotingAbstract#doBeforeRpcHooks */
  protected doBeforeRpcHooks(remoteAddress: string, request: RemotingCommand): void {
    for (const hook of this.rpcHooks) hook.doBeforeRequest(remoteAddress, request)
  }

  /** Original: NettyRemotingAbstract#doAfterRpcHooks */
  protected doAfterRpcHooks(remoteAddress: string, request: RemotingCommand, response: RemotingCommand | null): void {
    for (const hook of this.rpcHooks) hook.doAfterResponse(remoteAddress, request, response)
  }

  private answer(channel: Channel, request: RemotingCommand, code: number, remark: string): void {
    NettyRemotingAbstract.writeResponse(channel, request, RemotingCommand.createResponseCommandWithCode(code, remark))
  }

  /** Writes a response under its request's `opaque`; a oneway request gets none. Original: #writeResponse */
  static writeResponse(channel: Channel, request: RemotingCommand, response: RemotingCommand): void {
    assert(!request.isResponseType(), 'only requests are answered')
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
   * Gives up calls {@link GRACE_MILLIS} after their time. It is what ends asynchronous calls without a response, and what gives
   * back the permits of synchronous ones. Original: NettyRemotingAbstract#scanResponseTable
   */
  protected scanResponseTable(): void {
    assert(this.semaphoreAsync.availablePermits() <= this.permitsAsync, 'a permit is given back once')
    assert(this.semaphoreOneway.availablePermits() <= this.permitsOneway, 'a oneway permit is given back once')
    const now = currentTimeMillis()
    for (const [opaque, responseFuture] of this.responseTable) {
      assert(!responseFuture.isDone(), 'a call in the table has not ended')
      if (responseFuture.beginTimestamp + responseFuture.timeoutMillis + GRACE_MILLIS > now) continue
      responseFuture.release()
      this.responseTable.delete(opaque)
      this.executeInvokeCallback(responseFuture)
    }
  }

  /** Fails every call still waiting on this channel. Original: NettyRemotingAbstract#failFast */
  protected failFast(channel: Channel): void {
    for (const [opaque, responseFuture] of this.responseTable) {
      if (responseFuture.channel === channel) this.requestFail(opaque)
    }
  }

  private requestFail(opaque: number): void {
    const responseFuture = this.responseTable.get(opaque)
    if (responseFuture === undefined) return
    assert(!responseFuture.isDone(), 'a call in the table has not ended')
    this.responseTable.delete(opaque)
    responseFuture.sendRequestOK = false
    this.executeInvokeCallback(responseFuture)
    responseFuture.release()
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
