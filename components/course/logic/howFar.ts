import type { CourseProgress, LessonProgress } from '../../progress/logic/progressData'
import { lessonIn } from '../../progress/logic/progress'

interface Slugged {
  readonly slug: string
}

export type HowFar =
  | { readonly kind: 'untouched' }
  /** `seen` of `count` steps; a page without steps is only begun. */
  | { readonly kind: 'begun'; readonly seen: number; readonly count: number }
  | { readonly kind: 'done' }

/** How far a reader has come in a lesson with these steps. Steps that the lesson no longer has do not count. */
export function howFar({ seen, solved, at }: LessonProgress, steps: readonly string[]): HowFar {
  const count = steps.filter((step) => seen.includes(step)).length
  if (steps.length > 0 && count === steps.length) return { kind: 'done' }
  if (count > 0 || solved.length > 0 || at > 0) return { kind: 'begun', seen: count, count: steps.length }
  return { kind: 'untouched' }
}

/** The lesson in which the reader was last, of those that there are. */
export function lastVisited<L extends Slugged>(lessons: readonly L[], progress: CourseProgress): L | null {
  let last: L | null = null
  let latest = 0
  for (const lesson of lessons) {
    const { at } = lessonIn(progress, lesson.slug)
    if (at > latest) [last, latest] = [lesson, at]
  }
  return last
}
