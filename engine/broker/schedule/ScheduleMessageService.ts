import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageExt } from '../../common/message/MessageExt'
import { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { TopicFilterType } from '../../common/TopicFilterType'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ScheduledExecutorService } from '../../kernel/concurrent/ScheduledExecutorService'
import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import { parseInt32 } from '../../kernel/java/javaParse'
import { notNull } from '../../kernel/java/notNull'
import type { Process } from '../../kernel/Process'
import type { Disk } from '../../ports/Disk'
import { DataVersion } from '../../remoting/protocol/DataVersion'
import { toFastJson } from '../../remoting/protocol/FastJson'
import { longOf } from '../../remoting/protocol/fastJsonCasts'
import { JsonFields, present } from '../../remoting/protocol/JsonFields'
import { DelayLevelTable } from '../../store/commitlog/DelayLevelTable'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import { BrokerStatsManager } from '../../store/stats/BrokerStatsManager'
import type { BrokerConfig } from '../BrokerConfig'
import { ConfigManager } from '../ConfigManager'
import { TopicWatch } from '../util/TopicWatch'
import { delayLevel2QueueId, queueId2DelayLevel } from './delayLevel2QueueId'
import { DeliverDelayedMessageTimerTask } from './DeliverDelayedMessageTimerTask'

const FIRST_DELAY_TIME = 1000
/** How long the end waits for deliveries under way. */
const WAIT_FOR_SHUTDOWN = 5000
const NANOS_PER_MILLI = 1_000_000

/**
 * Delivers delayed messages: takes them out of the topic in which they wait, one queue a level, and puts them into the topic that
 * they are meant for. How far each level has come is in memory, and on the disk every ten seconds: a broker that dies delivers
 * some messages twice. (Asynchronous delivery, `enableScheduleAsyncDeliver`, which is off by default, is left out.)
 * Original: org.apache.rocketmq.broker.schedule.ScheduleMessageService.
 */
export class ScheduleMessageService extends ConfigManager {
  readonly messageStore: DefaultMessageStore
  readonly brokerStatsManager: BrokerStatsManager
  private readonly process: Process
  private readonly brokerConfig: BrokerConfig
  private readonly dataVersion: DataVersion
  private readonly delayLevelTable: DelayLevelTable
  /** Level → the number of the message in its queue that is due next. */
  private readonly offsetTable: JavaConcurrentHashMap<number, number>
  /** Level → who delivers its messages. A level that has never had any has nobody. */
  private readonly deliverTasks: Map<number, DeliverDelayedMessageTimerTask>
  private readonly scheduledPersistService: ScheduledExecutorService
  /** When all levels look for the first time, in ms of the clock that never goes back. */
  private firstLookAt: number
  private versionChangeCounter: number
  private started: boolean

  constructor(
    process: Process,
    disk: Disk,
    brokerConfig: BrokerConfig,
    messageStore: DefaultMessageStore,
    brokerStatsManager = new BrokerStatsManager(process, brokerConfig.brokerClusterName),
  ) {
    super(disk)
    this.messageStore = messageStore
    this.brokerStatsManager = brokerStatsManager
    this.process = process
    this.brokerConfig = brokerConfig
    this.dataVersion = new DataVersion(process.currentTimeMillis())
    this.delayLevelTable = new DelayLevelTable(messageStore.messageStoreConfig.messageDelayLevel)
    this.offsetTable = new JavaConcurrentHashMap(32)
    this.deliverTasks = new Map()
    this.scheduledPersistService = new ScheduledExecutorService(process, 'ScheduleMessageServicePersistThread')
    this.firstLookAt = 0
    this.versionChangeCounter = 0
    this.started = false
  }

  configFilePath(): string {
    return `${this.messageStore.messageStoreConfig.storePathRootDir}/config/delayOffset.json`
  }

  encode(prettyFormat = false): string {
    const { dataVersion, offsetTable } = this
    return toFastJson({ dataVersion, offsetTable }, { pretty: prettyFormat })
  }

  decode(text: string): void {
    const fields = JsonFields.parse(text)
    if (fields === null) return
    for (const [level, offset] of readDelayOffsets(fields)) this.offsetTable.set(level, offset)
    // Old brokers have written none.
    if (fields.has('dataVersion')) this.dataVersion.assignNewOne(DataVersion.fromJson(fields.object('dataVersion')))
  }

  getOffsetTable(): ReadonlyMap<number, number> {
    return this.offsetTable
  }

  getMaxDelayLevel(): number {
    return this.delayLevelTable.maxDelayLevel
  }

  isStarted(): boolean {
    return this.started
  }

  /** When a message of that level is due that is stored at this time; both in ms since 1970. Original: #computeDeliverTimestamp */
  computeDeliverTimestamp(delayLevel: number, storeTimestamp: number): number {
    return this.delayLevelTable.computeDeliverTimestamp(delayLevel, storeTimestamp)
  }

  /** Notes how far a level has come. The version changes only every few hundred times. Original: ScheduleMessageService#updateOffset */
  updateOffset(delayLevel: number, offset: number): void {
    assert(offset >= 0, 'a level has come to a message of its queue', offset)
    this.offsetTable.set(delayLevel, offset)
    this.versionChangeCounter++
    if (this.versionChangeCounter % this.brokerConfig.delayOffsetUpdateVersionStep !== 0) return
    this.dataVersion.nextVersion(this.process.currentTimeMillis())
  }

  /**
   * Comes after the store, whose queues say what the offsets can be. Original: ScheduleMessageService#load
   * @returns false also when the configured levels are none
   */
  override *load(): Blocking<boolean> {
    if (!(yield* super.load()) || !this.delayLevelTable.isWhole) return false
    this.correctDelayOffset()
    return true
  }

  /** Moves an offset outside of its queue to the queue's nearer end. Original: ScheduleMessageService#correctDelayOffset */
  private correctDelayOffset(): void {
    const queues = this.messageStore.getQueueStore()
    for (const [level, offset] of this.offsetTable) {
      if (level > this.delayLevelTable.maxDelayLevel) continue
      const queue = queues.findOrCreateConsumeQueue(TopicValidator.RMQ_SYS_SCHEDULE_TOPIC, delayLevel2QueueId(level))
      const corrected = Math.min(Math.max(offset, queue.getMinOffsetInQueue()), queue.getMaxOffsetInQueue())
      assert(corrected <= queue.getMaxOffsetInQueue(), 'a level has come no further than its queue', corrected)
      this.offsetTable.set(level, corrected)
    }
  }

  /** Only masters deliver. Original: ScheduleMessageService#start */
  *start(): Blocking<void> {
    if (this.started) return
    this.started = true
    yield* this.load()
    this.firstLookAt = Math.floor(this.process.nanoTime() / NANOS_PER_MILLI) + FIRST_DELAY_TIME
    const wake = (queueId: number): void => this.wake(queueId2DelayLevel(queueId))
    this.messageStore.getDispatcherList().push(new TopicWatch(TopicValidator.RMQ_SYS_SCHEDULE_TOPIC, wake))
    for (let level = 1; level <= this.getMaxDelayLevel(); level++) if (this.hasMessages(level)) this.wake(level)
    const { flushDelayOffsetInterval } = this.messageStore.messageStoreConfig
    const persist = (): Blocking<void> => this.persist()
    this.scheduledPersistService.scheduleAtFixedRate('persist delay offsets', persist, 10_000, flushDelayOffsetInterval)
  }

  private hasMessages(delayLevel: number): boolean {
    const queues = this.messageStore.getQueueStore()
    const queue = queues.getConsumeQueue(TopicValidator.RMQ_SYS_SCHEDULE_TOPIC, delayLevel2QueueId(delayLevel))
    return queue !== null && queue.getMaxOffsetInQueue() !== (this.offsetTable.get(delayLevel) ?? 0)
  }

  /** A level that does not exist has a queue and nobody who looks at it: nothing is ever delivered from there. */
  private wake(delayLevel: number): void {
    if (!this.started || delayLevel < 1 || delayLevel > this.getMaxDelayLevel()) return
    let task = this.deliverTasks.get(delayLevel)
    if (task === undefined) {
      const offset = this.offsetTable.get(delayLevel) ?? 0
      task = new DeliverDelayedMessageTimerTask(this.process, this, delayLevel, offset, this.firstLookAt)
      this.deliverTasks.set(delayLevel, task)
    }
    task.wakeup()
  }

  /**
   * What is delivered: the message as it was sent, with its own properties and those that say where it was to go.
   * Original: ScheduleMessageService#messageTimeUp
   * @throws NullPointerException, NumberFormatException when it does not say where it is to go
   */
  messageTimeUp(msgExt: MessageExt): MessageExtBrokerInner {
    const msgInner = new MessageExtBrokerInner()
    msgInner.body = msgExt.body
    msgInner.flag = msgExt.flag
    msgInner.properties = msgExt.properties
    msgInner.tagsCode = MessageExtBrokerInner.tagsString2tagsCode(TopicFilterType.SINGLE_TAG, msgInner.getTags())
    // The text is made now, so that what is stored still says that the message was delayed.
    msgInner.propertiesString = MessageDecoder.messageProperties2String(msgExt.properties)
    msgInner.sysFlag = msgExt.sysFlag
    msgInner.bornTimestamp = msgExt.bornTimestamp
    msgInner.bornHost = msgExt.bornHost
    msgInner.storeHost = msgExt.storeHost
    msgInner.reconsumeTimes = msgExt.reconsumeTimes
    msgInner.setWaitStoreMsgOK(false)
    msgInner.clearProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL)
    msgInner.clearProperty(MessageConst.PROPERTY_TIMER_DELIVER_MS)
    msgInner.clearProperty(MessageConst.PROPERTY_TIMER_DELAY_SEC)
    msgInner.topic = notNull(msgInner.getProperty(MessageConst.PROPERTY_REAL_TOPIC), 'the real topic')
    msgInner.queueId = parseInt32(notNull(msgInner.getProperty(MessageConst.PROPERTY_REAL_QUEUE_ID), 'the real queue'))
    assert(msgInner.getDelayTimeLevel() === 0, 'a message that is due is not delayed again', msgInner.getDelayTimeLevel())
    return msgInner
  }

  /** Original: ScheduleMessageService#shutdown */
  *shutdown(): Blocking<void> {
    yield* this.stop()
    this.scheduledPersistService.shutdown()
  }

  /** Original: ScheduleMessageService#stop */
  private *stop(): Blocking<void> {
    if (!this.started) return
    this.started = false
    const tasks = [...this.deliverTasks.values()]
    const until = this.process.nanoTime() + WAIT_FOR_SHUTDOWN * NANOS_PER_MILLI
    for (const task of tasks) task.shutdown()
    for (const task of tasks) {
      const left = (until - this.process.nanoTime()) / NANOS_PER_MILLI
      if (left > 0) yield* task.awaitTermination(left)
    }
    yield* this.persist()
  }

  /**
   * A slave keeps what its master has answered, as it came, and reads it from there.
   * Original: SlaveSynchronize#syncDelayOffset, ScheduleMessageService#loadWhenSyncDelayOffset
   */
  *loadWhenSyncDelayOffset(text: string): Blocking<void> {
    yield* this.write(() => text)
    yield* super.load()
  }
}

/** Level → the number of the message that is due next, as the table's file has it. @throws JsonFieldError */
export function readDelayOffsets(fields: JsonFields): Map<number, number> {
  return fields.intMap('offsetTable', (offset) => present(longOf(offset), 'a long'))
}
