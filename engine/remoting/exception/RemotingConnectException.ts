import { RemotingException } from './RemotingException'

/** There is no connection, and the attempt to make one has failed. */
export class RemotingConnectException extends RemotingException {
  readonly addr: string

  constructor(addr: string, cause?: unknown) {
    super(`connect to ${addr} failed`, cause)
    this.name = 'RemotingConnectException'
    this.addr = addr
  }
}
