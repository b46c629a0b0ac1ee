import type { Locale } from '../../components/i18n/locales'
import type { ClaimOfRun } from '../../components/lesson/logic/claims'

/** A sentence about a run; with `holds` it is held against the run, when the site is built and on the page. */
export interface RunSentence {
  readonly text: Readonly<Record<Locale, string>>
  readonly holds?: ClaimOfRun
}

/** A cluster that something happens to, to be opened and stepped through without a lesson. */
export interface RunText {
  /** Its file in `content/scenarios`, and the end of its address. */
  readonly scenario: string
  readonly title: Readonly<Record<Locale, string>>
  /** Where the page opens it: a symbol of the engine. */
  readonly anchor: string
  /** The picture that is seen first. */
  readonly picture: 'sequence' | 'store' | 'queues' | 'pending' | 'timer'
  readonly sentences: readonly RunSentence[]
}
