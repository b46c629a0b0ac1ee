import { MessageConst } from '../../common/message/MessageConst'
import type { MessageExt } from '../../common/message/MessageExt'
import { PopAckConstants } from '../../common/PopAckConstants'
import { assert } from '../../kernel/assert'
import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { parseLong } from '../../kernel/java/javaParse'
import { currentTimeMillis } from '../../kernel/Process'
import { decodeUtf8 } from '../../kernel/Utf8'
import type { BrokerConfig } from '../BrokerConfig'
import { AckMsg } from './AckMsg'
import { PopCheckPoint } from './PopCheckPoint'

/**
 * One look into a queue of the revive log: which checkpoints there are, and which of their messages are acknowledged.
 * Original: PopReviveService.ConsumeReviveObj, PopReviveService#consumeReviveMessage
 */
export class ReviveScan {
  /** Merge key → checkpoint. */
  readonly map: JavaHashMap<PopCheckPoint>
  /** The last message of the queue that was dealt with before. */
  readonly oldOffset: number
  nextOffset: number
  /** When what was read last was due, in ms since 1970; 0 before anything was read. */
  endTime: number
  /** When the messages of the first checkpoint are visible again, in ms since 1970; 0 without any. */
  firstRt: number
  /** Are there acks without a checkpoint that may be given up later? */
  hasOrphans: boolean
  private readonly brokerConfig: BrokerConfig
  private readonly mockPointMap: JavaHashMap<PopCheckPoint>

  constructor(brokerConfig: BrokerConfig, oldOffset: number) {
    this.map = new JavaHashMap()
    this.oldOffset = oldOffset
    this.nextOffset = oldOffset + 1
    this.endTime = 0
    this.firstRt = 0
    this.hasOrphans = false
    this.brokerConfig = brokerConfig
    this.mockPointMap = new JavaHashMap()
  }

  /** @throws SyntaxError, JsonFieldError for a message that is none of ours */
  take(messageExt: MessageExt): void {
    const raw = decodeUtf8(messageExt.body ?? new Uint8Array(0))
    switch (messageExt.getTags()) {
      case PopAckConstants.CK_TAG:
        if (!this.takeCk(PopCheckPoint.fromJson(raw), messageExt.queueOffset)) return
        break
      case PopAckConstants.ACK_TAG:
      case PopAckConstants.BATCH_ACK_TAG:
        if (!this.takeAck(AckMsg.fromJson(raw), messageExt)) return
    }
    this.endTime = Math.max(this.endTime, deliverTimeOf(messageExt))
  }

  /** @returns whether its time counts */
  private takeCk(point: PopCheckPoint | null, reviveOffset: number): boolean {
    if (point === null) return false
    point.reviveOffset = reviveOffset
    this.map.put(point.mergeKey(), point)
    if (this.firstRt === 0) this.firstRt = point.getReviveTime()
    return true
  }

  /** One whose checkpoint is not here has no effect, not even by its time. */
  private takeAck(ack: AckMsg | null, messageExt: MessageExt): boolean {
    if (ack === null) return false
    const mergeKey = ack.mergeKey(this.brokerConfig.brokerName)
    const point = this.map.get(mergeKey)
    if (point === undefined) return this.takeOrphan(ack, mergeKey, messageExt)
    for (const offset of ack.offsets()) {
      const index = point.indexOfAck(offset)
      if (index > -1) point.markAcked(index)
    }
    return true
  }

  /** A checkpoint without messages takes the place of one that must be lost. Original: PopReviveService#mockCkForAck */
  private takeOrphan(ack: AckMsg, mergeKey: string, messageExt: MessageExt): boolean {
    const { enableSkipLongAwaitingAck, reviveAckWaitMs } = this.brokerConfig
    if (!enableSkipLongAwaitingAck) return false
    this.hasOrphans = true
    if (currentTimeMillis() - deliverTimeOf(messageExt) <= reviveAckWaitMs) return true
    const mock = new PopCheckPoint(ack.topic ?? '', ack.queueId, ack.consumerGroup ?? '')
    mock.startOffset = ack.startOffset
    mock.popTime = ack.popTime
    mock.reviveOffset = messageExt.queueOffset
    mock.brokerName = ack.brokerName
    this.mockPointMap.put(mergeKey, mock)
    if (this.firstRt === 0) this.firstRt = mock.getReviveTime()
    return true
  }

  /** Everything is read. */
  finish(): void {
    for (const [mergeKey, mock] of this.mockPointMap.entries()) this.map.put(mergeKey, mock)
    assert(this.nextOffset > this.oldOffset, 'a look goes forwards', this.nextOffset, this.oldOffset)
  }

  /** In the order of the queue. Original: ConsumeReviveObj#genSortList */
  sortedCheckPoints(): PopCheckPoint[] {
    const points = this.map.entries().map(([, point]) => point)
    return points.sort((one, other) => one.reviveOffset - other.reviveOffset)
  }
}

/** In ms since 1970. Original: Message#getDeliverTimeMs */
function deliverTimeOf(messageExt: MessageExt): number {
  const text = messageExt.getProperty(MessageConst.PROPERTY_TIMER_DELIVER_MS)
  return text === null ? 0 : parseLong(text)
}
