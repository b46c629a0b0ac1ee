import type { MessageQueue } from '../../../common/message/MessageQueue'
import { RemotingSerializable } from '../RemotingSerializable'
import { messageQueuesOf } from './messageQueuesOf'

/** Which of the queues are locked now. Original: protocol.body.LockBatchResponseBody. */
export class LockBatchResponseBody {
  lockOKMQSet: readonly MessageQueue[]

  constructor(lockOKMQSet: readonly MessageQueue[] = []) {
    this.lockOKMQSet = lockOKMQSet
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): LockBatchResponseBody {
    return new LockBatchResponseBody(messageQueuesOf(RemotingSerializable.decode(bytes), 'lockOKMQSet'))
  }
}
