import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { PutMessageStatus } from '../../store/put/PutMessageStatus'

export interface SendOutcome {
  readonly code: number
  readonly remark: string | null
  /** Is the message in the log? Then the answer says where. */
  readonly sendOK: boolean
}

/**
 * What the store says, in the words of the protocol. Original: the switch in
 * SendMessageProcessor#handlePutMessageResult
 */
export function outcomeOf(status: PutMessageStatus, maxMessageSize: number): SendOutcome {
  switch (status) {
    case PutMessageStatus.PUT_OK:
      return stored(ResponseCode.SUCCESS)
    case PutMessageStatus.FLUSH_DISK_TIMEOUT:
      return stored(ResponseCode.FLUSH_DISK_TIMEOUT)
    case PutMessageStatus.FLUSH_SLAVE_TIMEOUT:
      return stored(ResponseCode.FLUSH_SLAVE_TIMEOUT)
    case PutMessageStatus.SLAVE_NOT_AVAILABLE:
      return stored(ResponseCode.SLAVE_NOT_AVAILABLE)
    case PutMessageStatus.IN_SYNC_REPLICAS_NOT_ENOUGH:
      return refused(ResponseCode.SYSTEM_ERROR, 'there are not enough replicas in sync')
    case PutMessageStatus.CREATE_MAPPED_FILE_FAILED:
      return refused(ResponseCode.SYSTEM_ERROR, 'no new file for the commit log: the disk is full or broken')
    case PutMessageStatus.MESSAGE_ILLEGAL:
    case PutMessageStatus.PROPERTIES_SIZE_EXCEEDED:
      return refused(
        ResponseCode.MESSAGE_ILLEGAL,
        `the message is illegal: bodies may have ${maxMessageSize} bytes, properties 32767`,
      )
    case PutMessageStatus.SERVICE_NOT_AVAILABLE:
      return refused(
        ResponseCode.SERVICE_NOT_AVAILABLE,
        'the store takes no messages: its disk is full, or this is a slave, or it has been shut down',
      )
    case PutMessageStatus.WHEEL_TIMER_MSG_ILLEGAL:
      return refused(ResponseCode.MESSAGE_ILLEGAL, 'its time is no number or too far away, or it recalls what is due already')
    case PutMessageStatus.WHEEL_TIMER_FLOW_CONTROL:
      return refused(ResponseCode.SYSTEM_ERROR, 'too many timer messages are due in that second')
    case PutMessageStatus.WHEEL_TIMER_NOT_ENABLE:
      return refused(ResponseCode.SYSTEM_ERROR, 'timer messages are not enabled: this broker has no timing wheel')
    case PutMessageStatus.OS_PAGE_CACHE_BUSY:
      return refused(ResponseCode.SYSTEM_BUSY, '[PC_SYNCHRONIZED]broker busy, start flow control for a while')
    default:
      return refused(ResponseCode.SYSTEM_ERROR, status)
  }
}

function stored(code: number): SendOutcome {
  return { code, remark: null, sendOK: true }
}

function refused(code: number, remark: string): SendOutcome {
  return { code, remark, sendOK: false }
}
