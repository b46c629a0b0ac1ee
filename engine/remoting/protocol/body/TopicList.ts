import { textOf } from '../fastJsonCasts'
import { RemotingSerializable } from '../RemotingSerializable'

/** Names of topics, or of what else is asked for in their stead. Original: protocol.body.TopicList. */
export class TopicList {
  topicList: string[]
  brokerAddr: string | null

  constructor(topicList: readonly string[] = [], brokerAddr: string | null = null) {
    this.topicList = [...topicList]
    this.brokerAddr = brokerAddr
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }

  static decode(bytes: Uint8Array): TopicList {
    const fields = RemotingSerializable.decode(bytes)
    const topics = fields.has('topicList') ? fields.elements('topicList', textOf) : []
    return new TopicList(topics.filter((topic) => topic !== null), fields.text('brokerAddr'))
  }
}
