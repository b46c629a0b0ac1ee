import type { Locale } from '../../i18n/locales'

/** A lesson as the `lesson.ts` of its folder has it. */
export interface LessonSource {
  /** The part of the course that it is in. */
  readonly part: number
  /** Its place within the part: lessons are read in the order of these numbers. */
  readonly position: number
  readonly texts: Readonly<Record<Locale, LessonWords>>
  /**
   * Which claims of the curriculum it teaches, by their numbers, and what bears each of them out: names of `<Claim>`s, of questions
   * and of challenges in its text.
   */
  readonly teaches: Readonly<Record<string, readonly string[]>>
  /** The picture that is seen first, if not the sequence. */
  readonly picture?: 'store' | 'cluster' | 'tables'
  readonly scenario: string
  readonly steps: ReadonlyArray<{ readonly id: string } & Place>
  /** What is stepped through: methods, such as `client/Validators#checkMessage`, or whole files. Everything if it is left out. */
  readonly focus?: readonly string[]
  /** Other places that the text leads to, by name. */
  readonly places: Readonly<Record<string, string | Place>>
}

interface LessonWords {
  readonly name: string
  /** For the course, for search engines and for cards: a sentence or two. */
  readonly description: string
  /** What the reader can answer afterwards. */
  readonly question: string
}

/** A moment of a run: the first time, under some conditions, that a method is called or a line in it is about to run. */
export interface Place {
  /** A symbol, or `symbol@text` for the first line of it that has the text in it; `~2` means the second call. */
  readonly anchor: string
  /** Only calls on this node. */
  readonly on?: string
  /** Only calls at or after this virtual time, in ms. */
  readonly fromMillis?: number
}
