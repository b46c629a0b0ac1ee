import type { Sandbox } from '../../ports/Sandbox'
import type { LabHost, Tell } from '../answerLab'
import type { CheckedSeeds, CheckProgress } from '../exercises/counterexample'
import { checkSeeds } from '../exercises/counterexample'
import type { BenchRequest, Reply } from '../protocol'
import type { ReadersCode } from '../ReadersCode'
import { ALLOCATION_EXERCISES, smallerAllocationLoads } from './AllocationExercise'
import type { AllocationResult } from './AllocationResult'
import type { AllocationKey, BenchKey, BenchResult, ListenerKey } from './BenchKey'
import { LISTENER_EXERCISES, smallerListenerLoads } from './ListenerExercise'
import type { ListenerResult } from './ListenerResult'
import { measureAllocation } from './measureAllocation'
import { measureListener } from './measureListener'

/**
 * Runs ways to share queues, and listeners.
 * @throws StrategyError when the code can't be loaded; ScenarioError for a load that is out of bounds
 */
export async function answerBench(request: BenchRequest, world: LabHost, tell: Tell): Promise<Reply> {
  if (request.type === 'bench') return { type: 'benched', result: await benched(request.key, world, tell) }
  const { exercise, kind, seeds } = request
  const progress: CheckProgress = (phase, done, of) => tell({ type: 'checking', exercise, phase, done, of })
  const verdict = kind === 'allocation'
    ? await checkAllocation(exercise, request.code, seeds, world, tell, progress)
    : await checkListener(exercise, request.code, seeds, world, tell, progress)
  return { type: 'bench-verdict', ...verdict }
}

async function benched(key: BenchKey, world: LabHost, tell: Tell): Promise<BenchResult> {
  if (key.kind === 'listener') return listened(key, world, tell)
  return allocated(key, world, tell)
}

async function checkAllocation(
  id: string,
  code: string,
  seeds: number,
  world: LabHost,
  tell: Tell,
  progress: CheckProgress,
): Promise<CheckedSeeds<AllocationResult>> {
  const { load, judge } = named(ALLOCATION_EXERCISES, id)
  return checkSeeds({ load, judge, smallerLoads: smallerAllocationLoads }, seeds, (seed, chosen) => {
    return allocated({ kind: 'allocation', seed, load: chosen, builtIn: null, code }, world, tell)
  }, progress)
}

async function checkListener(
  id: string,
  code: string,
  seeds: number,
  world: LabHost,
  tell: Tell,
  progress: CheckProgress,
): Promise<CheckedSeeds<ListenerResult>> {
  const { load, judge } = named(LISTENER_EXERCISES, id)
  return checkSeeds({ load, judge, smallerLoads: smallerListenerLoads }, seeds, (seed, chosen) => {
    return listened({ kind: 'listener', seed, load: chosen, code }, world, tell)
  }, progress)
}

function named<T extends { readonly id: string }>(exercises: readonly T[], id: string): T {
  const found = exercises.find((each) => each.id === id)
  if (found === undefined) throw new RangeError(`there is no exercise ${id}`)
  return found
}

async function allocated(key: AllocationKey, world: LabHost, tell: Tell): Promise<AllocationResult> {
  const { code } = key
  if (code === null) return world.enqueue(async () => measureAllocation(key, null))
  return withSandbox(code, world, tell, async (sandbox) => measureAllocation(key, sandbox))
}

async function listened(key: ListenerKey, world: LabHost, tell: Tell): Promise<ListenerResult> {
  return withSandbox(key.code, world, tell, (sandbox) => measureListener(key, sandbox, () => tell({ type: 'alive' })))
}

/** Each run has a sandbox of its own, so that none depends on what was run before. */
function withSandbox<T>(source: string, world: LabHost, tell: Tell, run: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  return world.enqueue(async () => {
    const code: ReadersCode = await world.compile(source)
    const sandbox = await code.createSandbox()
    // From here on it is the reader's code that a silence comes from.
    tell({ type: 'alive' })
    try {
      return await run(sandbox)
    } finally {
      sandbox.dispose()
      world.later(code.prepareSandbox)
    }
  })
}
