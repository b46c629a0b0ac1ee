import { KeyBuilder } from '../../common/KeyBuilder'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { notNull } from '../../kernel/java/notNull'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { type BatchAck, BatchAckMessageRequestBody } from '../../remoting/protocol/body/BatchAckMessageRequestBody'
import { ExtraInfoUtil } from '../../remoting/protocol/ExtraInfoUtil'
import { AckMessageRequestHeader } from '../../remoting/protocol/header/AckMessageRequestHeader'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../BrokerController'
import { AckMsg } from '../pop/AckMsg'
import type { ReviveLog } from '../pop/ReviveLog'
import { answered, refusal } from './answers'
import { checkPopped } from './checkPopped'

/**
 * Takes acks of popped messages: writes them into the revive log, where they meet their checkpoint. Whether there is such a checkpoint
 * nobody looks. Original: org.apache.rocketmq.broker.processor.AckMessageProcessor.
 */
export class AckMessageProcessor implements NettyRequestProcessor {
  private readonly brokerController: BrokerController
  private readonly reviveLog: ReviveLog

  constructor(brokerController: BrokerController, reviveLog: ReviveLog) {
    this.brokerController = brokerController
    this.reviveLog = reviveLog
  }

  rejectRequest(): boolean {
    return false
  }

  *processRequest(_context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    if (request.code === RequestCode.ACK_MESSAGE) return yield* this.ackMessage(request)
    const body = request.body === null ? null : BatchAckMessageRequestBody.decode(request.body)
    if (body === null || body.acks.length === 0) {
      return refusal(ResponseCode.NO_MESSAGE, 'there is no message to be acknowledged')
    }
    for (const batchAck of body.acks) yield* this.appendBatchAck(batchAck, body.brokerName)
    return answered()
  }

  private *ackMessage(request: RemotingCommand): Blocking<RemotingCommand> {
    const requestHeader = request.decodeCommandCustomHeader(AckMessageRequestHeader)
    const { topic, queueId, consumerGroup } = requestHeader
    const offset = notNull(requestHeader.offset, 'offset')
    // The end of the queue counts as a message here, as in 5.3.2.
    const refused = checkPopped(this.brokerController, requestHeader, ({ min, max }) => offset >= min && offset <= max)
    if (refused !== null) return refused
    const words = ExtraInfoUtil.split(requestHeader.extraInfo)
    const reviveQid = ExtraInfoUtil.getReviveQid(words)
    const ack = new AckMsg(offset)
    ack.brokerName = ExtraInfoUtil.getBrokerName(words)
    ack.consumerGroup = consumerGroup
    ack.topic = topic
    ack.queueId = notNull(queueId, 'queueId')
    ack.startOffset = ExtraInfoUtil.getCkQueueOffset(words)
    ack.popTime = ExtraInfoUtil.getPopTime(words)
    const visibleAt = ack.popTime + ExtraInfoUtil.getInvisibleTime(words)
    if (reviveQid === KeyBuilder.POP_ORDER_REVIVE_QUEUE) return notInOrder()
    yield* this.appendAck(ack, reviveQid, visibleAt)
    return answered()
  }

  /** Of a batch, what is outside of its queue is passed over. Original: AckMessageProcessor#appendAck */
  private *appendBatchAck(batchAck: BatchAck, brokerName: string | null): Blocking<void> {
    const { consumerGroup, queueId, startOffset, popTime, invisibleTime, reviveQueueId, indexes } = batchAck
    const topic = ExtraInfoUtil.realTopicOf(batchAck.topic ?? '', consumerGroup ?? '', batchAck.retry ?? '')
    const store = this.brokerController.getMessageStore()
    const [min, max] = [store.getMinOffsetInQueue(topic, queueId), store.getMaxOffsetInQueue(topic, queueId)]
    const offsets = indexes.map((index) => startOffset + index).filter((offset) => offset >= min && offset <= max)
    if (reviveQueueId === KeyBuilder.POP_ORDER_REVIVE_QUEUE || offsets.length === 0) return
    const ack = new AckMsg(-1, offsets)
    Object.assign(ack, { consumerGroup, topic, queueId, startOffset, popTime, brokerName })
    yield* this.appendAck(ack, reviveQueueId, popTime + invisibleTime)
  }

  private *appendAck(ack: AckMsg, reviveQid: number, visibleAt: number): Blocking<void> {
    assert(ack.offsets().length > 0, 'an ack is for a message at least', reviveQid)
    const stats = this.brokerController.getBrokerStatsManager()
    stats.countAckOrCk('ACK', ack.consumerGroup ?? '', ack.topic ?? '', ack.offsets().length)
    yield* this.reviveLog.putAck(ack, reviveQid, visibleAt)
  }
}

/** What this broker answers to those who acknowledge messages as popped in order. */
export function notInOrder(): RemotingCommand {
  return refusal(ResponseCode.REQUEST_CODE_NOT_SUPPORTED, 'messages can not be popped in order here')
}
