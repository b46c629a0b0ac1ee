import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Entrance, RunIndex } from '@/content/indexRuns'
import { RUNS } from '@/content/runs'
import type { Locale } from '../../i18n'
import type { LessonSource } from '../../lesson/logic/LessonSource'
import { lessonSource } from '../../lesson/server/course'
import { lessonFolders, readTitles } from '../../lesson/server/readLesson'
import { encodeLink } from '../../stepper/logic/url'
import { isWatched, ROOT } from './engineFiles'

/** A step of a lesson that stands at a symbol. */
export interface Mention {
  /** After the language: `learn/send-call/#step-facade`. */
  readonly href: string
  readonly lesson: Readonly<Record<Locale, string>>
  readonly step: Readonly<Record<Locale, string>>
}

/** A page on which a run can be stepped through. */
interface RunPlace {
  readonly scenario: string
  /** After the language: `learn/send-call/`. */
  readonly href: string
  readonly title: Readonly<Record<Locale, string>>
  /** The files that it teaches; empty for a run without a lesson. */
  readonly files: ReadonlySet<string>
}

/** Where a method can be watched: the page, the run and the moment in it. */
export interface Watch {
  /** After the language: `learn/send-call/#s=send-call&seed=1&c=116.4&v=1`. */
  readonly href: string
  readonly title: Readonly<Record<Locale, string>>
  /** The line that is about to run there. */
  readonly line: number
}

/** What the pages with runs say of the source, and where in their runs its methods are. */
export interface RunPages {
  mentionsOf(symbol: string): readonly Mention[]
  /**
   * The run that shows a method: of a lesson on its file if there is one, otherwise the shortest. Null if none comes there.
   * @param from the method's first line, with its comment
   */
  watch(file: string, from: number, to: number): Watch | null
}

const INDEX = path.join(ROOT, '.cache', 'run-index.json')

let shared: Promise<RunPages> | null = null

export function runPages(): Promise<RunPages> {
  if (shared === null || isWatched) shared = readRunPages()
  return shared
}

async function readRunPages(): Promise<RunPages> {
  const lessons = await Promise.all(lessonFolders().map(async (slug) => {
    return { slug, lesson: await lessonSource(slug) }
  }))
  const mentions = new Map<string, Mention[]>()
  for (const { slug, lesson } of lessons) {
    for (const [symbol, mention] of mentionsIn(slug, lesson)) {
      mentions.set(symbol, [...(mentions.get(symbol) ?? []), mention])
    }
  }
  const places = [...lessons.map(({ slug, lesson }) => placeOfLesson(slug, lesson)), ...RUNS.map(placeOfRun)]
  const index = existsSync(INDEX) ? JSON.parse(readFileSync(INDEX, 'utf8')) as RunIndex : {}
  return {
    mentionsOf: (symbol) => mentions.get(symbol) ?? [],
    watch: (file, from, to) => watchIn(places, index, file, from, to),
  }
}

export function watchIn(
  places: readonly RunPlace[], index: RunIndex, file: string, from: number, to: number,
): Watch | null {
  let best: { readonly place: RunPlace; readonly entrance: Entrance; readonly rank: number } | null = null
  for (const place of places) {
    const run = index[place.scenario]
    const entrance = run?.entrances[file]?.find(({ line }) => from <= line && line <= to)
    if (run === undefined || entrance === undefined) continue
    const rank = place.files.has(file) ? run.events / 1e9 : run.events
    if (best === null || rank < best.rank) best = { place, entrance, rank }
  }
  if (best === null) return null
  const { place: { scenario, href, title }, entrance: { slice, offset, stop } } = best
  const key = { scenario, seed: index[scenario]!.seed, interventions: [], selector: null }
  return { href: `${href}#${encodeLink({ key, cursor: { slice, offset } })}`, title, line: stop }
}

function placeOfLesson(slug: string, { scenario, steps, focus = [], texts }: LessonSource): RunPlace {
  const files = [...focus, ...steps.map(({ anchor }) => anchor)].map((place) => `engine/${place.split('#')[0]!}.ts`)
  return { scenario, href: `learn/${slug}/`, title: { en: texts.en.name, zh: texts.zh.name }, files: new Set(files) }
}

function placeOfRun({ scenario, title }: (typeof RUNS)[number]): RunPlace {
  return { scenario, href: `runs/${scenario}/`, title, files: new Set() }
}

function mentionsIn(slug: string, { steps, texts }: LessonSource): Array<readonly [string, Mention]> {
  const titles = (['en', 'zh'] as const).map((locale) => new Map(readTitles(slug, locale).map(({ id, title }) => [id, title])))
  return steps.map(({ id, anchor }) => {
    const step = { en: titles[0]!.get(id) ?? id, zh: titles[1]!.get(id) ?? id }
    const lesson = { en: texts.en.name, zh: texts.zh.name }
    return [anchor.replace(/[@~].*$/, ''), { href: `learn/${slug}/#step-${id}`, lesson, step }] as const
  })
}
