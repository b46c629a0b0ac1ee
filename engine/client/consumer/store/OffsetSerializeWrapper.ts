import type { MessageQueue } from '../../../common/message/MessageQueue'
import { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { toFastJson } from '../../../remoting/protocol/FastJson'
import { CastError, longOf } from '../../../remoting/protocol/fastJsonCasts'
import { JsonFieldError, JsonFields, present } from '../../../remoting/protocol/JsonFields'
import { messageQueueOf } from '../../../remoting/protocol/body/messageQueuesOf'

/**
 * The file in which a consumer that broadcasts keeps its offsets. Its names are queues, written as objects: that is no JSON, but
 * fastjson reads what fastjson writes. Original: org.apache.rocketmq.client.consumer.store.OffsetSerializeWrapper.
 */
export class OffsetSerializeWrapper {
  readonly offsetTable: MessageQueueMap<number>

  constructor() {
    this.offsetTable = new MessageQueueMap()
  }

  /** Original: RemotingSerializable#toJson, pretty */
  toJson(): string {
    const entries = this.offsetTable.entries().map(([mq, offset]) => `${keyOf(mq)}:${offset}`)
    return `{\n\t"offsetTable":{${entries.join(',')}${entries.length === 0 ? '' : '\n\t'}}\n}`
  }

  /** @throws SyntaxError, JsonFieldError */
  static fromJson(text: string): OffsetSerializeWrapper | null {
    const fields = JsonFields.parse(text)
    if (fields === null) return null
    const wrapper = new OffsetSerializeWrapper()
    const offsets = fields.has('offsetTable') ? fields.map('offsetTable', (value) => present(longOf(value), 'a long')) : []
    for (const [key, offset] of offsets) wrapper.offsetTable.set(queueOf(key), offset)
    return wrapper
  }
}

function keyOf({ brokerName, queueId, topic }: MessageQueue): string {
  const members = toFastJson({ brokerName, queueId, topic }, { pretty: true })
  return members.replaceAll('\n', '\n\t\t')
}

function queueOf(key: string): MessageQueue {
  const fields = JsonFields.parse(key)
  if (fields === null) throw new JsonFieldError('offsetTable', new CastError('a queue', null))
  return messageQueueOf(fields)
}
