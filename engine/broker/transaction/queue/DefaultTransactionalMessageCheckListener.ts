import { PermName } from '../../../common/constant/PermName'
import { MessageClientIDSetter } from '../../../common/message/MessageClientIDSetter'
import { MessageConst } from '../../../common/message/MessageConst'
import { MessageDecoder } from '../../../common/message/MessageDecoder'
import type { MessageExt } from '../../../common/message/MessageExt'
import { MessageExtBrokerInner } from '../../../common/message/MessageExtBrokerInner'
import { TopicFilterType } from '../../../common/TopicFilterType'
import type { Blocking } from '../../../kernel/Blocking'
import { assert } from '../../../kernel/assert'
import type { Task } from '../../../kernel/concurrent/ThreadPoolExecutor'
import { ThreadPoolExecutor } from '../../../kernel/concurrent/ThreadPoolExecutor'
import { RejectedExecutionException } from '../../../kernel/errors'
import { NumberFormatException, parseInt32 } from '../../../kernel/java/javaParse'
import { notNull, NullPointerException } from '../../../kernel/java/notNull'
import type { Process } from '../../../kernel/Process'
import { CheckTransactionStateRequestHeader } from '../../../remoting/protocol/header/CheckTransactionStateRequestHeader'
import { PutMessageStatus } from '../../../store/put/PutMessageStatus'
import type { BrokerController } from '../../BrokerController'
import { traceHalfMessage } from '../traceHalfMessage'

const TCMT_QUEUE_NUMS = 1
/** In Java up to five, once 2,000 questions wait. */
const CHECK_THREADS = 2
const CHECK_QUEUE_CAPACITY = 2000

/**
 * Asks producers for the outcome of their transactions, and gives up on those that were asked too often.
 * Original: org.apache.rocketmq.broker.transaction.queue.DefaultTransactionalMessageCheckListener, and its base class
 * AbstractTransactionalMessageCheckListener.
 */
export class DefaultTransactionalMessageCheckListener {
  private readonly process: Process
  private readonly brokerController: BrokerController
  private readonly executorService: ThreadPoolExecutor

  constructor(process: Process, brokerController: BrokerController) {
    this.process = process
    this.brokerController = brokerController
    this.executorService = new ThreadPoolExecutor(process, {
      threadNamePrefix: 'Transaction-msg-check-thread_',
      corePoolSize: CHECK_THREADS,
      queueCapacity: CHECK_QUEUE_CAPACITY,
    })
  }

  shutdown(): void {
    this.executorService.shutdown()
  }

  /**
   * Has a producer asked; with too many questions waiting, the caller asks.
   * Original: AbstractTransactionalMessageCheckListener#resolveHalfMsg
   */
  *resolveHalfMsg(msgExt: MessageExt): Blocking<void> {
    const ask: Task = () => this.trySendCheckMessage(msgExt)
    try {
      this.executorService.execute(ask)
    } catch (error) {
      if (!(error instanceof RejectedExecutionException)) throw error
      yield* ask()
    }
  }

  /** About a message that does not say whose it is nobody can be asked. */
  private *trySendCheckMessage(msgExt: MessageExt): Blocking<void> {
    try {
      yield* this.sendCheckMessage(msgExt)
    } catch (error) {
      if (!(error instanceof NullPointerException || error instanceof NumberFormatException)) throw error
    }
  }

  /**
   * Asks one of the group's producers that are connected, in turn; any of them must know. The question names the topic of half
   * messages, and its message the real one. Original: AbstractTransactionalMessageCheckListener#sendCheckMessage
   */
  private *sendCheckMessage(msgExt: MessageExt): Blocking<void> {
    const header = new CheckTransactionStateRequestHeader()
    header.topic = msgExt.topic
    header.commitLogOffset = msgExt.commitLogOffset
    header.offsetMsgId = msgExt.msgId
    header.msgId = MessageClientIDSetter.getUniqID(msgExt)
    header.transactionId = header.msgId
    header.tranStateTableOffset = msgExt.queueOffset
    header.bname = this.brokerController.brokerConfig.brokerName
    msgExt.topic = notNull(msgExt.getProperty(MessageConst.PROPERTY_REAL_TOPIC), 'the real topic')
    msgExt.queueId = parseInt32(notNull(msgExt.getProperty(MessageConst.PROPERTY_REAL_QUEUE_ID), 'the real queue'))
    msgExt.storeSize = 0
    const groupId = notNull(msgExt.getProperty(MessageConst.PROPERTY_PRODUCER_GROUP), 'the producer group')
    const channel = this.brokerController.getProducerManager().getAvailableChannel(groupId)
    traceHalfMessage(this.process, 'asked', msgExt, channel?.remoteAddress)
    if (channel === null) return
    yield* this.brokerController.getBroker2Client().checkProducerTransactionState(channel, header, msgExt)
  }

  /**
   * Takes a half message that was checked too often into a topic where it does not bother anybody.
   * Original: DefaultTransactionalMessageCheckListener#resolveDiscardMsg
   */
  *resolveDiscardMsg(msgExt: MessageExt): Blocking<void> {
    const manager = this.brokerController.getTopicConfigManager()
    const perm = PermName.PERM_READ | PermName.PERM_WRITE
    const topicConfig = yield* manager.createTopicOfTranCheckMaxTime(TCMT_QUEUE_NUMS, perm)
    // As in 5.3.2, the message is gone when the topic could not be created.
    if (topicConfig === null) return
    const inner = toMessageExtBrokerInner(msgExt, topicConfig.topicName)
    assert(inner.queueId < TCMT_QUEUE_NUMS, 'what is given up goes to a queue of its topic', inner.queueId, TCMT_QUEUE_NUMS)
    assert(inner.properties === msgExt.properties, 'what is given up still says whose it was')
    const result = yield* this.brokerController.getMessageStore().putMessage(inner)
    if (result.putMessageStatus !== PutMessageStatus.PUT_OK) return
    traceHalfMessage(this.process, 'given-up', msgExt)
    const realTopic = msgExt.getProperty(MessageConst.PROPERTY_REAL_TOPIC)
    if (realTopic !== null) yield* this.brokerController.getTransactionalMessageService().count(realTopic, -1)
  }
}

/** Original: DefaultTransactionalMessageCheckListener#toMessageExtBrokerInner */
function toMessageExtBrokerInner(msgExt: MessageExt, topic: string): MessageExtBrokerInner {
  const inner = new MessageExtBrokerInner(topic, msgExt.body)
  inner.flag = msgExt.flag
  inner.properties = msgExt.properties
  inner.propertiesString = MessageDecoder.messageProperties2String(msgExt.properties)
  inner.tagsCode = MessageExtBrokerInner.tagsString2tagsCode(TopicFilterType.SINGLE_TAG, msgExt.getTags())
  inner.queueId = 0
  inner.sysFlag = msgExt.sysFlag
  inner.bornHost = msgExt.bornHost
  inner.bornTimestamp = msgExt.bornTimestamp
  inner.storeHost = msgExt.storeHost
  inner.reconsumeTimes = msgExt.reconsumeTimes
  inner.msgId = msgExt.msgId
  inner.setWaitStoreMsgOK(false)
  return inner
}
