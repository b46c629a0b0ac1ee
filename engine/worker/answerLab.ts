import type { Load } from '../cluster/Load'
import { readersStrategy } from '../cluster/ReaderStrategy'
import type { Scenario } from '../cluster/Scenario'
import type { Sandbox } from '../ports/Sandbox'
import { check } from './exercises/check'
import type { KnownLoad } from './KnownLoad'
import { KnownLoads } from './KnownLoads'
import { measure } from './measure'
import { isWorthTrying, measureByChoices } from './measureByChoices'
import type { Measurement } from './Measurement'
import type { CheckPhase, LabRequest, Notice, Reply, RunKey } from './protocol'
import type { ReadersCode } from './ReadersCode'

/** Tells the page how far it has come. */
export type Tell = (notice: Notice) => void

/** What the lab needs of the worker. */
export interface LabHost {
  /** What is run: the load if the key has one. */
  specOf(key: RunKey): Promise<Scenario>
  /** @throws StrategyError when it doesn't compile */
  compile(source: string): Promise<ReadersCode>
  /** Does one thing after the other. */
  enqueue<T>(work: () => Promise<T>): Promise<T>
  /** Does something that nobody waits for, when there is nothing else to do. */
  later(work: () => Promise<unknown>): void
}

/**
 * Runs strategies without recording anything.
 * @throws StrategyError when the code can't be loaded; ScenarioError for a load that is out of bounds
 */
export async function answerLab(request: LabRequest, world: LabHost, tell: Tell = () => {}): Promise<Reply> {
  if (request.type === 'measure') {
    const { key } = request
    const code = typeof key.code === 'string' ? await compiled(key.code, world) : null
    return { type: 'measurement', measurement: await measuredOnPage(key, code, world, tell) }
  }
  const { exercise, code: source, seeds } = request
  const code = await compiled(source, world)
  const measureLoad = (seed: number, load: Load): Promise<Measurement> => {
    const key: RunKey = { scenario: 'load', seed, interventions: [], selector: null, code: source, load }
    return measuredWhole(key, code, world, tell)
  }
  const progress = (phase: CheckPhase, done: number, of: number): void => {
    tell({ type: 'checking', exercise, phase, done, of })
  }
  const verdict = await check(exercise, seeds, measureLoad, progress)
  return { type: 'verdict', ...verdict }
}

/** In its turn, as everything here: a run that waits for the disk would be recorded with what others do. */
function compiled(source: string, world: LabHost): Promise<ReadersCode> {
  return world.enqueue(() => world.compile(source))
}

const knownLoads = new KnownLoads()

/** The reader's code is only asked for its choices where that tells as much as a whole run; see {@link measureByChoices}. */
function measuredOnPage(key: RunKey, code: ReadersCode | null, world: LabHost, tell: Tell): Promise<Measurement> {
  return world.enqueue(async () => {
    const spec = await world.specOf(key)
    const known = knownLoads.of(key)
    if (code === null) return measure(key, spec, null, () => tell({ type: 'alive' }), known)
    const quick = known !== null && isWorthTrying(known, code.source)
      ? await inSandbox(code, world, tell, (sandbox, alive) => measureByChoices(key, spec, known, sandbox, alive))
      : null
    return quick ?? await measureWhole(key, spec, code, known, world, tell)
  })
}

/** In a whole cluster, whatever is known. */
function measuredWhole(key: RunKey, code: ReadersCode, world: LabHost, tell: Tell): Promise<Measurement> {
  return world.enqueue(async () => measureWhole(key, await world.specOf(key), code, null, world, tell))
}

function measureWhole(
  key: RunKey, spec: Scenario, code: ReadersCode, known: KnownLoad | null, world: LabHost, tell: Tell,
): Promise<Measurement> {
  return inSandbox(code, world, tell, (sandbox, alive) => {
    return measure(key, spec, readersStrategy(sandbox, code.source), alive, known)
  })
}

/** Each run has a sandbox of its own, so that none depends on what was run before. */
async function inSandbox<T>(
  code: ReadersCode, world: LabHost, tell: Tell, work: (sandbox: Sandbox, alive: () => void) => T | Promise<T>,
): Promise<T> {
  const sandbox = await code.createSandbox()
  const alive = (): void => tell({ type: 'alive' })
  // From here on it is the reader's code that a silence comes from.
  alive()
  try {
    return await work(sandbox, alive)
  } finally {
    sandbox.dispose()
    world.later(code.prepareSandbox)
  }
}
