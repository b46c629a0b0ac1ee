/** Finds where each scenario first comes to each method, so that a page of the source can lead there. Runs in the traced build. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildSiteTable } from '../engine/adapters/instrumenter/site-table.mjs'
import { EventKind } from '../engine/trace/EventKind'
import { SiteTable } from '../engine/trace/SiteTable'
import type { Trace } from '../engine/trace/Trace'
import { startOfSlice } from '../engine/worker/MomentBuilder'
import { ownSession } from './ownRun'

/** A method that a run comes to: where the method is, and the first moment in it, as a link has it. */
export interface Entrance {
  /** Of the method, from 1, and without a decorator or a comment. */
  readonly line: number
  /** The line that is about to run then. */
  readonly stop: number
  readonly slice: number
  readonly offset: number
}

export interface IndexedRun {
  /** What the run follows from; another one, and it must be indexed anew. */
  readonly key: string
  readonly seed: number
  /** How long the run is. */
  readonly events: number
  /** By file, such as `engine/client/Validators.ts`. */
  readonly entrances: Readonly<Record<string, readonly Entrance[]>>
}

export type RunIndex = Readonly<Record<string, IndexedRun>>

/** Is raised when the index would look different. */
const VERSION = 2

/**
 * Indexes all scenarios of `content/scenarios`, by their names. Those that are known already are not run again.
 * @param root the folder of the project
 */
export async function indexRuns(root: string): Promise<RunIndex> {
  const kept = path.join(root, '.cache', 'run-index.json')
  const known = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) as RunIndex : {}
  const engine = hashOf(listFiles(path.join(root, 'engine')))
  const folder = path.join(root, 'content', 'scenarios')
  const index: Record<string, IndexedRun> = {}
  let sites: SiteTable | null = null
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
    const name = path.basename(file, '.json')
    const key = hashOf([path.join(folder, file)], `${VERSION} ${engine}`)
    if (known[name]?.key === key) {
      index[name] = known[name]
      continue
    }
    sites ??= new SiteTable(buildSiteTable(root))
    index[name] = { key, ...await indexRun(path.join(folder, file), sites) }
  }
  mkdirSync(path.dirname(kept), { recursive: true })
  writeFileSync(`${kept}.${process.pid}`, JSON.stringify(index))
  renameSync(`${kept}.${process.pid}`, kept)
  return index
}

async function indexRun(file: string, sites: SiteTable): Promise<Omit<IndexedRun, 'key'>> {
  const { trace, model } = await ownSession(file, {}, sites)
  return { seed: model.key.seed, events: trace.length, entrances: entrancesOf(trace) }
}

/**
 * The first time that each method is entered in a thread, and its first statement there. Methods without a statement are left out, and
 * so are those that only the wires and timers of the simulation call: the page shows threads.
 */
export function entrancesOf(trace: Trace): Record<string, Entrance[]> {
  const { events } = trace.recording
  const seen = new Set<number>()
  const found: Record<string, Entrance[]> = {}
  for (let event = 0; event < events.length; event++) {
    const id = events.site(event)
    if (events.kind(event) !== EventKind.ENTER || events.thread(event) === 0 || seen.has(id)) continue
    seen.add(id)
    const site = trace.sites.site(id)
    const first = trace.stepper.stepInto(event)
    const stop = first === null ? null : trace.sites.site(events.site(first))
    if (site === null || first === null || stop === null) continue
    if (stop.file !== site.file || stop.line < site.line || stop.line > site.endLine) continue
    const slice = trace.slice(first)
    const offset = first - (startOfSlice(trace, slice) ?? first)
    ;(found[site.file] ??= []).push({ line: site.line, stop: stop.line, slice, offset })
  }
  return found
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

function hashOf(files: readonly string[], start = ''): string {
  const hash = createHash('sha256').update(start)
  for (const file of files) hash.update(`${path.basename(file)}\n`).update(readFileSync(file))
  return hash.digest('hex')
}
