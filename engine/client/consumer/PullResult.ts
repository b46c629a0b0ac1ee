import type { MessageExt } from '../../common/message/MessageExt'
import type { PullStatus } from './PullStatus'

/**
 * What a broker has answered to a pull. (In the original there is a second class with the fields that only the client itself needs.)
 * Original: org.apache.rocketmq.client.consumer.PullResult, org.apache.rocketmq.client.impl.consumer.PullResultExt.
 */
export class PullResult {
  readonly pullStatus: PullStatus
  /** The number of the message to continue with. */
  readonly nextBeginOffset: number
  readonly minOffset: number
  readonly maxOffset: number
  /** The broker of this name to ask next. */
  readonly suggestWhichBrokerId: number
  /** The records as they came; they become messages in the thread that takes them. Null afterwards. */
  messageBinary: Uint8Array | null
  msgFoundList: MessageExt[]

  constructor(
    pullStatus: PullStatus,
    nextBeginOffset: number,
    minOffset: number,
    maxOffset: number,
    suggestWhichBrokerId: number,
    messageBinary: Uint8Array | null,
  ) {
    this.pullStatus = pullStatus
    this.nextBeginOffset = nextBeginOffset
    this.minOffset = minOffset
    this.maxOffset = maxOffset
    this.suggestWhichBrokerId = suggestWhichBrokerId
    this.messageBinary = messageBinary
    this.msgFoundList = []
  }
}
