import { createStore, type StoreApi } from 'zustand/vanilla'
import { recall, remember, type Keeper } from '../../site/logic/choice'
import {
  mergedProgress, NO_LESSON_PROGRESS, readProgress, writeProgress, type LessonProgress, type CourseProgress,
} from './progressData'

/** Where the browser keeps it. */
export const PROGRESS_KEY = 'progress'

/** What could not be read and would otherwise be written over. Nothing of it is ever thrown away by us. */
export const UNREADABLE_PROGRESS_KEY = 'progress-unreadable'

/**
 * What the reader has done in each lesson. Every change is kept in the browser at once, and made to what is there by then, since
 * another tab may have changed it. A lesson is named by its folder in `content/lessons`.
 */
export class ProgressBook {
  readonly store: StoreApi<CourseProgress>
  private readonly keeper: Keeper
  private readonly now: () => number

  constructor(keeper: Keeper, now: () => number) {
    this.keeper = keeper
    this.now = now
    // Empty at first, as on the page that the server has made; the browser's own comes with `load`.
    this.store = createStore<CourseProgress>(() => ({}))
  }

  /** Reads what is kept: at the beginning, and when another tab has written. */
  load(): void {
    this.store.setState(readProgress(this.keeper.recall(PROGRESS_KEY)).lessons, true)
  }

  all(): CourseProgress {
    return this.store.getState()
  }

  of(slug: string): LessonProgress {
    return lessonIn(this.all(), slug)
  }

  /** The reader is at a step, for the first time or again. */
  seeStep(slug: string, step: string): void {
    this.change(slug, (lesson) => ({ ...lesson, seen: withOne(lesson.seen, step) }))
  }

  /** What the reader thinks will happen: the option, from 0, or null for one who did not want to guess. */
  guess(slug: string, id: string, option: number | null): void {
    this.change(slug, (lesson) => ({ ...lesson, guesses: { ...lesson.guesses, [id]: option } }))
  }

  /** What the reader has written into the field of a challenge, right or wrong. */
  answer(slug: string, challenge: string, text: string): void {
    if (this.of(slug).answers[challenge] === text) return
    this.change(slug, (lesson) => ({ ...lesson, answers: { ...lesson.answers, [challenge]: text } }))
  }

  /** A challenge is solved, and stays so. */
  solve(slug: string, challenge: string): void {
    if (this.of(slug).solved.includes(challenge)) return
    this.change(slug, (lesson) => ({ ...lesson, solved: withOne(lesson.solved, challenge) }))
  }

  /** The reader has opened a page that has no steps. */
  visit(slug: string): void {
    this.change(slug, (lesson) => lesson)
  }

  /** Where the reader is, as the address says it: the fragment, with or without its number sign; and the step that is in. */
  leaveAt(slug: string, fragment: string, step = ''): void {
    const place = fragment.replace(/^#/, '')
    this.change(slug, (lesson) => ({ ...lesson, place, step: step === '' ? lesson.step : step }))
  }

  /** Begins a lesson anew. What is returned brings everything back, with `restore`. */
  forget(slug: string): LessonProgress {
    const before = this.of(slug)
    this.write((lessons) => Object.fromEntries(Object.entries(lessons).filter(([each]) => each !== slug)))
    return before
  }

  /** Takes back a `forget`: with what has been done since. */
  restore(slug: string, lesson: LessonProgress): void {
    this.merge({ [slug]: lesson })
  }

  /** Adds what comes from elsewhere. */
  merge(other: CourseProgress): void {
    this.write((lessons) => mergedProgress(lessons, other))
  }

  private change(slug: string, by: (lesson: LessonProgress) => LessonProgress): void {
    this.write((lessons) => ({ ...lessons, [slug]: { ...by(lessonIn(lessons, slug)), at: this.now() } }))
  }

  private write(by: (lessons: CourseProgress) => CourseProgress): void {
    const kept = this.keeper.recall(PROGRESS_KEY)
    const { lessons: known, isWhole } = readProgress(kept)
    if (!isWhole && kept !== null) this.setAside(kept)
    // Where nothing can be kept, what has been done since the page was opened still counts.
    const lessons = by(kept === null ? this.all() : known)
    this.keeper.remember(PROGRESS_KEY, writeProgress(lessons))
    this.store.setState(lessons, true)
  }

  private setAside(kept: string): void {
    const before = this.keeper.recall(UNREADABLE_PROGRESS_KEY)
    if (before?.includes(kept) === true) return
    this.keeper.remember(UNREADABLE_PROGRESS_KEY, before === null ? kept : `${before}\n${kept}`)
  }
}

export function lessonIn(lessons: CourseProgress, slug: string): LessonProgress {
  return Object.hasOwn(lessons, slug) ? lessons[slug]! : NO_LESSON_PROGRESS
}

function withOne(list: readonly string[], one: string): string[] {
  return list.includes(one) ? [...list] : [...list, one]
}

/** The reader's own. */
export const progress = new ProgressBook({ recall, remember }, () => Date.now())
