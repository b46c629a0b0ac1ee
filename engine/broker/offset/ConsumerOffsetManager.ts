import type { Blocking } from '../../kernel/Blocking'
import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { JavaHashSet } from '../../kernel/java/JavaHashSet'
import { javaSplit } from '../../kernel/java/javaSplit'
import type { Process } from '../../kernel/Process'
import type { Disk } from '../../ports/Disk'
import type { QueueOffsets } from '../../remoting/protocol/body/ConsumerOffsetSerializeWrapper'
import { ConsumerOffsetSerializeWrapper } from '../../remoting/protocol/body/ConsumerOffsetSerializeWrapper'
import { DataVersion } from '../../remoting/protocol/DataVersion'
import { toFastJson } from '../../remoting/protocol/FastJson'
import { JsonFields } from '../../remoting/protocol/JsonFields'
import type { MessageStoreConfig } from '../../store/config/MessageStoreConfig'
import type { BrokerConfig } from '../BrokerConfig'
import { ConfigManager } from '../ConfigManager'

const TOPIC_GROUP_SEPARATOR = '@'

/** A key of the table, and its parts. */
interface TopicAtGroup {
  readonly key: string
  readonly topic: string
  readonly group: string
}

/**
 * How far each group of consumers has come in each queue. It is in memory, and on the disk every five seconds: a broker
 * that dies gives some messages twice. Original: org.apache.rocketmq.broker.offset.ConsumerOffsetManager.
 */
export class ConsumerOffsetManager extends ConfigManager {
  private readonly process: Process
  private readonly brokerConfig: BrokerConfig
  private readonly storePathRootDir: string
  private readonly dataVersion: DataVersion
  /** `topic@group` → queue → the number of the message to be read next. */
  private offsetTable: JavaConcurrentHashMap<string, QueueOffsets>
  /** Where a group is to read on, by an operator's order: until the next pull of the queue. Not kept on the disk. */
  private readonly resetOffsetTable: JavaConcurrentHashMap<string, QueueOffsets>
  /** `topic@group` → queue → the number of the message that the group pulls next. Not kept on the disk. */
  private readonly pullOffsetTable: JavaConcurrentHashMap<string, QueueOffsets>
  private versionChangeCounter: number

  constructor(process: Process, disk: Disk, brokerConfig: BrokerConfig, messageStoreConfig: MessageStoreConfig) {
    super(disk)
    this.process = process
    this.brokerConfig = brokerConfig
    this.storePathRootDir = messageStoreConfig.storePathRootDir
    this.dataVersion = new DataVersion(process.currentTimeMillis())
    this.offsetTable = new JavaConcurrentHashMap(512)
    this.resetOffsetTable = new JavaConcurrentHashMap(512)
    this.pullOffsetTable = new JavaConcurrentHashMap(512)
    this.versionChangeCounter = 0
  }

  configFilePath(): string {
    return `${this.storePathRootDir}/config/consumerOffset.json`
  }

  /** The topics of each group are written for people who look into the file; no broker reads them. */
  encode(prettyFormat = false): string {
    const { dataVersion, offsetTable } = this
    return toFastJson({ dataVersion, groupTopicMap: this.getGroupTopicMap(), offsetTable }, { pretty: prettyFormat })
  }

  decode(text: string): void {
    const fields = JsonFields.parse(text)
    if (fields === null) return
    const wrapper = ConsumerOffsetSerializeWrapper.fromJson(fields)
    this.offsetTable = wrapper.offsetTable
    this.dataVersion.assignNewOne(wrapper.dataVersion)
  }

  getOffsetTable(): ReadonlyMap<string, ReadonlyMap<number, number>> {
    return this.offsetTable
  }

  getDataVersion(): DataVersion {
    return this.dataVersion
  }

  /** Original: ConsumerOffsetManager#getGroupTopicMap */
  private getGroupTopicMap(): JavaHashMap<JavaHashSet> {
    const topicsOf = new JavaHashMap<JavaHashSet>(128)
    for (const { topic, group } of this.pairs()) {
      if (!topicsOf.has(group)) topicsOf.put(group, new JavaHashSet([], 8))
      topicsOf.get(group)!.add(topic)
    }
    return topicsOf
  }

  /**
   * Notes how far a group has come, backwards as well as forwards. The table's version changes only every few hundred times.
   * Original: ConsumerOffsetManager#commitOffset
   */
  commitOffset(group: string, topic: string, queueId: number, offset: number): void {
    const key = topic + TOPIC_GROUP_SEPARATOR + group
    let offsets = this.offsetTable.get(key)
    if (offsets === undefined) this.offsetTable.set(key, (offsets = new JavaConcurrentHashMap(32)))
    offsets.set(queueId, offset)
    const { kernel, name } = this.process
    if (kernel.wants('offset-committed')) kernel.emit({ type: 'offset-committed', process: name, group, topic, queueId, offset })
    this.versionChangeCounter++
    if (this.versionChangeCounter % this.brokerConfig.consumerOffsetUpdateVersionStep !== 0) return
    this.dataVersion.nextVersion(this.process.currentTimeMillis())
  }

  /** Notes how far a group has pulled, for operators. Original: ConsumerOffsetManager#commitPullOffset */
  commitPullOffset(group: string, topic: string, queueId: number, offset: number): void {
    const key = topic + TOPIC_GROUP_SEPARATOR + group
    let offsets = this.pullOffsetTable.get(key)
    if (offsets === undefined) this.pullOffsetTable.set(key, (offsets = new JavaConcurrentHashMap(32)))
    offsets.set(queueId, offset)
  }

  /** How far the group has pulled, or else consumed. Original: ConsumerOffsetManager#queryPullOffset */
  queryPullOffset(group: string, topic: string, queueId: number): number {
    const offset = this.pullOffsetTable.get(topic + TOPIC_GROUP_SEPARATOR + group)?.get(queueId)
    return offset ?? this.queryOffset(group, topic, queueId)
  }

  /** The topics of which a group has committed something. Original: ConsumerOffsetManager#whichTopicByConsumer */
  whichTopicByConsumer(group: string): string[] {
    return [...new JavaHashSet(this.pairs().filter((pair) => pair.group === group).map(({ topic }) => topic))]
  }

  /** The groups that have committed something of a topic. Original: ConsumerOffsetManager#whichGroupByTopic */
  whichGroupByTopic(topic: string): string[] {
    return [...new JavaHashSet(this.pairs().filter((pair) => pair.topic === topic).map(({ group }) => group))]
  }

  /** Forgets how far all groups are in a topic. Original: ConsumerOffsetManager#cleanOffsetByTopic */
  cleanOffsetByTopic(topic: string): void {
    for (const pair of this.pairs()) if (pair.topic === topic) this.offsetTable.delete(pair.key)
  }

  /** Forgets how far a group is in all topics. Original: ConsumerOffsetManager#removeOffset */
  removeOffset(group: string): void {
    for (const table of [this.offsetTable, this.resetOffsetTable, this.pullOffsetTable]) {
      for (const pair of pairsOf(table)) if (pair.group === group) table.delete(pair.key)
    }
  }

  /** One group is now as far as another, in all queues of a topic. Original: ConsumerOffsetManager#cloneOffset */
  cloneOffset(srcGroup: string, destGroup: string, topic: string): void {
    const offsets = this.offsetTable.get(topic + TOPIC_GROUP_SEPARATOR + srcGroup)
    if (offsets === undefined) return
    const copy: QueueOffsets = new JavaConcurrentHashMap()
    for (const [queueId, offset] of offsets) copy.set(queueId, offset)
    this.offsetTable.set(topic + TOPIC_GROUP_SEPARATOR + destGroup, copy)
  }

  private pairs(): TopicAtGroup[] {
    return pairsOf(this.offsetTable)
  }

  /** -1 if the group has never said how far it is. Original: ConsumerOffsetManager#queryOffset */
  queryOffset(group: string, topic: string, queueId: number): number {
    const reset = this.resetOffsetTable.get(topic + TOPIC_GROUP_SEPARATOR + group)?.get(queueId)
    if (reset !== undefined && this.brokerConfig.useServerSideResetOffset) return reset
    return this.offsetTable.get(topic + TOPIC_GROUP_SEPARATOR + group)?.get(queueId) ?? -1
  }

  /**
   * Has a group read on there. A group whose members are away begins there; what members that are here commit meanwhile is not taken.
   * Original: ConsumerOffsetManager#assignResetOffset
   */
  assignResetOffset(topic: string, group: string, queueId: number, offset: number): void {
    if (topic === '' || group === '' || queueId < 0 || offset < 0) return
    const key = topic + TOPIC_GROUP_SEPARATOR + group
    for (const table of [this.resetOffsetTable, this.offsetTable]) {
      let offsets = table.get(key)
      if (offsets === undefined) table.set(key, (offsets = new JavaConcurrentHashMap()))
      offsets.set(queueId, offset)
    }
  }

  hasOffsetReset(topic: string, group: string, queueId: number): boolean {
    return this.resetOffsetTable.get(topic + TOPIC_GROUP_SEPARATOR + group)?.has(queueId) ?? false
  }

  /** Null if nothing was ordered, or a pull was told of it already. Original: ConsumerOffsetManager#queryThenEraseResetOffset */
  queryThenEraseResetOffset(topic: string, group: string, queueId: number): number | null {
    const offsets = this.resetOffsetTable.get(topic + TOPIC_GROUP_SEPARATOR + group)
    const offset = offsets?.get(queueId) ?? null
    offsets?.delete(queueId)
    return offset
  }

  /** Takes over what a master knows; what it doesn't know stays. Original: SlaveSynchronize#syncConsumerOffset */
  *putAll(wrapper: ConsumerOffsetSerializeWrapper): Blocking<void> {
    for (const [topicAtGroup, offsets] of wrapper.offsetTable) this.offsetTable.set(topicAtGroup, offsets)
    this.dataVersion.assignNewOne(wrapper.dataVersion)
    yield* this.persist()
  }
}

/** The keys that have two parts. */
function pairsOf(table: ReadonlyMap<string, QueueOffsets>): TopicAtGroup[] {
  return [...table.keys()].flatMap((key) => {
    const [topic, group, more] = javaSplit(key, TOPIC_GROUP_SEPARATOR)
    return topic === undefined || group === undefined || more !== undefined ? [] : [{ key, topic, group }]
  })
}
