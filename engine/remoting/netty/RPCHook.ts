import type { RemotingCommand } from '../protocol/RemotingCommand'

/** Sees every request and response that passes. Original: org.apache.rocketmq.remoting.RPCHook. */
export interface RPCHook {
  doBeforeRequest(remoteAddress: string, request: RemotingCommand): void
  doAfterResponse(remoteAddress: string, request: RemotingCommand, response: RemotingCommand | null): void
}
