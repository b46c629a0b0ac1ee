import type { Cursor } from '../../../engine/worker/protocol'
import type { Branch } from '../../stepper/logic/branches'

/** A place of the shown run at which another run leaves it, or at which it left another one itself. */
export interface Fork {
  readonly branch: Branch
  /** Its number in the list of runs, from 1. */
  readonly number: number
  readonly at: Cursor
  /** Does the run that is shown go along the red line? */
  readonly isTaken: boolean
}

/** The forks of the run that is shown, in order: first those that it took, then the others. */
export function forksOf(branches: readonly Branch[], current: string | null): Fork[] {
  const forks: Fork[] = []
  const taken = ancestry(branches, current)
  for (const [index, branch] of branches.entries()) {
    const { forkedAt, parent, id } = branch
    if (forkedAt === null || parent === null) continue
    const isTaken = taken.has(id)
    if (isTaken || parent === current) forks.push({ branch, number: index + 1, at: forkedAt, isTaken })
  }
  return forks.sort((one, other) => Number(other.isTaken) - Number(one.isTaken) || one.at - other.at)
}

function ancestry(branches: readonly Branch[], id: string | null): Set<string> {
  const ids = new Set<string>()
  for (let each = id; each !== null && !ids.has(each);) {
    ids.add(each)
    each = branches.find((branch) => branch.id === each)?.parent ?? null
  }
  return ids
}
