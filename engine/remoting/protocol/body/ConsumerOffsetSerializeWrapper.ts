import { JavaConcurrentHashMap } from '../../../kernel/java/JavaConcurrentHashMap'
import { parseInt32 } from '../../../kernel/java/javaParse'
import { DataVersion } from '../DataVersion'
import type { JsonFields } from '../JsonFields'
import { longOf } from '../JsonFields'
import { RemotingSerializable } from '../RemotingSerializable'

/** Queue → the number of the message that its group reads next. */
export type QueueOffsets = JavaConcurrentHashMap<number, number>

/** How far all groups have come, as a slave hears of it. Original: protocol.body.ConsumerOffsetSerializeWrapper. */
export class ConsumerOffsetSerializeWrapper {
  readonly dataVersion: DataVersion
  /** By `topic@group`. */
  readonly offsetTable: JavaConcurrentHashMap<string, QueueOffsets>

  private constructor(dataVersion: DataVersion) {
    this.dataVersion = dataVersion
    this.offsetTable = new JavaConcurrentHashMap()
  }

  /** @throws JsonFieldError */
  static fromJson(fields: JsonFields): ConsumerOffsetSerializeWrapper {
    const wrapper = new ConsumerOffsetSerializeWrapper(DataVersion.fromJson(fields.object('dataVersion')))
    const table = fields.object('offsetTable')
    for (const topicAtGroup of table?.names() ?? []) {
      const queues: QueueOffsets = new JavaConcurrentHashMap()
      const offsets = table!.map(topicAtGroup, longOf)
      for (const [queueId, offset] of offsets) queues.set(parseInt32(queueId), offset)
      wrapper.offsetTable.set(topicAtGroup, queues)
    }
    return wrapper
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): ConsumerOffsetSerializeWrapper {
    return ConsumerOffsetSerializeWrapper.fromJson(RemotingSerializable.decode(bytes))
  }
}
