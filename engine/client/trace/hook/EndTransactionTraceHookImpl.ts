import { MessageConst } from '../../../common/message/MessageConst'
import { MessageType } from '../../../common/message/MessageType'
import { MixAll } from '../../../common/MixAll'
import { NamespaceUtil } from '../../../common/NamespaceUtil'
import type { EndTransactionContext, EndTransactionHook } from '../../hook/EndTransactionHook'
import { TraceBean } from '../TraceBean'
import { TraceContext } from '../TraceContext'
import type { TraceDispatcher } from '../TraceDispatcher'
import { TraceType } from '../TraceType'

/** Tells how each transaction has ended. Original: org.apache.rocketmq.client.trace.hook.EndTransactionTraceHookImpl. */
export class EndTransactionTraceHookImpl implements EndTransactionHook {
  private readonly localDispatcher: TraceDispatcher
  private readonly clientId: string

  constructor(localDispatcher: TraceDispatcher, clientId: string) {
    this.localDispatcher = localDispatcher
    this.clientId = clientId
  }

  hookName(): string {
    return 'EndTransactionTraceHook'
  }

  endTransaction(context: EndTransactionContext): void {
    const { message, producerGroup } = context
    if (message.topic.startsWith(this.localDispatcher.traceTopicName)) return
    const traceBean = new TraceBean()
    traceBean.topic = NamespaceUtil.withoutAnyNamespace(message.topic)
    traceBean.tags = message.getTags()
    traceBean.keys = message.getKeys()
    traceBean.storeHost = context.brokerAddr
    // Also when it is rolled back.
    traceBean.msgType = MessageType.Trans_msg_Commit
    traceBean.clientHost = this.clientId
    traceBean.msgId = context.msgId
    traceBean.transactionState = context.transactionState
    traceBean.transactionId = context.transactionId
    traceBean.fromTransactionCheck = context.fromTransactionCheck
    const group = NamespaceUtil.withoutAnyNamespace(producerGroup)
    const traceContext = new TraceContext(TraceType.EndTransaction, group, [traceBean])
    const regionId = message.getProperty(MessageConst.PROPERTY_MSG_REGION) ?? ''
    traceContext.regionId = regionId === '' ? MixAll.DEFAULT_TRACE_REGION_ID : regionId
    this.localDispatcher.append(traceContext)
  }
}
