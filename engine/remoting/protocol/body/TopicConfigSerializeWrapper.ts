import { TopicConfig } from '../../../common/TopicConfig'
import { TopicFilterType } from '../../../common/TopicFilterType'
import { JavaConcurrentHashMap } from '../../../kernel/java/JavaConcurrentHashMap'
import { DataVersion } from '../DataVersion'
import type { FastJsonToken } from '../FastJsonTokens'
import { JsonFields } from '../JsonFields'
import { RemotingSerializable } from '../RemotingSerializable'

const TOPIC_FILTER_TYPES = Object.values(TopicFilterType)

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

  /** @throws JsonFieldError */
  static fromJson(fields: JsonFields): TopicConfigSerializeWrapper {
    const wrapper = new TopicConfigSerializeWrapper()
    wrapper.dataVersion = DataVersion.fromJson(fields.object('dataVersion'))
    wrapper.mappingDataVersion = DataVersion.fromJson(fields.object('mappingDataVersion'))
    const configOf = (config: FastJsonToken): TopicConfig => topicConfigOf(new JsonFields(config))
    for (const [topic, config] of fields.map('topicConfigTable', configOf)) wrapper.topicConfigTable.set(topic, config)
    return wrapper
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }

  static decode(bytes: Uint8Array): TopicConfigSerializeWrapper {
    return TopicConfigSerializeWrapper.fromJson(RemotingSerializable.decode(bytes))
  }
}

/** A topic's configuration; what is missing keeps its default. @throws JsonFieldError */
export function topicConfigOf(fields: JsonFields): TopicConfig {
  const config = new TopicConfig(fields.text('topicName') ?? '')
  config.readQueueNums = fields.int('readQueueNums') ?? config.readQueueNums
  config.writeQueueNums = fields.int('writeQueueNums') ?? config.writeQueueNums
  config.perm = fields.int('perm') ?? config.perm
  config.topicFilterType = fields.oneOf('topicFilterType', TOPIC_FILTER_TYPES) ?? config.topicFilterType
  config.topicSysFlag = fields.int('topicSysFlag') ?? config.topicSysFlag
  config.order = fields.boolean('order') ?? config.order
  config.attributes = Object.fromEntries(fields.texts('attributes')?.entries() ?? [])
  return config
}
