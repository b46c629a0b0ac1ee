import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Locale } from '../../i18n/locales'
import { courseIn } from '../../lesson/server/course'
import { hasRoute } from '../../site/server/hasRoute'
import { ROOT } from '../../source/server/engineFiles'
import { minutesToRead, wordsOfMdx } from '../logic/readingTime'
import type { SiteContents, ShelfPart, ShelvedPage, SiteSection } from '../logic/Shelf'

/** The rooms of the site, in the order in which they stand in the head. Those that have no page yet are left out. */
const SECTIONS = ['learn', 'patterns', 'source', 'cluster', 'runs', 'reference'] as const
/** Only in the menu. */
const MORE = ['claims', 'fidelity'] as const

/** Pages that belong to a lesson's folder lie beside it: `content/lessons/strategy/allocation/en.mdx`. */
export function readLessonText(slug: string, locale: Locale): string {
  return readFileSync(path.join(ROOT, 'content/lessons', slug, `${locale}.mdx`), 'utf8')
}

const shelves = new Map<Locale, Promise<ShelfPart[]>>()

/** The course with all that is known of each lesson before anybody has read it; parts without lessons are not on the shelf. */
export function shelfIn(locale: Locale): Promise<ShelfPart[]> {
  const made = shelves.get(locale) ?? makeShelf(locale)
  // While the site is developed, lessons come and go.
  if (process.env.NODE_ENV === 'production') shelves.set(locale, made)
  return made
}

async function makeShelf(locale: Locale): Promise<ShelfPart[]> {
  const parts = (await courseIn(locale)).map((part) => ({
    ...part,
    lessons: part.lessons.map((lesson): ShelvedPage => ({
      slug: lesson.slug,
      path: `learn/${lesson.slug}/`,
      name: lesson.name,
      description: lesson.description,
      question: lesson.question,
      steps: lesson.steps,
      minutes: minutesToRead(wordsOfMdx(readLessonText(lesson.slug, locale))),
    })),
  }))
  return parts.filter(({ lessons }) => lessons.length > 0)
}

export function siteSections(): SiteSection[] {
  return SECTIONS.filter((id) => hasRoute(id)).map((id) => ({ id, path: `${id}/` }))
}

/** What the menu fetches when it is opened. */
export async function contentsIn(locale: Locale): Promise<SiteContents> {
  const parts = (await shelfIn(locale)).map(({ part, name, lessons }) => ({
    part,
    name,
    lessons: lessons.map((lesson) => {
      const { slug, path: place, minutes, steps } = lesson
      return { slug, path: place, name: lesson.name, minutes, steps: steps.map(({ id }) => id) }
    }),
  }))
  const more = MORE.filter((id) => hasRoute(id)).map((id) => ({ id, path: `${id}/` }))
  return { sections: [...siteSections(), ...more], parts }
}

interface Neighbours {
  readonly before: ShelvedPage | null
  readonly after: ShelvedPage | null
}

/** The lessons before and after one, through all parts. */
export async function neighboursOf(slug: string, locale: Locale): Promise<Neighbours> {
  const all = (await shelfIn(locale)).flatMap(({ lessons }) => lessons)
  const index = all.findIndex((lesson) => lesson.slug === slug)
  return { before: all[index - 1] ?? null, after: index < 0 ? null : all[index + 1] ?? null }
}
