import { MessageConst } from '../../common/message/MessageConst'
import { MessageType } from '../../common/message/MessageType'
import { assert } from '../../kernel/assert'
import { JavaHashSet } from '../../kernel/java/JavaHashSet'
import { javaSplit } from '../../kernel/java/javaSplit'
import { notNull } from '../../kernel/java/notNull'
import { AccessChannel } from '../AccessChannel'
import type { TraceBean } from './TraceBean'
import { TraceConstants } from './TraceConstants'
import type { TraceContext } from './TraceContext'
import type { TraceTransferBean } from './TraceTransferBean'
import { TraceType } from './TraceType'

type Field = string | number | boolean | null

/**
 * Makes text of contexts: a record a context, or a message if it is about several. What is null is written as `null`.
 * Original: org.apache.rocketmq.client.trace.TraceDataEncoder.
 */
export const TraceDataEncoder = {
  /** Original: TraceDataEncoder#encoderFromContextBean */
  encoderFromContextBean(ctx: TraceContext): TraceTransferBean {
    assert(ctx.traceBeans.length > 0, 'a trace is about a message')
    // Only what a listener gets can be several messages; a batch that is sent is one, with all ids in its msgId.
    const isConsumed = ctx.traceType === TraceType.SubBefore || ctx.traceType === TraceType.SubAfter
    const beans = isConsumed ? ctx.traceBeans : ctx.traceBeans.slice(0, 1)
    const transData = beans.map((bean) => record(fieldsOf(ctx, bean))).join('')
    const transKey = new JavaHashSet()
    for (const { msgId, keys } of ctx.traceBeans) {
      transKey.add(msgId)
      if (keys === null || keys === '') continue
      for (const key of javaSplit(keys, MessageConst.KEY_SEPARATOR)) transKey.add(key)
    }
    return { transData, transKey: [...transKey] }
  },
} as const

function record(fields: readonly Field[]): string {
  return fields.map(String).join(TraceConstants.CONTENT_SPLITOR) + TraceConstants.FIELD_SPLITOR
}

function fieldsOf(ctx: TraceContext, bean: TraceBean): Field[] {
  const { traceType, timeStamp, regionId, groupName } = ctx
  const start = [traceType, timeStamp, regionId, groupName]
  switch (traceType) {
    case TraceType.Pub:
      return [
        ...start, bean.topic, bean.msgId, bean.tags, bean.keys, bean.storeHost, bean.bodyLength, ctx.costTime,
        ordinalOf(bean), bean.offsetMsgId, ctx.isSuccess,
      ]
    case TraceType.SubBefore:
      return [...start, ctx.requestId, bean.msgId, bean.retryTimes, bean.keys]
    case TraceType.SubAfter:
      return subAfter(ctx, bean)
    case TraceType.EndTransaction:
      return [
        ...start, bean.topic, bean.msgId, bean.tags, bean.keys, bean.storeHost, ordinalOf(bean),
        bean.transactionId, bean.transactionState, bean.fromTransactionCheck,
      ]
    case TraceType.Recall:
      return [...start, bean.topic, bean.msgId, ctx.isSuccess]
  }
}

/** A cloud does not learn the time and the group; an empty field stands in their place. */
function subAfter(ctx: TraceContext, bean: TraceBean): Field[] {
  const { traceType, requestId, costTime, isSuccess, contextCode, timeStamp, groupName } = ctx
  const fields = [traceType, requestId, bean.msgId, costTime, isSuccess, bean.keys, contextCode]
  return ctx.accessChannel === AccessChannel.CLOUD ? [...fields, ''] : [...fields, timeStamp, groupName]
}

/** @throws NullPointerException for a bean that has no type */
function ordinalOf({ msgType }: TraceBean): number {
  return Object.values(MessageType).indexOf(notNull(msgType, 'the type of the message'))
}
