import { onMachine } from '../../engine/store/support/stores'
import { FuzzedStore } from './FuzzedStore'
import { makePlan } from './makePlan'
import type { Operation, Plan } from './Plan'
import { TornTopicError } from './readLog'

/** Virtual time within which any plan ends, in ms. */
const LIMIT_MILLIS = 36_000_000

/** What has come of a plan. */
export interface FuzzResult {
  readonly plan: Plan
  /** Null: everything was as it should be. */
  readonly problem: string | null
  /** The operation after which it wasn't; its number in the plan. */
  readonly step: number
}

/** Runs a plan from the first operation to the last, or to the first that goes wrong. */
export function runPlan(plan: Plan): FuzzResult {
  let step = 0
  try {
    onMachine(
      function* (machine) {
        const store = new FuzzedStore(machine, plan)
        yield* store.start()
        for (const operation of [...plan.operations, ...ENDING]) {
          yield* store.apply(operation)
          if (store.isOver) return
          step++
        }
      },
      { seed: plan.seed, limitMillis: LIMIT_MILLIS },
    )
    return { plan, problem: null, step }
  } catch (error) {
    if (error instanceof TornTopicError) return { plan, problem: null, step }
    return { plan, problem: error instanceof Error ? describe(error) : String(error), step }
  }
}

/** However it went, the store must be able to stop, start and show everything. */
const ENDING: readonly Operation[] = [{ do: 'shut-down' }, { do: 'check' }]

function describe(error: Error): string {
  if (error.name === 'BrokenPromiseError') return error.message
  return `${error.message}\n${(error.cause instanceof Error ? error.cause.stack : error.stack) ?? ''}`
}

/** Leaves out operations as long as the plan still goes wrong; what is left is mostly to the point. */
export function minimise({ plan, step }: FuzzResult): FuzzResult {
  let smallest = runPlan({ ...plan, operations: plan.operations.slice(0, step + 1) })
  if (smallest.problem === null) smallest = runPlan(plan)
  for (let size = smallest.plan.operations.length >> 1; size > 0; size >>= 1) {
    for (let from = smallest.plan.operations.length - size; from >= 0; from -= size) {
      const operations = smallest.plan.operations.filter((_, index) => index < from || index >= from + size)
      const result = runPlan({ ...plan, operations })
      if (result.problem !== null) smallest = result
    }
  }
  return smallest
}

/** Runs the plan of a seed. */
export function runSeed(seed: number): FuzzResult {
  return runPlan(makePlan(seed))
}
