import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { notNull } from '../../kernel/java/notNull'
import { currentTimeMillis } from '../../kernel/Process'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { ExtraInfoUtil } from '../../remoting/protocol/ExtraInfoUtil'
import { ChangeInvisibleTimeRequestHeader } from '../../remoting/protocol/header/ChangeInvisibleTimeRequestHeader'
import { ChangeInvisibleTimeResponseHeader } from '../../remoting/protocol/header/ChangeInvisibleTimeResponseHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../BrokerController'
import { AckMsg } from '../pop/AckMsg'
import { PopCheckPoint } from '../pop/PopCheckPoint'
import type { ReviveLog } from '../pop/ReviveLog'
import { notInOrder } from './AckMessageProcessor'
import { checkPopped } from './checkPopped'

/**
 * Gives a popped message another time for which nobody else sees it, from now on: a new checkpoint for this one message, and an ack for
 * the old one, in this order, so that the message is never without a checkpoint. A consumer that has failed uses it to have the message
 * come again later. Original: org.apache.rocketmq.broker.processor.ChangeInvisibleTimeProcessor.
 */
export class ChangeInvisibleTimeProcessor implements NettyRequestProcessor {
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
    const requestHeader = request.decodeCommandCustomHeader(ChangeInvisibleTimeRequestHeader)
    const offset = notNull(requestHeader.offset, 'offset')
    // As in 5.3.2 the remark stays that of an answer without a code.
    const response = RemotingCommand.createResponseCommand(ChangeInvisibleTimeResponseHeader)
    response.code = ResponseCode.SUCCESS
    const responseHeader = response.readCustomHeader<ChangeInvisibleTimeResponseHeader>()!
    Object.assign(responseHeader, { popTime: 0, invisibleTime: 0, reviveQid: 0 })
    const refused = checkPopped(this.brokerController, requestHeader, ({ min, max }) => offset >= min && offset < max)
    if (refused !== null) {
      response.code = refused.code
      if (refused.code !== ResponseCode.NO_MESSAGE) response.remark = refused.remark
      return response
    }
    const words = ExtraInfoUtil.split(requestHeader.extraInfo)
    if (ExtraInfoUtil.isOrder(words)) return notInOrder()
    const now = currentTimeMillis()
    if (!(yield* this.appendCheckPointThenAckOrigin(requestHeader, words, now))) {
      response.code = ResponseCode.SYSTEM_ERROR
      return response
    }
    responseHeader.invisibleTime = requestHeader.invisibleTime
    responseHeader.popTime = now
    responseHeader.reviveQid = ExtraInfoUtil.getReviveQid(words)
    return response
  }

  /** Original: ChangeInvisibleTimeProcessor#appendCheckPointThenAckOrigin. @returns whether the new checkpoint is in the log */
  private *appendCheckPointThenAckOrigin(
    { topic, queueId, consumerGroup, offset, invisibleTime }: ChangeInvisibleTimeRequestHeader,
    words: readonly string[],
    now: number,
  ): Blocking<boolean> {
    const reviveQid = ExtraInfoUtil.getReviveQid(words)
    const ck = new PopCheckPoint(topic!, queueId!, consumerGroup ?? '')
    ck.num = 1
    ck.popTime = now
    ck.invisibleTime = notNull(invisibleTime, 'invisibleTime')
    ck.startOffset = offset!
    ck.addDiff(0)
    ck.brokerName = ExtraInfoUtil.getBrokerName(words)
    if (!(yield* this.reviveLog.putCk(ck, reviveQid))) return false
    assert(ck.indexOfAck(offset!) === 0, 'the new checkpoint is for this message', offset!)
    const stats = this.brokerController.getBrokerStatsManager()
    stats.countAckOrCk('CK', ck.cid, ck.topic, 1)
    yield* this.ackOrigin(ck, words, reviveQid)
    return true
  }

  /** Original: ChangeInvisibleTimeProcessor#ackOrigin */
  private *ackOrigin(ck: PopCheckPoint, words: readonly string[], reviveQid: number): Blocking<void> {
    const { topic, queueId, cid, startOffset } = ck
    const ack = new AckMsg(startOffset)
    ack.startOffset = ExtraInfoUtil.getCkQueueOffset(words)
    ack.consumerGroup = cid
    ack.topic = topic
    ack.queueId = queueId
    ack.popTime = ExtraInfoUtil.getPopTime(words)
    ack.brokerName = ExtraInfoUtil.getBrokerName(words)
    this.brokerController.getBrokerStatsManager().countAckOrCk('ACK', cid, topic, 1)
    yield* this.reviveLog.putAck(ack, reviveQid, ack.popTime + ExtraInfoUtil.getInvisibleTime(words))
  }
}
