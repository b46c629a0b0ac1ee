import type { Load } from '../../cluster/Load'
import type { Measurement } from '../Measurement'
import type { Counterexample } from '../protocol'
import { avoidSlow } from './avoidSlow'
import type { CheckProgress, MeasureWith } from './counterexample'
import { checkSeeds } from './counterexample'
import type { Exercise, Failure } from './Exercise'
import { keepOrder } from './keepOrder'
import { nearRoom } from './nearRoom'
import { spreadHotKey } from './spreadHotKey'
import { surviveBroker } from './surviveBroker'

export const EXERCISES: readonly Exercise[] = [keepOrder, surviveBroker, spreadHotKey, nearRoom, avoidSlow]

const SHRINKABLE = ['messages', 'brokers', 'queues', 'distinctKeys'] as const

export interface Verdict {
  readonly passed: boolean
  readonly seedsRun: number
  readonly counterexample: Counterexample | null
}

/** Does the run of that seed and load with the strategy that is to be checked. */
export type MeasureLoad = MeasureWith<Load, Measurement>

/**
 * Runs a strategy under the seeds 1, 2, … until one shows that it is no answer, and makes that run as small as it can.
 * @throws what `measure` throws; RangeError for an exercise that there isn't
 */
export async function check(
  exerciseId: string,
  seeds: number,
  measure: MeasureLoad,
  progress: CheckProgress = () => {},
): Promise<Verdict> {
  const exercise = EXERCISES.find(({ id }) => id === exerciseId)
  if (exercise === undefined) throw new RangeError(`there is no exercise ${exerciseId}`)
  const { load, judge } = exercise
  return checkSeeds({ load, judge, smallerLoads }, seeds, measure, progress)
}

/** The boldest first: what comes after the call that shows it is not needed, unless the middle moves by that. */
function* smallerLoads(load: Load, failure: Failure): Generator<Load> {
  for (const field of SHRINKABLE) {
    const value = load[field]
    const bold = field === 'messages' ? failure.call + 1 : 1
    for (const smaller of new Set([bold, Math.floor(value / 2), Math.floor((value * 3) / 4), value - 1])) {
      if (smaller >= 1 && smaller < value) yield { ...load, [field]: smaller }
    }
  }
}
