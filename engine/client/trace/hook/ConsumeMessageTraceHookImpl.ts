import { MessageConst } from '../../../common/message/MessageConst'
import type { MessageExt } from '../../../common/message/MessageExt'
import { NamespaceUtil } from '../../../common/NamespaceUtil'
import { currentTimeMillis } from '../../../kernel/Process'
import { ConsumeReturnType } from '../../consumer/listener/ConsumeReturnType'
import type { ConsumeMessageContext, ConsumeMessageHook } from '../../hook/ConsumeMessageHook'
import { TraceBean } from '../TraceBean'
import { TraceContext } from '../TraceContext'
import type { TraceDispatcher } from '../TraceDispatcher'
import { TraceType } from '../TraceType'

/**
 * Tells of each batch twice: when the listener gets it, and when it has had it.
 * Original: org.apache.rocketmq.client.trace.hook.ConsumeMessageTraceHookImpl.
 */
export class ConsumeMessageTraceHookImpl implements ConsumeMessageHook {
  private readonly localDispatcher: TraceDispatcher

  constructor(localDispatcher: TraceDispatcher) {
    this.localDispatcher = localDispatcher
  }

  hookName(): string {
    return 'ConsumeMessageTraceHook'
  }

  consumeMessageBefore(context: ConsumeMessageContext): void {
    // The broker may have said of a message that it leaves no trace.
    const traced = context.msgList.filter((msg) => msg.getProperty(MessageConst.PROPERTY_TRACE_SWITCH) !== 'false')
    const group = NamespaceUtil.withoutAnyNamespace(context.consumerGroup)
    const traceContext = new TraceContext(TraceType.SubBefore, group, traced.map(beanOf))
    context.mqTraceContext = traceContext
    if (traced.length === 0) return
    // All are told of as of the last one's region.
    traceContext.regionId = traced.at(-1)!.getProperty(MessageConst.PROPERTY_MSG_REGION)
    this.localDispatcher.append(traceContext)
  }

  consumeMessageAfter(context: ConsumeMessageContext): void {
    const { mqTraceContext: subBefore, msgList, returnType } = context
    if (!(subBefore instanceof TraceContext) || subBefore.traceBeans.length === 0) return
    const subAfter = new TraceContext(TraceType.SubAfter, subBefore.groupName, subBefore.traceBeans)
    subAfter.regionId = subBefore.regionId
    subAfter.requestId = subBefore.requestId
    subAfter.accessChannel = context.accessChannel
    subAfter.isSuccess = context.success
    // The messages that leave no trace have their part of the time, too.
    subAfter.costTime = Math.trunc((currentTimeMillis() - subBefore.timeStamp) / msgList.length)
    if (returnType !== null) subAfter.contextCode = Object.values(ConsumeReturnType).indexOf(returnType)
    this.localDispatcher.append(subAfter)
  }
}

function beanOf(msg: MessageExt): TraceBean {
  const traceBean = new TraceBean()
  traceBean.topic = NamespaceUtil.withoutAnyNamespace(msg.topic)
  traceBean.msgId = msg.msgId ?? ''
  traceBean.tags = msg.getTags()
  traceBean.keys = msg.getKeys()
  traceBean.storeTime = msg.storeTimestamp
  traceBean.bodyLength = msg.storeSize
  traceBean.retryTimes = msg.reconsumeTimes
  return traceBean
}
