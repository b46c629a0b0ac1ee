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
  private versionChangeCounter: number

  constructor(process: Process, disk: Disk, brokerConfig: BrokerConfig, messageStoreConfig: MessageStoreConfig) {
    super(disk)
    this.process = process
    this.brokerConfig = brokerConfig
    this.storePathRootDir = messageStoreConfig.storePathRootDir
    this.dataVersion = new DataVersion(process.currentTimeMillis())
    this.offsetTable = new JavaConcurrentHashMap(512)
    this.resetOffsetTable = new JavaConcurrentHashMap(512)
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
    for (const topicAtGroup of this.offsetTable.keys()) {
      const [topic, group, more] = javaSplit(topicAtGroup, TOPIC_GROUP_SEPARATOR)
      if (group === undefined || more !== undefined) continue
      if (!topicsOf.has(group)) topicsOf.put(group, new JavaHashSet([], 8))
      topicsOf.get(group)!.add(topic!)
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
