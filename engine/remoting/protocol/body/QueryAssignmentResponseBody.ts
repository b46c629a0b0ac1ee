import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { JsonFields } from '../JsonFields'
import { RemotingSerializable } from '../RemotingSerializable'
import { messageQueueOf } from './messageQueuesOf'
import { MESSAGE_REQUEST_MODES, type MessageRequestMode } from './SetMessageRequestModeRequestBody'

/** A queue that a consumer gets, and how. Original: org.apache.rocketmq.common.message.MessageQueueAssignment. */
export interface MessageQueueAssignment {
  /** Null for nothing. */
  readonly messageQueue: MessageQueue | null
  readonly mode: MessageRequestMode
}

/** The queues of a consumer. Original: org.apache.rocketmq.remoting.protocol.body.QueryAssignmentResponseBody. */
export class QueryAssignmentResponseBody {
  /** Null when the broker can't say: then the consumer keeps what it has. */
  messageQueueAssignments: readonly MessageQueueAssignment[] | null

  constructor(messageQueueAssignments: readonly MessageQueueAssignment[] | null) {
    this.messageQueueAssignments = messageQueueAssignments
  }

  encode(): Uint8Array {
    const assignments = this.messageQueueAssignments
    return RemotingSerializable.encode({ messageQueueAssignments: assignments === null ? null : new Set(assignments) })
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): QueryAssignmentResponseBody {
    const fields = RemotingSerializable.decode(bytes)
    const name = 'messageQueueAssignments'
    const isThere = fields.has(name) && !fields.isNull(name)
    return new QueryAssignmentResponseBody(isThere ? fields.objects(name, assignmentOf) : null)
  }
}

function assignmentOf(fields: JsonFields): MessageQueueAssignment {
  const queue = fields.object('messageQueue')
  const mode = fields.oneOf('mode', MESSAGE_REQUEST_MODES) ?? 'PULL'
  return { messageQueue: queue === null ? null : messageQueueOf(queue), mode }
}
