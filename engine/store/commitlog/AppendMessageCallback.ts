import type { MessageExtBatch } from '../../common/message/MessageExtBatch'
import type { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import type { MappedFile } from '../logfile/MappedFile'
import type { AppendMessageResult } from './AppendMessageResult'
import type { PutMessageContext } from './PutMessageContext'

/**
 * Writes an encoded message at the end of a file, once it is known where that is.
 * Original: org.apache.rocketmq.store.AppendMessageCallback.
 */
export interface AppendMessageCallback {
  doAppend(file: MappedFile, message: MessageExtBrokerInner): AppendMessageResult
  doAppendBatch(file: MappedFile, batch: MessageExtBatch, context: PutMessageContext): AppendMessageResult
}
