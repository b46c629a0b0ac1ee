import type { Blocking } from '../../kernel/Blocking'
import { assert } from '../../kernel/assert'
import { ReentrantLock } from '../../kernel/concurrent/ReentrantLock'
import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import type { Process } from '../../kernel/Process'
import type { Disk } from '../../ports/Disk'
import { DiskFullError, DiskIoError } from '../../ports/Disk'
import { string2FileByRename } from '../../ports/textFile'
import { DataVersion } from '../../remoting/protocol/DataVersion'
import { toFastJson } from '../../remoting/protocol/FastJson'
import { JsonFields } from '../../remoting/protocol/JsonFields'
import type { MessageStoreConfig } from '../../store/config/MessageStoreConfig'
import { ConfigManager } from '../ConfigManager'

/** Half messages of a topic that are not dealt with, and when that number changed last (ms since 1970). */
interface Metric {
  count: number
  timeStamp: number
}

/**
 * How many transactions are open, for each topic. It is on the disk every three seconds; a broker that dies counts wrong
 * from then on. Original: org.apache.rocketmq.broker.transaction.TransactionMetrics.
 */
export class TransactionMetrics extends ConfigManager {
  private readonly process: Process
  private readonly storePathRootDir: string
  private readonly dataVersion: DataVersion
  private readonly transactionCounts: JavaConcurrentHashMap<string, Metric>
  private readonly loadLock: ReentrantLock
  private isLoaded: boolean
  /** Something has changed that is not on the disk. */
  private isDirty: boolean

  constructor(process: Process, disk: Disk, messageStoreConfig: MessageStoreConfig) {
    super(disk)
    this.process = process
    this.storePathRootDir = messageStoreConfig.storePathRootDir
    this.dataVersion = new DataVersion(process.currentTimeMillis())
    this.transactionCounts = new JavaConcurrentHashMap(1024)
    this.loadLock = new ReentrantLock('the numbers of open transactions')
    this.isLoaded = false
    this.isDirty = false
  }

  configFilePath(): string {
    return `${this.storePathRootDir}/config/transactionMetrics`
  }

  encode(prettyFormat = false): string {
    const { dataVersion, transactionCounts: transactionCount } = this
    return toFastJson({ dataVersion, transactionCount }, { pretty: prettyFormat })
  }

  decode(text: string): void {
    const fields = JsonFields.parse(text)
    if (fields === null) return
    const counts = fields.map('transactionCount', (token) => new JsonFields(token))
    for (const [topic, metric] of counts) {
      this.transactionCounts.set(topic, { count: metric.long('count') ?? 0, timeStamp: metric.long('timeStamp') ?? 0 })
    }
    this.dataVersion.assignNewOne(DataVersion.fromJson(fields.object('dataVersion')))
  }

  /** Original: TransactionMetrics#addAndGet. @returns how many are open */
  *addAndGet(topic: string, value: number): Blocking<number> {
    yield* this.loadOnce()
    assert(this.isLoaded, 'a number changes after the file with the last ones was read')
    const metric = this.transactionCounts.get(topic) ?? { count: 0, timeStamp: 0 }
    metric.count += value
    metric.timeStamp = this.process.currentTimeMillis()
    this.transactionCounts.set(topic, metric)
    this.dataVersion.nextVersion(this.process.currentTimeMillis())
    this.isDirty = true
    assert(this.getTransactionCount(topic) === metric.count, 'what is told is what is kept', metric.count)
    return metric.count
  }

  /** In 5.3.2 the broker reads the file when it starts; nobody asks for the numbers before one of them changes. */
  private *loadOnce(): Blocking<void> {
    if (this.isLoaded) return
    yield* this.loadLock.lock()
    try {
      if (!this.isLoaded) yield* this.load()
      this.isLoaded = true
    } finally {
      this.loadLock.unlock()
    }
  }

  /** Original: TransactionMetrics#getTransactionCount */
  getTransactionCount(topic: string): number {
    return this.transactionCounts.get(topic)?.count ?? 0
  }

  hasChanged(): boolean {
    return this.isDirty
  }

  /** All on one line, and complete whenever the broker dies: it is written beside the file and takes its place. */
  override *persist(): Blocking<void> {
    this.isDirty = false
    try {
      yield* string2FileByRename(this.disk, this.configFilePath(), this.encode())
    } catch (error) {
      if (!(error instanceof DiskFullError || error instanceof DiskIoError)) throw error
    }
  }
}
