/** A piece of code that is there from the start, as the page shows it. */
export interface BuiltIn {
  readonly name: string
  /** `engine/client/producer/selector/SelectMessageQueueByHash.ts` */
  readonly file: string
  /** HTML of each line. */
  readonly lines: readonly string[]
  /** The same as a module that the reader may change. */
  readonly code: string
}
