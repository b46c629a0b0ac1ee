import { ConsumeInitMode } from '../../common/constant/ConsumeInitMode'
import { KeyBuilder } from '../../common/KeyBuilder'
import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import { MixAll } from '../../common/MixAll'
import type { TopicConfig } from '../../common/TopicConfig'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { currentTimeMillis } from '../../kernel/Process'
import type { Channel } from '../../remoting/netty/Channel'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { ExtraInfoUtil } from '../../remoting/protocol/ExtraInfoUtil'
import { FilterAPI } from '../../remoting/protocol/filter/FilterAPI'
import { PopMessageRequestHeader } from '../../remoting/protocol/header/PopMessageRequestHeader'
import { PopMessageResponseHeader } from '../../remoting/protocol/header/PopMessageResponseHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { GetMessageResult } from '../../store/get/GetMessageResult'
import { GetMessageStatus } from '../../store/get/GetMessageStatus'
import type { MessageFilter } from '../../store/get/MessageFilter'
import type { BrokerController } from '../BrokerController'
import { ConsumerFilterManager } from '../filter/ConsumerFilterManager'
import { ExpressionMessageFilter } from '../filter/ExpressionMessageFilter'
import { PopLongPollingService } from '../longpolling/PopLongPollingService'
import { PopBufferMergeService } from '../pop/PopBufferMergeService'
import { PopCheckPoint } from '../pop/PopCheckPoint'
import { QueueLockManager } from '../pop/QueueLockManager'
import type { ReviveLog } from '../pop/ReviveLog'
import { checkMayPop, checkReadable, PopRefusedException } from './checkMayPop'

const BORN_TIME = 'bornTime'
const MAX_MSG_NUMS = 32
const TIMEOUT_TOO_MUCH_MILLIS = 500

/** A pop on its way through the queues, and what it has found. */
interface Pop {
  readonly group: string
  readonly topic: string
  /** -1 for all queues. */
  readonly queueId: number
  readonly maxMsgNums: number
  readonly invisibleTime: number
  readonly initMode: number
  readonly messageFilter: MessageFilter | null
  /** In ms since 1970. */
  readonly popTime: number
  readonly reviveQid: number
  /** Which of the queues comes first, and whether the retry topic does: a number below 100. */
  readonly randomQ: number
  readonly records: Uint8Array[]
  readonly startOffsetInfo: string[]
  readonly msgOffsetInfo: string[]
}

/**
 * Gives consumers messages without giving them queues: the broker itself remembers how far a group has come, takes the next messages
 * of whichever queue has some, and hides them for a while. A consumer acknowledges each one; what is not acknowledged in time comes
 * again, out of the group's retry topic. So any number of consumers can share a queue, and one that hangs holds up nobody.
 *
 * (Pops in order are refused; in 5.3.2 a ConsumerOrderInfoManager says which queues are blocked.)
 * Original: org.apache.rocketmq.broker.processor.PopMessageProcessor.
 */
export class PopMessageProcessor implements NettyRequestProcessor {
  private readonly brokerController: BrokerController
  private readonly popLongPollingService: PopLongPollingService
  private readonly queueLockManager: QueueLockManager
  private readonly popBufferMergeService: PopBufferMergeService
  /** Of the pops so far: their checkpoints go to one revive queue after the other. */
  private ckMessageNumber: number

  constructor(brokerController: BrokerController, reviveLog: ReviveLog) {
    this.brokerController = brokerController
    this.popLongPollingService = new PopLongPollingService(brokerController, this)
    this.queueLockManager = new QueueLockManager()
    this.popBufferMergeService = new PopBufferMergeService(brokerController, reviveLog, this.queueLockManager)
    this.ckMessageNumber = 0
  }

  getPopLongPollingService(): PopLongPollingService {
    return this.popLongPollingService
  }

  getPopBufferMergeService(): PopBufferMergeService {
    return this.popBufferMergeService
  }

  rejectRequest(): boolean {
    return false
  }

  /** Original: PopMessageProcessor#processRequest. @returns null when the pop waits */
  *processRequest({ channel }: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    const beginTimeMills = currentTimeMillis()
    const bornTime = request.getExtField(BORN_TIME)
    if (bornTime === null || bornTime === '0') request.addExtField(BORN_TIME, String(beginTimeMills))
    const requestHeader = request.decodeCommandCustomHeader(PopMessageRequestHeader)
    const response = RemotingCommand.createResponseCommand(PopMessageResponseHeader)
    // Primitive in Java: a refusal has them too.
    const responseHeader = response.readCustomHeader<PopMessageResponseHeader>()!
    Object.assign(responseHeader, { popTime: 0, invisibleTime: 0, reviveQid: 0, restNum: 0 })
    try {
      const topicConfig = yield* this.check(requestHeader)
      const pop = this.begin(requestHeader)
      const restNum = yield* this.popMessages(pop, topicConfig)
      const isFound = pop.records.length > 0
      response.code = isFound ? ResponseCode.SUCCESS : this.suspend(channel, request, requestHeader, pop)
      if (restNum > 0 && (isFound || response.code === ResponseCode.PULL_NOT_FOUND)) {
        this.popLongPollingService.notifyMessageArriving(pop.topic, pop.queueId, pop.group)
      }
      if (response.code === ResponseCode.PULL_NOT_FOUND) return null
      this.composeResponseHeader(response, pop, restNum)
      if (isFound) {
        response.body = joined(pop.records)
        const latencyMillis = currentTimeMillis() - beginTimeMills
        this.brokerController.getBrokerStatsManager().countGetLatency(pop.group, pop.topic, pop.queueId, latencyMillis)
      }
    } catch (error) {
      if (!(error instanceof PopRefusedException)) throw error
      response.code = error.responseCode
      response.remark = error.message
    }
    return response
  }

  /** @throws PopRefusedException */
  private *check(requestHeader: PopMessageRequestHeader): Blocking<TopicConfig> {
    const { consumerGroup, topic, queueId, maxMsgNums, bornTime, pollTime, order } = requestHeader
    const group = consumerGroup ?? ''
    this.brokerController.getConsumerManager().compensateBasicConsumerInfo(group, 'CONSUME_POP', 'CLUSTERING')
    const overdue = currentTimeMillis() - (bornTime ?? 0) - (pollTime ?? 0)
    if (overdue > TIMEOUT_TOO_MUCH_MILLIS) {
      throw new PopRefusedException(ResponseCode.POLLING_TIMEOUT, `the pop is ${overdue} ms late`)
    }
    checkReadable(this.brokerController)
    if ((maxMsgNums ?? 0) > MAX_MSG_NUMS) {
      const remark = `a pop gives at most ${MAX_MSG_NUMS} messages, not ${maxMsgNums}`
      throw new PopRefusedException(ResponseCode.INVALID_PARAMETER, remark)
    }
    if (!this.brokerController.messageStoreConfig.timerWheelEnable) {
      throw new PopRefusedException(ResponseCode.SYSTEM_ERROR, 'popping needs timerWheelEnable, which is off')
    }
    const topicConfig = yield* checkMayPop(this.brokerController, topic ?? '', queueId ?? 0, group)
    if (order !== true) return topicConfig
    throw new PopRefusedException(ResponseCode.REQUEST_CODE_NOT_SUPPORTED, 'messages can not be popped in order here')
  }

  /** @throws PopRefusedException when the subscription is none */
  private begin(requestHeader: PopMessageRequestHeader): Pop {
    const { brokerConfig, process } = this.brokerController
    const messageFilter = this.messageFilterOf(requestHeader)
    const randomQ = process.random.nextInt(100)
    const reviveQid = this.ckMessageNumber++ % brokerConfig.reviveQueueNum
    const { consumerGroup, topic, queueId, maxMsgNums, invisibleTime, initMode } = requestHeader
    return {
      group: consumerGroup ?? '', topic: topic ?? '', queueId: Math.max(queueId ?? 0, -1), maxMsgNums: maxMsgNums ?? 0,
      invisibleTime: invisibleTime ?? 0, initMode: initMode ?? 0, popTime: currentTimeMillis(), reviveQid, randomQ,
      messageFilter, records: [], startOffsetInfo: [], msgOffsetInfo: [],
    }
  }

  /** Null for everything. What comes again is wanted as it was before. @throws PopRefusedException */
  private messageFilterOf({ consumerGroup, topic, exp, expType }: PopMessageRequestHeader): MessageFilter | null {
    const isAll = exp === null || exp === ''
    const now = currentTimeMillis()
    const [name, group] = [topic ?? '', consumerGroup ?? '']
    const [expression, type] = isAll ? [FilterAPI.SUB_ALL, FilterAPI.TAG] : [exp, expType]
    const subscriptionData = FilterAPI.build(name, expression, type, now)
    if (subscriptionData === null) {
      throw new PopRefusedException(ResponseCode.SUBSCRIPTION_PARSE_FAILED, `nothing is subscribed by "${exp}"`)
    }
    const manager = this.brokerController.getConsumerManager()
    manager.compensateSubscribeData(group, name, subscriptionData)
    const retryTopic = KeyBuilder.buildPopRetryTopic(name, group, this.brokerController.brokerConfig.enableRetryTopicV2)
    const forRetry = FilterAPI.build(retryTopic, FilterAPI.SUB_ALL, type, now)
    if (forRetry !== null) manager.compensateSubscribeData(group, retryTopic, forRetry)
    if (isAll) return null
    const consumerFilterData = ConsumerFilterManager.build(group, subscriptionData)
    if (!FilterAPI.isTagType(subscriptionData.expressionType) && consumerFilterData === null) {
      throw new PopRefusedException(ResponseCode.SUBSCRIPTION_PARSE_FAILED, `"${exp}" is no selector`)
    }
    return new ExpressionMessageFilter(subscriptionData, consumerFilterData)
  }

  /**
   * Pops from the queues, and from those of the retry topic: first in some cases, otherwise when there is room left. Of the retry
   * topic's two versions one is looked at. @returns how many messages are left in the queues
   */
  private *popMessages(pop: Pop, topicConfig: TopicConfig): Blocking<number> {
    const { brokerConfig } = this.brokerController
    const { enableRetryTopicV2, retrieveMessageFromPopRetryTopicV1, popFromRetryProbability } = brokerConfig
    const needRetry = pop.randomQ < popFromRetryProbability
    const needRetryV1 = enableRetryTopicV2 && retrieveMessageFromPopRetryTopicV1 && pop.randomQ % 2 === 0
    const retryTopic = KeyBuilder.buildPopRetryTopic(pop.topic, pop.group, enableRetryTopicV2 && !needRetryV1)
    const retryConfig = this.brokerController.getTopicConfigManager().selectTopicConfig(retryTopic)
    let restNum = 0
    if (needRetry) restNum = yield* this.popMsgFromTopic(pop, retryConfig, restNum)
    if (pop.queueId < 0) restNum = yield* this.popMsgFromTopic(pop, topicConfig, restNum)
    else restNum = yield* this.popMsgFromQueue(pop, topicConfig.topicName, pop.queueId, restNum)
    const hasRoom = pop.records.length < pop.maxMsgNums
    if (!needRetry && hasRoom) restNum = yield* this.popMsgFromTopic(pop, retryConfig, restNum)
    return restNum
  }

  /** All queues, beginning with any. Original: PopMessageProcessor#popMsgFromTopic */
  private *popMsgFromTopic(pop: Pop, topicConfig: TopicConfig | null, restBefore: number): Blocking<number> {
    let restNum = restBefore
    const readQueueNums = topicConfig?.readQueueNums ?? 0
    for (let i = 0; i < readQueueNums; i++) {
      const queueId = (pop.randomQ + i) % readQueueNums
      restNum = yield* this.popMsgFromQueue(pop, topicConfig!.topicName, queueId, restNum)
    }
    return restNum
  }

  /**
   * One queue, unless another thread is at it for the same group. Original: PopMessageProcessor#popMsgFromQueue
   * @returns `restNum`, and what is left in this queue
   */
  private *popMsgFromQueue(pop: Pop, topic: string, queueId: number, restNum: number): Blocking<number> {
    const store = this.brokerController.getMessageStore()
    const lockKey = KeyBuilder.buildPollingKey(topic, pop.group, queueId)
    if (!this.queueLockManager.tryLock(lockKey)) {
      return store.getMaxOffsetInQueue(topic, queueId) - this.getPopOffset(pop, topic, queueId, false) + restNum
    }
    try {
      const offset = this.getPopOffset(pop, topic, queueId, true)
      const wanted = pop.maxMsgNums - pop.records.length
      if (wanted <= 0) return store.getMaxOffsetInQueue(topic, queueId) - offset + restNum
      const result = this.getMessage(pop, topic, queueId, offset, wanted)
      if (result === null) return store.getMaxOffsetInQueue(topic, queueId) - offset + restNum
      // Copied before the checkpoint is written: files may go while a thread waits.
      const records = this.recordsOf(pop, topic, offset, result)
      if (records.length > 0) {
        const { group } = pop
        const [msgNum, size] = [records.length, result.getBufferTotalSize()]
        this.brokerController.getBrokerStatsManager().countPop(group, topic, pop.topic, msgNum, size)
        if (!(yield* this.appendCheckPoint(pop, topic, queueId, offset, result))) return restNum + records.length
        pop.startOffsetInfo.push(ExtraInfoUtil.buildStartOffsetInfo(topic, queueId, offset))
        pop.msgOffsetInfo.push(ExtraInfoUtil.buildMsgOffsetInfo(topic, queueId, result.messageQueueOffset))
        pop.records.push(...records)
      } else if (isPassedOver(result.status) && result.nextBeginOffset > -1) {
        this.popBufferMergeService.addCkMock(pop.group, topic, queueId, pop.popTime, result.nextBeginOffset)
      }
      const { length } = pop.records
      assert(length <= pop.maxMsgNums, 'a pop gives no more than it was asked for', length, pop.maxMsgNums)
      return result.maxOffset - result.nextBeginOffset + restNum
    } finally {
      this.queueLockManager.unLock(lockKey)
    }
  }

  /** An offset outside of the queue is corrected, and committed. Null when the store can't be read. */
  private getMessage(
    pop: Pop, topic: string, queueId: number, offset: number, wanted: number,
  ): GetMessageResult | null {
    const store = this.brokerController.getMessageStore()
    const result = store.getMessage(pop.group, topic, queueId, offset, wanted, pop.messageFilter)
    if (result === null || !isOffsetIncorrect(result.status)) return result
    this.brokerController.getConsumerOffsetManager().commitOffset(pop.group, topic, queueId, result.nextBeginOffset)
    return store.getMessage(pop.group, topic, queueId, result.nextBeginOffset, wanted, pop.messageFilter)
  }

  /**
   * The records as they lie in the log. Those of a retry topic are made anew, with the topic that the consumer knows, and say
   * themselves what they are acknowledged with.
   */
  private recordsOf(pop: Pop, topic: string, ckQueueOffset: number, result: GetMessageResult): Uint8Array[] {
    const { brokerName, popResponseReturnActualRetryTopic } = this.brokerController.brokerConfig
    const records = result.messageMapedList.map((record) => record.get(0, record.size))
    if (topic === pop.topic || popResponseReturnActualRetryTopic) return records
    const { popTime, invisibleTime, reviveQid } = pop
    return records.flatMap((record) => {
      const message = MessageDecoder.decode(record)
      if (message === null) return []
      const { queueId, queueOffset: msgQueueOffset } = message
      const retry = ExtraInfoUtil.retryOf(message.topic)
      const info = { ckQueueOffset, popTime, invisibleTime, reviveQid, retry, brokerName, queueId, msgQueueOffset }
      if (message.getProperty(MessageConst.PROPERTY_POP_CK) === null) {
        message.putProperty(MessageConst.PROPERTY_POP_CK, ExtraInfoUtil.buildExtraInfo(info))
      }
      message.topic = pop.topic
      return [MessageDecoder.encode(message)]
    })
  }

  /**
   * Where a pop of the queue begins. With `init` the lock is held: a group that is new begins as it wants to, which is committed, and
   * where an operator has set its offset, there. Original: PopMessageProcessor#getPopOffset
   */
  private getPopOffset(pop: Pop, topic: string, queueId: number, init: boolean): number {
    const manager = this.brokerController.getConsumerOffsetManager()
    const lockKey = KeyBuilder.buildPollingKey(topic, pop.group, queueId)
    let offset = manager.queryOffset(pop.group, topic, queueId)
    if (offset < 0) {
      offset = this.getInitOffset(topic, queueId, pop.initMode)
      if (init) manager.commitOffset(pop.group, topic, queueId, offset)
    }
    const resetOffset = init ? manager.queryThenEraseResetOffset(topic, pop.group, queueId) : null
    if (resetOffset !== null) {
      this.popBufferMergeService.clearOffsetQueue(lockKey)
      manager.commitOffset(pop.group, topic, queueId, resetOffset)
      return resetOffset
    }
    return Math.max(offset, this.popBufferMergeService.getLatestOffset(lockKey))
  }

  /** The beginning, or the last message; all of a queue of which nothing is gone yet. Original: PopMessageProcessor#getInitOffset */
  private getInitOffset(topic: string, queueId: number, initMode: number): number {
    const store = this.brokerController.getMessageStore()
    const minOffset = store.getMinOffsetInQueue(topic, queueId)
    if (initMode === ConsumeInitMode.MIN || topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) return minOffset
    const { initPopOffsetByCheckMsgInMem } = this.brokerController.brokerConfig
    if (initPopOffsetByCheckMsgInMem && minOffset <= 0 && store.checkInMemByConsumeOffset(topic, queueId, 0)) return 0
    return Math.max(store.getMaxOffsetInQueue(topic, queueId) - 1, 0)
  }

  /**
   * `offset`: where the pop wanted to begin, also if it was corrected. Original: PopMessageProcessor#appendCheckPoint
   * @returns whether the messages may be given
   */
  private *appendCheckPoint(
    pop: Pop, topic: string, queueId: number, offset: number, result: GetMessageResult,
  ): Blocking<boolean> {
    const ck = new PopCheckPoint(topic, queueId, pop.group)
    ck.num = result.getMessageCount()
    ck.popTime = pop.popTime
    ck.invisibleTime = pop.invisibleTime
    ck.startOffset = offset
    ck.brokerName = this.brokerController.brokerConfig.brokerName
    this.brokerController.getBrokerStatsManager().countAckOrCk('CK', pop.group, pop.topic, 1)
    for (const msgQueueOffset of result.messageQueueOffset) ck.addDiff(msgQueueOffset - offset)
    return yield* this.popBufferMergeService.addCkJustOffset(ck, pop.reviveQid, result.nextBeginOffset)
  }

  /** @returns PULL_NOT_FOUND when the pop waits; otherwise what it is answered */
  private suspend(
    channel: Channel, request: RemotingCommand, { bornTime, pollTime }: PopMessageRequestHeader, pop: Pop,
  ): number {
    const { group: consumerGroup, topic, queueId, messageFilter } = pop
    const header = { consumerGroup, topic, queueId, bornTime: bornTime ?? 0, pollTime: pollTime ?? 0 }
    const pollingResult = this.popLongPollingService.polling(channel, request, header, messageFilter)
    if (pollingResult === 'POLLING_SUC') return ResponseCode.PULL_NOT_FOUND
    return pollingResult === 'POLLING_FULL' ? ResponseCode.POLLING_FULL : ResponseCode.POLLING_TIMEOUT
  }

  private composeResponseHeader(response: RemotingCommand, pop: Pop, restNum: number): void {
    const responseHeader = response.readCustomHeader<PopMessageResponseHeader>()!
    const isFound = pop.records.length > 0
    response.remark = isFound ? GetMessageStatus.FOUND : GetMessageStatus.NO_MESSAGE_IN_QUEUE
    responseHeader.invisibleTime = pop.invisibleTime
    responseHeader.popTime = pop.popTime
    responseHeader.reviveQid = pop.reviveQid
    responseHeader.restNum = restNum
    responseHeader.startOffsetInfo = pop.startOffsetInfo.join(';')
    responseHeader.msgOffsetInfo = pop.msgOffsetInfo.join(';')
  }
}

function isOffsetIncorrect(status: GetMessageStatus): boolean {
  const { OFFSET_TOO_SMALL, OFFSET_OVERFLOW_BADLY, OFFSET_FOUND_NULL } = GetMessageStatus
  return status === OFFSET_TOO_SMALL || status === OFFSET_OVERFLOW_BADLY || status === OFFSET_FOUND_NULL
}

/** Nothing is there to be given, but the queue goes on behind it. */
function isPassedOver(status: GetMessageStatus): boolean {
  const { NO_MATCHED_MESSAGE, OFFSET_FOUND_NULL, MESSAGE_WAS_REMOVING, NO_MATCHED_LOGIC_QUEUE } = GetMessageStatus
  return status === NO_MATCHED_MESSAGE || status === OFFSET_FOUND_NULL || status === MESSAGE_WAS_REMOVING
    || status === NO_MATCHED_LOGIC_QUEUE
}

function joined(records: readonly Uint8Array[]): Uint8Array {
  const body = new Uint8Array(records.reduce((sum, record) => sum + record.length, 0))
  let position = 0
  for (const record of records) {
    body.set(record, position)
    position += record.length
  }
  return body
}
