import { JavaConcurrentHashMap } from '../../../kernel/java/JavaConcurrentHashMap'
import { DataVersion } from '../DataVersion'
import { intOf, longOf } from '../fastJsonCasts'
import type { FastJsonKey, FastJsonToken } from '../FastJsonTokens'
import type { JsonFields } from '../JsonFields'
import { mapOfMembers, present } from '../JsonFields'
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
    for (const [topicAtGroup, queues] of fields.map('offsetTable', queuesOf)) wrapper.offsetTable.set(topicAtGroup, queues)
    return wrapper
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): ConsumerOffsetSerializeWrapper {
    return ConsumerOffsetSerializeWrapper.fromJson(RemotingSerializable.decode(bytes))
  }
}

/** @throws CastError */
function queuesOf(token: FastJsonToken): QueueOffsets {
  const queues: QueueOffsets = new JavaConcurrentHashMap()
  const queueIdOf = (key: FastJsonKey): number => present(intOf(key), 'an int')
  const offsetOf = (value: FastJsonToken): number => present(longOf(value), 'a long')
  for (const [queueId, offset] of mapOfMembers(token, queueIdOf, offsetOf)) queues.set(queueId, offset)
  return queues
}
