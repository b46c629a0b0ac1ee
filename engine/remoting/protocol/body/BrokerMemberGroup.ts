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
    const { brokerMemberGroup } = RemotingSerializable.decode(bytes) as { brokerMemberGroup: BrokerMemberGroup }
    const group = new BrokerMemberGroup(brokerMemberGroup.cluster, brokerMemberGroup.brokerName)
    const addrs = Object.entries(brokerMemberGroup.brokerAddrs)
    for (const [brokerId, addr] of addrs) group.brokerAddrs.set(Number(brokerId), addr as string)
    return group
  }

  /** `{"brokerMemberGroup":{…}}` */
  encodeResponseBody(): Uint8Array {
    return RemotingSerializable.encode({ brokerMemberGroup: this })
  }
}
