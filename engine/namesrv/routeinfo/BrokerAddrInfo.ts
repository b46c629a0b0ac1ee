/**
 * Identifies a broker process: the same address may appear in two clusters.
 * Original: RouteInfoManager.BrokerAddrInfo, which stands in that file.
 */
export class BrokerAddrInfo {
  readonly clusterName: string
  readonly brokerAddr: string

  constructor(clusterName: string, brokerAddr: string) {
    this.clusterName = clusterName
    this.brokerAddr = brokerAddr
  }

  /** The key in the tables: equal for equal brokers, with the hash of the original's class. */
  get key(): string {
    return `${this.clusterName}_${this.brokerAddr}`
  }
}
