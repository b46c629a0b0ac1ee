import { SendMessageRequestHeader } from '../../remoting/protocol/header/SendMessageRequestHeader'
import { SendMessageRequestHeaderV2 } from '../../remoting/protocol/header/SendMessageRequestHeaderV2'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'

/**
 * The header of a message that is sent, whichever of the two forms it came in: with names, or with single letters,
 * which the client prefers because they are shorter. Original: SendMessageRequestHeader#parseRequestHeader
 */
export function parseRequestHeader(request: RemotingCommand): SendMessageRequestHeader {
  if (request.code === RequestCode.SEND_MESSAGE) return request.decodeCommandCustomHeader(SendMessageRequestHeader)
  const v2 = request.decodeCommandCustomHeader(SendMessageRequestHeaderV2)
  const header = new SendMessageRequestHeader()
  header.producerGroup = v2.a
  header.topic = v2.b
  header.defaultTopic = v2.c
  header.defaultTopicQueueNums = v2.d
  header.queueId = v2.e
  header.sysFlag = v2.f
  header.bornTimestamp = v2.g
  header.flag = v2.h
  header.properties = v2.i
  header.reconsumeTimes = v2.j
  header.unitMode = v2.k
  header.maxReconsumeTimes = v2.l
  header.batch = v2.m
  header.bname = v2.n
  return header
}
