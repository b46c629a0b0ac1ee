import type { Message } from '../../common/message/Message'
import type { MessageExt } from '../../common/message/MessageExt'
import type { Blocking } from '../../kernel/Blocking'
import type { LocalTransactionState } from './LocalTransactionState'

/** The application's side of a transaction. Original: org.apache.rocketmq.client.producer.TransactionListener. */
export interface TransactionListener {
  /** The half message is stored: does what it is about. Null, or an exception, is UNKNOW. */
  executeLocalTransaction(msg: Message, arg: unknown): Blocking<LocalTransactionState | null>
  /** A broker asks how it has ended. It may ask any producer of the group, and at any time. */
  checkLocalTransaction(msg: MessageExt): Blocking<LocalTransactionState>
}
