import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { definitions } from './definitions'
import type { DefinedName, Definitions, DefinitionLink, Override } from './definitions'
import { isWatched, listReadableFiles, readEngineFile, ROOT } from './engineFiles'
import { highlightLines } from './highlight'
import type { LinkedName } from './highlight'
import { readSymbols } from './readSymbols'
import type { SourceSymbol } from './readSymbols'

/** What the types say of a file, and its lines. All of it follows from the engine's source alone. */
export interface FileFacts {
  readonly symbols: readonly SourceSymbol[]
  /** Where names of the lines are defined; an element with `data-d` stands for the one of that number. */
  readonly places: ReadonlyArray<readonly [file: string, line: number]>
  /** HTML of each line. */
  readonly lines: readonly string[]
  /** Calls: the line, and the number of the place that is called. */
  readonly calls: ReadonlyArray<readonly [line: number, place: number]>
  readonly overrides: readonly Override[]
  readonly names: readonly DefinedName[]
}

export type EngineFacts = ReadonlyMap<string, FileFacts>

/** Is raised when the facts that are kept would look different. */
const VERSION = 1
const KEPT = path.join(ROOT, '.cache', 'engine-facts.json')

let shared: { readonly key: string; readonly facts: EngineFacts } | null = null

/**
 * The facts of all files. To find them out takes a quarter of a minute, so they are kept for the next build with the same engine
 * (`.ci/support/derive.mjs`); a site that is being built asks for them a thousand times.
 */
export async function engineFacts(): Promise<EngineFacts> {
  if (shared !== null && !isWatched) return shared.facts
  const key = keyOfEngine()
  if (shared?.key === key) return shared.facts
  const kept = readKept(key)
  const facts = kept ?? await findFacts(definitions(), listReadableFiles())
  if (kept === null) keep(key, facts)
  shared = { key, facts }
  return facts
}

/** The facts of one file: of all files if the site is being built, which needs them anyway; otherwise quickly. */
export async function factsOf(file: string, source: string): Promise<FileFacts> {
  if (!isWatched) return (await engineFacts()).get(file)!
  return findFileFacts(definitions(), definitions().program(), file, source)
}

async function findFacts(from: Definitions, files: readonly string[]): Promise<EngineFacts> {
  const program = from.program()
  const facts = new Map<string, FileFacts>()
  for (const file of files) facts.set(file, await findFileFacts(from, program, file, readEngineFile(file)!))
  return facts
}

async function findFileFacts(
  from: Definitions, program: ReturnType<Definitions['program']>, file: string, source: string,
): Promise<FileFacts> {
  const found = from.linksOf(file, program)
  const { places, links, calls } = numbered(found)
  return {
    symbols: readSymbols(file, source),
    places,
    lines: await highlightLines(source, links),
    calls,
    overrides: from.overridesOf(file, program),
    names: from.namesOf(file, program),
  }
}

/** Each place once, by line the names that lead to them, and which of those are calls. */
function numbered(found: readonly DefinitionLink[]): Pick<FileFacts, 'places' | 'calls'> & {
  readonly links: ReadonlyMap<number, readonly LinkedName[]>
} {
  const places = new Map<string, readonly [string, number]>()
  const links = new Map<number, LinkedName[]>()
  const numbers = new Map<string, number>()
  const calls: Array<readonly [number, number]> = []
  for (const { line, column, length, file, target, isCall } of found) {
    const key = `${file}:${target}`
    const to = numbers.get(key) ?? numbers.size
    numbers.set(key, to)
    places.set(key, [file, target])
    links.set(line, [...(links.get(line) ?? []), { column, length, to }])
    if (isCall) calls.push([line, to])
  }
  return { places: [...places.values()], links, calls }
}

function keyOfEngine(): string {
  const hash = createHash('sha256').update(`${VERSION}\n`)
  for (const file of listReadableFiles()) hash.update(`${file}\n`).update(readFileSync(path.join(ROOT, file)))
  return hash.digest('hex')
}

function readKept(key: string): EngineFacts | null {
  if (!existsSync(KEPT)) return null
  const kept = JSON.parse(readFileSync(KEPT, 'utf8')) as { readonly key: string; readonly files: Array<[string, FileFacts]> }
  return kept.key === key ? new Map(kept.files) : null
}

function keep(key: string, facts: EngineFacts): void {
  mkdirSync(path.dirname(KEPT), { recursive: true })
  // Several programs may write it; none reads half of it.
  const draft = `${KEPT}.${process.pid}`
  writeFileSync(draft, JSON.stringify({ key, files: [...facts] }))
  renameSync(draft, KEPT)
}
