import { RemotingException } from './RemotingException'

/** The response did not come in time. */
export class RemotingTimeoutException extends RemotingException {
  readonly addr: string
  readonly timeoutMillis: number

  constructor(addr: string, timeoutMillis: number, cause?: unknown) {
    super(`no response from ${addr} within ${timeoutMillis} ms`, cause)
    this.name = 'RemotingTimeoutException'
    this.addr = addr
    this.timeoutMillis = timeoutMillis
  }
}
