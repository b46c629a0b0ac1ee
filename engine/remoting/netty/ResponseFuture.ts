import { CompletableFuture } from '../../kernel/concurrent/CompletableFuture'
import { currentTimeMillis } from '../../kernel/Process'
import { RemotingException } from '../exception/RemotingException'
import { RemotingSendRequestException } from '../exception/RemotingSendRequestException'
import { RemotingTimeoutException } from '../exception/RemotingTimeoutException'
import type { RemotingCommand } from '../protocol/RemotingCommand'
import type { Channel } from './Channel'

/**
 * A request that has been written and not been answered yet, under its `opaque` in the response table.
 * Original: org.apache.rocketmq.remoting.netty.ResponseFuture.
 */
export class ResponseFuture {
  readonly channel: Channel
  readonly opaque: number
  readonly request: RemotingCommand
  readonly timeoutMillis: number
  readonly beginTimestamp: number
  /** Completed with this very object, once; what happened is told by its fields. */
  readonly completed: CompletableFuture<ResponseFuture>
  responseCommand: RemotingCommand | null
  sendRequestOK: boolean
  cause: unknown
  interrupted: boolean
  private readonly releasePermit: () => void
  private isReleased: boolean

  constructor(channel: Channel, request: RemotingCommand, timeoutMillis: number, releasePermit: () => void) {
    this.channel = channel
    this.opaque = request.opaque
    this.request = request
    this.timeoutMillis = timeoutMillis
    this.beginTimestamp = currentTimeMillis()
    this.completed = new CompletableFuture<ResponseFuture>(`response ${request.opaque} from ${channel.remoteAddress}`)
    this.responseCommand = null
    this.sendRequestOK = true
    this.cause = null
    this.interrupted = false
    this.releasePermit = releasePermit
    this.isReleased = false
  }

  isTimeout(): boolean {
    return currentTimeMillis() - this.beginTimestamp > this.timeoutMillis
  }

  putResponse(response: RemotingCommand | null): void {
    this.responseCommand = response
    this.completed.complete(this)
  }

  /** What has come of the other one has come of this one, too. */
  endLike(other: ResponseFuture): void {
    this.sendRequestOK = other.sendRequestOK
    this.cause = other.cause
    this.interrupted = other.interrupted
    this.putResponse(other.responseCommand)
  }

  /** The request did not get through. */
  endUnsent(cause: unknown): void {
    this.sendRequestOK = false
    this.cause = cause
    this.putResponse(null)
  }

  /** Gives the semaphore's permit back, once. Original: ResponseFuture#release */
  release(): void {
    if (this.isReleased) return
    this.isReleased = true
    this.releasePermit()
  }

  /** The connection closes under a long poll. Original: ResponseFuture#interrupt */
  interrupt(): void {
    this.interrupted = true
    this.completed.complete(this)
  }

  /** Why there is no response. Original: the branches of ResponseFuture#executeInvokeCallback */
  failure(): RemotingException {
    const { remoteAddress } = this.channel
    if (!this.sendRequestOK) return new RemotingSendRequestException(remoteAddress, this.cause)
    if (this.isTimeout()) return new RemotingTimeoutException(remoteAddress, this.timeoutMillis, this.cause)
    return new RemotingException(`no response from ${remoteAddress}`, this.cause)
  }
}
