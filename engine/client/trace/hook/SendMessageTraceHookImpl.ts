import { NamespaceUtil } from '../../../common/NamespaceUtil'
import { currentTimeMillis } from '../../../kernel/Process'
import type { SendMessageContext } from '../../hook/SendMessageContext'
import type { SendMessageHook } from '../../hook/SendMessageHook'
import { SendStatus } from '../../producer/SendStatus'
import { TraceBean } from '../TraceBean'
import { TraceContext } from '../TraceContext'
import type { TraceDispatcher } from '../TraceDispatcher'
import { TraceType } from '../TraceType'

/**
 * Tells of each message that a broker has answered for. A send that ends with an exception leaves no trace.
 * Original: org.apache.rocketmq.client.trace.hook.SendMessageTraceHookImpl.
 */
export class SendMessageTraceHookImpl implements SendMessageHook {
  private readonly localDispatcher: TraceDispatcher

  constructor(localDispatcher: TraceDispatcher) {
    this.localDispatcher = localDispatcher
  }

  hookName(): string {
    return 'SendMessageTraceHook'
  }

  sendMessageBefore(context: SendMessageContext): void {
    const { message, producerGroup, brokerAddr, msgType } = context
    if (message.topic.startsWith(this.localDispatcher.traceTopicName)) return
    const traceBean = new TraceBean()
    traceBean.topic = NamespaceUtil.withoutAnyNamespace(message.topic)
    traceBean.tags = message.getTags()
    traceBean.keys = message.getKeys()
    traceBean.storeHost = brokerAddr
    traceBean.bodyLength = message.body?.length ?? 0
    traceBean.msgType = msgType
    const group = NamespaceUtil.withoutAnyNamespace(producerGroup)
    context.mqTraceContext = new TraceContext(TraceType.Pub, group, [traceBean])
  }

  sendMessageAfter({ message, mqTraceContext: traceContext, sendResult }: SendMessageContext): void {
    if (message.topic.startsWith(this.localDispatcher.traceTopicName)) return
    if (!(traceContext instanceof TraceContext) || sendResult === null) return
    if (sendResult.regionId === null || !sendResult.traceOn) return
    const traceBean = traceContext.traceBeans[0]!
    const costTime = currentTimeMillis() - traceContext.timeStamp
    traceContext.costTime = costTime
    traceContext.isSuccess = sendResult.sendStatus === SendStatus.SEND_OK
    traceContext.regionId = sendResult.regionId
    traceBean.msgId = sendResult.msgId
    traceBean.offsetMsgId = sendResult.offsetMsgId
    traceBean.storeTime = traceContext.timeStamp + Math.trunc(costTime / 2)
    this.localDispatcher.append(traceContext)
  }
}
