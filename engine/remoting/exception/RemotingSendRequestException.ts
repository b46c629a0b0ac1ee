import { RemotingException } from './RemotingException'

/** The request could not be sent, or the connection ended before the response came. */
export class RemotingSendRequestException extends RemotingException {
  readonly addr: string

  constructor(addr: string, cause?: unknown) {
    super(`send request to ${addr} failed`, cause)
    this.name = 'RemotingSendRequestException'
    this.addr = addr
  }
}
