/** An exercise in the page's language. How it is checked, the worker knows. */
export type { LocalExercise as Exercise } from '../../../content/exercises/index'

/** An exercise counts as solved when it holds under so many seeds. */
export const SEEDS = 24
