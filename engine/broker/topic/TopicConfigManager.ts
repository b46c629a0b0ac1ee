import { PermName } from '../../common/constant/PermName'
import { TopicConfig } from '../../common/TopicConfig'
import { TopicValidator } from '../../common/topic/TopicValidator'
import type { Blocking } from '../../kernel/Blocking'
import { ReentrantLock } from '../../kernel/concurrent/ReentrantLock'
import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import { JavaHashSet } from '../../kernel/java/JavaHashSet'
import type { Process } from '../../kernel/Process'
import type { Disk } from '../../ports/Disk'
import { DataVersion } from '../../remoting/protocol/DataVersion'
import { toFastJson } from '../../remoting/protocol/FastJson'
import { JsonFields } from '../../remoting/protocol/JsonFields'
import { TopicConfigSerializeWrapper } from '../../remoting/protocol/body/TopicConfigSerializeWrapper'
import type { MessageStoreConfig } from '../../store/config/MessageStoreConfig'
import type { BrokerConfig } from '../BrokerConfig'
import { ConfigManager } from '../ConfigManager'
import { systemTopics } from './systemTopics'

const LOCK_TIMEOUT_MILLIS = 3000

/** Tells the name servers of one topic. */
export type RegisterTopic = (topicConfig: TopicConfig, dataVersion: DataVersion) => Blocking<void>

/**
 * The topics of a broker: how many queues, what may be done with them. An unknown topic may be created when
 * somebody sends to it. Original: org.apache.rocketmq.broker.topic.TopicConfigManager.
 */
export class TopicConfigManager extends ConfigManager {
  private readonly process: Process
  private readonly brokerConfig: BrokerConfig
  private readonly storePathRootDir: string
  private readonly registerBrokerData: RegisterTopic
  private readonly topicConfigTable: JavaConcurrentHashMap<string, TopicConfig>
  private readonly topicConfigTableLock: ReentrantLock
  private readonly dataVersion: DataVersion
  private readonly systemTopicSet: ReadonlySet<string>

  constructor(
    process: Process,
    disk: Disk,
    brokerConfig: BrokerConfig,
    messageStoreConfig: MessageStoreConfig,
    registerBrokerData: RegisterTopic,
  ) {
    super(disk)
    this.process = process
    this.brokerConfig = brokerConfig
    this.storePathRootDir = messageStoreConfig.storePathRootDir
    this.registerBrokerData = registerBrokerData
    this.topicConfigTable = new JavaConcurrentHashMap(1024)
    this.topicConfigTableLock = new ReentrantLock('topic config table')
    this.dataVersion = new DataVersion(process.currentTimeMillis())
    for (const topicConfig of systemTopics(brokerConfig, messageStoreConfig)) this.putTopicConfig(topicConfig)
    this.systemTopicSet = new Set(this.topicConfigTable.keys())
  }

  configFilePath(): string {
    return `${this.storePathRootDir}/config/topics.json`
  }

  encode(prettyFormat = false): string {
    const { dataVersion, topicConfigTable } = this
    return toFastJson({ dataVersion, topicConfigTable }, { pretty: prettyFormat })
  }

  decode(text: string): void {
    const fields = JsonFields.parse(text)
    if (fields === null) return
    const wrapper = TopicConfigSerializeWrapper.fromJson(fields)
    for (const [topic, topicConfig] of wrapper.topicConfigTable) this.topicConfigTable.set(topic, topicConfig)
    this.dataVersion.assignNewOne(wrapper.dataVersion)
  }

  getTopicConfigTable(): JavaConcurrentHashMap<string, TopicConfig> {
    return this.topicConfigTable
  }

  getDataVersion(): DataVersion {
    return this.dataVersion
  }

  selectTopicConfig(topic: string): TopicConfig | null {
    return this.topicConfigTable.get(topic) ?? null
  }

  isOrderTopic(topic: string): boolean {
    return this.selectTopicConfig(topic)?.order ?? false
  }

  /** Does the topic belong to the broker itself? */
  isSystemTopic(topic: string): boolean {
    return this.systemTopicSet.has(topic) || TopicValidator.isSystemTopic(topic)
  }

  /**
   * Creates a topic for a message that was sent to an unknown one: with the permissions of the default topic (TBW102) if
   * those may be inherited, and as many queues as the client wants, but not more than that topic has.
   * Original: TopicConfigManager#createTopicInSendMessageMethod
   * @returns null when no topic may be created
   */
  *createTopicInSendMessageMethod(
    topic: string,
    defaultTopic: string,
    clientDefaultTopicQueueNums: number,
    topicSysFlag: number,
  ): Blocking<TopicConfig | null> {
    const inherited = this.inheritedConfig(topic, defaultTopic, clientDefaultTopicQueueNums, topicSysFlag)
    return inherited === null ? this.selectTopicConfig(topic) : yield* this.createTopicIfAbsent(inherited)
  }

  private inheritedConfig(
    topic: string,
    defaultTopic: string,
    clientDefaultTopicQueueNums: number,
    topicSysFlag: number,
  ): TopicConfig | null {
    const defaultConfig = this.selectTopicConfig(defaultTopic)
    if (defaultConfig === null) return null
    const isAutoCreateTopic = defaultTopic === TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC
    if (isAutoCreateTopic && !this.brokerConfig.autoCreateTopicEnable) {
      defaultConfig.perm = PermName.PERM_READ | PermName.PERM_WRITE
    }
    if (!PermName.isInherited(defaultConfig.perm)) return null
    const queueNums = Math.max(0, Math.min(clientDefaultTopicQueueNums, defaultConfig.writeQueueNums))
    const config = new TopicConfig(topic, queueNums, queueNums, defaultConfig.perm & ~PermName.PERM_INHERIT)
    config.topicSysFlag = topicSysFlag
    config.topicFilterType = defaultConfig.topicFilterType
    return config
  }

  /**
   * Creates a topic that the broker itself needs, such as a group's retry topic.
   * Original: TopicConfigManager#createTopicInSendMessageBackMethod
   */
  *createTopicInSendMessageBackMethod(
    topic: string,
    clientDefaultTopicQueueNums: number,
    perm: number,
    topicSysFlag: number,
    order = false,
  ): Blocking<TopicConfig | null> {
    const config = new TopicConfig(topic, clientDefaultTopicQueueNums, clientDefaultTopicQueueNums, perm)
    config.order = order
    config.topicSysFlag = topicSysFlag
    return yield* this.createTopicIfAbsent(config)
  }

  /**
   * Creates the topic for half messages that were checked too often. Original: TopicConfigManager#createTopicOfTranCheckMaxTime
   * @returns null when the lock took too long
   */
  *createTopicOfTranCheckMaxTime(clientDefaultTopicQueueNums: number, perm: number): Blocking<TopicConfig | null> {
    const topic = TopicValidator.RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC
    const config = new TopicConfig(topic, clientDefaultTopicQueueNums, clientDefaultTopicQueueNums, perm)
    return this.selectTopicConfig(topic) ?? (yield* this.createTopicIfAbsent(config))
  }

  /**
   * Enters the topic, keeps it on the disk and tells the name servers, unless another thread was faster.
   * Original: TopicConfigManager#createTopicIfAbsent
   * @returns the topic as it is then; null when the lock took too long
   */
  private *createTopicIfAbsent(topicConfig: TopicConfig): Blocking<TopicConfig | null> {
    if (!(yield* this.topicConfigTableLock.tryLock(LOCK_TIMEOUT_MILLIS))) return null
    try {
      const known = this.selectTopicConfig(topicConfig.topicName)
      if (known !== null) return known
      this.putTopicConfig(topicConfig)
      this.updateDataVersion()
      yield* this.persist()
    } finally {
      this.topicConfigTableLock.unlock()
    }
    yield* this.registerBrokerData(topicConfig, this.dataVersion)
    return topicConfig
  }

  /** Enters a topic or replaces it; nobody else is told. Original: TopicConfigManager#updateTopicConfig */
  *updateTopicConfig(topicConfig: TopicConfig): Blocking<void> {
    this.putTopicConfig(topicConfig)
    this.updateDataVersion()
    yield* this.persist()
  }

  /** Original: TopicConfigManager#deleteTopicConfig */
  *deleteTopicConfig(topic: string): Blocking<void> {
    if (!this.topicConfigTable.delete(topic)) return
    this.updateDataVersion()
    yield* this.persist()
  }

  /** The topics of the system that this process knows of, in the order of a Java HashSet. Original: TopicValidator#getSystemTopicSet */
  getSystemTopics(): string[] {
    return [...new JavaHashSet([...TopicValidator.systemTopics(), ...this.systemTopicSet])]
  }

  /** The version becomes another without any change, so that the name servers take the topics over again. */
  touch(): void {
    this.updateDataVersion()
  }

  /** Marks the topics that the name servers call ordered. Original: #updateOrderTopicConfig */
  *updateOrderTopicConfig(orderTopics: Iterable<string>): Blocking<void> {
    const news = [...orderTopics].filter((topic) => this.selectTopicConfig(topic)?.order === false)
    if (news.length === 0) return
    for (const topic of news) this.selectTopicConfig(topic)!.order = true
    this.updateDataVersion()
    yield* this.persist()
  }

  /**
   * Makes this table the same as another broker's, its version included. (5.3.2 deletes every topic first, which changes
   * the version again, so that it starts over each minute; here only topics that the other broker lacks are deleted.)
   * Original: SlaveSynchronize#syncTopicConfig
   */
  *replaceAll(wrapper: TopicConfigSerializeWrapper): Blocking<void> {
    for (const topic of [...this.topicConfigTable.keys()]) {
      if (!wrapper.topicConfigTable.has(topic)) this.topicConfigTable.delete(topic)
    }
    for (const [topic, topicConfig] of wrapper.topicConfigTable) this.topicConfigTable.set(topic, topicConfig)
    this.dataVersion.assignNewOne(wrapper.dataVersion)
    yield* this.persist()
  }

  private putTopicConfig(topicConfig: TopicConfig): void {
    this.topicConfigTable.set(topicConfig.topicName, topicConfig)
  }

  private updateDataVersion(): void {
    this.dataVersion.nextVersion(this.process.currentTimeMillis())
  }
}
