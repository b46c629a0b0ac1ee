import type { RPCHook } from '../../remoting/netty/RPCHook'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'

/** Original: MixAll#REQ_T */
const REQ_T = 'ReqT'
/** Original: RequestType#STREAM */
const STREAM = 0

/** Says with each request that it comes from a consumer that reads queues as streams. Original: client.rpchook.StreamTypeRPCHook. */
export class StreamTypeRPCHook implements RPCHook {
  doBeforeRequest(_remoteAddress: string, request: RemotingCommand): void {
    request.addExtField(REQ_T, String(STREAM))
  }

  doAfterResponse(): void {}
}
