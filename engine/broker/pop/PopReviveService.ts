import { PermName } from '../../common/constant/PermName'
import { KeyBuilder } from '../../common/KeyBuilder'
import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageExt } from '../../common/message/MessageExt'
import { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { MixAll } from '../../common/MixAll'
import { PopAckConstants } from '../../common/PopAckConstants'
import { TopicConfig } from '../../common/TopicConfig'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { currentTimeMillis } from '../../kernel/Process'
import { sleep } from '../../kernel/sleep'
import type { BrokerController } from '../BrokerController'
import { PopCheckPoint } from './PopCheckPoint'
import type { ReviveLog } from './ReviveLog'
import { ReviveScan } from './ReviveScan'

const { ackTimeInterval, SECOND, REVIVE_GROUP, retryQueueNum } = PopAckConstants
/** How much longer messages stay hidden that could not be put into their retry topic, by how often that has failed. */
const CK_REWRITE_INTERVALS_IN_SECONDS = [
  10, 20, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 1200, 1800, 3600, 7200,
]
const NO_MSG_PAUSE_MILLIS = 100
const NO_MSG_LIMIT_MILLIS = 4 * SECOND
const IDLE_BEFORE_TIME_MOVES_MILLIS = 3 * SECOND

/**
 * Reads one queue of the revive log and brings checkpoints and acks together. A checkpoint is closed when what came out of the wheel
 * last is two seconds younger than its end, so that no ack can be missing; messages of it without an ack are put into the retry topic
 * of their group. What it has dealt with it commits like a consumer: after a crash some messages are put there twice.
 *
 * The original's threads, one for each queue, look every second from the start on. Each of these begins with the first message in its
 * queue, and sleeps while there is no checkpoint in it. Original: org.apache.rocketmq.broker.processor.PopReviveService.
 */
export class PopReviveService extends ServiceThread {
  readonly queueId: number
  private readonly brokerController: BrokerController
  private readonly reviveLog: ReviveLog
  /** The last message of the queue that is dealt with. */
  private reviveOffset: number
  private isIdle: boolean

  constructor(brokerController: BrokerController, reviveLog: ReviveLog, queueId: number) {
    super(brokerController.process)
    this.queueId = queueId
    this.brokerController = brokerController
    this.reviveLog = reviveLog
    this.reviveOffset = -1
    this.isIdle = false
  }

  getServiceName(): string {
    return `PopReviveService_${this.queueId}`
  }

  /** Something has come into the queue. */
  somethingToDo(): void {
    this.start()
    if (this.isIdle) this.wakeup()
  }

  /** Is there anything in the queue that is not dealt with? */
  isBehind(): boolean {
    return this.maxOffset() > this.consumeOffset() + 1
  }

  private maxOffset(): number {
    const queues = this.brokerController.getMessageStore().getQueueStore()
    return queues.getConsumeQueue(this.reviveLog.topic, this.queueId)?.getMaxOffsetInQueue() ?? 0
  }

  private consumeOffset(): number {
    const { topic } = this.reviveLog
    return this.brokerController.getConsumerOffsetManager().queryOffset(REVIVE_GROUP, topic, this.queueId)
  }

  *run(): Blocking<void> {
    const { reviveInterval, reviveMaxSlow } = this.brokerController.brokerConfig
    let slow = 1
    while (!this.isStopped()) {
      yield* this.waitForRunning(reviveInterval)
      const scan = yield* this.look()
      if (scan === null) continue
      if (scan.map.size > 0) {
        slow = 1
        continue
      }
      if (!scan.hasOrphans && this.maxOffset() === scan.nextOffset) yield* this.waitForCheckPoints()
      else yield* this.waitForRunning(slow * reviveInterval)
      slow = Math.min(slow + 1, reviveMaxSlow)
    }
  }

  /**
   * What is no checkpoint and no ack, and lies in the queue all the same, stops it here, look after look, as in 5.3.2: any client can send
   * something there. @returns null if it was in the way, or at the end
   */
  private *look(): Blocking<ReviveScan | null> {
    try {
      const scan = yield* this.consumeReviveMessage()
      if (this.isStopped()) return null
      yield* this.mergeAndRevive(scan)
      return scan
    } catch (error) {
      const { kernel, name } = this.process
      const thread = this.getServiceName()
      kernel.emit({ type: 'exception-swallowed', process: name, thread, error: String(error) })
      return null
    }
  }

  private *waitForCheckPoints(): Blocking<void> {
    this.isIdle = true
    yield* this.waitForRunning(Infinity)
    this.isIdle = false
  }

  /**
   * Reads the queue from behind the last checkpoint that is closed up to its end, or for ten seconds. At the end it waits a while for
   * more, since acks come behind their checkpoint. Original: PopReviveService#consumeReviveMessage
   */
  private *consumeReviveMessage(): Blocking<ReviveScan> {
    const startScanTime = currentTimeMillis()
    const { brokerConfig } = this.brokerController
    const scan = new ReviveScan(brokerConfig, Math.max(this.reviveOffset, this.consumeOffset()))
    let waitedMillis = 0
    while (!this.isStopped()) {
      const messageExts = this.getReviveMessage(scan.nextOffset)
      if (messageExts.length === 0) {
        this.moveEndTime(scan)
        if (scan.endTime - scan.firstRt > ackTimeInterval + SECOND) break
        yield* sleep(NO_MSG_PAUSE_MILLIS, 'more acks')
        waitedMillis += NO_MSG_PAUSE_MILLIS
        if (waitedMillis > NO_MSG_LIMIT_MILLIS) break
        continue
      }
      waitedMillis = 0
      if (currentTimeMillis() - startScanTime > brokerConfig.reviveScanTime) break
      for (const messageExt of messageExts) scan.take(messageExt)
      scan.nextOffset += messageExts.length
    }
    scan.finish()
    return scan
  }

  /** Nothing has come for a while, and nothing is on its way: then the clock says how late it is. */
  private moveEndTime(scan: ReviveScan): void {
    const timer = this.brokerController.getTimerMessageStore()
    const isOnTime = timer === null || (timer.getDequeueBehind() <= 0 && timer.getEnqueueBehind() <= 0)
    const now = currentTimeMillis()
    if (scan.endTime !== 0 && now - scan.endTime > IDLE_BEFORE_TIME_MOVES_MILLIS && isOnTime) scan.endTime = now
  }

  /** An offset outside of the queue is corrected, for the next look. Original: PopReviveService#getReviveMessage */
  private getReviveMessage(offset: number): MessageExt[] {
    const store = this.brokerController.getMessageStore()
    const result = store.getMessage(REVIVE_GROUP, this.reviveLog.topic, this.queueId, offset, 32, null)
    if (result === null) return []
    switch (result.status) {
      case 'FOUND':
        return result.messageMapedList.flatMap((record, index) => {
          const message = MessageDecoder.decode(record.get(0, record.size))
          if (message === null) return []
          message.queueOffset = result.messageQueueOffset[index]!
          return [message]
        })
      case 'NO_MESSAGE_IN_QUEUE':
        return []
      default:
        if (offset !== result.maxOffset) this.commit(result.nextBeginOffset - 1)
        return []
    }
  }

  private commit(offset: number): void {
    const { topic } = this.reviveLog
    this.brokerController.getConsumerOffsetManager().commitOffset(REVIVE_GROUP, topic, this.queueId, offset)
  }

  /** Closes the checkpoints whose time is over, the oldest first. Original: PopReviveService#mergeAndRevive */
  private *mergeAndRevive(scan: ReviveScan): Blocking<void> {
    let newOffset = scan.oldOffset
    for (const ck of scan.sortedCheckPoints()) {
      if (this.isStopped() || scan.endTime - ck.getReviveTime() <= ackTimeInterval + SECOND) break
      if (yield* this.isStillWanted(ck)) yield* this.reviveMsgFromCk(ck)
      newOffset = ck.reviveOffset
    }
    assert(newOffset >= scan.oldOffset, 'what is dealt with stays so', newOffset, scan.oldOffset)
    if (newOffset > scan.oldOffset) this.commit(newOffset)
    this.reviveOffset = newOffset
  }

  /** Messages of a topic that is gone, or for a group that is, come no more. */
  private *isStillWanted({ topic, cid }: PopCheckPoint): Blocking<boolean> {
    const normalTopic = KeyBuilder.parseNormalTopic(topic, cid)
    if (this.brokerController.getTopicConfigManager().selectTopicConfig(normalTopic) === null) return false
    return (yield* this.brokerController.getSubscriptionGroupManager().findSubscriptionGroupConfig(cid)) !== null
  }

  /** A message that the store no longer has is passed over. Original: PopReviveService#reviveMsgFromCk */
  private *reviveMsgFromCk(ck: PopCheckPoint): Blocking<void> {
    for (let index = 0; index < ck.num; index++) {
      if (ck.isAcked(index)) continue
      const msgOffset = ck.ackOffsetByIndex(index)
      const message = this.getBizMessage(ck, msgOffset)
      if (message !== null && !(yield* this.reviveRetry(ck, message))) yield* this.rePutCK(ck, msgOffset)
    }
    this.commit(ck.reviveOffset)
  }

  /** Original: PopReviveService#getBizMessage */
  private getBizMessage({ topic, queueId }: PopCheckPoint, offset: number): MessageExt | null {
    const store = this.brokerController.getMessageStore()
    const result = store.getMessage(REVIVE_GROUP, topic, queueId, offset, 1, null)
    const record = result?.messageMapedList[0]
    return record === undefined ? null : MessageDecoder.decode(record.get(0, record.size))
  }

  /** Puts a message into the retry topic, once more counted. Original: PopReviveService#reviveRetry. @returns whether it is there */
  private *reviveRetry(ck: PopCheckPoint, messageExt: MessageExt): Blocking<boolean> {
    const { enableRetryTopicV2 } = this.brokerController.brokerConfig
    const isRetry = ck.topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)
    const msgInner = new MessageExtBrokerInner(
      isRetry ? ck.topic : KeyBuilder.buildPopRetryTopic(ck.topic, ck.cid, enableRetryTopicV2), messageExt.body,
    )
    msgInner.queueId = 0
    msgInner.bornTimestamp = messageExt.bornTimestamp
    msgInner.flag = messageExt.flag
    msgInner.sysFlag = messageExt.sysFlag
    msgInner.bornHost = this.brokerController.getStoreHost()
    msgInner.storeHost = this.brokerController.getStoreHost()
    msgInner.reconsumeTimes = messageExt.reconsumeTimes + 1
    const tags = messageExt.getTags()
    if (tags === null) msgInner.properties = new JavaHashMap(bucketsFor(messageExt.properties.size))
    else msgInner.setTags(tags)
    for (const [name, value] of messageExt.properties.entries()) msgInner.putProperty(name, value)
    if (messageExt.reconsumeTimes === 0 || msgInner.getProperty(MessageConst.PROPERTY_FIRST_POP_TIME) === null) {
      msgInner.putProperty(MessageConst.PROPERTY_FIRST_POP_TIME, String(ck.popTime))
    }
    msgInner.propertiesString = MessageDecoder.messageProperties2String(msgInner.properties)
    yield* this.addRetryTopicIfNotExist(msgInner.topic, ck.cid)
    const { topic } = msgInner
    const { appendMessageResult } = yield* this.brokerController.getMessageStore().putMessage(msgInner)
    if (appendMessageResult === null || !appendMessageResult.isOk()) return false
    this.brokerController.getBrokerStatsManager().countRevived(ck.topic, topic, appendMessageResult.wroteBytes)
    return true
  }

  /** The name servers hear of the topic with the next registration. Original: PopReviveService#addRetryTopicIfNotExist */
  private *addRetryTopicIfNotExist(topic: string, group: string): Blocking<void> {
    const topics = this.brokerController.getTopicConfigManager()
    if (topics.selectTopicConfig(topic) !== null) return
    const perm = PermName.PERM_READ | PermName.PERM_WRITE
    yield* topics.updateTopicConfig(new TopicConfig(topic, retryQueueNum, retryQueueNum, perm))
    const offsets = this.brokerController.getConsumerOffsetManager()
    if (offsets.queryOffset(group, topic, 0) < 0) offsets.commitOffset(group, topic, 0, 0)
  }

  /** A checkpoint for one message, with which it is tried again. Original: PopReviveService#rePutCK */
  private *rePutCK(oldCK: PopCheckPoint, msgOffset: number): Blocking<void> {
    const rePutTimes = oldCK.parseRePutTimes()
    const last = CK_REWRITE_INTERVALS_IN_SECONDS.length - 1
    const { skipWhenCKRePutReachMaxTimes } = this.brokerController.brokerConfig
    if (rePutTimes > last && skipWhenCKRePutReachMaxTimes) return
    const newCk = new PopCheckPoint(oldCK.topic, oldCK.queueId, oldCK.cid)
    newCk.num = 1
    newCk.popTime = oldCK.popTime
    newCk.invisibleTime = oldCK.invisibleTime
    newCk.startOffset = msgOffset
    newCk.brokerName = oldCK.brokerName
    newCk.addDiff(0)
    newCk.rePutTimes = String(rePutTimes + 1)
    if (oldCK.getReviveTime() <= currentTimeMillis()) {
      newCk.invisibleTime += (CK_REWRITE_INTERVALS_IN_SECONDS[Math.min(rePutTimes, last)] ?? 0) * SECOND
    }
    yield* this.reviveLog.putCk(newCk, this.queueId)
  }
}

/** How many buckets Java gives a new map into which that many entries are put at once. Original: HashMap#putMapEntries */
function bucketsFor(size: number): number {
  let buckets = 16
  while (buckets < Math.floor(size / 0.75 + 1)) buckets *= 2
  return buckets
}
