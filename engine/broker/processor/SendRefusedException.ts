/** A request that is not answered with a message's place, and why. */
export class SendRefusedException extends Error {
  readonly responseCode: number

  constructor(responseCode: number, message: string) {
    super(message)
    this.name = 'SendRefusedException'
    this.responseCode = responseCode
  }
}
