import type { Message } from '../../common/message/Message'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { CountDownLatch } from '../../kernel/concurrent/CountDownLatch'
import { currentTimeMillis } from '../../kernel/Process'
import type { RequestCallback } from './RequestCallback'

/**
 * A request that waits for its reply. It ends once: with a reply, or with the reason why there is none. (In 5.3.2 the synchronous
 * kind already ends when the request is stored, with nothing.) Original: org.apache.rocketmq.client.producer.RequestResponseFuture.
 */
export class RequestResponseFuture {
  readonly correlationId: string
  readonly timeoutMillis: number
  /** Null for one that a thread waits for. */
  private readonly requestCallback: RequestCallback | null
  /** In ms since 1970. */
  private readonly beginTimestamp: number
  private readonly countDownLatch: CountDownLatch
  private responseMsg: Message | null
  /** Why the request could not be sent; null for one that was. */
  private cause: unknown

  constructor(correlationId: string, timeoutMillis: number, requestCallback: RequestCallback | null) {
    this.correlationId = correlationId
    this.timeoutMillis = timeoutMillis
    this.requestCallback = requestCallback
    this.beginTimestamp = currentTimeMillis()
    this.countDownLatch = new CountDownLatch(1, 'the reply to a request')
    this.responseMsg = null
    this.cause = null
  }

  getCause(): unknown {
    return this.cause
  }

  isTimeout(): boolean {
    return currentTimeMillis() - this.beginTimestamp > this.timeoutMillis
  }

  /** @returns null when there is no reply in that time, or never will be */
  *waitResponseMessage(timeoutMillis: number): Blocking<Message | null> {
    yield* this.countDownLatch.await(timeoutMillis)
    return this.responseMsg
  }

  /** The reply has come. Original: RequestResponseFuture#putResponseMessage */
  putResponseMessage(responseMsg: Message): void {
    assert(this.countDownLatch.getCount() === 1, 'a request ends once')
    this.responseMsg = responseMsg
    this.countDownLatch.countDown()
    this.requestCallback?.onSuccess(responseMsg)
  }

  /** There will be no reply. Original: RequestResponseFuture#executeRequestCallback */
  fail(cause: unknown): void {
    assert(this.countDownLatch.getCount() === 1, 'a request ends once')
    this.cause = cause
    this.countDownLatch.countDown()
    this.requestCallback?.onException(cause)
  }
}
