import { JavaConcurrentHashMap } from '../../../kernel/java/JavaConcurrentHashMap'
import { DataVersion } from '../DataVersion'
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

  static fromJson(fields: Readonly<Record<string, unknown>>): ConsumerOffsetSerializeWrapper {
    const version = (fields['dataVersion'] ?? {}) as Record<string, unknown>
    const wrapper = new ConsumerOffsetSerializeWrapper(DataVersion.fromJson(version))
    const table = (fields['offsetTable'] ?? {}) as Record<string, Record<string, number>>
    for (const [topicAtGroup, offsets] of Object.entries(table)) {
      const queues: QueueOffsets = new JavaConcurrentHashMap()
      for (const [queueId, offset] of Object.entries(offsets)) queues.set(Number(queueId), offset)
      wrapper.offsetTable.set(topicAtGroup, queues)
    }
    return wrapper
  }

  /** @throws SyntaxError */
  static decode(bytes: Uint8Array): ConsumerOffsetSerializeWrapper {
    return ConsumerOffsetSerializeWrapper.fromJson(RemotingSerializable.decode(bytes))
  }
}
