import type { CallError } from '../Measurement'
import type { AllocationKey } from './BenchKey'

/** Before the change, and after it. */
export type AllocationPhase = 'before' | 'after'

/** A member that could not compute its part. */
export interface MemberError {
  /** Index of the member. */
  readonly consumer: number
  readonly phase: AllocationPhase
  readonly error: CallError
}

/** The owners of each queue. */
export interface AllocationResult {
  readonly key: AllocationKey
  /** All that there are before or after the change, sorted as RocketMQ sorts them. */
  readonly queues: ReadonlyArray<{ readonly broker: string; readonly queueId: number }>
  /** All that there are before or after the change, sorted. */
  readonly consumers: readonly string[]
  /** The members that are there, by their indices. */
  readonly members: Readonly<Record<AllocationPhase, readonly number[]>>
  /** Of each queue the members that believe to have it; null where there is no such queue. */
  readonly owners: Readonly<Record<AllocationPhase, ReadonlyArray<readonly number[] | null>>>
  readonly errors: readonly MemberError[]
  /** Of the costliest call, in steps of the sandbox; 0 for a built-in. */
  readonly steps: number
}

export interface AllocationSummary {
  /** Of the members that there are: the fewest and the most queues that one has, and how many have none. */
  readonly least: number
  readonly most: number
  readonly idle: number
  /** Queues with more than one owner, and with none. */
  readonly shared: number
  readonly orphaned: number
}

/** How fair a state is, and whether its members agree. */
export function summaryOfAllocation(result: AllocationResult, phase: AllocationPhase): AllocationSummary {
  const owners = result.owners[phase].filter((each) => each !== null)
  const counts = result.members[phase].map((member) => owners.filter((each) => each.includes(member)).length)
  return {
    least: Math.min(...counts),
    most: Math.max(...counts),
    idle: counts.filter((count) => count === 0).length,
    shared: owners.filter(({ length }) => length > 1).length,
    orphaned: owners.filter(({ length }) => length === 0).length,
  }
}

/** Indices of the queues that were there before and have other owners after. */
export function movedQueues({ queues, owners }: AllocationResult): number[] {
  return queues.map((_, index) => index).filter((index) => {
    const [before, after] = [owners.before[index], owners.after[index]]
    return before !== null && after !== null && before!.join() !== after!.join()
  })
}
