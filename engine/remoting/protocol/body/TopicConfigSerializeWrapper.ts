import { TopicConfig } from '../../../common/TopicConfig'
import { JavaConcurrentHashMap } from '../../../kernel/java/JavaConcurrentHashMap'
import { DataVersion } from '../DataVersion'
import { RemotingSerializable } from '../RemotingSerializable'

/**
 * All topics of a broker, as it tells them to name servers and slaves. The two tables for static topics are always empty.
 * Original: protocol.body.TopicConfigAndMappingSerializeWrapper, which extends TopicConfigSerializeWrapper.
 */
export class TopicConfigSerializeWrapper {
  dataVersion: DataVersion
  mappingDataVersion: DataVersion
  topicConfigTable: JavaConcurrentHashMap<string, TopicConfig>
  topicQueueMappingDetailMap: Record<string, unknown>
  topicQueueMappingInfoMap: Record<string, unknown>

  constructor() {
    this.dataVersion = new DataVersion()
    this.mappingDataVersion = new DataVersion()
    this.topicConfigTable = new JavaConcurrentHashMap()
    this.topicQueueMappingDetailMap = {}
    this.topicQueueMappingInfoMap = {}
  }

  static fromJson(fields: Readonly<Record<string, unknown>>): TopicConfigSerializeWrapper {
    const wrapper = new TopicConfigSerializeWrapper()
    wrapper.dataVersion = versionOf(fields['dataVersion'])
    wrapper.mappingDataVersion = versionOf(fields['mappingDataVersion'])
    const table = (fields['topicConfigTable'] ?? {}) as Record<string, Record<string, unknown>>
    for (const [topic, config] of Object.entries(table)) {
      wrapper.topicConfigTable.set(topic, TopicConfig.fromJson(config))
    }
    return wrapper
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }

  static decode(bytes: Uint8Array): TopicConfigSerializeWrapper {
    return TopicConfigSerializeWrapper.fromJson(RemotingSerializable.decode(bytes))
  }
}

function versionOf(value: unknown): DataVersion {
  return DataVersion.fromJson((value ?? {}) as Record<string, unknown>)
}
