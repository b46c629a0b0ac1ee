import type { Blocking } from '../../kernel/Blocking'
import type { PullResult } from './PullResult'

/** Hears how a pull has ended, in a callback thread. Original: org.apache.rocketmq.client.consumer.PullCallback. */
export interface PullCallback {
  onSuccess(pullResult: PullResult): Blocking<void>
  onException(error: unknown): Blocking<void>
}
