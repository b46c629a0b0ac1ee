import { MessageExtBrokerInner } from './MessageExtBrokerInner'

/** Several messages of one producer in one body, to be stored one after the other. Original: MessageExtBatch. */
export class MessageExtBatch extends MessageExtBrokerInner {
  isInnerBatch: boolean

  constructor(topic = '', body: Uint8Array | null = null) {
    super(topic, body)
    this.isInnerBatch = false
  }
}
