import { MixAll } from '../MixAll'
import { Message } from './Message'
import { MessageDecoder } from './MessageDecoder'

/** Thrown for messages that can't travel in one batch. Java throws an UnsupportedOperationException here. */
export class UnsupportedBatchError extends Error {
  readonly reason: string

  constructor(reason: string) {
    super(`these messages can't be one batch: ${reason}`)
    this.name = 'UnsupportedOperationException'
    this.reason = reason
  }
}

/** Messages of one topic that travel in one request. Original: org.apache.rocketmq.common.message.MessageBatch. */
export class MessageBatch extends Message {
  readonly messages: readonly Message[]

  constructor(messages: readonly Message[]) {
    super()
    this.messages = messages
  }

  encode(): Uint8Array {
    return MessageDecoder.encodeMessages(this.messages)
  }

  [Symbol.iterator](): Iterator<Message> {
    return this.messages[Symbol.iterator]()
  }

  /** Original: MessageBatch#generateFromList. @throws UnsupportedBatchError */
  static generateFromList(messages: readonly Message[]): MessageBatch {
    const first = messages[0]
    if (first === undefined) throw new UnsupportedBatchError('there are none')
    for (const message of messages) {
      if (message.getDelayTimeLevel() > 0) throw new UnsupportedBatchError('one of them is delayed')
      if (message.topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) throw new UnsupportedBatchError('one is for a retry topic')
      if (message.topic !== first.topic) throw new UnsupportedBatchError('their topics differ')
      if (message.isWaitStoreMsgOK() !== first.isWaitStoreMsgOK()) throw new UnsupportedBatchError('their waitStoreMsgOK differs')
    }
    const batch = new MessageBatch(messages)
    batch.topic = first.topic
    batch.setWaitStoreMsgOK(first.isWaitStoreMsgOK())
    return batch
  }
}
