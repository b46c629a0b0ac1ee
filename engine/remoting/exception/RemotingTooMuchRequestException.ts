import { RemotingException } from './RemotingException'

/** Too many requests are outstanding, or the time was used up before the request could be sent. */
export class RemotingTooMuchRequestException extends RemotingException {
  constructor(message: string) {
    super(message)
    this.name = 'RemotingTooMuchRequestException'
  }
}
