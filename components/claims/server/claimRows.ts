import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { CURRICULUM } from '../../../content/curriculum'
import { exercisesIn } from '../../../content/exercises'
import { EXERCISES_TEACH } from '../../../content/exercises/teaches'
import { claimsOf } from '../../../content/lessons/claimsOf'
import type { Locale } from '../../i18n'
import { lessonSource } from '../../lesson/server/course'
import { lessonFolders, readLesson } from '../../lesson/server/readLesson'
import { benchPages } from '../../strategy/server/benchPages'
import { ROOT } from '../../source/server/engineFiles'
import type { Bearing, ClaimRow } from '../logic/ClaimRow'

/** What the build has found out about a lesson; see `content/checkLessons.ts`. */
type Found = Readonly<Record<string, boolean>>

/** All that the course is to teach, part by part, with what bears each of it out. */
export async function claimRows(locale: Locale): Promise<ClaimRow[]> {
  const ofLessons = (await Promise.all(lessonFolders().map((slug) => bearingsOf(slug, locale)))).flat()
  const all = [...ofLessons, ...exerciseBearings(locale)]
  return CURRICULUM.map(({ id, says }) => {
    const bearings = all.filter((each) => each.curriculum === id).map(({ bearing }) => bearing)
    return { id, says: says[locale], bearings }
  })
}

interface Borne {
  readonly curriculum: string
  readonly bearing: Bearing
}

function exerciseBearings(locale: Locale): Borne[] {
  const pages = new Map(benchPages(locale).map(({ slug, name }) => [slug, name]))
  return EXERCISES_TEACH.flatMap(({ curriculum, slug, kind, exercises }) => {
    const teaching = exercisesIn(locale, kind).filter(({ id }) => (exercises as readonly string[]).includes(id))
    const page = { lesson: pages.get(slug) ?? slug, slug, run: null, step: null, title: null, holds: null }
    return teaching.map(({ id, title }) => ({ curriculum, bearing: { ...page, id, kind: 'exercise' as const, words: title } }))
  })
}

async function bearingsOf(slug: string, locale: Locale): Promise<Borne[]> {
  const source = await lessonSource(slug)
  const lesson = source.texts[locale].name
  const { scenario, seed, steps } = readLesson(slug, source, locale)
  const { claims, outcomes } = await claimsOf(slug)
  const text = readFileSync(path.join(ROOT, 'content/lessons', slug, `${locale}.mdx`), 'utf8')
  const found = foundIn(slug)
  return Object.entries(source.teaches).flatMap(([curriculum, ids]) => ids.map((id) => {
    const kind = id in claims ? 'claim' as const : id in outcomes ? 'question' as const : 'challenge' as const
    const step = kind === 'challenge' ? null : stepWith(text, id)
    const words = kind === 'claim' ? wordsOfClaim(text, id) : titleOf(text, kind, id)
    const title = steps.find((each) => each.id === step)?.title ?? null
    const holds = kind === 'claim' ? found[id] ?? null : null
    return { curriculum, bearing: { id, kind, lesson, slug, run: { scenario, seed }, step, title, words, holds } }
  }))
}

/** Empty where nothing has been built yet. */
function foundIn(slug: string): Found {
  const file = path.join(ROOT, '.cache/lessons', `${slug}.json`)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly holds: Found }).holds : {}
}

/** The step in whose text a claim is made, or a question asked. */
function stepWith(text: string, id: string): string | null {
  const at = text.search(new RegExp(`<Claim id="${id}">|outcome="${id}"`))
  return at < 0 ? null : [...text.slice(0, at).matchAll(/<Step\s+id="([^"]+)"/g)].at(-1)?.[1] ?? null
}

function wordsOfClaim(text: string, id: string): string {
  const words = new RegExp(`<Claim id="${id}">([\\s\\S]*?)</Claim>`).exec(text)?.[1] ?? id
  return words.replaceAll(/<[^>]+>/g, '').replaceAll(/[`*]/g, '').replaceAll(/\s+/g, ' ').trim()
}

function titleOf(text: string, kind: 'question' | 'challenge', id: string): string {
  const element = kind === 'question'
    ? new RegExp(`question="([^"]+)"(?:(?!<Predict)[\\s\\S])*?outcome="${id}"`)
    : new RegExp(`<Challenge\\s+id="${id}"\\s+title="([^"]+)"`)
  return element.exec(text)?.[1] ?? id
}
