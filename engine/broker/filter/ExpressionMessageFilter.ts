import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { JavaHashMap } from '../../kernel/java/JavaHashMap'
import type { SubscriptionData } from '../../remoting/protocol/body/HeartbeatData'
import { FilterAPI } from '../../remoting/protocol/filter/FilterAPI'
import type { MessageFilter } from '../../store/get/MessageFilter'
import type { SelectMappedBufferResult } from '../../store/logfile/SelectMappedBufferResult'
import type { ConsumerFilterData } from './ConsumerFilterData'
import type { EvaluationContext } from './expression/Expression'

/**
 * Lets messages pass that a subscription wants. Tags are judged by the entry in the queue, which has the hash of the tag: two tags
 * can have the same, so the consumer looks again. A selector (SQL92) is judged by the properties in the record, and nobody looks
 * again. (In the original a queue can also have bits for the selectors of all groups, see `enableCalcFilterBitMap`.)
 * Original: org.apache.rocketmq.broker.filter.ExpressionMessageFilter.
 */
export class ExpressionMessageFilter implements MessageFilter {
  protected readonly subscriptionData: SubscriptionData
  /** Null for tags, and for what is no selector: then everything passes. */
  protected readonly consumerFilterData: ConsumerFilterData | null

  constructor(subscriptionData: SubscriptionData, consumerFilterData: ConsumerFilterData | null) {
    this.subscriptionData = subscriptionData
    this.consumerFilterData = consumerFilterData
  }

  isMatchedByConsumeQueue(tagsCode: number | null): boolean {
    const { classFilterMode, subString, codeSet, expressionType } = this.subscriptionData
    if (classFilterMode || !FilterAPI.isTagType(expressionType)) return true
    return tagsCode === null || subString === FilterAPI.SUB_ALL || codeSet.includes(tagsCode | 0)
  }

  /** A message of which the selector is not known, or can't be evaluated, does not pass. */
  isMatchedByCommitLog(record: SelectMappedBufferResult | null, properties: JavaHashMap<string> | null): boolean {
    const { classFilterMode, expressionType } = this.subscriptionData
    if (classFilterMode || FilterAPI.isTagType(expressionType)) return true
    const known = properties ?? propertiesOf(record)
    const compiled = this.realFilterData(known)?.compiledExpression ?? null
    if (compiled === null) return true
    try {
      return compiled.evaluate(contextOf(known)) === true
    } catch {
      return false
    }
  }

  /** The selector that a message with these properties is judged by. */
  protected realFilterData(_properties: JavaHashMap<string> | null): ConsumerFilterData | null {
    return this.consumerFilterData
  }
}

function propertiesOf(record: SelectMappedBufferResult | null): JavaHashMap<string> | null {
  return record === null ? null : (MessageDecoder.decode(record.get(0, record.size))?.properties ?? null)
}

/** Original: org.apache.rocketmq.broker.filter.MessageEvaluationContext */
function contextOf(properties: JavaHashMap<string> | null): EvaluationContext {
  return { get: (name) => properties?.get(name) ?? null }
}
