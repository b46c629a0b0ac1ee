import type { MessageQueue } from '../../../common/message/MessageQueue'
import { RemotingSerializable } from '../RemotingSerializable'
import { messageQueuesOf } from './messageQueuesOf'

/** Which queues a member of a group wants to unlock. Original: protocol.body.UnlockBatchRequestBody. */
export class UnlockBatchRequestBody {
  clientId: string
  consumerGroup: string
  mqSet: readonly MessageQueue[]
  onlyThisBroker: boolean

  constructor(consumerGroup: string, clientId: string, mqSet: readonly MessageQueue[]) {
    this.clientId = clientId
    this.consumerGroup = consumerGroup
    this.mqSet = mqSet
    this.onlyThisBroker = false
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): UnlockBatchRequestBody {
    const fields = RemotingSerializable.decode(bytes)
    const [group, clientId] = [fields.text('consumerGroup') ?? '', fields.text('clientId') ?? '']
    const body = new UnlockBatchRequestBody(group, clientId, messageQueuesOf(fields, 'mqSet'))
    body.onlyThisBroker = fields.boolean('onlyThisBroker') ?? false
    return body
  }
}
