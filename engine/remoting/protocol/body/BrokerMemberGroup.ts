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

  /** `{"brokerMemberGroup":{…}}` */
  encodeResponseBody(): Uint8Array {
    return RemotingSerializable.encode({ brokerMemberGroup: this })
  }
}
