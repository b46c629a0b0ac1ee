import { textOf } from '../fastJsonCasts'
import { JsonFields, listOf } from '../JsonFields'
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
    const fields = RemotingSerializable.decode(bytes)
    const info = new ClusterInfo()
    info.brokerAddrTable = fields.map('brokerAddrTable', (data) => BrokerData.fromJson(new JsonFields(data)))
    info.clusterAddrTable = fields.map('clusterAddrTable', (names) => new Set(listOf(names, textOf).filter((name) => name !== null)))
    return info
  }
}
