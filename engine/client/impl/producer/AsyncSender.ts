import type { Message } from '../../../common/message/Message'
import type { Blocking } from '../../../kernel/Blocking'
import { Semaphore } from '../../../kernel/concurrent/Semaphore'
import { ThreadPoolExecutor } from '../../../kernel/concurrent/ThreadPoolExecutor'
import { RejectedExecutionException } from '../../../kernel/errors'
import { currentTimeMillis } from '../../../kernel/Process'
import type { Process } from '../../../kernel/Process'
import { RemotingTooMuchRequestException } from '../../../remoting/exception/RemotingTooMuchRequestException'
import { MQClientException } from '../../exception/MQClientException'
import type { DefaultMQProducer } from '../../producer/DefaultMQProducer'
import type { SendCallback } from '../../producer/SendCallback'
import type { SendResult } from '../../producer/SendResult'

const THREADS = 4
const QUEUE_CAPACITY = 50_000
const MIN_MESSAGES = 10
const MIN_BYTES = 1024 * 1024

/**
 * Takes asynchronous sends off the caller's hands: a pool of threads does the synchronous part. With back-pressure on, two
 * semaphores limit how many messages and how many bytes are under way; whoever goes over waits, within the timeout.
 * Original: DefaultMQProducerImpl#executeAsyncMessageSend and its BackpressureSendCallBack.
 */
export class AsyncSender {
  private readonly producer: DefaultMQProducer
  private readonly asyncSenderExecutor: ThreadPoolExecutor
  /** Made when they are needed: the configuration is complete by then. */
  private semaphores: { readonly num: Semaphore; readonly size: Semaphore } | null

  constructor(process: Process, producer: DefaultMQProducer) {
    this.producer = producer
    const options = { threadNamePrefix: 'AsyncSenderExecutor_', corePoolSize: THREADS, queueCapacity: QUEUE_CAPACITY }
    this.asyncSenderExecutor = new ThreadPoolExecutor(process, options)
    this.semaphores = null
  }

  shutdown(): void {
    this.asyncSenderExecutor.shutdown()
  }

  /**
   * Has `send` called by another thread, with a callback that gives the permits back and with the time that is left. Waiting
   * in the pool's queue counts.
   * @throws MQClientException when the pool takes no more and back-pressure is off
   */
  *submit(
    msg: Message,
    callback: SendCallback,
    timeout: number,
    send: (callback: SendCallback, left: number) => Blocking<SendResult | null>,
  ): Blocking<void> {
    const begin = currentTimeMillis()
    const guarded = yield* this.acquirePermits(msg, callback, timeout)
    if (guarded === null) return
    const task = function* (): Blocking<void> {
      const cost = currentTimeMillis() - begin
      try {
        if (timeout <= cost) throw new RemotingTooMuchRequestException(`waiting for a thread took ${cost} ms`)
        yield* send(guarded, timeout - cost)
      } catch (error) {
        guarded.onException(error)
      }
    }
    try {
      this.asyncSenderExecutor.execute(task)
    } catch (error) {
      if (!(error instanceof RejectedExecutionException)) throw error
      if (!this.producer.enableBackpressureForAsyncMode) throw new MQClientException('executor rejected', -1, error)
      yield* task()
    }
  }

  /** Null when there were no permits in time; the callback knows already. */
  private *acquirePermits(msg: Message, callback: SendCallback, timeout: number): Blocking<SendCallback | null> {
    if (!this.producer.enableBackpressureForAsyncMode) return callback
    const begin = currentTimeMillis()
    const bytes = msg.body?.length ?? 1
    const { num, size } = this.permits()
    if (!(yield* num.tryAcquire(timeout))) return this.refuse(callback, 'messages')
    if (!(yield* size.tryAcquire(timeout - (currentTimeMillis() - begin), bytes))) {
      num.release()
      return this.refuse(callback, 'bytes')
    }
    const release = (): void => {
      num.release()
      size.release(bytes)
    }
    return releasing(callback, release)
  }

  private refuse(callback: SendCallback, what: string): null {
    callback.onException(new RemotingTooMuchRequestException(`too many ${what} are being sent at once`))
    return null
  }

  private permits(): { readonly num: Semaphore; readonly size: Semaphore } {
    const { backPressureForAsyncSendNum, backPressureForAsyncSendSize } = this.producer
    this.semaphores ??= {
      num: new Semaphore(Math.max(MIN_MESSAGES, backPressureForAsyncSendNum), 'permit to send another message'),
      size: new Semaphore(Math.max(MIN_BYTES, backPressureForAsyncSendSize), 'permit to send more bytes'),
    }
    return this.semaphores
  }
}

/** A callback that gives permits back before it does anything else. */
function releasing(callback: SendCallback, release: () => void): SendCallback {
  return {
    onSuccess(result) {
      release()
      callback.onSuccess(result)
    },
    onException(error) {
      release()
      callback.onException(error)
    },
  }
}
