import type { Message } from '../../common/message/Message'
import type { MessageQueue } from '../../common/message/MessageQueue'
import type { CommunicationMode } from '../impl/CommunicationMode'

/** Original: org.apache.rocketmq.client.hook.CheckForbiddenContext. */
export interface CheckForbiddenContext {
  readonly nameSrvAddr: string
  readonly group: string
  readonly message: Message
  readonly mq: MessageQueue
  readonly brokerAddr: string
  readonly communicationMode: CommunicationMode
  readonly unitMode: boolean
}

/** May forbid a send by throwing an MQClientException. Original: org.apache.rocketmq.client.hook.CheckForbiddenHook. */
export interface CheckForbiddenHook {
  hookName(): string
  checkForbidden(context: CheckForbiddenContext): void
}
