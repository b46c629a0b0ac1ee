/** A broker has refused a request. Original: org.apache.rocketmq.client.exception.MQBrokerException. */
export class MQBrokerException extends Error {
  readonly responseCode: number
  readonly errorMessage: string
  readonly brokerAddr: string

  constructor(responseCode: number, errorMessage: string, brokerAddr: string) {
    super(`broker ${brokerAddr} answered with code ${responseCode}: ${errorMessage}`)
    this.name = 'MQBrokerException'
    this.responseCode = responseCode
    this.errorMessage = errorMessage
    this.brokerAddr = brokerAddr
  }
}
