/** Where a broker is. Original: org.apache.rocketmq.client.impl.FindBrokerResult. */
export interface FindBrokerResult {
  readonly brokerAddr: string
  readonly slave: boolean
}
