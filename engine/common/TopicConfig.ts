import { IllegalArgumentException } from '../kernel/errors'
import { parseInt32 } from '../kernel/java/javaParse'
import { javaSplit } from '../kernel/java/javaSplit'
import { PermName } from './constant/PermName'
import { TopicFilterType } from './TopicFilterType'

const SEPARATOR = ' '
const DEFAULT_QUEUE_NUMS = 16
const DEFAULT_PERM = PermName.PERM_READ | PermName.PERM_WRITE

/** What a broker knows of a topic. Original: org.apache.rocketmq.common.TopicConfig. */
export class TopicConfig {
  topicName: string
  readQueueNums: number
  writeQueueNums: number
  /** See {@link PermName}. */
  perm: number
  topicFilterType: TopicFilterType
  topicSysFlag: number
  order: boolean
  attributes: Record<string, string>

  constructor(
    topicName: string,
    readQueueNums = DEFAULT_QUEUE_NUMS,
    writeQueueNums = DEFAULT_QUEUE_NUMS,
    perm: number = DEFAULT_PERM,
  ) {
    this.topicName = topicName
    this.readQueueNums = readQueueNums
    this.writeQueueNums = writeQueueNums
    this.perm = perm
    this.topicFilterType = TopicFilterType.SINGLE_TAG
    this.topicSysFlag = 0
    this.order = false
    this.attributes = {}
  }

  /** The one-line form, which knows nothing of topicSysFlag and order. Original: TopicConfig#encode */
  encode(): string {
    const { topicName, readQueueNums, writeQueueNums, perm, topicFilterType, attributes } = this
    return [topicName, readQueueNums, writeQueueNums, perm, topicFilterType, JSON.stringify(attributes)].join(SEPARATOR)
  }

  /** Reads the one-line form; null when it isn't one. Original: TopicConfig#decode. @throws IllegalArgumentException */
  static decode(text: string): TopicConfig | null {
    const [name, read, write, perm, filterType, attributes] = javaSplit(text, SEPARATOR)
    if (filterType === undefined) return null
    const config = new TopicConfig(name!, parseInt32(read!), parseInt32(write!), parseInt32(perm!))
    config.topicFilterType = filterTypeOf(filterType)
    config.attributes = parseAttributes(attributes)
    return config
  }

  clone(): TopicConfig {
    return Object.assign(new TopicConfig(this.topicName), this, { attributes: { ...this.attributes } })
  }
}

function filterTypeOf(name: string): TopicFilterType {
  const type = Object.values(TopicFilterType).find((each) => each === name)
  if (type === undefined) throw new IllegalArgumentException(`no filter type: ${name}`)
  return type
}

/** Attributes that can't be read are none, as in the original. */
function parseAttributes(text: string | undefined): Record<string, string> {
  if (text === undefined) return {}
  try {
    return JSON.parse(text) as Record<string, string>
  } catch {
    return {}
  }
}
