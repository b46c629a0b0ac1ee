import type { LocalTransactionState } from './LocalTransactionState'
import { SendResult } from './SendResult'

/**
 * How the half message was stored, and how the application's part has ended. The broker's id of the message is left out, as in the
 * original. Original: org.apache.rocketmq.client.producer.TransactionSendResult.
 */
export class TransactionSendResult extends SendResult {
  readonly localTransactionState: LocalTransactionState

  constructor(sendResult: SendResult, localTransactionState: LocalTransactionState) {
    super(sendResult.sendStatus, sendResult.msgId, sendResult.messageQueue, sendResult.queueOffset)
    this.transactionId = sendResult.transactionId
    this.localTransactionState = localTransactionState
  }
}
