import { MessageConst } from '../../common/message/MessageConst'
import type { MessageExt } from '../../common/message/MessageExt'
import { NamespaceUtil } from '../../common/NamespaceUtil'
import type { Compressor } from '../../ports/Compressor'
import { type ExtraInfo, ExtraInfoUtil } from '../../remoting/protocol/ExtraInfoUtil'
import { PopMessageResponseHeader } from '../../remoting/protocol/header/PopMessageResponseHeader'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { MQBrokerException } from '../exception/MQBrokerException'
import { clientDecode } from './clientDecode'

/** What came of a pop. Original: org.apache.rocketmq.client.consumer.PopResult and PopStatus. */
export interface PopResult {
  readonly popStatus: 'FOUND' | 'POLLING_FULL' | 'POLLING_NOT_FOUND'
  readonly msgFoundList: readonly MessageExt[]
}

/** Of whom a pop was asked, and for what. */
export interface PopAsked {
  readonly brokerName: string
  readonly topic: string
  readonly namespace: string | null
}

/**
 * Turns a broker's answer into the result of a pop. Each message says with what it is acknowledged.
 * Original: MQClientAPIImpl#processPopResponse
 * @throws MQBrokerException, IllegalArgumentException for what is no information about offsets
 */
export function processPopResponse(
  response: RemotingCommand, { brokerName, topic, namespace }: PopAsked, compressor: Compressor,
): PopResult {
  switch (response.code) {
    case ResponseCode.SUCCESS:
      break
    case ResponseCode.POLLING_FULL:
      return { popStatus: 'POLLING_FULL', msgFoundList: [] }
    case ResponseCode.POLLING_TIMEOUT:
    case ResponseCode.PULL_NOT_FOUND:
      return { popStatus: 'POLLING_NOT_FOUND', msgFoundList: [] }
    default:
      throw new MQBrokerException(response.code, response.remark ?? '', brokerName)
  }
  const header = response.decodeCommandCustomHeader(PopMessageResponseHeader)
  const msgFoundList = clientDecode(response.body ?? new Uint8Array(0), compressor)
  putExtraInfos(msgFoundList, header, brokerName)
  for (const msg of msgFoundList) {
    if (msg.getProperty(MessageConst.PROPERTY_FIRST_POP_TIME) === null) {
      msg.putProperty(MessageConst.PROPERTY_FIRST_POP_TIME, String(header.popTime ?? 0))
    }
    msg.brokerName = brokerName
    msg.topic = NamespaceUtil.withoutNamespace(topic, namespace)
  }
  return { popStatus: 'FOUND', msgFoundList }
}

/** Messages that come again have brought theirs along; to the others it comes from what the answer says of their queue. */
function putExtraInfos(msgs: readonly MessageExt[], header: PopMessageResponseHeader, brokerName: string): void {
  const { popTime, invisibleTime, reviveQid } = header
  const startOffsets = ExtraInfoUtil.parseStartOffsetInfo(header.startOffsetInfo)
  const msgOffsets = ExtraInfoUtil.parseMsgOffsetInfo(header.msgOffsetInfo)
  // How many messages of each queue came before, and its first one.
  const seen = new Map<string, { count: number; readonly firstOffset: number }>()
  for (const msg of msgs) {
    const { queueId, queueOffset } = msg
    const known = msg.getProperty(MessageConst.PROPERTY_POP_CK)
    const retry = known === null ? ExtraInfoUtil.retryOf(msg.topic) : (ExtraInfoUtil.split(known)[4] ?? '')
    const key = ExtraInfoUtil.getStartOffsetInfoMapKey(retry, queueId)
    const before = seen.get(key) ?? { count: 0, firstOffset: queueOffset }
    const index = before.count++
    seen.set(key, before)
    if (known !== null && startOffsets !== null) continue
    const msgQueueOffset = msgOffsets?.get(key)?.[index] ?? queueOffset
    // Very old brokers say nothing: there a pop begins with its first message.
    const ckQueueOffset = startOffsets?.get(key) ?? before.firstOffset
    const info: ExtraInfo = {
      ckQueueOffset, popTime: popTime ?? 0, invisibleTime: invisibleTime ?? 0, reviveQid: reviveQid ?? 0, retry,
      brokerName, queueId, msgQueueOffset,
    }
    msg.putProperty(MessageConst.PROPERTY_POP_CK, ExtraInfoUtil.buildExtraInfo(info))
  }
}
