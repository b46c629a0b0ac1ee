import { CQ_STORE_UNIT_SIZE } from '../queue/CqUnit'
import type { BrokerRole } from './BrokerRole'
import type { FlushDiskType } from './FlushDiskType'

/**
 * Names and defaults are the original's; the fields that nothing here reads are left out. Times in ms, sizes in bytes.
 * Original: org.apache.rocketmq.store.config.MessageStoreConfig.
 */
export class MessageStoreConfig {
  /** Where everything lies, on the machine's disk. */
  storePathRootDir = 'store'
  /** Null means `commitlog` below the root. */
  storePathCommitLog: string | null = null
  mappedFileSizeCommitLog = 1024 * 1024 * 1024
  mappedFileSizeConsumeQueue = 300_000 * CQ_STORE_UNIT_SIZE

  flushDiskType: FlushDiskType = 'ASYNC_FLUSH'
  /** The flush thread sleeps this long between two flushes. */
  flushIntervalCommitLog = 500
  /** If true it sleeps through; if false a message may wake it. */
  flushCommitLogTimed = true
  wakeFlushWhenPutMessage = false
  /** The number of dirty pages from which on it flushes … */
  flushCommitLogLeastPages = 4
  /** … unless the last thorough flush was this long ago. */
  flushCommitLogThoroughInterval = 10_000
  flushIntervalConsumeQueue = 1000
  flushConsumeQueueLeastPages = 2
  flushConsumeQueueThoroughInterval = 60_000
  /** How long a message waits for the flush with SYNC_FLUSH. */
  syncFlushTimeout = 5000
  /** How long a message waits for slaves on a SYNC_MASTER. */
  slaveTimeout = 3000

  /** Messages are written to memory of the process first, and copied to the files by a thread. Not on slaves. */
  transientStorePoolEnable = false
  /** The number of buffers, each as large as a file of the commit log. */
  transientStorePoolSize = 5
  /** How often the buffers are copied, from how many pages on, and after which time in any case. */
  commitIntervalCommitLog = 200
  commitCommitLogLeastPages = 4
  commitCommitLogThoroughInterval = 200
  /** May a message wake the thread that copies? */
  wakeCommitWhenPutMessage = true

  /** Stripes of the lock over topics and queues. */
  topicQueueLockNum = 32
  /** Holding the put lock longer than this means that the page cache is busy. */
  osPageCacheBusyTimeOutMills = 1000

  maxMessageSize = 4 * 1024 * 1024
  /** Topics of more than 127 characters are stored in records of version 2. */
  autoMessageVersionOnTopicLen = true
  /** A checksum over the whole record, as its last property. */
  enabledAppendPropCRC = false
  forceVerifyPropCRC = false
  checkCRCOnRecover = true

  /** May messages be found by their keys? */
  messageIndexEnable = true
  /** After a crash, begin where the index is safe too, and not only the consume queues. */
  messageIndexSafe = false
  /** The number of slots of an index file … */
  maxHashSlotNum = 5_000_000
  /** … and the number of entries it has room for, the first of which is not used. */
  maxIndexNum = 5_000_000 * 4
  /** The most messages that a query by key returns. */
  maxMsgsNumBatch = 64

  /** The most bytes of entries that one read looks at for messages that match its filter. */
  maxFilterMessageSize = 16_000
  /** … and the most files of the queue. */
  travelCqFileNumWhenGetMessage = 1
  /** What it gives at most of messages that are thought to be in memory … */
  maxTransferBytesOnMessageInMemory = 1024 * 256
  maxTransferCountOnMessageInMemory = 32
  /** … and of those that must be fetched from the disk. */
  maxTransferBytesOnMessageInDisk = 1024 * 64
  maxTransferCountOnMessageInDisk = 8
  /** Percentage of the machine's memory that is taken to hold the end of the commit log. */
  accessMessageInMemoryMaxRatio = 40
  /** Whether a slave, too, corrects readers whose offset lies outside of the queue. */
  offsetCheckInSlave = false

  /** The pause between two rounds of cleaning. */
  cleanResourceInterval = 10_000
  /** Hours of the day at which old files are deleted, separated by semicolons. */
  deleteWhen = '04'
  /** Hours after which a file of the commit log is old. */
  fileReservedTime = 72
  /** The most files of the commit log that one round deletes … */
  deleteFileBatchMax = 10
  /** … and the pause between two of them. */
  deleteCommitLogFilesInterval = 100
  deleteConsumeQueueFilesInterval = 100
  /** May young files be deleted when the disk gets full? */
  cleanFileForciblyEnable = true
  /** Percents of the disk; the getters have bounds for them. */
  diskMaxUsedSpaceRatio = 75
  diskSpaceCleanForciblyRatio = 85
  diskSpaceWarningLevelRatio = 90

  brokerRole: BrokerRole = 'ASYNC_MASTER'
  duplicationEnable = false
  /** Where replicas find their master. */
  haListenPort = 10_912
  /** Host and {@link haListenPort} of the master; if empty, the slave asks the name servers. */
  haMasterAddress = ''
  /** A side that has sent nothing for this long sends a heartbeat. */
  haSendHeartbeatInterval = 1000 * 5
  /** A side that has received nothing for this long closes the connection. */
  haHousekeepingInterval = 1000 * 20
  /** The most bytes of the log that are sent to a slave at once. */
  haTransferBatchSize = 1024 * 32
  /** A slave that lags further behind than this doesn't count as in sync, in bytes. */
  haMaxGapNotInSync = 1024 * 1024 * 256
  /** Replicas that must have a message before a SYNC_MASTER answers, itself included: with 1 it never waits. */
  inSyncReplicas = 1
  /** With {@link enableAutoInSyncReplicas}: the least number of replicas that must have it. */
  minInSyncReplicas = 1
  /** A SYNC_MASTER that counts its group waits only for those that are there. */
  enableAutoInSyncReplicas = false
  readUnCommitted = false

  /** What delay levels 1, 2, … mean. */
  messageDelayLevel = '1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h'
  flushDelayOffsetInterval = 1000 * 10

  /** May messages say to the second when they are to be delivered? */
  timerWheelEnable = true
  /** A second of the wheel. */
  timerPrecisionMs = 1000
  /**
   * Seconds of one round; the file has two. In 5.3.2 it is always seven days (TimerMessageStore#TIMER_WHEEL_TTL_DAY), which makes
   * a file of 38,707,200 bytes.
   */
  timerWheelSlots = 7 * 24 * 3600
  /** A message that is due later than in this many seconds is put onto the wheel more than once. */
  timerRollWindowSlot = 3600 * 24 * 2
  /** The furthest that a message may be put off, in seconds. */
  timerMaxDelaySec = 3600 * 24 * 3
  mappedFileSizeTimerLog = 100 * 1024 * 1024
  timerFlushIntervalMs = 1000
  timerStopEnqueue = false
  timerStopDequeue = false
  /** Is a message that can't be dealt with left behind? */
  timerSkipUnknownError = false
  /** Is a message that is due and can't be stored tried for ever? */
  timerEnableRetryUntilSuccess = false
  /** Messages for the same second: with more than this some are refused, with twice as many all. */
  timerCongestNumEachSlot = 2_147_483_647

  getStorePathCommitLog(): string {
    return this.storePathCommitLog ?? `${this.storePathRootDir}/commitlog`
  }

  /** Original: DefaultMessageStore#isTransientStorePoolEnable */
  isTransientStorePoolEnable(): boolean {
    return this.transientStorePoolEnable && this.brokerRole !== 'SLAVE'
  }

  /** From here on old files are deleted at any hour. */
  getDiskMaxUsedSpaceRatio(): number {
    return Math.min(95, Math.max(10, this.diskMaxUsedSpaceRatio))
  }

  /** From here on young files too. Original: CleanCommitLogService#getDiskSpaceCleanForciblyRatio */
  getDiskSpaceCleanForciblyRatio(): number {
    return Math.min(85, Math.max(30, this.diskSpaceCleanForciblyRatio))
  }

  /** From here on no message is taken. Original: CleanCommitLogService#getDiskSpaceWarningLevelRatio */
  getDiskSpaceWarningLevelRatio(): number {
    return Math.min(90, Math.max(35, this.diskSpaceWarningLevelRatio))
  }

  /** Rounded up to whole entries. Original: MessageStoreConfig#getMappedFileSizeConsumeQueue */
  getMappedFileSizeConsumeQueue(): number {
    return Math.ceil(this.mappedFileSizeConsumeQueue / CQ_STORE_UNIT_SIZE) * CQ_STORE_UNIT_SIZE
  }
}
