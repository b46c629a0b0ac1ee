import type { Blocking } from '../../kernel/Blocking'
import type { RemotingCommand } from '../protocol/RemotingCommand'
import type { ResponseFuture } from './ResponseFuture'

/** Hears how a call has ended, in a callback thread. Original: org.apache.rocketmq.remoting.InvokeCallback. */
export interface InvokeCallback {
  /** Called first, whatever the outcome. */
  operationComplete(responseFuture: ResponseFuture): Blocking<void>
  operationSucceed(response: RemotingCommand): Blocking<void>
  operationFail(error: unknown): Blocking<void>
}
