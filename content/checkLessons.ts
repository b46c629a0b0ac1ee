/** Holds a lesson against the engine and against its run, when the site is built; what is not so is said, with the reason. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { LessonClaims } from '../components/lesson/logic/claims'
import { isTrueOf } from '../components/lesson/logic/claims'
import type { LessonSource } from '../components/lesson/logic/LessonSource'
import { placeFrom, readTitles, runPlace } from '../components/lesson/server/readLesson'
import { variantsOf } from '../engine/adapters/scenario/applyVariants'
import type { SiteTable } from '../engine/trace/SiteTable'
import type { RunModel } from '../engine/worker/protocol'
import { ownSession } from './ownRun'
import { claimsOf } from './lessons/claimsOf'

const LANGUAGES = ['en', 'zh'] as const
const NAMED = {
  claims: /<Claim id="([^"]+)">|<TestCase\b[^>]*\bclaim="([^"]+)"/g,
  outcomes: /\boutcome="([^"]+)"/g,
  challenges: /<Challenge\s+id="([^"]+)"/g,
  variants: /<Variant\s+name="([^"]+)"/g,
  places: /<(?:Go|TestCase)\b[^>]*\bto="([^"]+)"|\b(?:to|at|then): '([^']+)'/g,
}

/** What was found out about a lesson. */
export interface LessonCheck {
  readonly lesson: string
  /** What is wrong, a sentence each; empty when the lesson may go on the site. */
  readonly wrong: readonly string[]
  /** Which claims its own run bears out. */
  readonly holds: Readonly<Record<string, boolean>>
  readonly events: number
}

/**
 * @param root the project's folder
 * @param sites of the traced build; null in the plain one, in which nobody can tell where a run comes
 */
export async function checkLesson(root: string, name: string, sites: SiteTable | null): Promise<LessonCheck> {
  const folder = path.join(root, 'content/lessons', name)
  const { lesson } = (await import(`./lessons/${name}/lesson.ts`)) as { readonly lesson: LessonSource }
  const scenario = path.join(root, 'content/scenarios', `${lesson.scenario}.json`)
  const missing = [...LANGUAGES.map((locale) => path.join(folder, `${locale}.mdx`)), scenario].filter((file) => !existsSync(file))
  if (missing.length > 0) return { lesson: name, wrong: missing.map((file) => `${name}: ${file} is missing`), holds: {}, events: 0 }

  const said = await claimsOf(name)
  const wrong = [...wrongTexts(root, name, lesson, said), ...unknownVariants(folder, name, scenario)]
  const anchors: string[] = []
  for (const place of [...lesson.steps, ...Object.values(lesson.places).map(placeFrom)]) {
    try {
      anchors.push(runPlace(place))
    } catch (error) {
      wrong.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const run = (await ownSession(scenario, {}, sites)).modelWith(sites === null ? [] : anchors)
  if (sites !== null) wrong.push(...notReached(name, anchors, lesson.steps.length, run))
  const holds = Object.fromEntries(Object.entries(said.claims).map(([id, claim]) => [id, isTrueOf(claim, run)]))
  for (const [id, isSo] of Object.entries(holds)) if (!isSo) wrong.push(`${name}: "${id}" is not so in its run`)
  return { lesson: name, wrong, holds, events: run.events }
}

/** The ids in a text, each once, sorted. */
function idsIn(text: string, pattern: RegExp): string[] {
  const found = [...text.matchAll(pattern)].flatMap(([, ...groups]) => groups.filter((id) => id !== undefined))
  return [...new Set(found)].sort()
}

/** A text and what stands beside it name the same steps, claims, questions and places. */
function wrongTexts(root: string, name: string, lesson: LessonSource, said: LessonClaims): string[] {
  return LANGUAGES.flatMap((locale) => {
    const text = readFileSync(path.join(root, 'content/lessons', name, `${locale}.mdx`), 'utf8')
    const steps = readTitles(name, locale, root).map(({ id }) => id)
    const compared: ReadonlyArray<readonly [string, readonly string[], readonly string[]]> = [
      ['steps', steps, lesson.steps.map(({ id }) => id)],
      ['claims', idsIn(text, NAMED.claims), Object.keys(said.claims).sort()],
      ['questions', idsIn(text, NAMED.outcomes), Object.keys(said.outcomes).sort()],
      ['challenges', idsIn(text, NAMED.challenges), Object.keys(said.challenges ?? {}).sort()],
      ['places', idsIn(text, NAMED.places), Object.keys(lesson.places).sort()],
    ]
    return compared.flatMap(([what, here, there]) => {
      const differing = [...here.filter((id) => !there.includes(id)), ...there.filter((id) => !here.includes(id))]
      if (differing.length > 0) return [`${name}/${locale}.mdx: its ${what} differ from the lesson's: ${differing.join(', ')}`]
      return what === 'steps' && here.join() !== there.join() ? [`${name}/${locale}.mdx: its steps are in another order`] : []
    })
  })
}

/** A text offers options of points that its scenario has. */
function unknownVariants(folder: string, name: string, scenario: string): string[] {
  const known = Object.keys(variantsOf(JSON.parse(readFileSync(scenario, 'utf8'))))
  return LANGUAGES.flatMap((locale) => {
    const offered = idsIn(readFileSync(path.join(folder, `${locale}.mdx`), 'utf8'), NAMED.variants)
    return offered.filter((point) => !known.includes(point)).map((point) => `${name}/${locale}.mdx: its scenario has no variants "${point}"`)
  })
}

/** Steps come in the order in which they are told. */
function notReached(name: string, anchors: readonly string[], steps: number, { anchors: events }: RunModel): string[] {
  const wrong = anchors.filter((anchor) => (events[anchor] ?? null) === null).map((anchor) => `${name}: its run never comes to ${anchor}`)
  for (const [index, anchor] of anchors.slice(1, steps).entries()) {
    const [before, here] = [events[anchors[index]!] ?? null, events[anchor] ?? null]
    if (before !== null && here !== null && here <= before) wrong.push(`${name}: its run comes to ${anchor} before ${anchors[index]!}`)
  }
  return wrong
}
