import type { Locale } from '../../components/i18n/locales'

type Said = Readonly<Record<Locale, string>>

/** A pattern as the `pattern.ts` of its folder has it. */
export interface PatternSource {
  /** Its place among the others. */
  readonly position: number
  readonly texts: Readonly<Record<Locale, PatternWords>>
  /** The classes of its diagram, whose relations are read from their source; the first ones stand at the top. */
  readonly classes: readonly string[]
  /** Where a reader meets it in the course. */
  readonly lessons: ReadonlyArray<{ readonly slug: string; readonly step: string }>
  /** Where others use it, in versions that stay as they are. RocketMQ comes first. */
  readonly elsewhere: readonly PatternUse[]
}

interface PatternUse {
  readonly project: string
  readonly place: string
  readonly url: string
  readonly says: Said
}

interface PatternWords {
  /** As the badge in the source has it. */
  readonly name: string
  /** For search engines and for cards. */
  readonly description: string
  /** A paragraph: what it is, in the words of the page that lists all four. */
  readonly summary: string
  /** The problem, as a question. */
  readonly question: string
}
