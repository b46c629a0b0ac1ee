import { RemotingException } from './RemotingException'

/** There is no connection, and none could be made. */
export class RemotingConnectException extends RemotingException {
  readonly addr: string

  constructor(addr: string, cause?: unknown) {
    super(`connect to ${addr} failed`, cause)
    this.name = 'RemotingConnectException'
    this.addr = addr
  }
}
