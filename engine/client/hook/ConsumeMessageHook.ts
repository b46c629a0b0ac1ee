import type { MessageExt } from '../../common/message/MessageExt'
import type { MessageQueue } from '../../common/message/MessageQueue'
import type { AccessChannel } from '../AccessChannel'
import type { ConsumeReturnType } from '../consumer/listener/ConsumeReturnType'

/** What a hook sees of a batch that a listener gets. Original: org.apache.rocketmq.client.hook.ConsumeMessageContext. */
export interface ConsumeMessageContext {
  readonly consumerGroup: string
  readonly msgList: readonly MessageExt[]
  readonly mq: MessageQueue
  readonly namespace: string | null
  readonly accessChannel: AccessChannel
  success: boolean
  /** What the consumer makes of the listener's answer; null before it has answered. */
  status: string | null
  /** How the listener has ended; null before. In the original it is one of the `props`. */
  returnType: ConsumeReturnType | null
  /** What a trace hook keeps from before to after. */
  mqTraceContext: unknown
}

/** Sees each batch before and after the listener has it; its exceptions are swallowed. Original: client.hook.ConsumeMessageHook. */
export interface ConsumeMessageHook {
  hookName(): string
  consumeMessageBefore(context: ConsumeMessageContext): void
  consumeMessageAfter(context: ConsumeMessageContext): void
}
