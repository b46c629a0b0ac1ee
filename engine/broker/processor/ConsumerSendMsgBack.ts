import { PermName } from '../../common/constant/PermName'
import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageExt } from '../../common/message/MessageExt'
import { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { MixAll } from '../../common/MixAll'
import { TopicSysFlag } from '../../common/sysflag/TopicSysFlag'
import { TopicFilterType } from '../../common/TopicFilterType'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { isBlank } from '../../kernel/java/javaTrim'
import { notNull } from '../../kernel/java/notNull'
import { ConsumerSendMsgBackRequestHeader } from '../../remoting/protocol/header/ConsumerSendMsgBackRequestHeader'
import { MQVersion } from '../../remoting/protocol/MQVersion'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { PutMessageStatus } from '../../store/put/PutMessageStatus'
import type { BrokerController } from '../BrokerController'
import { SendRefusedException } from './SendRefusedException'

/** Original: AbstractSendMessageProcessor#DLQ_NUMS_PER_GROUP */
export const DLQ_NUMS_PER_GROUP = 1
const FIRST_RETRY_DELAY_LEVEL = 3
const READ_WRITE = PermName.PERM_WRITE | PermName.PERM_READ

/**
 * Takes a message back that a consumer could not consume. The message stays where it is; a copy of it goes to the group's retry
 * topic, by way of a queue for delayed messages, so that the next try comes later each time. After too many tries it goes to the
 * group's dead letter queue. Original: AbstractSendMessageProcessor#consumerSendMsgBack, a method
 */
export class ConsumerSendMsgBack {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  *process(request: RemotingCommand): Blocking<RemotingCommand> {
    const response = RemotingCommand.createResponseCommand()
    try {
      const requestHeader = request.decodeCommandCustomHeader(ConsumerSendMsgBackRequestHeader)
      yield* this.takeBack(requestHeader, request.version)
      response.code = ResponseCode.SUCCESS
      response.remark = null
    } catch (error) {
      if (!(error instanceof SendRefusedException)) throw error
      response.code = error.responseCode
      response.remark = error.message
    }
    return response
  }

  /** @throws SendRefusedException */
  private *takeBack(requestHeader: ConsumerSendMsgBackRequestHeader, version: number): Blocking<void> {
    const { brokerConfig } = this.brokerController
    const { NO_PERMISSION, SUBSCRIPTION_GROUP_NOT_EXIST, SYSTEM_ERROR } = ResponseCode
    const address = this.brokerController.getBrokerAddr()
    if (brokerConfig.brokerId !== MixAll.MASTER_ID) {
      throw new SendRefusedException(SYSTEM_ERROR, `the broker ${address} is no master`)
    }
    const group = requestHeader.group ?? ''
    const config = yield* this.brokerController.getSubscriptionGroupManager().findSubscriptionGroupConfig(group)
    if (config === null) throw new SendRefusedException(SUBSCRIPTION_GROUP_NOT_EXIST, `the group ${group} does not exist`)
    if (!PermName.isWriteable(brokerConfig.brokerPermission)) {
      throw new SendRefusedException(NO_PERMISSION, `sending to the broker ${address} is forbidden`)
    }
    // Such a group wants nothing twice.
    if (config.retryQueueNums <= 0) return
    const { random } = this.brokerController.process
    const queueId = random.nextInt(config.retryQueueNums)
    const retryTopic = MixAll.getRetryTopic(group)
    yield* this.writeableTopic(retryTopic, config.retryQueueNums, requestHeader.unitMode)
    const msgExt = this.brokerController.getMessageStore().lookMessageByOffset(notNull(requestHeader.offset, 'offset'))
    if (msgExt === null) throw new SendRefusedException(SYSTEM_ERROR, `no message lies at ${requestHeader.offset}`)
    const hasLimit = version >= MQVersion.V3_4_9 && requestHeader.maxReconsumeTimes !== null
    const maxReconsumeTimes = hasLimit ? requestHeader.maxReconsumeTimes! : config.retryMaxTimes
    const delayLevel = notNull(requestHeader.delayLevel, 'delayLevel')
    prepare(msgExt)
    const isDLQ = msgExt.reconsumeTimes >= maxReconsumeTimes || delayLevel < 0
    if (isDLQ) yield* this.putIntoDLQ(msgExt, group)
    else {
      msgExt.setDelayTimeLevel(delayLevel === 0 ? FIRST_RETRY_DELAY_LEVEL + msgExt.reconsumeTimes : delayLevel)
      yield* this.put(msgExt, retryTopic, queueId)
    }
    this.brokerController.getBrokerStatsManager().incSendBackNums(group, msgExt.topic)
  }

  private *putIntoDLQ(msgExt: MessageExt, group: string): Blocking<void> {
    const topic = MixAll.getDLQTopic(group)
    yield* this.topic(topic, DLQ_NUMS_PER_GROUP, 0)
    msgExt.setDelayTimeLevel(0)
    yield* this.put(msgExt, topic, 0)
  }

  private *writeableTopic(name: string, queueNums: number, unitMode: boolean): Blocking<void> {
    const perm = yield* this.topic(name, queueNums, unitMode ? TopicSysFlag.FLAG_UNIT_SUB : 0)
    if (PermName.isWriteable(perm)) return
    throw new SendRefusedException(ResponseCode.NO_PERMISSION, `sending to the topic ${name} is forbidden`)
  }

  /** Creates the topic if it isn't there. @returns what may be done with it. @throws SendRefusedException */
  private *topic(name: string, queueNums: number, sysFlag: number): Blocking<number> {
    const manager = this.brokerController.getTopicConfigManager()
    const config = yield* manager.createTopicInSendMessageBackMethod(name, queueNums, READ_WRITE, sysFlag)
    if (config === null) throw new SendRefusedException(ResponseCode.SYSTEM_ERROR, `the topic ${name} does not exist`)
    return config.perm
  }

  /** Even a message that is stored and only not yet flushed counts as refused, as in the original. @throws SendRefusedException */
  private *put(msgExt: MessageExt, topic: string, queueId: number): Blocking<void> {
    const msgInner = new MessageExtBrokerInner()
    msgInner.topic = topic
    msgInner.queueId = queueId
    msgInner.body = msgExt.body
    msgInner.flag = msgExt.flag
    msgInner.properties = msgExt.properties
    msgInner.tagsCode = MessageExtBrokerInner.tagsString2tagsCode(TopicFilterType.SINGLE_TAG, msgExt.getTags())
    msgInner.sysFlag = msgExt.sysFlag
    msgInner.bornTimestamp = msgExt.bornTimestamp
    msgInner.bornHost = msgExt.bornHost
    msgInner.storeHost = this.brokerController.getStoreHost()
    msgInner.reconsumeTimes = msgExt.reconsumeTimes + 1
    const originMsgId = msgExt.getProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID) ?? ''
    msgInner.putProperty(MessageConst.PROPERTY_ORIGIN_MESSAGE_ID, isBlank(originMsgId) ? (msgExt.msgId ?? '') : originMsgId)
    msgInner.propertiesString = MessageDecoder.messageProperties2String(msgExt.properties)
    const { putMessageStatus } = yield* this.brokerController.getMessageStore().putMessage(msgInner)
    if (putMessageStatus !== PutMessageStatus.PUT_OK) {
      throw new SendRefusedException(ResponseCode.SYSTEM_ERROR, putMessageStatus)
    }
    assert(msgInner.reconsumeTimes > 0, 'a message that was given back has been tried', msgInner.reconsumeTimes)
  }
}

/** Whatever way a message goes, it keeps the name of the topic that it was sent to. */
function prepare(msgExt: MessageExt): void {
  if (msgExt.getProperty(MessageConst.PROPERTY_RETRY_TOPIC) === null) {
    msgExt.putProperty(MessageConst.PROPERTY_RETRY_TOPIC, msgExt.topic)
  }
  msgExt.setWaitStoreMsgOK(false)
}
