import { ScenarioError } from '../../cluster/ScenarioError'

export const ALLOCATION_CHANGES = ['nothing', 'leaves', 'joins', 'queues-added', 'old-list'] as const

/** A topic and a group, and what changes. */
export interface AllocationLoad {
  /** 1 … 8 */
  readonly brokers: number
  /** On each broker; 1 … 64 on all of them together. */
  readonly queues: number
  /** Members of the group before the change, 1 … 64. */
  readonly consumers: number
  /**
   * | change         | after it                                                                                      |
   * |----------------|-----------------------------------------------------------------------------------------------|
   * | `nothing`      | the same lists: every member computes its part once more                                      |
   * | `leaves`       | the member `which` is gone                                                                    |
   * | `joins`        | there is one more, behind the others                                                          |
   * | `queues-added` | each broker has half as many queues more                                                      |
   * | `old-list`     | one more has joined, of whom the member `which` has not heard yet                             |
   */
  readonly change: (typeof ALLOCATION_CHANGES)[number]
  /** From 0; less than `consumers`. */
  readonly which: number
}

export const ALLOCATION_LIMITS = { brokers: 8, queues: 64, consumers: 64 } as const

/** @throws ScenarioError naming the field that is out of bounds */
export function checkAllocationLoad(load: AllocationLoad): void {
  const limits = {
    brokers: [1, ALLOCATION_LIMITS.brokers],
    queues: [1, Math.floor(ALLOCATION_LIMITS.queues / load.brokers)],
    consumers: [1, ALLOCATION_LIMITS.consumers],
    which: [0, load.consumers - 1],
  } as const
  for (const field of ['brokers', 'queues', 'consumers', 'which'] as const) {
    const [from, to] = limits[field]
    const value = load[field]
    if (Number.isInteger(value) && value >= from && value <= to) continue
    throw new ScenarioError(`load.${field}`, `a whole number from ${from} to ${to}`, String(value))
  }
  if (!ALLOCATION_CHANGES.includes(load.change)) {
    throw new ScenarioError('load.change', ALLOCATION_CHANGES.join(' or '), String(load.change))
  }
}
