import type { ValueTree, Variable } from '../../../engine/worker/protocol'

/** Entries of an object that are asked for, when the moment does not have the one that is wanted. */
const ENTRIES = 200

/** What is known of an expression: its value, or which object would have to be looked into. */
export type Known = { readonly value: ValueTree } | { readonly ask: { path: string[]; from: number; count: number } }

/**
 * The value at the end of a path, as far as the variables of a moment have it.
 * @returns null when there is no such variable, or nothing that could have such a field
 */
export function valueIn(variables: readonly Variable[], [root, ...names]: readonly string[]): Known | null {
  let value = variables.find(({ name }) => name === root)?.value
  for (const name of names) {
    if (value === undefined || (value.type !== 'object' && value.type !== 'array')) return null
    const field: ValueTree | undefined = value.fields?.find((each) => each.name === name)?.value
    if (field === undefined) return { ask: { path: [root!, ...names.slice(0, -1)], from: 0, count: ENTRIES } }
    value = field
  }
  return value === undefined ? null : { value }
}
