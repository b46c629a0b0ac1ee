import { PermName } from '../../../common/constant/PermName'
import { MessageClientIDSetter } from '../../../common/message/MessageClientIDSetter'
import { MessageConst } from '../../../common/message/MessageConst'
import { MessageDecoder } from '../../../common/message/MessageDecoder'
import type { MessageExt } from '../../../common/message/MessageExt'
import { MessageExtBrokerInner } from '../../../common/message/MessageExtBrokerInner'
import { MessageSysFlag } from '../../../common/sysflag/MessageSysFlag'
import { TopicFilterType } from '../../../common/TopicFilterType'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import type { CompletableFuture } from '../../../kernel/concurrent/CompletableFuture'
import { currentTimeMillis } from '../../../kernel/Process'
import { Thread } from '../../../kernel/Thread'
import { encodeUtf8 } from '../../../kernel/Utf8'
import type { GetMessageResult } from '../../../store/get/GetMessageResult'
import { GetMessageStatus } from '../../../store/get/GetMessageStatus'
import type { PutMessageResult } from '../../../store/put/PutMessageResult'
import { PutMessageStatus } from '../../../store/put/PutMessageStatus'
import type { BrokerController } from '../../BrokerController'
import { traceNoted } from '../traceHalfMessage'
import { TransactionalMessageUtil } from './TransactionalMessageUtil'

const { CONSUMER_GROUP, HALF_TOPIC, OFFSET_SEPARATOR, OP_TOPIC, REMOVE_TAG } = TransactionalMessageUtil

/** What the broker has found in one of its own queues. */
export interface PulledMessages {
  readonly pullStatus: 'FOUND' | 'NO_NEW_MSG' | 'NO_MATCHED_MSG' | 'OFFSET_ILLEGAL'
  readonly nextBeginOffset: number
  /** Null if there are none. */
  readonly msgFoundList: readonly MessageExt[] | null
}

/**
 * Between transactions and the store: puts half messages into their topic and takes them out again, as a consumer of the broker's
 * own. Original: org.apache.rocketmq.broker.transaction.queue.TransactionalMessageBridge.
 */
export class TransactionalMessageBridge {
  readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  /** How far the broker has come in a queue; where it has never been, the queue's beginning. Original: #fetchConsumeOffset */
  fetchConsumeOffset(topic: string, queueId: number): number {
    const offset = this.brokerController.getConsumerOffsetManager().queryOffset(CONSUMER_GROUP, topic, queueId)
    return offset === -1 ? this.brokerController.getMessageStore().getMinOffsetInQueue(topic, queueId) : offset
  }

  /** Is there a queue of the topic that the broker has not read to its end? */
  isBehind(topic: string): boolean {
    const queues = this.brokerController.getMessageStore().getQueueStore().getConsumeQueueTable().get(topic)
    return [...(queues ?? [])].some(([queueId, queue]) => {
      return this.fetchConsumeOffset(topic, queueId) !== queue.getMaxOffsetInQueue()
    })
  }

  /** Original: TransactionalMessageBridge#updateConsumeOffset */
  updateConsumeOffset(topic: string, queueId: number, offset: number): void {
    this.brokerController.getConsumerOffsetManager().commitOffset(CONSUMER_GROUP, topic, queueId, offset)
  }

  /** The queues with half messages. Original: TransactionalMessageBridge#fetchMessageQueues */
  *fetchMessageQueues(topic: string): Blocking<number[]> {
    const manager = this.brokerController.getTopicConfigManager()
    const perm = PermName.PERM_WRITE | PermName.PERM_READ
    const known = manager.selectTopicConfig(topic)
    const topicConfig = known ?? (yield* manager.createTopicInSendMessageBackMethod(topic, 1, perm, 0))
    return Array.from({ length: topicConfig?.readQueueNums ?? 0 }, (_, queueId) => queueId)
  }

  /** Null when the store can't be read. Original: TransactionalMessageBridge#getHalfMessage */
  getHalfMessage(queueId: number, offset: number, nums: number): PulledMessages | null {
    return this.getMessage(HALF_TOPIC, queueId, offset, nums)
  }

  /** Null when the store can't be read. Original: TransactionalMessageBridge#getOpMessage */
  getOpMessage(queueId: number, offset: number, nums: number): PulledMessages | null {
    return this.getMessage(OP_TOPIC, queueId, offset, nums)
  }

  private getMessage(topic: string, queueId: number, offset: number, nums: number): PulledMessages | null {
    const store = this.brokerController.getMessageStore()
    const result = store.getMessage(CONSUMER_GROUP, topic, queueId, offset, nums, null)
    if (result === null) return null
    const pullStatus = pullStatusOf(result.status)
    const msgFoundList = pullStatus === 'FOUND' ? decodeMsgList(result) : null
    return { pullStatus, nextBeginOffset: result.nextBeginOffset, msgFoundList }
  }

  /** Puts a half message into the store; the future tells when it is safe. Original: #asyncPutHalfMessage */
  *asyncPutHalfMessage(messageInner: MessageExtBrokerInner): Blocking<CompletableFuture<PutMessageResult>> {
    return yield* this.brokerController.getMessageStore().asyncPutMessage(parseHalfMessageInner(messageInner))
  }

  /** Original: TransactionalMessageBridge#putMessageReturnResult */
  *putMessageReturnResult(messageInner: MessageExtBrokerInner): Blocking<PutMessageResult> {
    return yield* this.brokerController.getMessageStore().putMessage(messageInner)
  }

  /** Original: TransactionalMessageBridge#putMessage */
  *putMessage(messageInner: MessageExtBrokerInner): Blocking<boolean> {
    const result = yield* this.putMessageReturnResult(messageInner)
    return result.putMessageStatus === PutMessageStatus.PUT_OK
  }

  /** A copy that says which half message it is a copy of. Original: #renewImmunityHalfMessageInner */
  renewImmunityHalfMessageInner(msgExt: MessageExt): MessageExtBrokerInner {
    const msgInner = this.renewHalfMessageInner(msgExt)
    const name = MessageConst.PROPERTY_TRANSACTION_PREPARED_QUEUE_OFFSET
    msgInner.putProperty(name, msgExt.getProperty(name) ?? String(msgExt.queueOffset))
    msgInner.propertiesString = MessageDecoder.messageProperties2String(msgInner.properties)
    return msgInner
  }

  /** A copy for the end of the queue. It has neither flag nor the times of consumption, as in 5.3.2. Original: #renewHalfMessageInner */
  renewHalfMessageInner(msgExt: MessageExt): MessageExtBrokerInner {
    const msgInner = new MessageExtBrokerInner(msgExt.topic, msgExt.body)
    msgInner.queueId = msgExt.queueId
    msgInner.msgId = msgExt.msgId
    msgInner.sysFlag = msgExt.sysFlag
    msgInner.tagsCode = MessageExtBrokerInner.tagsString2tagsCode(TopicFilterType.SINGLE_TAG, msgExt.getTags())
    msgInner.properties = msgExt.properties
    msgInner.propertiesString = MessageDecoder.messageProperties2String(msgExt.properties)
    msgInner.bornTimestamp = msgExt.bornTimestamp
    msgInner.bornHost = msgExt.bornHost
    msgInner.storeHost = msgExt.storeHost
    // Both share their properties, so the producer that is asked sees it, while the record, whose text is made, does not.
    msgInner.setWaitStoreMsgOK(false)
    return msgInner
  }

  /** Writes down that these half messages are dealt with. Original: TransactionalMessageBridge#writeOp */
  *writeOp(queueId: number, body: string): Blocking<boolean> {
    assert(body.endsWith(OFFSET_SEPARATOR), 'what is dealt with is a list of numbers', body)
    const isWritten = yield* this.putMessage(this.makeOpMessageInner(queueId, body))
    const queueOffsets = body.slice(0, -OFFSET_SEPARATOR.length).split(OFFSET_SEPARATOR)
    if (isWritten) traceNoted(Thread.currentThread().process, queueOffsets)
    return isWritten
  }

  /** Original: TransactionalMessageBridge#makeOpMessageInner */
  private makeOpMessageInner(queueId: number, body: string): MessageExtBrokerInner {
    const storeHost = this.brokerController.getStoreHost()
    const msgInner = new MessageExtBrokerInner(OP_TOPIC, encodeUtf8(body))
    msgInner.queueId = queueId
    msgInner.setTags(REMOVE_TAG)
    msgInner.setWaitStoreMsgOK(true)
    msgInner.tagsCode = MessageExtBrokerInner.tagsString2tagsCode(TopicFilterType.SINGLE_TAG, REMOVE_TAG)
    msgInner.propertiesString = MessageDecoder.messageProperties2String(msgInner.properties)
    msgInner.bornTimestamp = currentTimeMillis()
    msgInner.bornHost = storeHost
    msgInner.storeHost = storeHost
    // The text is made, so neither of these is stored.
    msgInner.setWaitStoreMsgOK(false)
    MessageClientIDSetter.setUniqID(msgInner)
    return msgInner
  }

  lookMessageByOffset(commitLogOffset: number): MessageExt | null {
    return this.brokerController.getMessageStore().lookMessageByOffset(commitLogOffset)
  }
}

function pullStatusOf(status: GetMessageStatus): PulledMessages['pullStatus'] {
  switch (status) {
    case GetMessageStatus.FOUND:
      return 'FOUND'
    case GetMessageStatus.NO_MATCHED_MESSAGE:
      return 'NO_MATCHED_MSG'
    case GetMessageStatus.NO_MESSAGE_IN_QUEUE:
    case GetMessageStatus.OFFSET_OVERFLOW_ONE:
      return 'NO_NEW_MSG'
    default:
      return 'OFFSET_ILLEGAL'
  }
}

function decodeMsgList({ messageMapedList }: GetMessageResult): MessageExt[] {
  return messageMapedList.flatMap((record) => MessageDecoder.decode(record.get(0, record.size)) ?? [])
}

/**
 * Turns a message into a half message: it goes into a topic that no consumer reads, and remembers where it is to go. There it has
 * a place in its queue like any other. Original: TransactionalMessageBridge#parseHalfMessageInner
 */
function parseHalfMessageInner(msgInner: MessageExtBrokerInner): MessageExtBrokerInner {
  const uniqId = MessageClientIDSetter.getUniqID(msgInner)
  if (uniqId !== null && uniqId !== '') msgInner.putProperty(MessageConst.PROPERTY_TRANSACTION_ID, uniqId)
  msgInner.putProperty(MessageConst.PROPERTY_REAL_TOPIC, msgInner.topic)
  msgInner.putProperty(MessageConst.PROPERTY_REAL_QUEUE_ID, String(msgInner.queueId))
  msgInner.sysFlag = MessageSysFlag.resetTransactionValue(msgInner.sysFlag, MessageSysFlag.TRANSACTION_NOT_TYPE)
  msgInner.topic = HALF_TOPIC
  msgInner.queueId = 0
  msgInner.propertiesString = MessageDecoder.messageProperties2String(msgInner.properties)
  return msgInner
}
