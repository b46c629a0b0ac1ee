import type { Message } from '../../common/message/Message'
import { MessageBatch } from '../../common/message/MessageBatch'
import { MessageClientIDSetter } from '../../common/message/MessageClientIDSetter'
import { MessageConst } from '../../common/message/MessageConst'
import { MessageQueue } from '../../common/message/MessageQueue'
import { MixAll } from '../../common/MixAll'
import type { SendMessageRequestHeader } from '../../remoting/protocol/header/SendMessageRequestHeader'
import { SendMessageRequestHeaderV2 } from '../../remoting/protocol/header/SendMessageRequestHeaderV2'
import { SendMessageResponseHeader } from '../../remoting/protocol/header/SendMessageResponseHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { assert } from '../../kernel/assert'
import { Thread } from '../../kernel/Thread'
import type { ClientConfig } from '../ClientConfig'
import { MQBrokerException } from '../exception/MQBrokerException'
import { SendResult } from '../producer/SendResult'
import { SendStatus } from '../producer/SendStatus'

/** The response codes that say that the message is stored, and how safely. */
const STATUS_OF_CODE: ReadonlyMap<number, SendStatus> = new Map([
  [ResponseCode.SUCCESS, SendStatus.SEND_OK],
  [ResponseCode.FLUSH_DISK_TIMEOUT, SendStatus.FLUSH_DISK_TIMEOUT],
  [ResponseCode.FLUSH_SLAVE_TIMEOUT, SendStatus.FLUSH_SLAVE_TIMEOUT],
  [ResponseCode.SLAVE_NOT_AVAILABLE, SendStatus.SLAVE_NOT_AVAILABLE],
])

assert(STATUS_OF_CODE.size === Object.keys(SendStatus).length, 'each status of a send has its response code')

/**
 * The request that carries a message. Its fields have names of one letter, since they travel with every message; with the system
 * property `org.apache.rocketmq.client.sendSmartMsg` set to `false` they have their long names, which older brokers know.
 * Original: the first half of MQClientAPIImpl#sendMessage
 */
export function createSendRequest(msg: Message, header: SendMessageRequestHeader): RemotingCommand {
  const isReply = msg.getProperty(MessageConst.PROPERTY_MESSAGE_TYPE) === MixAll.REPLY_MESSAGE_FLAG
  const isBatch = msg instanceof MessageBatch && !isReply
  const request = isBatch || sendSmartMsg() ? requestV2(header, isReply, isBatch) : requestV1(header, isReply)
  request.body = msg.body
  return request
}

function requestV1(header: SendMessageRequestHeader, isReply: boolean): RemotingCommand {
  const code = isReply ? RequestCode.SEND_REPLY_MESSAGE : RequestCode.SEND_MESSAGE
  return RemotingCommand.createRequestCommand(code, header)
}

function requestV2(header: SendMessageRequestHeader, isReply: boolean, isBatch: boolean): RemotingCommand {
  const requestHeaderV2 = SendMessageRequestHeaderV2.createSendMessageRequestHeaderV2(header)
  return RemotingCommand.createRequestCommand(codeV2(isReply, isBatch), requestHeaderV2)
}

function codeV2(isReply: boolean, isBatch: boolean): number {
  if (isReply) return RequestCode.SEND_REPLY_MESSAGE_V2
  return isBatch ? RequestCode.SEND_BATCH_MESSAGE : RequestCode.SEND_MESSAGE_V2
}

function sendSmartMsg(): boolean {
  const property = Thread.currentThread().process.getSystemProperty('org.apache.rocketmq.client.sendSmartMsg')
  return property === null || property.toLowerCase() === 'true'
}

/**
 * Turns a broker's answer into the sender's result. Original: MQClientAPIImpl#processSendResponse
 * @throws MQBrokerException when the message is not stored
 */
export function processSendResponse(
  brokerName: string,
  msg: Message,
  response: RemotingCommand,
  addr: string | null,
  clientConfig: ClientConfig,
): SendResult {
  const sendStatus = STATUS_OF_CODE.get(response.code)
  if (sendStatus === undefined) throw new MQBrokerException(response.code, response.remark ?? '', String(addr))
  const isSafe = sendStatus === SendStatus.SEND_OK
  assert(isSafe === (response.code === ResponseCode.SUCCESS), 'only SUCCESS says that a message is as safe as promised')
  const header = response.decodeCommandCustomHeader(SendMessageResponseHeader)
  const topic = clientConfig.withoutNamespace(msg.topic)
  const messageQueue = new MessageQueue(topic, brokerName, header.queueId!)
  const result = new SendResult(sendStatus, uniqueIdOf(msg, header), messageQueue, header.queueOffset!)
  result.offsetMsgId = header.msgId
  result.transactionId = header.transactionId
  result.recallHandle = header.recallHandle
  result.regionId = response.getExtField(MessageConst.PROPERTY_MSG_REGION) || MixAll.DEFAULT_TRACE_REGION_ID
  result.traceOn = response.getExtField(MessageConst.PROPERTY_TRACE_SWITCH) !== 'false'
  return result
}

/** The id that the client gave; for a batch the ids of all its messages, separated by commas. */
function uniqueIdOf(msg: Message, header: SendMessageResponseHeader): string {
  if (msg instanceof MessageBatch && header.batchUniqId === null) {
    return msg.messages.map((each) => MessageClientIDSetter.getUniqID(each)).join(',')
  }
  return MessageClientIDSetter.getUniqID(msg) ?? ''
}
