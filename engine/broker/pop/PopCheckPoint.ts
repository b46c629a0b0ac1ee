import { assert } from '../../kernel/assert'
import { IllegalArgumentException } from '../../kernel/errors'
import { parseInt32 } from '../../kernel/java/javaParse'
import { toFastJson } from '../../remoting/protocol/FastJson'
import { intOf } from '../../remoting/protocol/fastJsonCasts'
import { JsonFields, present } from '../../remoting/protocol/JsonFields'

/** There is a bit for each message. */
const MAX_MESSAGES_OF_CHECKPOINT = 32
/** How often a checkpoint was put again whose count is no number. Original: Byte.MAX_VALUE */
const REPUT_TIMES_UNKNOWN = 127

/**
 * What one pop took from one queue, and until when. A broker writes it down before it answers; as long as it has not read an ack for
 * each of the messages, they will come again. Times in ms. Original: org.apache.rocketmq.store.pop.PopCheckPoint.
 */
export class PopCheckPoint {
  /** The queue offset that the pop began at. */
  startOffset: number
  /** In ms since 1970. */
  popTime: number
  invisibleTime: number
  /** Bit i: the i-th message is acknowledged. */
  bitMap: number
  /** How many messages there are. */
  num: number
  queueId: number
  topic: string
  /** The consumer group. */
  cid: string
  /** Its number in its revive queue, known to who reads it there. */
  reviveOffset: number
  /** How far behind {@link startOffset} each message is; null in checkpoints of old brokers, whose messages follow one another. */
  queueOffsetDiff: number[] | null
  brokerName: string | null
  /** How often the messages could not be put into the retry topic; null for never. */
  rePutTimes: string | null

  constructor(topic: string, queueId: number, cid: string) {
    this.startOffset = 0
    this.popTime = 0
    this.invisibleTime = 0
    this.bitMap = 0
    this.num = 0
    this.queueId = queueId
    this.topic = topic
    this.cid = cid
    this.reviveOffset = 0
    this.queueOffsetDiff = null
    this.brokerName = null
    this.rePutTimes = null
  }

  /** When its messages are visible again, in ms since 1970. */
  getReviveTime(): number {
    return this.popTime + this.invisibleTime
  }

  addDiff(diff: number): void {
    this.queueOffsetDiff ??= []
    this.queueOffsetDiff.push(diff)
    assert(this.queueOffsetDiff.length <= MAX_MESSAGES_OF_CHECKPOINT, 'a checkpoint has a bit for each message', this.num)
  }

  /** Which message has this number in its queue; -1 for none. Original: PopCheckPoint#indexOfAck */
  indexOfAck(ackOffset: number): number {
    const diff = ackOffset - this.startOffset
    if (diff < 0) return -1
    if (this.queueOffsetDiff !== null && this.queueOffsetDiff.length > 0) return this.queueOffsetDiff.indexOf(diff)
    return diff < this.num ? diff : -1
  }

  /** Original: PopCheckPoint#ackOffsetByIndex. @throws RangeError for a message that the checkpoint counts and does not name */
  ackOffsetByIndex(index: number): number {
    const diffs = this.queueOffsetDiff ?? []
    const diff = diffs.length === 0 ? index : diffs[index]
    if (diff === undefined) throw new RangeError(`a checkpoint names ${diffs.length} messages, and none with the index ${index}`)
    return this.startOffset + diff
  }

  isAcked(index: number): boolean {
    return ((this.bitMap >>> index) & 1) === 1
  }

  /** (A checkpoint from outside can have more messages than bits: then some share one, as in Java.) */
  markAcked(index: number): void {
    this.bitMap |= 1 << index
  }

  /** What its acks name it by. Original: mergeKey in PopBufferMergeService, PopReviveService */
  mergeKey(): string {
    return mergeKeyOf(this, this.brokerName)
  }

  /** Original: PopCheckPoint#parseRePutTimes */
  parseRePutTimes(): number {
    if (this.rePutTimes === null) return 0
    try {
      return parseInt32(this.rePutTimes)
    } catch (error) {
      if (error instanceof IllegalArgumentException) return REPUT_TIMES_UNKNOWN
      throw error
    }
  }

  /** As fastjson writes it, which takes the time of revival for a field. */
  toJson(): string {
    return toFastJson({
      so: this.startOffset, pt: this.popTime, it: this.invisibleTime, bm: this.bitMap, n: this.num, q: this.queueId,
      t: this.topic, c: this.cid, ro: this.reviveOffset, d: this.queueOffsetDiff, bn: this.brokerName,
      rp: this.rePutTimes, reviveTime: this.getReviveTime(),
    })
  }

  /**
   * Null for one without a topic or a group, which nobody looks at. @throws SyntaxError, JsonFieldError for what is no checkpoint
   */
  static fromJson(text: string): PopCheckPoint | null {
    const fields = JsonFields.parse(text)
    const [topic, cid] = [fields?.text('t') ?? null, fields?.text('c') ?? null]
    if (fields === null || topic === null || cid === null) return null
    const point = new PopCheckPoint(topic, fields.int('q') ?? 0, cid)
    point.startOffset = fields.long('so') ?? 0
    point.popTime = fields.long('pt') ?? 0
    point.invisibleTime = fields.long('it') ?? 0
    point.bitMap = fields.int('bm') ?? 0
    point.num = fields.int('n') ?? 0
    point.reviveOffset = fields.long('ro') ?? 0
    point.queueOffsetDiff = fields.has('d') ? fields.elements('d', (diff) => present(intOf(diff), 'an int')) : null
    point.brokerName = fields.text('bn')
    point.rePutTimes = fields.text('rp')
    return point
  }
}

/** What names a pop of one queue, in a checkpoint and in an ack. */
interface PopOfQueue {
  readonly topic: string | null
  readonly queueId: number
  readonly cid: string | null
  readonly startOffset: number
  readonly popTime: number
}

/** The words without any separator, as in 5.3.2. */
export function mergeKeyOf(pop: PopOfQueue, brokerName: string | null): string {
  return `${pop.topic}${pop.cid}${pop.queueId}${pop.startOffset}${pop.popTime}${brokerName}`
}
