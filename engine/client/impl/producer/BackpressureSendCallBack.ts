import type { SendCallback } from '../../producer/SendCallback'
import type { SendResult } from '../../producer/SendResult'

/**
 * The application's callback, and the permits of the message that it waits for: they go back first, those for its bytes before the one
 * for the message, so that the application may send again at once. A callback that is called twice gives them back twice, as in the
 * original.
 * Original: DefaultMQProducerImpl.BackpressureSendCallBack.
 */
export class BackpressureSendCallBack implements SendCallback {
  private readonly sendCallback: SendCallback
  private readonly permits: Array<() => void>

  constructor(sendCallback: SendCallback) {
    this.sendCallback = sendCallback
    this.permits = []
  }

  /** From now on the message holds a permit, and `release` gives it back. */
  holds(release: () => void): void {
    this.permits.unshift(release)
  }

  onSuccess(sendResult: SendResult): void {
    this.semaphoreProcessor()
    this.sendCallback.onSuccess(sendResult)
  }

  onException(error: unknown): void {
    this.semaphoreProcessor()
    this.sendCallback.onException(error)
  }

  private semaphoreProcessor(): void {
    for (const release of this.permits) release()
  }
}
