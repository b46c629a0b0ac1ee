import type { Cursor, FileDiff, RunModel } from '../../../engine/worker/protocol'

/** Is a sentence of the lesson true of a run? */
export type ClaimOfRun = (run: RunModel) => boolean

/** How the files of a run differ between two of its events. */
export type FilesBetween = (from: Cursor, to: Cursor) => Promise<readonly FileDiff[]>

/** Which of the options of a question is what happens in a run, from 0; null when the run doesn't tell. */
export type OutcomeOfRun = (run: RunModel, files: FilesBetween) => number | null | Promise<number | null>

/** What a lesson's text says of its run, by the ids that the text uses. */
export interface LessonClaims {
  readonly claims: Readonly<Record<string, ClaimOfRun>>
  readonly outcomes: Readonly<Record<string, OutcomeOfRun>>
}

/** A run that has not come far enough, or is of another kind, bears nothing out; it is no reason for the page to break. */
export function isTrueOf(claim: ClaimOfRun | undefined, run: RunModel): boolean {
  try {
    return claim?.(run) === true
  } catch {
    return false
  }
}
