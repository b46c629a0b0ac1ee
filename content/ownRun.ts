/** The runs of lessons, outside a browser. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseScenario } from '../engine/adapters/scenario/parseScenario'
import { SiteTable } from '../engine/trace/SiteTable'
import { memoryDisks } from '../engine/worker/DiskOwner'
import type { RunKey, RunModel } from '../engine/worker/protocol'
import { recordRun } from '../engine/worker/recordRun'
import type { RunSession } from '../engine/worker/RunSession'

/** For runs of which only events are wanted, which are there without statements. */
const NO_SITES = new SiteTable({ files: [], symbols: [], names: [], sites: [] })

/** A lesson's run as its reader sees it first, or with something else in its key. */
export async function ownRun(scenarioFile: string, change: Partial<RunKey> = {}): Promise<RunModel> {
  return (await ownSession(scenarioFile, change)).modelWith([])
}

/** The same, with its files. @param sites of the traced build, if statements are to be recorded */
export async function ownSession(
  scenarioFile: string,
  change: Partial<RunKey> = {},
  sites: SiteTable | null = null,
): Promise<RunSession> {
  const scenario = parseScenario(JSON.parse(readFileSync(scenarioFile, 'utf8')))
  const { seed } = scenario
  const key = { scenario: path.basename(scenarioFile, '.json'), seed, interventions: [], selector: null, ...change }
  return recordRun(key, scenario, sites ?? NO_SITES, { storage: 'memory', storageReason: null, diskOf: memoryDisks() })
}
