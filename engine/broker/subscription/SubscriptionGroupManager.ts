import { MixAll } from '../../common/MixAll'
import { TopicValidator } from '../../common/topic/TopicValidator'
import type { Blocking } from '../../kernel/Blocking'
import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import type { Process } from '../../kernel/Process'
import type { Disk } from '../../ports/Disk'
import { SubscriptionGroupWrapper } from '../../remoting/protocol/body/SubscriptionGroupWrapper'
import { DataVersion } from '../../remoting/protocol/DataVersion'
import { toFastJson } from '../../remoting/protocol/FastJson'
import { intOf, textOfKey } from '../../remoting/protocol/fastJsonCasts'
import type { FastJsonToken } from '../../remoting/protocol/FastJsonTokens'
import { JsonFields, mapOfMembers, present } from '../../remoting/protocol/JsonFields'
import { SubscriptionGroupConfig } from '../../remoting/protocol/subscription/SubscriptionGroupConfig'
import type { MessageStoreConfig } from '../../store/config/MessageStoreConfig'
import type { BrokerConfig } from '../BrokerConfig'
import { ConfigManager } from '../ConfigManager'

/** Topic → what a group must not do with it. */
type ForbiddenBits = JavaConcurrentHashMap<string, number>

/** Original: Validators#CHARACTER_MAX_LENGTH */
const CHARACTER_MAX_LENGTH = 255
/** The groups that every broker has from the beginning. Original: SubscriptionGroupManager#init */
const SYSTEM_GROUPS = [
  MixAll.TOOLS_CONSUMER_GROUP,
  MixAll.FILTERSRV_CONSUMER_GROUP,
  MixAll.SELF_TEST_CONSUMER_GROUP,
  MixAll.ONS_HTTP_PROXY_GROUP,
  MixAll.CID_ONSAPI_PULL_GROUP,
  MixAll.CID_ONSAPI_PERMISSION_GROUP,
  MixAll.CID_ONSAPI_OWNER_GROUP,
  MixAll.CID_SYS_RMQ_TRANS,
]

/**
 * The groups of consumers of a broker: whether they may read, where from, how often they try again. An unknown group
 * is created when its first member reads.
 * Original: org.apache.rocketmq.broker.subscription.SubscriptionGroupManager.
 */
export class SubscriptionGroupManager extends ConfigManager {
  private readonly process: Process
  private readonly brokerConfig: BrokerConfig
  private readonly storePathRootDir: string
  private readonly dataVersion: DataVersion
  private readonly subscriptionGroupTable: JavaConcurrentHashMap<string, SubscriptionGroupConfig>
  /** Group → topic → what the group must not do with it, as bits. */
  private readonly forbiddenTable: JavaConcurrentHashMap<string, ForbiddenBits>

  constructor(process: Process, disk: Disk, brokerConfig: BrokerConfig, messageStoreConfig: MessageStoreConfig) {
    super(disk)
    this.process = process
    this.brokerConfig = brokerConfig
    this.storePathRootDir = messageStoreConfig.storePathRootDir
    this.dataVersion = new DataVersion(process.currentTimeMillis())
    this.subscriptionGroupTable = new JavaConcurrentHashMap(1024)
    this.forbiddenTable = new JavaConcurrentHashMap(4)
    for (const group of SYSTEM_GROUPS) this.putSubscriptionGroupConfig(new SubscriptionGroupConfig(group))
  }

  configFilePath(): string {
    return `${this.storePathRootDir}/config/subscriptionGroup.json`
  }

  encode(prettyFormat = false): string {
    const { dataVersion, forbiddenTable, subscriptionGroupTable } = this
    return toFastJson({ dataVersion, forbiddenTable, subscriptionGroupTable }, { pretty: prettyFormat })
  }

  decode(text: string): void {
    const fields = JsonFields.parse(text)
    if (fields === null) return
    const wrapper = SubscriptionGroupWrapper.fromJson(fields)
    for (const [group, config] of wrapper.subscriptionGroupTable) this.subscriptionGroupTable.set(group, config)
    const forbidden = fields.has('forbiddenTable') ? fields.map('forbiddenTable', bitsOf) : []
    for (const [group, bits] of forbidden) this.forbiddenTable.set(group, bits)
    this.dataVersion.assignNewOne(wrapper.dataVersion)
  }

  getSubscriptionGroupTable(): ReadonlyMap<string, SubscriptionGroupConfig> {
    return this.subscriptionGroupTable
  }

  getDataVersion(): DataVersion {
    return this.dataVersion
  }

  containsSubscriptionGroup(group: string): boolean {
    return this.subscriptionGroupTable.has(group)
  }

  /** Must the group not do this with the topic? `index`: see PermName. Original: SubscriptionGroupManager#getForbidden */
  getForbidden(group: string, topic: string, index: number): boolean {
    const bits = this.forbiddenTable.get(group)?.get(topic) ?? 0
    return (bits & (1 << index)) !== 0
  }

  /** Original: SubscriptionGroupManager#updateForbidden, #updateForbiddenValue */
  *updateForbidden(group: string, topic: string, index: number, isForbidden: boolean): Blocking<void> {
    const old = this.forbiddenTable.get(group)?.get(topic) ?? 0
    const bits = isForbidden ? old | (1 << index) : old & ~(1 << index)
    if (bits <= 0) {
      // As in the original: what is allowed again for one topic is for all, and neither file nor version say so.
      this.forbiddenTable.delete(group)
      return
    }
    let bitsOfGroup = this.forbiddenTable.get(group)
    if (bitsOfGroup === undefined) this.forbiddenTable.set(group, (bitsOfGroup = new JavaConcurrentHashMap()))
    bitsOfGroup.set(topic, bits)
    this.updateDataVersion()
    yield* this.persist()
  }

  /** Original: SubscriptionGroupManager#deleteSubscriptionGroupConfig */
  *deleteSubscriptionGroupConfig(group: string): Blocking<void> {
    this.forbiddenTable.delete(group)
    if (!this.subscriptionGroupTable.delete(group)) return
    this.updateDataVersion()
    yield* this.persist()
  }

  /**
   * What is known of the group. This may create an unknown group.
   * Original: SubscriptionGroupManager#findSubscriptionGroupConfig
   * @returns null when there is no such group and none may be created
   */
  *findSubscriptionGroupConfig(group: string): Blocking<SubscriptionGroupConfig | null> {
    const known = this.subscriptionGroupTable.get(group)
    if (known !== undefined) return known
    const isSysGroup = group.startsWith(MixAll.CID_RMQ_SYS_PREFIX)
    if (!this.brokerConfig.autoCreateSubscriptionGroup && !isSysGroup) return null
    if (group.length > CHARACTER_MAX_LENGTH || TopicValidator.isTopicOrGroupIllegal(group)) return null
    const created = new SubscriptionGroupConfig(group)
    this.putSubscriptionGroupConfig(created)
    this.updateDataVersion()
    yield* this.persist()
    return created
  }

  /**
   * Enters a group or replaces it. Its attributes stay as they were: they can't be set here.
   * Original: SubscriptionGroupManager#updateSubscriptionGroupConfig
   */
  *updateSubscriptionGroupConfig(config: SubscriptionGroupConfig): Blocking<void> {
    config.attributes = this.subscriptionGroupTable.get(config.groupName)?.attributes ?? {}
    this.putSubscriptionGroupConfig(config)
    this.updateDataVersion()
    yield* this.persist()
  }

  /**
   * Makes this table the same as another broker's, its version included. (5.3.2 deletes every group first, as it does with
   * topics, and so changes the version that it has just taken over.) Original: SlaveSynchronize#syncSubscriptionGroupConfig
   */
  *replaceAll(wrapper: SubscriptionGroupWrapper): Blocking<void> {
    for (const group of [...this.subscriptionGroupTable.keys()]) {
      if (wrapper.subscriptionGroupTable.has(group)) continue
      this.subscriptionGroupTable.delete(group)
      this.forbiddenTable.delete(group)
    }
    for (const [group, config] of wrapper.subscriptionGroupTable) this.subscriptionGroupTable.set(group, config)
    this.dataVersion.assignNewOne(wrapper.dataVersion)
    yield* this.persist()
  }

  private putSubscriptionGroupConfig(config: SubscriptionGroupConfig): void {
    this.subscriptionGroupTable.set(config.groupName, config)
  }

  private updateDataVersion(): void {
    this.dataVersion.nextVersion(this.process.currentTimeMillis())
  }
}

/** @throws CastError */
function bitsOf(token: FastJsonToken): ForbiddenBits {
  const bits: ForbiddenBits = new JavaConcurrentHashMap()
  const byTopic = mapOfMembers(token, textOfKey, (value) => present(intOf(value), 'an int'))
  for (const [topic, value] of byTopic) bits.set(topic, value)
  return bits
}
