import type { Blocking } from '../../kernel/Blocking'
import type { MessageStoreConfig } from '../config/MessageStoreConfig'
import type { IndexService } from '../index/IndexService'
import type { CommitLogDispatcher } from './CommitLogDispatcher'
import type { DispatchRequest } from './DispatchRequest'

/**
 * Makes messages findable by entering their keys in the index.
 * Original: DefaultMessageStore.CommitLogDispatcherBuildIndex.
 */
export class CommitLogDispatcherBuildIndex implements CommitLogDispatcher {
  private readonly messageStoreConfig: MessageStoreConfig
  private readonly indexService: IndexService

  constructor(messageStoreConfig: MessageStoreConfig, indexService: IndexService) {
    this.messageStoreConfig = messageStoreConfig
    this.indexService = indexService
  }

  dispatch(request: DispatchRequest): Blocking<void> {
    return this.messageStoreConfig.messageIndexEnable ? this.indexService.buildIndex(request) : nothing()
  }
}

function* nothing(): Blocking<void> {}
