import type { SelectorName } from '../../../engine/worker/protocol'

/** One of the engine's own strategies, as the page shows it. */
export interface BuiltIn {
  readonly name: SelectorName
  /** `engine/client/producer/selector/SelectMessageQueueByHash.ts` */
  readonly file: string
  /** HTML of each line. */
  readonly lines: readonly string[]
  /** The same as a module that the reader may change. */
  readonly code: string
}
