import type { Blocking } from '../../kernel/Blocking'
import { CompletableFuture } from '../../kernel/concurrent/CompletableFuture'
import { nanoTime } from '../../kernel/Process'
import type { AppendMessageResult } from '../commitlog/AppendMessageResult'
import { FlushDiskType } from '../config/FlushDiskType'
import type { MappedFileQueue } from '../logfile/MappedFileQueue'
import { PutMessageStatus } from '../put/PutMessageStatus'
import type { StoreContext } from '../StoreContext'
import { CommitRealTimeService } from './CommitRealTimeService'
import { FlushDiskWatcher } from './FlushDiskWatcher'
import { FlushRealTimeService } from './FlushRealTimeService'
import { GroupCommitRequest } from './GroupCommitRequest'
import { GroupCommitService } from './GroupCommitService'

/** Leaves flushing the commit log to one of two threads, as configured. Original: CommitLog.DefaultFlushManager. */
export class DefaultFlushManager {
  private readonly context: StoreContext
  /** Null without SYNC_FLUSH. */
  private readonly groupCommitService: GroupCommitService | null
  private readonly flushRealTimeService: FlushRealTimeService
  /** Null without a pool of memory to write to. */
  private readonly commitRealTimeService: CommitRealTimeService | null
  private readonly flushDiskWatcher: FlushDiskWatcher

  /** `onReadable` is called when there may be more to read than before. */
  constructor(context: StoreContext, mappedFileQueue: MappedFileQueue, onReadable: () => void) {
    const hasPool = context.messageStoreConfig.isTransientStorePoolEnable()
    const isSync = context.messageStoreConfig.flushDiskType === FlushDiskType.SYNC_FLUSH
    this.context = context
    this.groupCommitService = isSync ? new GroupCommitService(context, mappedFileQueue, onReadable) : null
    this.flushRealTimeService = new FlushRealTimeService(context, mappedFileQueue)
    const onCommitted = (): void => {
      this.wakeUpFlush()
      onReadable()
    }
    this.commitRealTimeService = hasPool ? new CommitRealTimeService(context, mappedFileQueue, onCommitted) : null
    this.flushDiskWatcher = new FlushDiskWatcher(context.process)
  }

  start(): void {
    const service = this.groupCommitService ?? this.flushRealTimeService
    service.start()
    this.commitRealTimeService?.start()
    this.flushDiskWatcher.start()
  }

  *shutdown(): Blocking<void> {
    const service = this.groupCommitService ?? this.flushRealTimeService
    if (this.commitRealTimeService !== null) yield* this.commitRealTimeService.shutdown()
    yield* service.shutdown()
    yield* this.flushDiskWatcher.shutdown(true)
  }

  private wakeUpFlush(): void {
    const service = this.groupCommitService ?? this.flushRealTimeService
    service.wakeup()
  }

  private wakeUpAfterPut(): void {
    const { wakeFlushWhenPutMessage, wakeCommitWhenPutMessage } = this.context.messageStoreConfig
    if (this.commitRealTimeService === null) {
      if (wakeFlushWhenPutMessage) this.flushRealTimeService.wakeup()
    } else if (wakeCommitWhenPutMessage) {
      this.commitRealTimeService.wakeup()
    }
  }

  /** The future completes when this message is safe enough to be answered. Original: DefaultFlushManager#handleDiskFlush */
  handleDiskFlush(result: AppendMessageResult, isWaitStoreMsgOK: boolean): CompletableFuture<PutMessageStatus> {
    const service = this.groupCommitService
    if (service === null) {
      this.wakeUpAfterPut()
      return CompletableFuture.completedFuture<PutMessageStatus>(PutMessageStatus.PUT_OK)
    }
    if (!isWaitStoreMsgOK) {
      service.wakeup()
      return CompletableFuture.completedFuture<PutMessageStatus>(PutMessageStatus.PUT_OK)
    }
    const deadLine = nanoTime() + this.context.messageStoreConfig.syncFlushTimeout * 1_000_000
    const request = new GroupCommitRequest(result.wroteOffset + result.wroteBytes, deadLine)
    this.flushDiskWatcher.add(request)
    service.putRequest(request)
    return request.future
  }
}
