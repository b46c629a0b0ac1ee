/** What is drilled does not do what it promises; `P` lists what that may be. */
export class BrokenPromiseError<P extends string = string> extends Error {
  readonly promise: P
  /** What was found, in words. */
  readonly detail: string

  constructor(promise: P, detail: string, cause?: unknown) {
    super(detail, { cause })
    this.name = 'BrokenPromiseError'
    this.promise = promise
    this.detail = detail
  }
}
