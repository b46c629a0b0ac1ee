import { RemotingSerializable } from '../RemotingSerializable'
import { BrokerData } from '../route/BrokerData'

/** All brokers and which cluster they belong to. Original: protocol.body.ClusterInfo. */
export class ClusterInfo {
  brokerAddrTable: Map<string, BrokerData>
  clusterAddrTable: Map<string, Set<string>>

  constructor() {
    this.brokerAddrTable = new Map()
    this.clusterAddrTable = new Map()
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }

  static decode(bytes: Uint8Array): ClusterInfo {
    const fields = RemotingSerializable.decode(bytes) as {
      brokerAddrTable?: Record<string, Record<string, unknown>>
      clusterAddrTable?: Record<string, string[]>
    }
    const info = new ClusterInfo()
    for (const [name, data] of Object.entries(fields.brokerAddrTable ?? {})) {
      info.brokerAddrTable.set(name, BrokerData.fromJson(data))
    }
    for (const [name, brokers] of Object.entries(fields.clusterAddrTable ?? {})) {
      info.clusterAddrTable.set(name, new Set(brokers))
    }
    return info
  }
}
