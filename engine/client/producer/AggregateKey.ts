import type { Message } from '../../common/message/Message'
import type { MessageQueue } from '../../common/message/MessageQueue'
import { javaHashCode } from '../../kernel/java/javaHashCode'

const HASH_OF_TRUE = 1231
const HASH_OF_FALSE = 1237

/**
 * What messages must have in common to travel in one batch. `mq`: null when the producer is to choose a queue.
 * Original: ProduceAccumulator.AggregateKey.
 */
export class AggregateKey {
  readonly topic: string
  readonly mq: MessageQueue | null
  readonly waitStoreMsgOK: boolean
  readonly tag: string | null

  constructor(message: Message, mq: MessageQueue | null) {
    this.topic = message.topic
    this.mq = mq
    this.waitStoreMsgOK = message.isWaitStoreMsgOK()
    this.tag = message.getTags()
  }

  /** Equal keys have the same text, and others have another. */
  toString(): string {
    const mq = this.mq === null ? null : [this.mq.topic, this.mq.brokerName, this.mq.queueId]
    return JSON.stringify([this.topic, mq, this.waitStoreMsgOK, this.tag])
  }

  /** It decides on the order in which batches are looked at. Original: AggregateKey#hashCode */
  hashCode(): number {
    const hashes = [
      javaHashCode(this.topic),
      this.mq?.hashCode() ?? 0,
      this.waitStoreMsgOK ? HASH_OF_TRUE : HASH_OF_FALSE,
      this.tag === null ? 0 : javaHashCode(this.tag),
    ]
    return hashes.reduce((sum, hash) => (Math.imul(31, sum) + hash) | 0, 1)
  }
}
