import { RemotingCommandException } from '../../remoting/exception/RemotingCommandException'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'

/** Makes the response one that says yes. */
export function succeed(response: RemotingCommand, body: Uint8Array | null = null): RemotingCommand {
  response.code = ResponseCode.SUCCESS
  response.remark = null
  response.body = body
  return response
}

/** Makes the response one that says no. */
export function fail(response: RemotingCommand, code: number, remark: string | null): RemotingCommand {
  response.code = code
  response.remark = remark
  return response
}

/** A field that the request must have. Without it the original's answer is a SYSTEM_ERROR too, by way of an accident. */
export function required<T>(value: T | null, field: string): T {
  if (value === null) throw new RemotingCommandException(`the request lacks the field ${field}`)
  return value
}
