import type { CheckPhase } from '../protocol'
import type { Failure } from './Exercise'

/** Runs that are done, at most, to find a smaller one. */
const MAX_ATTEMPTS = 80

/** How far it has come: seeds of seeds, or attempts at a smaller run of those that there may be. */
export type CheckProgress = (phase: CheckPhase, done: number, of: number) => void

/** An exercise as far as this is concerned: what is run, how it is judged, and what may be left out of it. */
export interface Checkable<Load, Result> {
  load(seed: number): Load
  judge(result: Result): Failure | null
  /** The boldest first. */
  smallerLoads(load: Load, failure: Failure): Iterable<Load>
}

/** Does the run of that seed and load with the code that is to be checked. */
export type MeasureWith<Load, Result> = (seed: number, load: Load) => Promise<Result>

interface Found<Load, Result> {
  readonly result: Result
  readonly load: Load
  readonly failure: Failure
}

export interface CheckedSeeds<Result> {
  readonly passed: boolean
  readonly seedsRun: number
  readonly counterexample: { readonly key: Result extends { readonly key: infer K } ? K : never } & Failure | null
}

/**
 * Runs code under the seeds 1, 2, … until one shows that it is no answer, and makes that run as small as it can.
 * @throws what `measure` throws
 */
export async function checkSeeds<Load, Result extends { readonly key: unknown }>(
  exercise: Checkable<Load, Result>,
  seeds: number,
  measure: MeasureWith<Load, Result>,
  progress: CheckProgress = () => {},
): Promise<CheckedSeeds<Result>> {
  for (let seed = 1; seed <= seeds; seed++) {
    progress('seeds', seed - 1, seeds)
    const found = await attempt(exercise, seed, exercise.load(seed), measure)
    if (found === null) continue
    const { result, failure } = await shrink(exercise, seed, found, measure, progress)
    const key = result.key as NonNullable<CheckedSeeds<Result>['counterexample']>['key']
    return { passed: false, seedsRun: seed, counterexample: { key, call: failure.call, reason: failure.reason } }
  }
  return { passed: true, seedsRun: seeds, counterexample: null }
}

async function attempt<Load, Result>(
  exercise: Checkable<Load, Result>,
  seed: number,
  load: Load,
  measure: MeasureWith<Load, Result>,
): Promise<Found<Load, Result> | null> {
  const result = await measure(seed, load)
  const failure = exercise.judge(result)
  return failure === null ? null : { result, load, failure }
}

/** Goes on to a smaller load as long as there is one that fails for the same reason. */
async function shrink<Load, Result>(
  exercise: Checkable<Load, Result>,
  seed: number,
  found: Found<Load, Result>,
  measure: MeasureWith<Load, Result>,
  progress: CheckProgress,
): Promise<Found<Load, Result>> {
  let smallest = found
  let attempts = 0
  for (let hasShrunk = true; hasShrunk;) {
    hasShrunk = false
    for (const load of exercise.smallerLoads(smallest.load, smallest.failure)) {
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
