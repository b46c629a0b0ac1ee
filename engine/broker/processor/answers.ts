import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'

/** An answer that says SUCCESS, with this body if any. */
export function answered(body: Uint8Array | null = null): RemotingCommand {
  const response = RemotingCommand.createResponseCommandWithCode(ResponseCode.SUCCESS, null)
  response.body = body
  return response
}

/** The same where the original forgets to clear the remark that a response has at first. */
export function answeredWithOldRemark(body: Uint8Array | null): RemotingCommand {
  const response = RemotingCommand.createResponseCommand()
  response.code = ResponseCode.SUCCESS
  response.body = body
  return response
}

/** An answer that says why not. */
export function refusal(code: number, remark: string): RemotingCommand {
  return RemotingCommand.createResponseCommandWithCode(code, remark)
}
