/** The runs of lessons, outside a browser. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Attempt } from '../components/lesson/logic/claims'
import { parseScenario } from '../engine/adapters/scenario/parseScenario'
import type { Scenario } from '../engine/cluster/Scenario'
import { SiteTable } from '../engine/trace/SiteTable'
import { memoryDisks } from '../engine/worker/DiskOwner'
import { keyWithFaults } from '../engine/worker/otherSeed'
import type { RunKey, RunModel } from '../engine/worker/protocol'
import { recordRun } from '../engine/worker/recordRun'
import type { RunSession } from '../engine/worker/RunSession'

/** For runs of which only events are wanted, which are there without statements. */
const NO_SITES = new SiteTable({ files: [], symbols: [], names: [], sites: [] })

/** A lesson's run as its reader sees it first, or with something else in its key. */
export async function ownRun(scenarioFile: string, change: Partial<RunKey> = {}): Promise<RunModel> {
  return (await ownSession(scenarioFile, change)).modelWith([])
}

/** What a reader has done to a lesson's run, done again: under the scenario's own seed or a later one. */
export async function attemptedRun(scenarioFile: string, attempt: Attempt, seedsAfter = 0): Promise<RunModel> {
  const scenario = scenarioIn(scenarioFile, attempt.variants)
  const faults = (attempt.faults ?? []).map(({ fault, atMillis }) => ({ fault, time: atMillis * 1000 }))
  const name = path.basename(scenarioFile, '.json')
  const seed = scenario.seed + seedsAfter
  const bare = { scenario: name, seed, interventions: [], selector: attempt.selector ?? null }
  const key = attempt.variants === undefined ? bare : { ...bare, variants: attempt.variants }
  return ownRun(scenarioFile, await keyWithFaults(key, scenario, faults, null))
}

function scenarioIn(file: string, variants: RunKey['variants']): Scenario {
  return parseScenario(JSON.parse(readFileSync(file, 'utf8')), variants)
}

/** A lesson's run with its files. @param sites of the traced build, if statements are to be recorded */
export async function ownSession(
  scenarioFile: string,
  change: Partial<RunKey> = {},
  sites: SiteTable | null = null,
): Promise<RunSession> {
  const scenario = scenarioIn(scenarioFile, change.variants)
  const { seed } = scenario
  const key = { scenario: path.basename(scenarioFile, '.json'), seed, interventions: [], selector: null, ...change }
  return recordRun(key, scenario, sites ?? NO_SITES, { storage: 'memory', storageReason: null, diskOf: memoryDisks() })
}
