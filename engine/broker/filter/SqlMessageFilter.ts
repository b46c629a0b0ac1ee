import { MessageDecoder } from '../../common/message/MessageDecoder'
import { assert } from '../../kernel/assert'
import type { JavaHashMap } from '../../kernel/java/JavaHashMap'
import type { MessageFilter } from '../../store/get/MessageFilter'
import type { SelectMappedBufferResult } from '../../store/logfile/SelectMappedBufferResult'
import type { ConsumerFilterData } from './ConsumerFilterData'
import type { EvaluationContext } from './expression/Expression'

/**
 * Lets messages pass that a selector is true of. Since the queues say nothing of properties, each record is read. One of which the
 * selector is not known, or can't be evaluated, does not pass. Original: ExpressionMessageFilter, for SQL92
 */
export class SqlMessageFilter implements MessageFilter {
  /** A group whose selector the broker does not know, null, gets everything. */
  private readonly consumerFilterData: ConsumerFilterData | null

  constructor(consumerFilterData: ConsumerFilterData | null) {
    this.consumerFilterData = consumerFilterData
  }

  isMatchedByConsumeQueue(): boolean {
    return true
  }

  isMatchedByCommitLog(record: SelectMappedBufferResult | null, properties: JavaHashMap<string> | null): boolean {
    const compiled = this.consumerFilterData?.compiledExpression ?? null
    if (compiled === null) return true
    assert(compiled.isBoolean, 'a selector is true or false of a message')
    const context = contextOf(properties ?? propertiesOf(record))
    try {
      return compiled.evaluate(context) === true
    } catch {
      return false
    }
  }
}

function propertiesOf(record: SelectMappedBufferResult | null): JavaHashMap<string> | null {
  return record === null ? null : (MessageDecoder.decode(record.get(0, record.size))?.properties ?? null)
}

/** Original: org.apache.rocketmq.broker.filter.MessageEvaluationContext */
function contextOf(properties: JavaHashMap<string> | null): EvaluationContext {
  return { get: (name) => properties?.get(name) ?? null }
}
