import { MessageConst } from '../../../common/message/MessageConst'
import { MessageDecoder } from '../../../common/message/MessageDecoder'
import type { MessageExt } from '../../../common/message/MessageExt'
import { MessageExtBrokerInner } from '../../../common/message/MessageExtBrokerInner'
import { TopicFilterType } from '../../../common/TopicFilterType'
import { TopicValidator } from '../../../common/topic/TopicValidator'
import type { Blocking } from '../../../kernel/Blocking'
import type { ConsumeQueueData } from '../../../remoting/protocol/body/QueryConsumeQueueResponseBody'
import { QueryConsumeQueueResponseBody } from '../../../remoting/protocol/body/QueryConsumeQueueResponseBody'
import { toFastJson } from '../../../remoting/protocol/FastJson'
import { QueryConsumeQueueRequestHeader } from '../../../remoting/protocol/header/QueryConsumeQueueRequestHeader'
import { ResumeCheckHalfMessageRequestHeader } from '../../../remoting/protocol/header/ResumeCheckHalfMessageRequestHeader'
import type { RemotingCommand } from '../../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../../remoting/protocol/ResponseCode'
import { PutMessageStatus } from '../../../store/put/PutMessageStatus'
import type { ConsumeQueue } from '../../../store/queue/ConsumeQueue'
import type { BrokerController } from '../../BrokerController'
import { answered, answeredWithOldRemark, refusal } from '../answers'

/** What operators want to see of the store, and to mend in it. Original: methods of AdminBrokerProcessor */
export class ConsumeQueueRequests {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  /** The entries of a queue as they are, up to the end of a file. Original: AdminBrokerProcessor#queryConsumeQueue */
  queryConsumeQueue(request: RemotingCommand): RemotingCommand {
    const requestHeader = request.decodeCommandCustomHeader(QueryConsumeQueueRequestHeader)
    const [topic, queueId, index] = [requestHeader.topic ?? '', requestHeader.queueId ?? 0, requestHeader.index ?? 0]
    const queue = this.brokerController.getMessageStore().getQueueStore().getConsumeQueue(topic, queueId)
    if (queue === null) return refusal(ResponseCode.SYSTEM_ERROR, `there is no queue ${queueId} of ${topic}`)
    const body = new QueryConsumeQueueResponseBody(queue.getMinOffsetInQueue(), queue.getMaxOffsetInQueue())
    this.addSubscription(body, requestHeader.consumerGroup, topic)
    const entries = entriesFrom(queue, index, requestHeader.count ?? 0)
    if (entries === null) {
      const response = answered()
      response.remark = `the queue ${queueId} of ${topic} has no entry ${index}`
      return response
    }
    body.queueData = entries
    return answeredWithOldRemark(body.encode())
  }

  private addSubscription(body: QueryConsumeQueueResponseBody, group: string | null, topic: string): void {
    if (group === null) return
    body.subscriptionData = this.brokerController.getConsumerManager().findSubscriptionData(group, topic)
    const filter = this.brokerController.getConsumerFilterManager().get(topic, group)
    body.filterData = body.subscriptionData === null
      ? `${group} does not subscribe to ${topic}`
      : toFastJson(filter?.toFields() ?? null, { pretty: true })
  }

  /**
   * Has a half message checked again that was checked too often: it is put back as if it had never been.
   * Original: AdminBrokerProcessor#resumeCheckHalfMessage
   */
  *resumeCheckHalfMessage(request: RemotingCommand): Blocking<RemotingCommand> {
    const { msgId } = request.decodeCommandCustomHeader(ResumeCheckHalfMessageRequestHeader)
    const message = this.messageOf(msgId ?? '')
    if (message === null) return refusal(ResponseCode.SYSTEM_ERROR, `there is no message ${msgId}`)
    message.putProperty(MessageConst.PROPERTY_TRANSACTION_CHECK_TIMES, '0')
    const result = yield* this.brokerController.getMessageStore().putMessage(halfMessageOf(message))
    if (result.putMessageStatus === PutMessageStatus.PUT_OK) return answered()
    return refusal(ResponseCode.SYSTEM_ERROR, `the message could not be put back: ${result.putMessageStatus}`)
  }

  /** Null for an id that is none, and for one that leads nowhere. */
  private messageOf(msgId: string): MessageExt | null {
    try {
      return this.brokerController.getMessageStore().lookMessageByOffset(MessageDecoder.decodeMessageId(msgId).offset)
    } catch {
      return null
    }
  }
}

/** Null when the queue has no entry of that number. */
function entriesFrom(queue: ConsumeQueue, index: number, count: number): ConsumeQueueData[] | null {
  const units = queue.iterateFrom(index)
  if (units === null) return null
  const entries: ConsumeQueueData[] = []
  for (let unit = units.next(); unit !== null && unit.queueOffset - index < count; unit = units.next()) {
    entries.push({ physicOffset: unit.pos, physicSize: unit.size, tagsCode: unit.tagsCode, eval: false })
  }
  return entries
}

/** Original: AdminBrokerProcessor#toMessageExtBrokerInner */
function halfMessageOf(message: MessageExt): MessageExtBrokerInner {
  const inner = new MessageExtBrokerInner()
  inner.topic = TopicValidator.RMQ_SYS_TRANS_HALF_TOPIC
  inner.queueId = 0
  inner.body = message.body
  inner.flag = message.flag
  inner.properties = message.properties
  inner.propertiesString = MessageDecoder.messageProperties2String(message.properties)
  inner.tagsCode = MessageExtBrokerInner.tagsString2tagsCode(TopicFilterType.SINGLE_TAG, message.getTags())
  inner.sysFlag = message.sysFlag
  inner.bornHost = message.bornHost
  inner.bornTimestamp = message.bornTimestamp
  inner.storeHost = message.storeHost
  inner.reconsumeTimes = message.reconsumeTimes
  inner.setWaitStoreMsgOK(false)
  return inner
}
