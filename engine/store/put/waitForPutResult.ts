import type { Blocking } from '../../kernel/Blocking'
import type { CompletableFuture } from '../../kernel/concurrent/CompletableFuture'
import { TimeoutException } from '../../kernel/concurrent/CompletableFuture'
import type { MessageStoreConfig } from '../config/MessageStoreConfig'
import { PutMessageResult } from './PutMessageResult'
import { PutMessageStatus } from './PutMessageStatus'

/** Waits until disk and slaves have answered, or should have. Original: DefaultMessageStore#waitForPutResult */
export function* waitForPutResult(
  future: CompletableFuture<PutMessageResult>,
  { syncFlushTimeout, slaveTimeout }: MessageStoreConfig,
): Blocking<PutMessageResult> {
  try {
    return yield* future.get(Math.max(syncFlushTimeout, slaveTimeout) + 5000)
  } catch (error) {
    if (error instanceof TimeoutException) return new PutMessageResult(PutMessageStatus.UNKNOWN_ERROR, null)
    throw error
  }
}
