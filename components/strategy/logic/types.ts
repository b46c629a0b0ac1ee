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

/** An exercise in the page's language. How it is checked, the worker knows. */
export type { LocalExercise as Exercise } from '../../../content/exercises'

/** An exercise counts as solved when it holds under so many seeds. */
export const SEEDS = 24
