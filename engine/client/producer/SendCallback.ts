import type { SendResult } from './SendResult'

/** Hears of the outcome of an asynchronous send; neither method may block. Original: client.producer.SendCallback. */
export interface SendCallback {
  onSuccess(result: SendResult): void
  onException(error: unknown): void
}
