import type { Blocking } from '../../kernel/Blocking'
import type { DispatchRequest } from './DispatchRequest'

/** Builds something from the records of the commit log. Original: org.apache.rocketmq.store.CommitLogDispatcher. */
export interface CommitLogDispatcher {
  dispatch(request: DispatchRequest): Blocking<void>
}
