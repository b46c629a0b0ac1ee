/** A remote call has failed. Original: org.apache.rocketmq.remoting.exception.RemotingException. */
export class RemotingException extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined || cause === null ? undefined : { cause })
    this.name = 'RemotingException'
  }
}
