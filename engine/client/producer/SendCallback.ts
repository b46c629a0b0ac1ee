import type { SendResult } from './SendResult'

/** Hears how an asynchronous send ends; neither method may block. Original: client.producer.SendCallback. */
export interface SendCallback {
  onSuccess(result: SendResult): void
  onException(error: unknown): void
}
