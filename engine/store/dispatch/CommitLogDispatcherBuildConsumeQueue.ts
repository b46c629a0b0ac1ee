import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import type { Blocking } from '../../kernel/Blocking'
import type { ConsumeQueueStore } from '../queue/ConsumeQueueStore'
import type { CommitLogDispatcher } from './CommitLogDispatcher'
import type { DispatchRequest } from './DispatchRequest'

/**
 * Makes messages consumable by entering them in their consume queues. Half messages and rolled back ones are not for
 * consumers. Original: DefaultMessageStore.CommitLogDispatcherBuildConsumeQueue.
 */
export class CommitLogDispatcherBuildConsumeQueue implements CommitLogDispatcher {
  private readonly consumeQueueStore: ConsumeQueueStore

  constructor(consumeQueueStore: ConsumeQueueStore) {
    this.consumeQueueStore = consumeQueueStore
  }

  dispatch(request: DispatchRequest): Blocking<void> {
    switch (MessageSysFlag.getTransactionValue(request.sysFlag)) {
      case MessageSysFlag.TRANSACTION_NOT_TYPE:
      case MessageSysFlag.TRANSACTION_COMMIT_TYPE:
        return this.consumeQueueStore.putMessagePositionInfoWrapper(request)
      default:
        return nothing()
    }
  }
}

function* nothing(): Blocking<void> {}
