import { RemotingSerializable } from '../RemotingSerializable'
import { TopicConfigSerializeWrapper } from './TopicConfigSerializeWrapper'

/**
 * What a broker registers with. (The compressed form is not written: the original announces it wrongly, so that nobody can
 * read it.) Original: protocol.body.RegisterBrokerBody.
 */
export class RegisterBrokerBody {
  topicConfigSerializeWrapper: TopicConfigSerializeWrapper
  /** Null if the broker says so. */
  filterServerList: string[] | null

  constructor() {
    this.topicConfigSerializeWrapper = new TopicConfigSerializeWrapper()
    this.filterServerList = []
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }

  static decode(bytes: Uint8Array): RegisterBrokerBody {
    const fields = RemotingSerializable.decode(bytes)
    const body = new RegisterBrokerBody()
    const wrapper = fields.object('topicConfigSerializeWrapper')
    if (wrapper !== null) body.topicConfigSerializeWrapper = TopicConfigSerializeWrapper.fromJson(wrapper)
    body.filterServerList = fields.textList('filterServerList', [])
    return body
  }
}
