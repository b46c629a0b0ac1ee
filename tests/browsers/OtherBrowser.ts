/** A browser that is no Chromium, as far as the suite needs one. */
export interface OtherBrowser {
  readonly name: string
  /** Where it keeps the disks of a run. */
  readonly storage: 'opfs' | 'memory'
  goto(address: string): Promise<void>
  /** Runs the body of an async function in the page. It is text, so that no bundler writes into it. */
  evaluate(body: string): Promise<unknown>
  /** Errors in the console and uncaught exceptions in the page, since this was asked last. */
  problems(): Promise<string[]>
  close(): Promise<void>
}
