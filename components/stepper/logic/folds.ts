import type { NodeInfo } from '../../../engine/worker/protocol'

/** Which lifelines are drawn as one. */
export interface Folds {
  /** Everything that the facade hides is drawn as the facade. */
  readonly facade: boolean
  /** Nodes that are drawn as one lifeline each. */
  readonly nodes: ReadonlySet<string>
  /**
   * The classes that the lesson's step speaks of, all others being drawn as one lifeline for each node; and the methods, as
   * `Class#method`, whose calls are drawn even if they are short. Null: it does not matter.
   */
  readonly spoken: ReadonlySet<string> | null
  /** The nodes that the reader has folded or unfolded: they stay so, whatever the step speaks of. */
  readonly chosen: ReadonlySet<string>
}

export const NOTHING_FOLDED: Folds = { facade: false, nodes: new Set(), spoken: null, chosen: new Set() }

/** What a reader sees first: what the step speaks of; if there is no step, the producer's objects, and every other node as one line. */
export function initialFolds(nodes: readonly NodeInfo[], spoken: Folds['spoken'] = null): Folds {
  const folded = new Set(nodes.filter(({ role }) => role !== 'producer').map(({ name }) => name))
  return { facade: false, nodes: folded, spoken, chosen: new Set() }
}

/** Does the step say which objects of the node are drawn? */
export function followsTheStep({ spoken, chosen }: Folds, node: string): boolean {
  return spoken !== null && !chosen.has(node)
}

/** Unfolds a node or folds it, and from now on it is as the reader has it. */
export function toggleNode(folds: Folds, node: string): Folds {
  const nodes = new Set(folds.nodes)
  if (followsTheStep(folds, node)) nodes.delete(node)
  else if (!nodes.delete(node)) nodes.add(node)
  return { ...folds, nodes, chosen: new Set(folds.chosen).add(node) }
}

export function toggleFacade(folds: Folds): Folds {
  return { ...folds, facade: !folds.facade }
}
