import type { NodeInfo } from '../../../engine/worker/protocol'

/** Which lifelines are drawn as one. */
export interface Folds {
  /** Everything that the facade hides is drawn as the facade. */
  readonly facade: boolean
  /** Nodes that are drawn as one lifeline each. */
  readonly nodes: ReadonlySet<string>
}

export const NOTHING_FOLDED: Folds = { facade: false, nodes: new Set() }

/** What a reader sees first: the producer's objects; every other node as one line. */
export function initialFolds(nodes: readonly NodeInfo[]): Folds {
  return { facade: false, nodes: new Set(nodes.filter(({ role }) => role !== 'producer').map(({ name }) => name)) }
}

export function toggleNode(folds: Folds, node: string): Folds {
  const nodes = new Set(folds.nodes)
  if (!nodes.delete(node)) nodes.add(node)
  return { ...folds, nodes }
}

export function toggleFacade(folds: Folds): Folds {
  return { ...folds, facade: !folds.facade }
}
