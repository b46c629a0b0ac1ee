import type { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import type { PutMessageResult } from './PutMessageResult'

/** Looks at each message before the store takes it. Original: org.apache.rocketmq.store.hook.PutMessageHook. */
export interface PutMessageHook {
  readonly hookName: string
  /** @returns null to let the message pass, or the result to answer with instead */
  executeBeforePutMessage(message: MessageExtBrokerInner): PutMessageResult | null
}
