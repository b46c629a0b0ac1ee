import path from 'node:path'
import type { LessonChallenge } from '../../../components/lesson/logic/claims'
import { lessonFolders } from '../../../components/lesson/server/readLesson'
import { claimsOf } from '../../../content/lessons/claimsOf'

const ROOT = path.resolve(import.meta.dirname, '../../..')

const OF_LESSONS = await Promise.all(lessonFolders(ROOT).map(async (slug) => {
  const { challenges = {} } = await claimsOf(slug)
  const { lesson } = (await import(`../../../content/lessons/${slug}/lesson.ts`)) as { readonly lesson: { readonly scenario: string } }
  const file = path.join(ROOT, 'content/scenarios', `${lesson.scenario}.json`)
  return Object.entries(challenges).map(([id, challenge]) => [`${slug}/${id}`, file, challenge] as const)
}))

/** All challenges of all lessons, with the files of their scenarios. */
export const CHALLENGES: ReadonlyArray<readonly [string, string, LessonChallenge]> = OF_LESSONS.flat()
