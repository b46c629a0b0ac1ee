import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'

/** An answer that says SUCCESS, with this body if any. */
export function answered(body: Uint8Array | null = null): RemotingCommand {
  const response = RemotingCommand.createResponseCommandWithCode(ResponseCode.SUCCESS, null)
  response.body = body
  return response
}

/** An answer that says why not. */
export function refusal(code: number, remark: string): RemotingCommand {
  return RemotingCommand.createResponseCommandWithCode(code, remark)
}
