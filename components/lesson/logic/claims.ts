import type { Cursor, Fault, FileDiff, RunModel, SelectorName } from '../../../engine/worker/protocol'

/** Is a sentence of the lesson true of a run? */
export type ClaimOfRun = (run: RunModel) => boolean

/** How the files of a run differ between two of its events. */
export type FilesBetween = (from: Cursor, to: Cursor) => Promise<readonly FileDiff[]>

/** Which of the options of a question is what happens in a run, from 0; null when the run doesn't tell. */
export type OutcomeOfRun = (run: RunModel, files: FilesBetween) => number | null | Promise<number | null>

/** What a reader has done to a run, or answered, to solve a challenge: enough to do it again. */
export interface Attempt {
  readonly variants?: Readonly<Record<string, string>>
  /** Faults of the reader's, in their order. */
  readonly faults?: ReadonlyArray<{ readonly atMillis: number; readonly fault: Fault }>
  readonly selector?: SelectorName
  /** What was written into the field, for challenges that ask for something. */
  readonly answer?: string
}

/** Something for the reader to bring about, or to find out; it is solved when it holds under every seed. */
export interface LessonChallenge {
  /** Under how many seeds it is checked, counted from the run's own; 1 for what is asked of the run on the page. */
  readonly seeds: number
  /** Null when the run, or the answer, is as it should be; otherwise the id of the sentence beside the challenge that says why not. */
  judge(run: RunModel, answer: string): string | null
  /** What solves it, and what doesn't; tests try both. */
  readonly solution: Attempt
  readonly wrong: Attempt
}

/** What a lesson's text says of its run, by the ids that the text uses. */
export interface LessonClaims {
  readonly claims: Readonly<Record<string, ClaimOfRun>>
  readonly outcomes: Readonly<Record<string, OutcomeOfRun>>
  readonly challenges?: Readonly<Record<string, LessonChallenge>>
}

/** A run that has not come far enough, or is of another kind, bears nothing out; it is no reason for the page to break. */
export function isTrueOf(claim: ClaimOfRun | undefined, run: RunModel): boolean {
  try {
    return claim?.(run) === true
  } catch {
    return false
  }
}
