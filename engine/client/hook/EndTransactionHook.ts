import type { Message } from '../../common/message/Message'
import type { LocalTransactionState } from '../producer/LocalTransactionState'

/** What a hook sees of the end of a transaction. Original: org.apache.rocketmq.client.hook.EndTransactionContext. */
export interface EndTransactionContext {
  readonly producerGroup: string
  readonly message: Message
  readonly brokerAddr: string | null
  readonly msgId: string
  readonly transactionId: string | null
  readonly transactionState: LocalTransactionState
  readonly fromTransactionCheck: boolean
}

/** Sees the end of each transaction before the broker is told; its exceptions are swallowed. Original: client.hook.EndTransactionHook. */
export interface EndTransactionHook {
  hookName(): string
  endTransaction(context: EndTransactionContext): void
}
