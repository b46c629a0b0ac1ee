import type { Blocking } from '../../kernel/Blocking'
import { assert } from '../../kernel/assert'
import { CountDownLatch } from '../../kernel/concurrent/CountDownLatch'
import { currentTimeMillis } from '../../kernel/Process'
import type { SemaphoreReleaseOnlyOnce } from '../common/SemaphoreReleaseOnlyOnce'
import { RemotingException } from '../exception/RemotingException'
import { RemotingSendRequestException } from '../exception/RemotingSendRequestException'
import { RemotingTimeoutException } from '../exception/RemotingTimeoutException'
import type { RemotingCommand } from '../protocol/RemotingCommand'
import type { Channel } from './Channel'
import type { InvokeCallback } from './InvokeCallback'

/**
 * One call, from its request to its end. While the response is outstanding the call stands in the response table under its
 * `opaque`. It ends exactly once: {@link executeInvokeCallback} tells the callback, or wakes the thread in
 * {@link waitResponse}. Times in ms. Original: org.apache.rocketmq.remoting.netty.ResponseFuture.
 */
export class ResponseFuture {
  readonly request: RemotingCommand
  readonly timeoutMillis: number
  readonly beginTimestamp: number
  /** Where the request went, and its number there. Both change when a server says GO_AWAY: see {@link sendElsewhere}. */
  channel: Channel
  opaque: number
  responseCommand: RemotingCommand | null
  sendRequestOK: boolean
  cause: unknown
  private readonly invokeCallback: InvokeCallback | null
  private readonly once: SemaphoreReleaseOnlyOnce | null
  private readonly countDownLatch: CountDownLatch
  /** What ended the call, if that can't be told from the fields above. */
  private exception: unknown

  /** `invokeCallback`: null for a synchronous call. `once`: the call's permit; null if it got none. */
  constructor(
    channel: Channel,
    request: RemotingCommand,
    timeoutMillis: number,
    invokeCallback: InvokeCallback | null,
    once: SemaphoreReleaseOnlyOnce | null,
  ) {
    this.request = request
    this.timeoutMillis = timeoutMillis
    this.beginTimestamp = currentTimeMillis()
    this.channel = channel
    this.opaque = request.opaque
    this.responseCommand = null
    this.sendRequestOK = true
    this.cause = null
    this.invokeCallback = invokeCallback
    this.once = once
    this.countDownLatch = new CountDownLatch(1, `response ${request.opaque} from ${channel.remoteAddress}`)
    this.exception = null
  }

  /** Original: ResponseFuture#waitResponse. @returns null if the time is over first, or the call has failed: see {@link isDone} */
  *waitResponse(timeoutMillis: number): Blocking<RemotingCommand | null> {
    return (yield* this.countDownLatch.await(timeoutMillis)) ? this.responseCommand : null
  }

  /** Ends the call with a response, or with null if none will come. Original: ResponseFuture#putResponse */
  putResponse(responseCommand: RemotingCommand | null): void {
    assert(!this.isDone(), 'a call ends once')
    this.responseCommand = responseCommand
    this.countDownLatch.countDown()
  }

  /** Ends the call in spite of what came over the network: the caller sees `exception`. */
  completeExceptionally(exception: unknown): void {
    assert(!this.isDone(), 'a call that has ended can not fail')
    this.exception = exception
    this.cause = exception
    this.responseCommand = null
  }

  isDone(): boolean {
    return this.countDownLatch.getCount() === 0
  }

  /**
   * Ends the call, and tells its callback. An exception from the callback counts as a failure of the call.
   * Original: ResponseFuture#executeInvokeCallback
   */
  *executeInvokeCallback(): Blocking<void> {
    const { invokeCallback, responseCommand } = this
    this.putResponse(responseCommand)
    if (invokeCallback === null) return
    let failure = responseCommand === null ? this.failure() : null
    try {
      yield* invokeCallback.operationComplete(this)
      if (responseCommand !== null) return yield* invokeCallback.operationSucceed(responseCommand)
    } catch (thrown) {
      failure ??= thrown
    }
    yield* invokeCallback.operationFail(failure)
  }

  /** Why there is no response. */
  failure(): unknown {
    const { remoteAddress } = this.channel
    if (this.exception !== null) return this.exception
    if (!this.sendRequestOK) return new RemotingSendRequestException(remoteAddress, this.cause)
    if (this.isTimeout()) return new RemotingTimeoutException(remoteAddress, this.timeoutMillis, this.cause)
    return new RemotingException(`no response from ${remoteAddress}`, this.cause)
  }

  isTimeout(): boolean {
    return currentTimeMillis() - this.beginTimestamp > this.timeoutMillis
  }

  /** Gives the call's permit back; only the first time counts. Original: ResponseFuture#release */
  release(): void {
    this.once?.release()
  }

  /** The same call goes over another connection, under the number of the repeated request. */
  sendElsewhere(channel: Channel, again: RemotingCommand): void {
    assert(!this.isDone(), 'only a call that has not ended is sent again')
    assert(!this.wasSentElsewhere(), 'a call is sent elsewhere once')
    assert(again.opaque !== this.opaque, 'a repeated request has a number of its own')
    this.channel = channel
    this.opaque = again.opaque
    this.responseCommand = null
  }

  wasSentElsewhere(): boolean {
    return this.opaque !== this.request.opaque
  }
}
