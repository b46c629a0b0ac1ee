import * as v from 'valibot'

/** Raised when what is kept means something else than before. */
export const PROGRESS_VERSION = 1

/** Longer texts are not ours: a step's id, a fragment with a link, an option. */
const MAX_TEXT = 16_384

const text = v.pipe(v.string(), v.maxLength(MAX_TEXT))
const moment = v.pipe(v.number(), v.finite())

const lessonProgress = v.looseObject({
  /** The steps that the reader has been at, by their ids. */
  seen: v.optional(v.array(text), []),
  /** The fragment of the last place, without the number sign; empty for a lesson's own beginning. */
  place: v.optional(text, ''),
  /** The step that the last place is in. */
  step: v.optional(text, ''),
  /** What was guessed, by the question's id: the option, from 0, or null if the reader did not want to guess. */
  guesses: v.optional(v.record(text, v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)))), {}),
  /** What was written into the field of a challenge, by its id. */
  answers: v.optional(v.record(text, text), {}),
  /** Challenges that were solved. */
  solved: v.optional(v.array(text), []),
  /** When the reader was there last, in ms of the world’s time. */
  at: v.optional(moment, 0),
})

const envelope = v.looseObject({
  version: v.literal(PROGRESS_VERSION),
  lessons: v.record(v.string(), v.unknown()),
})

/** What one lesson knows of its reader. */
export type LessonProgress = Readonly<v.InferOutput<typeof lessonProgress>>

/** What all lessons know of their reader, by their folders in `content/lessons`. */
export type CourseProgress = Readonly<Record<string, LessonProgress>>

export const NO_LESSON_PROGRESS: LessonProgress = { seen: [], place: '', step: '', guesses: {}, answers: {}, solved: [], at: 0 }

export interface ReadProgress {
  readonly lessons: CourseProgress
  /** Everything was understood; if not, the text has more in it than `lessons`. */
  readonly isWhole: boolean
}

/** What was kept, as far as it makes sense: a lesson that does not is left out, the others stay. */
export function readProgress(kept: string | null): ReadProgress {
  if (kept === null) return { lessons: {}, isWhole: true }
  const read = v.safeParse(envelope, parsed(kept))
  if (!read.success) return { lessons: {}, isWhole: false }
  const entries = Object.entries(read.output.lessons)
  const lessons = entries.flatMap(([slug, entry]) => {
    const lesson = v.safeParse(lessonProgress, entry)
    return lesson.success ? [[slug, lesson.output] as const] : []
  })
  return { lessons: Object.fromEntries(lessons), isWhole: lessons.length === entries.length }
}

export function writeProgress(lessons: CourseProgress): string {
  return JSON.stringify({ version: PROGRESS_VERSION, lessons })
}

/** Both together, what is here and what a file brings: nothing that either knows is lost, and the later one has the place. */
export function mergedProgress(one: CourseProgress, other: CourseProgress): CourseProgress {
  const merged: Record<string, LessonProgress> = { ...one }
  for (const [slug, lesson] of Object.entries(other)) {
    merged[slug] = mergedLesson(merged[slug] ?? NO_LESSON_PROGRESS, lesson)
  }
  return merged
}

function mergedLesson(one: LessonProgress, other: LessonProgress): LessonProgress {
  const [earlier, later] = one.at <= other.at ? [one, other] : [other, one]
  return {
    ...earlier,
    ...later,
    seen: [...new Set([...earlier.seen, ...later.seen])],
    guesses: { ...earlier.guesses, ...later.guesses },
    answers: { ...earlier.answers, ...later.answers },
    solved: [...new Set([...earlier.solved, ...later.solved])],
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
