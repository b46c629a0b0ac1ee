import type { MessageType } from '../../common/message/MessageType'
import { Thread } from '../../kernel/Thread'
import type { LocalTransactionState } from '../producer/LocalTransactionState'

/** What a trace says of one message. Sizes in bytes. Original: org.apache.rocketmq.client.trace.TraceBean. */
export class TraceBean {
  topic: string
  msgId: string
  offsetMsgId: string | null
  tags: string | null
  keys: string | null
  /** The broker's address; the client's own as long as nobody has said. */
  storeHost: string | null
  clientHost: string
  /** In ms since 1970. */
  storeTime: number
  retryTimes: number
  bodyLength: number
  msgType: MessageType | null
  transactionState: LocalTransactionState | null
  transactionId: string | null
  fromTransactionCheck: boolean

  constructor() {
    const { host } = Thread.currentThread().process
    this.topic = ''
    this.msgId = ''
    this.offsetMsgId = ''
    this.tags = ''
    this.keys = ''
    this.storeHost = host
    this.clientHost = host
    this.storeTime = 0
    this.retryTimes = 0
    this.bodyLength = 0
    this.msgType = null
    this.transactionState = null
    this.transactionId = null
    this.fromTransactionCheck = false
  }
}
