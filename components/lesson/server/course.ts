import { PARTS } from '../../../content/course'
import type { Locale } from '../../i18n'
import { benchPages } from '../../strategy/server/benchPages'
import type { LessonSource } from '../logic/LessonSource'
import { lessonFolders, readTitles } from './readLesson'

/** A page of the course as the shelf shows it. */
interface ShelvedLesson {
  /** `send-call`; also the end of its address, after `learn/`. */
  readonly slug: string
  readonly name: string
  readonly description: string
  /** What the reader can answer afterwards. */
  readonly question: string
  /** None for the pages on which readers write code. */
  readonly steps: ReadonlyArray<{ readonly id: string; readonly title: string }>
}

export interface ShelvedPart {
  readonly part: number
  readonly name: string
  readonly question: string
  readonly lessons: readonly ShelvedLesson[]
}

/** The `lesson.ts` of a folder. */
export async function lessonSource(slug: string): Promise<LessonSource> {
  return ((await import(`@/content/lessons/${slug}/lesson.ts`)) as { lesson: LessonSource }).lesson
}

/** The whole course in its order: the lessons, each found by its folder, and the pages on which readers write code. */
export async function courseIn(locale: Locale): Promise<ShelvedPart[]> {
  const lessons = await Promise.all(lessonFolders().map(async (slug) => {
    const { part, position, texts } = await lessonSource(slug)
    return { slug, part, position, ...texts[locale], steps: readTitles(slug, locale) }
  }))
  const pages = benchPages(locale).map((page) => ({ ...page, steps: [] }))
  const all = [...lessons, ...pages].sort((one, other) => one.position - other.position)
  return PARTS.map(({ part, texts }) => ({ part, ...texts[locale], lessons: all.filter((each) => each.part === part) }))
}
