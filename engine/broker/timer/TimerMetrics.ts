import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import type { Blocking } from '../../kernel/Blocking'
import type { Process } from '../../kernel/Process'
import type { Disk } from '../../ports/Disk'
import { DiskFullError, DiskIoError } from '../../ports/Disk'
import { string2FileByRename } from '../../ports/textFile'
import { DataVersion } from '../../remoting/protocol/DataVersion'
import { toFastJson } from '../../remoting/protocol/FastJson'
import { JsonFields } from '../../remoting/protocol/JsonFields'
import type { MessageStoreConfig } from '../../store/config/MessageStoreConfig'
import type { TimerCounts } from '../../store/timer/TimerCounts'
import { ConfigManager } from '../ConfigManager'

/** Messages of a topic that wait on the wheel, and when that number changed last (ms since 1970). */
interface Metric {
  count: number
  timeStamp: number
}

/**
 * How many messages wait on the wheel, for each topic. It is on the disk every second; a broker that dies counts wrong from then
 * on. (5.3.2 counts again at five in the morning.) Original: org.apache.rocketmq.store.timer.TimerMetrics.
 */
export class TimerMetrics extends ConfigManager implements TimerCounts {
  private readonly process: Process
  private readonly storePathRootDir: string
  private readonly dataVersion: DataVersion
  private readonly timingCount: JavaConcurrentHashMap<string, Metric>
  private isDirty: boolean

  constructor(process: Process, disk: Disk, messageStoreConfig: MessageStoreConfig) {
    super(disk)
    this.process = process
    this.storePathRootDir = messageStoreConfig.storePathRootDir
    this.dataVersion = new DataVersion(process.currentTimeMillis())
    this.timingCount = new JavaConcurrentHashMap(1024)
    this.isDirty = false
  }

  configFilePath(): string {
    return `${this.storePathRootDir}/config/timermetrics`
  }

  encode(prettyFormat = false): string {
    const { dataVersion, timingCount } = this
    return toFastJson({ dataVersion, timingCount }, { pretty: prettyFormat })
  }

  decode(text: string): void {
    const fields = JsonFields.parse(text)
    if (fields === null) return
    for (const [topic, metric] of readTimerCounts(fields)) this.timingCount.set(topic, metric)
    this.dataVersion.assignNewOne(DataVersion.fromJson(fields.object('dataVersion')))
  }

  /** Original: TimerMetrics#addAndGet */
  addAndGet(realTopic: string, value: number): void {
    const metric = this.timingCount.get(realTopic) ?? { count: 0, timeStamp: 0 }
    metric.count += value
    metric.timeStamp = this.process.currentTimeMillis()
    this.timingCount.set(realTopic, metric)
    this.dataVersion.nextVersion(this.process.currentTimeMillis())
    this.isDirty = true
  }

  /** Original: TimerMetrics#getTimingCount */
  getTimingCount(topic: string): number {
    return this.timingCount.get(topic)?.count ?? 0
  }

  hasChanged(): boolean {
    return this.isDirty
  }

  /** A slave takes over what its master says, unless it knows that version. Original: SlaveSynchronize#syncTimerMetrics */
  *follow(text: string): Blocking<void> {
    const version = DataVersion.fromJson(JsonFields.parse(text)?.object('dataVersion') ?? null)
    if (this.dataVersion.equals(version)) return
    for (const topic of [...this.timingCount.keys()]) this.timingCount.delete(topic)
    this.decode(text)
    yield* this.persist()
  }

  /** All on one line, and complete whenever the broker dies. Original: TimerMetrics#persist */
  override *persist(): Blocking<void> {
    this.isDirty = false
    try {
      yield* string2FileByRename(this.disk, this.configFilePath(), this.encode())
    } catch (error) {
      if (!(error instanceof DiskFullError || error instanceof DiskIoError)) throw error
    }
  }
}

/** Topic → what waits for it, as the table's file has it. @throws JsonFieldError */
export function readTimerCounts(fields: JsonFields): Map<string, Metric> {
  return fields.map('timingCount', (token) => {
    const metric = new JsonFields(token)
    return { count: metric.long('count') ?? 0, timeStamp: metric.long('timeStamp') ?? 0 }
  })
}
