import { TopicValidator } from '../../common/topic/TopicValidator'
import type { Blocking } from '../../kernel/Blocking'
import { ScheduledExecutorService } from '../../kernel/concurrent/ScheduledExecutorService'
import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import type { Process } from '../../kernel/Process'
import type { Disk } from '../../ports/Disk'
import { DataVersion } from '../../remoting/protocol/DataVersion'
import { toFastJson } from '../../remoting/protocol/FastJson'
import { longOf } from '../../remoting/protocol/fastJsonCasts'
import { JsonFields, present } from '../../remoting/protocol/JsonFields'
import { DelayLevelTable } from '../../store/commitlog/DelayLevelTable'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import { ConfigManager } from '../ConfigManager'

/**
 * How far the delivery of each delay level has come. (Delivering itself is left out here: what is delayed stays in its
 * queue, and the table says what it said before.) Original: org.apache.rocketmq.broker.schedule.ScheduleMessageService.
 */
export class ScheduleMessageService extends ConfigManager {
  private readonly messageStore: DefaultMessageStore
  private readonly dataVersion: DataVersion
  /** Level → the number of the message in its queue that is due next. */
  private readonly offsetTable: JavaConcurrentHashMap<number, number>
  private readonly scheduledPersistService: ScheduledExecutorService
  private started: boolean

  constructor(process: Process, disk: Disk, messageStore: DefaultMessageStore) {
    super(disk)
    this.messageStore = messageStore
    this.dataVersion = new DataVersion(process.currentTimeMillis())
    this.offsetTable = new JavaConcurrentHashMap(32)
    this.scheduledPersistService = new ScheduledExecutorService(process, 'ScheduleMessageServicePersistThread')
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

  /** Comes after the store, whose queues say what the offsets can be. Original: ScheduleMessageService#load */
  override *load(): Blocking<boolean> {
    if (!(yield* super.load())) return false
    this.correctDelayOffset()
    return true
  }

  /** Moves an offset outside of its queue to the queue's nearer end. Original: ScheduleMessageService#correctDelayOffset */
  private correctDelayOffset(): void {
    const { maxDelayLevel } = new DelayLevelTable(this.messageStore.messageStoreConfig.messageDelayLevel)
    const queues = this.messageStore.getQueueStore()
    for (const [level, offset] of this.offsetTable) {
      if (level > maxDelayLevel) continue
      const queue = queues.findOrCreateConsumeQueue(TopicValidator.RMQ_SYS_SCHEDULE_TOPIC, level - 1)
      const corrected = Math.min(Math.max(offset, queue.getMinOffsetInQueue()), queue.getMaxOffsetInQueue())
      this.offsetTable.set(level, corrected)
    }
  }

  /** Only masters deliver. Original: ScheduleMessageService#start */
  *start(): Blocking<void> {
    if (this.started) return
    this.started = true
    yield* this.load()
    const { flushDelayOffsetInterval } = this.messageStore.messageStoreConfig
    const persist = (): Blocking<void> => this.persist()
    this.scheduledPersistService.scheduleAtFixedRate('persist delay offsets', persist, 10_000, flushDelayOffsetInterval)
  }

  /** Original: ScheduleMessageService#shutdown */
  *shutdown(): Blocking<void> {
    if (this.started) yield* this.persist()
    this.started = false
    this.scheduledPersistService.shutdown()
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
