import type { Blocking } from '../../kernel/Blocking'
import { sleep } from '../../kernel/sleep'
import type { CommitLog } from '../commitlog/CommitLog'
import type { IndexService } from '../index/IndexService'
import type { ConsumeQueueStore } from '../queue/ConsumeQueueStore'
import type { StoreContext } from '../StoreContext'

/**
 * When the beginning of the commit log is gone, what points there goes too: files of consume queues and of the index.
 * Original: DefaultMessageStore.CleanConsumeQueueService.
 */
export class CleanConsumeQueueService {
  private readonly context: StoreContext
  private readonly commitLog: CommitLog
  private readonly consumeQueueStore: ConsumeQueueStore
  private readonly indexService: IndexService
  private lastPhysicalMinOffset: number

  constructor(
    context: StoreContext,
    commitLog: CommitLog,
    consumeQueueStore: ConsumeQueueStore,
    indexService: IndexService,
  ) {
    this.context = context
    this.commitLog = commitLog
    this.consumeQueueStore = consumeQueueStore
    this.indexService = indexService
    this.lastPhysicalMinOffset = 0
  }

  /** One round, every ten seconds. */
  *run(): Blocking<void> {
    const minOffset = this.commitLog.getMinOffset()
    if (minOffset <= this.lastPhysicalMinOffset) return
    this.lastPhysicalMinOffset = minOffset
    const { deleteConsumeQueueFilesInterval } = this.context.messageStoreConfig
    for (const queues of [...this.consumeQueueStore.getConsumeQueueTable().values()]) {
      for (const queue of [...queues.values()]) {
        const deleteCount = yield* queue.deleteExpiredFile(minOffset)
        if (deleteCount > 0 && deleteConsumeQueueFilesInterval > 0) yield* sleep(deleteConsumeQueueFilesInterval)
      }
    }
    yield* this.indexService.deleteExpiredFile(minOffset)
  }
}
