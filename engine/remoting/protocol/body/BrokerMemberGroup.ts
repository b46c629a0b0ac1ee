import { RemotingSerializable } from '../RemotingSerializable'
import { addrsOf } from '../route/BrokerData'

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
    const body = RemotingSerializable.decode(bytes)
    const fields = body.has('brokerMemberGroup') ? body.object('brokerMemberGroup') : null
    const group = new BrokerMemberGroup(fields?.text('cluster') ?? '', fields?.text('brokerName') ?? '')
    group.brokerAddrs = fields === null ? new Map() : addrsOf(fields)
    return group
  }

  /** `{"brokerMemberGroup":{…}}` */
  encodeResponseBody(): Uint8Array {
    return RemotingSerializable.encode({ brokerMemberGroup: this })
  }
}
