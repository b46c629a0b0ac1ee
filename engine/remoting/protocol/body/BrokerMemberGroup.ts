import { longOf, fieldText } from '../JsonFields'
import { RemotingSerializable } from '../RemotingSerializable'

/** The brokers of one name. Original: protocol.body.BrokerMemberGroup and its response body. */
export class BrokerMemberGroup {
  cluster: string
  brokerName: string
  brokerAddrs: Map<number, string>

  constructor(cluster: string, brokerName: string) {
    this.cluster = cluster
    this.brokerName = brokerName
    this.brokerAddrs = new Map()
  }

  /** The group in such a body. */
  static decodeResponseBody(bytes: Uint8Array): BrokerMemberGroup {
    const fields = RemotingSerializable.decode(bytes).object('brokerMemberGroup')
    const group = new BrokerMemberGroup(fields?.text('cluster') ?? '', fields?.text('brokerName') ?? '')
    for (const [id, addr] of fields?.map('brokerAddrs', fieldText) ?? []) group.brokerAddrs.set(longOf(id, 'broker id'), addr)
    return group
  }

  /** `{"brokerMemberGroup":{…}}` */
  encodeResponseBody(): Uint8Array {
    return RemotingSerializable.encode({ brokerMemberGroup: this })
  }
}
