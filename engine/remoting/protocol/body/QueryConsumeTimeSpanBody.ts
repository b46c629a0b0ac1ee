import { timeMillisToText } from '../../../common/humanTime'
import { RemotingSerializable } from '../RemotingSerializable'
import type { QueueTimeSpan } from './QueueTimeSpan'

/** Original: org.apache.rocketmq.remoting.protocol.body.QueryConsumeTimeSpanBody. */
export class QueryConsumeTimeSpanBody {
  readonly consumeTimeSpanSet: readonly QueueTimeSpan[]

  constructor(consumeTimeSpanSet: readonly QueueTimeSpan[]) {
    this.consumeTimeSpanSet = consumeTimeSpanSet
  }

  /** The times stand there twice: as numbers, and for people. */
  encode(): Uint8Array {
    const consumeTimeSpanSet = this.consumeTimeSpanSet.map((span) => ({
      ...span,
      minTimeStampStr: timeMillisToText(span.minTimeStamp),
      maxTimeStampStr: timeMillisToText(span.maxTimeStamp),
      consumeTimeStampStr: timeMillisToText(span.consumeTimeStamp),
    }))
    return RemotingSerializable.encode({ consumeTimeSpanSet })
  }
}
