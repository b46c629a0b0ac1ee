/** A sentence, a question, a challenge or an exercise that bears a claim of the curriculum out. */
export interface Bearing {
  /** As in the lesson's `claims.ts`, or the exercise's own. */
  readonly id: string
  readonly kind: 'claim' | 'question' | 'challenge' | 'exercise'
  /** The lesson's name. */
  readonly lesson: string
  readonly slug: string
  /** Null for exercises, which have loads of their own. */
  readonly run: { readonly scenario: string; readonly seed: number } | null
  /** The id of the step that it stands in; null for what stands in none. */
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
