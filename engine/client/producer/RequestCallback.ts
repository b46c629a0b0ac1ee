import type { Message } from '../../common/message/Message'

/** Hears of the reply to a request; neither method may block. Original: org.apache.rocketmq.client.producer.RequestCallback. */
export interface RequestCallback {
  onSuccess(message: Message): void
  onException(error: unknown): void
}
