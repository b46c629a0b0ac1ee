import type { MessageQueue } from '../../common/message/MessageQueue'
import type { SendStatus } from './SendStatus'

/** How and where a message was stored. Original: org.apache.rocketmq.client.producer.SendResult. */
export class SendResult {
  sendStatus: SendStatus
  /** The id that the client gave; for a batch all of them, separated by commas. */
  msgId: string
  messageQueue: MessageQueue
  queueOffset: number
  transactionId: string | null
  /** The broker's id: its address and the message's place in the commit log. */
  offsetMsgId: string | null
  regionId: string | null
  traceOn: boolean
  recallHandle: string | null

  constructor(sendStatus: SendStatus, msgId: string, messageQueue: MessageQueue, queueOffset: number) {
    this.sendStatus = sendStatus
    this.msgId = msgId
    this.messageQueue = messageQueue
    this.queueOffset = queueOffset
    this.transactionId = null
    this.offsetMsgId = null
    this.regionId = null
    this.traceOn = true
    this.recallHandle = null
  }

  toString(): string {
    const { sendStatus, msgId, offsetMsgId, messageQueue, queueOffset } = this
    const recall = this.recallHandle === null ? '' : `, recallHandle=${this.recallHandle}`
    return `SendResult [sendStatus=${sendStatus}, msgId=${msgId}, offsetMsgId=${offsetMsgId}, messageQueue=${messageQueue}, queueOffset=${queueOffset}${recall}]`
  }
}
