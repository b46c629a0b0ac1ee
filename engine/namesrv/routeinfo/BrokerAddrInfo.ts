/**
 * Which broker process: the same address may appear in two clusters.
 * Original: RouteInfoManager.BrokerAddrInfo, for it stands in that file.
 */
export class BrokerAddrInfo {
  readonly clusterName: string
  readonly brokerAddr: string

  constructor(clusterName: string, brokerAddr: string) {
    this.clusterName = clusterName
    this.brokerAddr = brokerAddr
  }

  /** What the tables are keyed with: equal for equal brokers, and its hash is the hash of the original's class. */
  get key(): string {
    return `${this.clusterName}_${this.brokerAddr}`
  }
}
