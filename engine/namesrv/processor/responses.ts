import { RemotingCommandException } from '../../remoting/exception/RemotingCommandException'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { assert } from '../../kernel/assert'

/** Makes the response a success. */
export function succeed(response: RemotingCommand, body: Uint8Array | null = null): RemotingCommand {
  response.code = ResponseCode.SUCCESS
  response.remark = null
  response.body = body
  return response
}

/** Makes the response a failure. */
export function fail(response: RemotingCommand, code: number, remark: string | null): RemotingCommand {
  assert(code !== ResponseCode.SUCCESS, 'a failure is not told as a success')
  response.code = code
  response.remark = remark
  return response
}

/** A field that the request must have. Without it the original answers SYSTEM_ERROR too, by accident. */
export function required<T>(value: T | null, field: string): T {
  if (value === null) throw new RemotingCommandException(`the request lacks the field ${field}`)
  return value
}
