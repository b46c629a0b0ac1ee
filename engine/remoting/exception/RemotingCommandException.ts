import { RemotingException } from './RemotingException'

/** Bytes that are not a command, or a command whose header lacks what it must have. */
export class RemotingCommandException extends RemotingException {
  constructor(message: string, cause?: unknown) {
    super(message, cause)
    this.name = 'RemotingCommandException'
  }
}
