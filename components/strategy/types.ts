import type { SelectorName } from '../../engine/worker/protocol'

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
export interface Exercise {
  readonly id: string
  readonly title: string
  readonly brief: string
  readonly hints: readonly string[]
  readonly solution: string
  /** Sentences by the id of the reason. */
  readonly reasons: Readonly<Record<string, string>>
}

/** An exercise counts as solved when it holds under so many seeds. */
export const SEEDS = 24
