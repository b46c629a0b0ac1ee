import { hostBytes } from './hostBytes'
import { Message } from './Message'

/** A message as a broker has it: with its place, its times and its hosts. Original: org.apache.rocketmq.common.message.MessageExt. */
export class MessageExt extends Message {
  brokerName: string | null
  queueId: number
  /** Bytes of the record in the commit log. */
  storeSize: number
  queueOffset: number
  sysFlag: number
  bornTimestamp: number
  /** `ip:port` of the producer. */
  bornHost: string
  storeTimestamp: number
  /** `ip:port` of the broker. */
  storeHost: string
  /** The offset id; see MessageDecoder#createMessageId. */
  msgId: string | null
  commitLogOffset: number
  bodyCRC: number
  reconsumeTimes: number
  preparedTransactionOffset: number

  constructor(topic = '', body: Uint8Array | null = null) {
    super('', body)
    this.topic = topic
    this.brokerName = null
    this.queueId = 0
    this.storeSize = 0
    this.queueOffset = 0
    this.sysFlag = 0
    this.bornTimestamp = 0
    this.bornHost = ''
    this.storeTimestamp = 0
    this.storeHost = ''
    this.msgId = null
    this.commitLogOffset = 0
    this.bodyCRC = 0
    this.reconsumeTimes = 0
    this.preparedTransactionOffset = 0
  }

  getBornHostBytes(): Uint8Array {
    return hostBytes(this.bornHost)
  }

  getStoreHostBytes(): Uint8Array {
    return hostBytes(this.storeHost)
  }
}
