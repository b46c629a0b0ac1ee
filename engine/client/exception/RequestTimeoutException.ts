/** No reply has come in time. Original: org.apache.rocketmq.client.exception.RequestTimeoutException. */
export class RequestTimeoutException extends Error {
  /** One of ClientErrorCode. */
  readonly responseCode: number

  constructor(responseCode: number, message: string) {
    super(message)
    this.name = 'RequestTimeoutException'
    this.responseCode = responseCode
  }
}
