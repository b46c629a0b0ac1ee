import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { notNull } from '../../kernel/java/notNull'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { QueryMessageRequestHeader } from '../../remoting/protocol/header/QueryMessageRequestHeader'
import { QueryMessageResponseHeader } from '../../remoting/protocol/header/QueryMessageResponseHeader'
import { ViewMessageRequestHeader } from '../../remoting/protocol/header/ViewMessageRequestHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { QueryMessageResult } from '../../store/get/QueryMessageResult'
import type { BrokerController } from '../BrokerController'
import { answered, refusal } from './answers'

/** Says in a request that its key is a message's unique id. Original: MixAll#UNIQUE_MSG_QUERY_FLAG */
const UNIQUE_MSG_QUERY_FLAG = '_UNIQUE_KEY_QUERY'

/**
 * Finds messages that nobody consumes: by a key, and by their place in the commit log, which an offset message id names.
 * Original: org.apache.rocketmq.broker.processor.QueryMessageProcessor.
 */
export class QueryMessageProcessor implements NettyRequestProcessor {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  rejectRequest(): boolean {
    return false
  }

  *processRequest(_context: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand | null> {
    return request.code === RequestCode.QUERY_MESSAGE ? this.queryMessage(request) : this.viewMessageById(request)
  }

  /** Whether a message really has the key, the client looks: here only hashes are compared. Original: QueryMessageProcessor#queryMessage */
  private queryMessage(request: RemotingCommand): RemotingCommand {
    const requestHeader = request.decodeCommandCustomHeader(QueryMessageRequestHeader)
    const { topic, key, maxNum, beginTimestamp, endTimestamp } = requestHeader
    const isUniqueKey = request.extFields?.get(UNIQUE_MSG_QUERY_FLAG) === 'true'
    const most = isUniqueKey ? this.brokerController.messageStoreConfig.defaultQueryMaxNum : notNull(maxNum, 'maxNum')
    const [begin, end] = [notNull(beginTimestamp, 'beginTimestamp'), notNull(endTimestamp, 'endTimestamp')]
    const result = this.brokerController.getMessageStore().queryMessage(topic ?? '', key ?? '', most, begin, end)
    const response = RemotingCommand.createResponseCommand(QueryMessageResponseHeader)
    const responseHeader = response.readCustomHeader<QueryMessageResponseHeader>()!
    responseHeader.indexLastUpdatePhyoffset = result.indexLastUpdatePhyoffset
    responseHeader.indexLastUpdateTimestamp = result.indexLastUpdateTimestamp
    const isFound = result.getBufferTotalSize() > 0
    response.code = isFound ? ResponseCode.SUCCESS : ResponseCode.QUERY_NOT_FOUND
    response.remark = isFound ? null : 'no message has this key, or none of that time'
    if (isFound) response.body = recordsFound(result)
    return response
  }

  /** The record as it lies in the log. Original: QueryMessageProcessor#viewMessageById */
  private viewMessageById(request: RemotingCommand): RemotingCommand {
    const offset = notNull(request.decodeCommandCustomHeader(ViewMessageRequestHeader).offset, 'offset')
    const record = this.brokerController.getMessageStore().selectOneMessageByOffset(offset)
    return record === null
      ? refusal(ResponseCode.SYSTEM_ERROR, `no message lies at ${offset}`)
      : answered(record.get(0, record.size))
  }
}

function recordsFound(result: QueryMessageResult): Uint8Array {
  const body = new Uint8Array(result.getBufferTotalSize())
  let position = 0
  for (const record of result.messageMapedList) {
    body.set(record.get(0, record.size), position)
    position += record.size
  }
  assert(position === body.length, 'an answer is as long as the records that were found', position, body.length)
  return body
}
