import type { AllocationName } from '../../cluster/allocations'
import type { AllocationLoad } from './AllocationLoad'
import type { AllocationResult } from './AllocationResult'
import type { ListenerLoad } from './ListenerLoad'
import type { ListenerResult } from './ListenerResult'

/** What is run for strategies of allocation. `code` takes the place of `builtIn`. */
export interface AllocationKey {
  readonly kind: 'allocation'
  readonly seed: number
  readonly load: AllocationLoad
  readonly builtIn: AllocationName | null
  readonly code: string | null
}

/** What is run for listeners. There are none in the engine: whatever runs is code. */
export interface ListenerKey {
  readonly kind: 'listener'
  readonly seed: number
  readonly load: ListenerLoad
  readonly code: string
}

export type BenchKey = AllocationKey | ListenerKey

export type BenchResult = AllocationResult | ListenerResult
