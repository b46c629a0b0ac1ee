import { SendMessageRequestHeader } from '../../remoting/protocol/header/SendMessageRequestHeader'
import { SendMessageRequestHeaderV2 } from '../../remoting/protocol/header/SendMessageRequestHeaderV2'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'

/**
 * The header of a message that is sent, whichever of the two forms it came in: with names, or with single letters,
 * which the client prefers because they are shorter. Original: SendMessageRequestHeader#parseRequestHeader,
 * ReplyMessageProcessor#parseRequestHeader
 */
export function parseRequestHeader(request: RemotingCommand): SendMessageRequestHeader {
  const isInFull = request.code === RequestCode.SEND_MESSAGE || request.code === RequestCode.SEND_REPLY_MESSAGE
  if (isInFull) return request.decodeCommandCustomHeader(SendMessageRequestHeader)
  const v2 = request.decodeCommandCustomHeader(SendMessageRequestHeaderV2)
  return SendMessageRequestHeaderV2.createSendMessageRequestHeaderV1(v2)
}
