import { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { queueTableOf, queueTableText } from '../../../remoting/protocol/body/queueTable'
import { JsonFields } from '../../../remoting/protocol/JsonFields'

/** The file with the offsets of a consumer that broadcasts. Original: org.apache.rocketmq.client.consumer.store.OffsetSerializeWrapper. */
export class OffsetSerializeWrapper {
  readonly offsetTable: MessageQueueMap<number>

  constructor(offsetTable: MessageQueueMap<number> = new MessageQueueMap()) {
    this.offsetTable = offsetTable
  }

  /** Original: RemotingSerializable#toJson, pretty */
  toJson(): string {
    return `{\n\t"offsetTable":${queueTableText(this.offsetTable, 1)}\n}`
  }

  /** @throws SyntaxError, JsonFieldError */
  static fromJson(text: string): OffsetSerializeWrapper | null {
    const fields = JsonFields.parse(text)
    return fields === null ? null : new OffsetSerializeWrapper(queueTableOf(fields, 'offsetTable'))
  }
}
