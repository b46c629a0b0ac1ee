import { currentTimeMillis, type Process } from '../../kernel/Process'
import { assert } from '../../kernel/assert'
import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import type { Disk } from '../../ports/Disk'
import type { SubscriptionData } from '../../remoting/protocol/body/HeartbeatData'
import { toFastJson } from '../../remoting/protocol/FastJson'
import { intOf } from '../../remoting/protocol/fastJsonCasts'
import { FilterAPI } from '../../remoting/protocol/filter/FilterAPI'
import { JsonFields, present } from '../../remoting/protocol/JsonFields'
import type { MessageStoreConfig } from '../../store/config/MessageStoreConfig'
import type { BrokerConfig } from '../BrokerConfig'
import { ConfigManager } from '../ConfigManager'
import { ConsumerFilterData } from './ConsumerFilterData'
import type { Expression } from './expression/Expression'
import { MQFilterException } from './MQFilterException'
import { SelectorParser } from './parser/SelectorParser'
import { BloomFilter } from './util/BloomFilter'
import type { BloomFilterData } from './util/BloomFilterData'

/** When a broker starts, consumers count as gone since this many ms. */
const DEAD_BEFORE_LOAD_MILLIS = 30 * 1000

/** What a group wants of a topic, in the words of its subscription. */
type Selector = Pick<SubscriptionData, 'topic' | 'subString' | 'expressionType' | 'subVersion'>

/**
 * The selectors of all groups, from their heartbeats. One that nobody uses any more is kept for a day.
 * Original: org.apache.rocketmq.broker.filter.ConsumerFilterManager, and its FilterDataMapByTopic.
 */
export class ConsumerFilterManager extends ConfigManager {
  private readonly process: Process
  private readonly brokerConfig: BrokerConfig
  private readonly storePathRootDir: string
  private readonly bloomFilter: BloomFilter
  /** Topic → group → its selector. */
  private filterDataByTopic: JavaConcurrentHashMap<string, JavaConcurrentHashMap<string, ConsumerFilterData>>

  constructor(process: Process, disk: Disk, brokerConfig: BrokerConfig, messageStoreConfig: MessageStoreConfig) {
    super(disk)
    this.process = process
    this.brokerConfig = brokerConfig
    this.storePathRootDir = messageStoreConfig.storePathRootDir
    const { maxErrorRateOfBloomFilter, expectConsumerNumUseFilter } = brokerConfig
    this.bloomFilter = BloomFilter.createByFn(maxErrorRateOfBloomFilter, expectConsumerNumUseFilter)
    this.filterDataByTopic = new JavaConcurrentHashMap(256)
  }

  configFilePath(): string {
    return `${this.storePathRootDir}/config/consumerFilter.json`
  }

  encode(prettyFormat = false): string {
    this.clean()
    const topics = [...this.filterDataByTopic].map(([topic, groups]) => {
      const fields = [...groups].map(([group, data]): [string, object] => [group, data.toFields()])
      return [topic, { groupFilterData: inOrder(fields), topic }] as [string, object]
    })
    return toFastJson({ filterDataByTopic: inOrder(topics, 256) }, { pretty: prettyFormat })
  }

  /** All that it reads counts as used by nobody, until a heartbeat says otherwise. Original: ConsumerFilterManager#decode */
  decode(text: string): void {
    const fields = JsonFields.parse(text)
    if (fields === null) return
    const loaded = new JavaConcurrentHashMap<string, JavaConcurrentHashMap<string, ConsumerFilterData>>(256)
    for (const [topic, groups] of readFilterData(fields)) loaded.set(topic, inOrder([...groups]))
    const all = [...loaded.values()].flatMap((groups) => [...groups.values()])
    // With another filter, all that was kept is void.
    if (!all.every(({ bloomFilterData }) => this.bloomFilter.isValid(bloomFilterData))) return
    const deadTime = this.process.currentTimeMillis() - DEAD_BEFORE_LOAD_MILLIS
    for (const data of all) if (data.deadTime === 0) data.deadTime = Math.max(deadTime, data.bornTime)
    this.filterDataByTopic = loaded
  }

  getBloomFilter(): BloomFilter {
    return this.bloomFilter
  }

  /** Original: ConsumerFilterManager#get */
  get(topic: string, consumerGroup: string): ConsumerFilterData | null {
    return this.filterDataByTopic.get(topic)?.get(consumerGroup) ?? null
  }

  /**
   * A selector, ready for use. Original: ConsumerFilterManager#build
   * @returns null for tags, and for what is no selector
   */
  static build(consumerGroup: string, selector: Selector): ConsumerFilterData | null {
    const { topic, subString, expressionType, subVersion } = selector
    if (FilterAPI.isTagType(expressionType)) return null
    const compiled = compile(expressionType, subString)
    if (compiled === null || subString === null || expressionType === null) return null
    const data = new ConsumerFilterData(topic, consumerGroup, subString, expressionType, compiled)
    data.bornTime = currentTimeMillis()
    data.clientVersion = subVersion
    return data
  }

  /** A heartbeat names all topics of the group; selectors for others are used no more. Original: ConsumerFilterManager#register */
  registerAll(consumerGroup: string, subList: Iterable<Selector>): void {
    const topics = new Set<string>()
    for (const selector of subList) {
      topics.add(selector.topic)
      this.register(consumerGroup, selector)
    }
    for (const [topic, groups] of this.filterDataByTopic) {
      const data = groups.get(consumerGroup)
      if (data !== undefined && !topics.has(topic) && !data.isDead()) data.deadTime = currentTimeMillis()
    }
  }

  /**
   * Notes the selector of one topic. An older version than the one that is known counts for nothing; the same one brings it back to
   * life. Original: ConsumerFilterManager#register, FilterDataMapByTopic#register
   * @returns false also for what is no selector
   */
  register(consumerGroup: string, selector: Selector): boolean {
    const { topic, subString, expressionType, subVersion } = selector
    if (FilterAPI.isTagType(expressionType) || subString === null || subString === '') return false
    let groups = this.filterDataByTopic.get(topic)
    if (groups === undefined) this.filterDataByTopic.set(topic, (groups = new JavaConcurrentHashMap()))
    const bloomFilterData = this.bloomFilter.generate(`${consumerGroup}#${topic}`)
    assert(this.bloomFilter.isValid(bloomFilterData), 'a filter knows the bits that it has made')
    const replace = (): boolean => {
      return enter(groups, consumerGroup, ConsumerFilterManager.build(consumerGroup, selector), bloomFilterData)
    }
    const old = groups.get(consumerGroup)
    if (old === undefined) return replace()
    if (subVersion < old.clientVersion) return false
    if (subVersion === old.clientVersion) return revive(old)
    const isSame = old.expression === subString && old.expressionType === expressionType
    if (!isSame || !areSame(old.bloomFilterData, bloomFilterData)) return replace()
    old.clientVersion = subVersion
    revive(old)
    return true
  }

  /** The last consumer of the group has left. Original: ConsumerFilterManager#unRegister */
  unRegister(consumerGroup: string): void {
    for (const groups of this.filterDataByTopic.values()) {
      const data = groups.get(consumerGroup)
      if (data !== undefined && !data.isDead()) data.deadTime = currentTimeMillis()
    }
  }

  /** Forgets what nobody has used for a day. Original: ConsumerFilterManager#clean */
  private clean(): void {
    const now = this.process.currentTimeMillis()
    for (const [topic, groups] of [...this.filterDataByTopic]) {
      for (const [group, data] of [...groups]) {
        if (data.howLongAfterDeath(now) >= this.brokerConfig.filterDataCleanTimeSpan) groups.delete(group)
      }
      if (groups.size === 0) this.filterDataByTopic.delete(topic)
    }
  }
}

/** Topic → group → its selector, as the table's file has them. @throws JsonFieldError */
export function readFilterData(fields: JsonFields): Map<string, ReadonlyMap<string, ConsumerFilterData>> {
  return fields.map('filterDataByTopic', (token) => {
    return new JsonFields(token).map('groupFilterData', (data) => dataOf(new JsonFields(data)))
  })
}

function compile(expressionType: string | null, expression: string | null): Expression | null {
  if (expressionType !== FilterAPI.SQL92 || expression === null) return null
  try {
    return SelectorParser.parse(expression)
  } catch (error) {
    if (error instanceof MQFilterException) return null
    throw error
  }
}

function enter(
  groups: JavaConcurrentHashMap<string, ConsumerFilterData>,
  consumerGroup: string,
  data: ConsumerFilterData | null,
  bloomFilterData: BloomFilterData,
): boolean {
  if (data === null) {
    // If the new one is none, there is none: the client is told so.
    groups.delete(consumerGroup)
    return false
  }
  data.bloomFilterData = bloomFilterData
  groups.set(consumerGroup, data)
  return true
}

/** Original: FilterDataMapByTopic#reAlive. @returns false when it was alive */
function revive(data: ConsumerFilterData): boolean {
  if (!data.isDead()) return false
  data.deadTime = 0
  return true
}

function areSame(one: BloomFilterData | null, other: BloomFilterData): boolean {
  return one !== null && one.bitNum === other.bitNum && one.bitPos.join() === other.bitPos.join()
}

function inOrder<V>(entries: ReadonlyArray<readonly [string, V]>, capacity?: number): JavaConcurrentHashMap<string, V> {
  const map = new JavaConcurrentHashMap<string, V>(capacity)
  for (const [key, value] of entries) map.set(key, value)
  return map
}

function dataOf(fields: JsonFields): ConsumerFilterData {
  const [expression, expressionType] = [fields.text('expression') ?? '', fields.text('expressionType') ?? '']
  const [topic, group] = [fields.text('topic') ?? '', fields.text('consumerGroup') ?? '']
  const data = new ConsumerFilterData(topic, group, expression, expressionType, compile(expressionType, expression))
  data.bornTime = fields.long('bornTime') ?? 0
  data.deadTime = fields.long('deadTime') ?? 0
  data.clientVersion = fields.long('clientVersion') ?? 0
  const bloom = fields.object('bloomFilterData')
  if (bloom === null) return data
  const bitPos = Int32Array.from(bloom.elements('bitPos', (bit) => present(intOf(bit), 'an int')))
  data.bloomFilterData = { bitNum: bloom.int('bitNum') ?? 0, bitPos }
  return data
}
