import type { Blocking } from '../../kernel/Blocking'
import type { RemotingCommand } from '../protocol/RemotingCommand'
import type { ResponseFuture } from './ResponseFuture'

/** What becomes of an asynchronous call. Original: org.apache.rocketmq.remoting.InvokeCallback. */
export interface InvokeCallback {
  /** Called first, whatever the outcome. */
  operationComplete(future: ResponseFuture): Blocking<void>
  operationSucceed(response: RemotingCommand): Blocking<void>
  operationFail(error: unknown): Blocking<void>
}
