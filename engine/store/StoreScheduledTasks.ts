import type { Blocking } from '../kernel/Blocking'
import { ScheduledExecutorService } from '../kernel/concurrent/ScheduledExecutorService'
import { NumberFormatException } from '../kernel/java/javaParse'
import { DiskIoError } from '../ports/Disk'
import { CleanCommitLogService } from './clean/CleanCommitLogService'
import { CleanConsumeQueueService } from './clean/CleanConsumeQueueService'
import type { CommitLog } from './commitlog/CommitLog'
import type { ReputMessageService } from './dispatch/ReputMessageService'
import type { IndexService } from './index/IndexService'
import type { ConsumeQueueStore } from './queue/ConsumeQueueStore'
import type { StoreContext } from './StoreContext'

const FIRST_CLEANING_MILLIS = 1000 * 60

/** What the store does from time to time. Original: DefaultMessageStore#addScheduleTask */
export class StoreScheduledTasks {
  private readonly context: StoreContext
  private readonly cleanCommitLogService: CleanCommitLogService
  private readonly cleanConsumeQueueService: CleanConsumeQueueService
  private readonly scheduledExecutorService: ScheduledExecutorService
  private readonly scheduledCleanQueueExecutorService: ScheduledExecutorService

  constructor(
    context: StoreContext,
    commitLog: CommitLog,
    consumeQueueStore: ConsumeQueueStore,
    indexService: IndexService,
    reputMessageService: ReputMessageService,
  ) {
    const { process } = context
    const reputFromOffset = (): number => reputMessageService.getReputFromOffset()
    this.context = context
    this.cleanCommitLogService = new CleanCommitLogService(context, commitLog, reputFromOffset)
    this.cleanConsumeQueueService = new CleanConsumeQueueService(context, commitLog, consumeQueueStore, indexService)
    this.scheduledExecutorService = new ScheduledExecutorService(process, 'StoreScheduledThread')
    this.scheduledCleanQueueExecutorService = new ScheduledExecutorService(process, 'StoreCleanQueueScheduledThread')
  }

  getCleanCommitLogService(): CleanCommitLogService {
    return this.cleanCommitLogService
  }

  start(): void {
    const { cleanResourceInterval } = this.context.messageStoreConfig
    const checkpoint = this.context.getStoreCheckpoint()
    const log = this.scheduledExecutorService
    const queues = this.scheduledCleanQueueExecutorService
    const clean = (): Blocking<void> => untilItFails(this.cleanCommitLogService.run())
    const cleanQueues = (): Blocking<void> => untilItFails(this.cleanConsumeQueueService.run())
    log.scheduleAtFixedRate('clean the commit log', clean, FIRST_CLEANING_MILLIS, cleanResourceInterval)
    log.scheduleAtFixedRate('flush store checkpoint', () => checkpoint.flush(), 1000, 1000)
    queues.scheduleAtFixedRate('clean the queues', cleanQueues, FIRST_CLEANING_MILLIS, cleanResourceInterval)
  }

  shutdown(): void {
    this.scheduledExecutorService.shutdown()
    this.scheduledCleanQueueExecutorService.shutdown()
  }
}

/** A device that fails ends this round of cleaning, and so does a `deleteWhen` that can't be read; the next one tries again. */
function* untilItFails(round: Blocking<unknown>): Blocking<void> {
  try {
    yield* round
  } catch (error) {
    if (!(error instanceof DiskIoError || error instanceof NumberFormatException)) throw error
  }
}
