import type { AllocationResult } from '../../../engine/worker/bench/AllocationResult'
import type { ListenerResult } from '../../../engine/worker/bench/ListenerResult'
import type { BenchTexts } from '../../i18n/en/bench'
import { fill } from '../../i18n/fill'
import { allocationNumbers } from './allocationPicture'
import { listenerNumbers } from './listenerPicture'

/** Who has what after the change, in a sentence, for who doesn't see the matrix. */
export function spokenAllocation(name: string, result: AllocationResult, { allocation }: BenchTexts): string {
  const { moved, after } = allocationNumbers(result)
  return fill(allocation.said, { name, moved, ...after })
}

/** What a listener made of its messages, in a sentence, for who doesn't see the numbers. */
export function spokenListener(name: string, result: ListenerResult, { listener }: BenchTexts): string {
  const { consumed, all, again, dead, twice, billedTwice } = listenerNumbers(result)
  return fill(listener.said, { name, consumed, all, again, dead, twice, billedTwice })
}
