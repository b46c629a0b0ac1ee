/** Holds what the lessons say of their runs against those runs; what is not so is printed, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isTrueOf } from '../components/lesson/logic/claims'
import { parseScenario } from '../engine/adapters/scenario/parseScenario'
import { SiteTable } from '../engine/trace/SiteTable'
import { memoryDisks } from '../engine/worker/DiskOwner'
import type { RunKey, RunModel } from '../engine/worker/protocol'
import { recordRun } from '../engine/worker/recordRun'
import type { RunSession } from '../engine/worker/RunSession'
import { CLAIMS } from './lessons/claims'

const CLAIM = /<Claim id="([^"]+)">/g
const OUTCOME = /\boutcome="([^"]+)"/g

/** A lesson's run as its reader sees it first, or with something else in its key. */
export async function ownRun(scenarioFile: string, change: Partial<RunKey> = {}): Promise<RunModel> {
  return (await ownSession(scenarioFile, change)).modelWith([])
}

/** The same, with its files. What is claimed can be read off events, so no statement is recorded. */
export async function ownSession(scenarioFile: string, change: Partial<RunKey> = {}): Promise<RunSession> {
  const scenario = parseScenario(JSON.parse(readFileSync(scenarioFile, 'utf8')))
  const { seed } = scenario
  const key = { scenario: path.basename(scenarioFile, '.json'), seed, interventions: [], selector: null, ...change }
  const sites = new SiteTable({ files: [], symbols: [], names: [], sites: [] })
  return recordRun(key, scenario, sites, { storage: 'memory', storageReason: null, diskOf: memoryDisks() })
}

/** The ids in a text, each once, sorted. */
function idsIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, id]) => id!))].sort()
}

/**
 * @param content the folder `content`
 * @returns what is wrong, a sentence each; empty when all that the lessons say is so
 */
export async function findFalseClaims(content: string): Promise<string[]> {
  const wrong: string[] = []
  for (const [lesson, { claims, outcomes }] of Object.entries(CLAIMS)) {
    const folder = path.join(content, 'lessons', lesson)
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.mdx'))) {
      const text = readFileSync(path.join(folder, file), 'utf8')
      const [made, asked] = [idsIn(text, CLAIM).join(), idsIn(text, OUTCOME).join()]
      if (made !== Object.keys(claims).sort().join()) wrong.push(`${lesson}/${file} claims ${made}; its claims.ts knows others`)
      if (asked !== Object.keys(outcomes).sort().join()) wrong.push(`${lesson}/${file} asks for ${asked}; its claims.ts knows others`)
    }
    const scenario = /scenario: '([^']+)'/.exec(readFileSync(path.join(folder, 'steps.ts'), 'utf8'))![1]!
    const run = await ownRun(path.join(content, 'scenarios', `${scenario}.json`))
    for (const [id, claim] of Object.entries(claims)) if (!isTrueOf(claim, run)) wrong.push(`${lesson}: "${id}" is not so in its run`)
  }
  return wrong
}
