/** A sentence, a question or a challenge of a lesson that bears a claim of the curriculum out. */
export interface Bearing {
  /** As in the lesson's `claims.ts`. */
  readonly id: string
  readonly kind: 'claim' | 'question' | 'challenge'
  /** The lesson's name. */
  readonly lesson: string
  readonly slug: string
  readonly scenario: string
  readonly seed: number
  /** The id of the step that it stands in; null for challenges, which stand behind the last one. */
  readonly step: string | null
  /** The step's title. */
  readonly title: string | null
  readonly words: string
  /** What the build found in the lesson's run; null for what readers answer, and where nothing has been built yet. */
  readonly holds: boolean | null
}

/** A claim of the curriculum. */
export interface ClaimRow {
  /** `3.14` */
  readonly id: string
  readonly says: string
  readonly bearings: readonly Bearing[]
}
