import { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { encodeUtf8 } from '../../../kernel/Utf8'
import { queueMapText } from '../body/queueTable'

/** Original: org.apache.rocketmq.remoting.protocol.admin.TopicOffset. */
interface TopicOffset {
  readonly minOffset: number
  /** The number after the last message. */
  readonly maxOffset: number
  /** When the last message was stored, in ms since 1970. */
  readonly lastUpdateTimestamp: number
}

/** Where the queues of a topic begin and end. Original: org.apache.rocketmq.remoting.protocol.admin.TopicStatsTable. */
export class TopicStatsTable {
  readonly offsetTable: MessageQueueMap<TopicOffset>

  constructor() {
    this.offsetTable = new MessageQueueMap()
  }

  encode(): Uint8Array {
    return encodeUtf8(`{"offsetTable":${queueMapText(this.offsetTable)}}`)
  }
}
