import type { Load } from '../../cluster/Load'
import type { Measurement } from '../Measurement'
import type { CheckPhase, Counterexample, RunKey } from '../protocol'
import { avoidSlow } from './avoidSlow'
import type { Exercise, Failure } from './Exercise'
import { keepOrder } from './keepOrder'
import { nearRoom } from './nearRoom'
import { spreadHotKey } from './spreadHotKey'
import { surviveBroker } from './surviveBroker'

export const EXERCISES: readonly Exercise[] = [keepOrder, surviveBroker, spreadHotKey, nearRoom, avoidSlow]

/** Runs that are done, at most, to find a smaller one. */
const MAX_ATTEMPTS = 80
const SHRINKABLE = ['messages', 'brokers', 'queues', 'distinctKeys'] as const

export interface Verdict {
  readonly passed: boolean
  readonly seedsRun: number
  readonly counterexample: Counterexample | null
}

/** Does the run of that seed and load with the strategy that is to be checked. */
export type MeasureLoad = (seed: number, load: Load) => Promise<Measurement>

/** How far it has come: seeds of seeds, or attempts at a smaller run of those that there may be. */
export type CheckProgress = (phase: CheckPhase, done: number, of: number) => void

interface Found {
  readonly key: RunKey
  readonly load: Load
  readonly failure: Failure
}

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
  for (let seed = 1; seed <= seeds; seed++) {
    progress('seeds', seed - 1, seeds)
    const found = await attempt(exercise, seed, exercise.load(seed), measure)
    if (found === null) continue
    const { key, failure } = await shrink(exercise, seed, found, measure, progress)
    return { passed: false, seedsRun: seed, counterexample: { key, call: failure.call, reason: failure.reason } }
  }
  return { passed: true, seedsRun: seeds, counterexample: null }
}

async function attempt(exercise: Exercise, seed: number, load: Load, measure: MeasureLoad): Promise<Found | null> {
  const measurement = await measure(seed, load)
  const failure = exercise.judge(measurement)
  return failure === null ? null : { key: measurement.key, load, failure }
}

/** Goes on to a smaller load as long as there is one that fails for the same reason. */
async function shrink(
  exercise: Exercise,
  seed: number,
  found: Found,
  measure: MeasureLoad,
  progress: CheckProgress,
): Promise<Found> {
  let smallest = found
  let attempts = 0
  for (let hasShrunk = true; hasShrunk;) {
    hasShrunk = false
    for (const load of smallerLoads(smallest)) {
      if (attempts >= MAX_ATTEMPTS) return smallest
      progress('smaller', attempts++, MAX_ATTEMPTS)
      const next = await attempt(exercise, seed, load, measure)
      if (next?.failure.reason !== smallest.failure.reason) continue
      smallest = next
      hasShrunk = true
      break
    }
  }
  return smallest
}

/** The boldest first: what comes after the call that shows it is not needed, unless the middle moves by that. */
function* smallerLoads({ load, failure }: Found): Generator<Load> {
  for (const field of SHRINKABLE) {
    const value = load[field]
    const bold = field === 'messages' ? failure.call + 1 : 1
    for (const smaller of new Set([bold, Math.floor(value / 2), Math.floor((value * 3) / 4), value - 1])) {
      if (smaller >= 1 && smaller < value) yield { ...load, [field]: smaller }
    }
  }
}
