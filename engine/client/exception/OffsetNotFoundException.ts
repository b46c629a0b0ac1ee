import { MQBrokerException } from './MQBrokerException'

/** The broker knows no offset of the group. Original: org.apache.rocketmq.client.exception.OffsetNotFoundException. */
export class OffsetNotFoundException extends MQBrokerException {
  constructor(responseCode: number, errorMessage: string, brokerAddr: string) {
    super(responseCode, errorMessage, brokerAddr)
    this.name = 'OffsetNotFoundException'
  }
}
