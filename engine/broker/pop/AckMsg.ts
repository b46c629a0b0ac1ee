import { isBlank } from '../../kernel/java/javaTrim'
import { toFastJson } from '../../remoting/protocol/FastJson'
import { longOf } from '../../remoting/protocol/fastJsonCasts'
import { JsonFields, present } from '../../remoting/protocol/JsonFields'
import { mergeKeyOf } from './PopCheckPoint'

/**
 * That messages of a pop are consumed: one, or several of one checkpoint.
 * Original: org.apache.rocketmq.store.pop.AckMsg, and BatchAckMsg for several.
 */
export class AckMsg {
  /** The message's number in its queue; -1 if there are several. */
  ackOffset: number
  /** Those of a batch; null for a single message. */
  ackOffsetList: readonly number[] | null
  /** The queue offset that the pop began at. */
  startOffset: number
  consumerGroup: string | null
  topic: string | null
  queueId: number
  /** In ms since 1970. */
  popTime: number
  brokerName: string | null

  constructor(ackOffset: number, ackOffsetList: readonly number[] | null = null) {
    this.ackOffset = ackOffset
    this.ackOffsetList = ackOffsetList
    this.startOffset = 0
    this.consumerGroup = null
    this.topic = null
    this.queueId = 0
    this.popTime = 0
    this.brokerName = null
  }

  /** The numbers of all messages that are acknowledged. */
  offsets(): readonly number[] {
    return this.ackOffsetList ?? [this.ackOffset]
  }

  /** The name of the checkpoint that it is meant for. `brokerName`: of who reads an ack that does not say one. */
  mergeKey(brokerName: string): string {
    const name = this.brokerName === null || isBlank(this.brokerName) ? brokerName : this.brokerName
    const { topic, queueId, consumerGroup: cid, startOffset, popTime } = this
    return mergeKeyOf({ topic, queueId, cid, startOffset, popTime }, name)
  }

  toJson(): string {
    return toFastJson({
      ao: this.ackOffset, so: this.startOffset, c: this.consumerGroup, t: this.topic, q: this.queueId, pt: this.popTime,
      bn: this.brokerName, aol: this.ackOffsetList,
    })
  }

  /** Null for what is nothing to fastjson. @throws SyntaxError, JsonFieldError for what is no ack */
  static fromJson(text: string): AckMsg | null {
    const fields = JsonFields.parse(text)
    if (fields === null) return null
    const named = (short: string, long: string): string => (fields.has(short) ? short : long)
    const list = named('aol', 'ackOffsetList')
    const offsets = fields.has(list) ? fields.elements(list, (offset) => present(longOf(offset), 'a long')) : null
    const ack = new AckMsg(fields.long(named('ao', 'ackOffset')) ?? 0, offsets)
    ack.startOffset = fields.long(named('so', 'startOffset')) ?? 0
    ack.consumerGroup = fields.text(named('c', 'consumerGroup'))
    ack.topic = fields.text(named('t', 'topic'))
    ack.queueId = fields.int(named('q', 'queueId')) ?? 0
    ack.popTime = fields.long(named('pt', 'popTime')) ?? 0
    ack.brokerName = fields.text(named('bn', 'brokerName'))
    return ack
  }
}
