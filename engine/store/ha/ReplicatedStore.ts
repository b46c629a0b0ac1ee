import type { Process } from '../../kernel/Process'
import type { CommitLog } from '../commitlog/CommitLog'
import type { MessageStoreConfig } from '../config/MessageStoreConfig'

/** What replication knows of a store. In the original it holds the whole DefaultMessageStore. */
export interface ReplicatedStore {
  readonly process: Process
  readonly messageStoreConfig: MessageStoreConfig
  getCommitLog(): CommitLog
}
