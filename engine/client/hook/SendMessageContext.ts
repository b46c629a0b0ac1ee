import type { Message } from '../../common/message/Message'
import type { MessageQueue } from '../../common/message/MessageQueue'
import type { MessageType } from '../../common/message/MessageType'
import type { CommunicationMode } from '../impl/CommunicationMode'
import type { SendResult } from '../producer/SendResult'

/** What a send hook sees. Original: org.apache.rocketmq.client.hook.SendMessageContext. */
export interface SendMessageContext {
  readonly producerGroup: string
  readonly message: Message
  readonly mq: MessageQueue
  readonly brokerAddr: string
  readonly bornHost: string
  readonly communicationMode: CommunicationMode
  readonly msgType: MessageType
  readonly namespace: string | null
  sendResult: SendResult | null
  exception: unknown
  /** What a trace hook keeps from before to after. */
  mqTraceContext: unknown
}
