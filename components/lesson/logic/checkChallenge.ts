import type { OtherSeedRequest, RunKey, RunModel } from '../../../engine/worker/protocol'
import { isTrueOf, type LessonChallenge } from './claims'

/** How far the checking of a challenge has come, and how it ends. */
export type ChallengeState =
  | { readonly type: 'checking'; readonly done: number; readonly of: number }
  | { readonly type: 'solved'; readonly seeds: number }
  /** Under this seed it isn't as it should be. `reason`: id of a sentence beside the challenge. */
  | { readonly type: 'unsolved'; readonly key: RunKey; readonly reason: string; readonly done: number; readonly of: number }

/** Says that a run tells nothing about the challenge: something else happened in it. */
export const NO_VERDICT = 'no-verdict'

/** Makes a run of the experiment under another seed. */
export type RunUnderSeed = (request: OtherSeedRequest) => Promise<RunModel>

/**
 * Tries what the reader has done to the run on the page, or answered, under one seed after the other, until one shows that it
 * isn't as it should be.
 *
 * @param told hears how far it has come; false from it ends the checking
 * @returns null when it was ended
 */
export async function checkChallenge(
  challenge: LessonChallenge, run: RunModel, answer: string,
  runUnder: RunUnderSeed, told: (state: ChallengeState) => boolean,
): Promise<ChallengeState | null> {
  const { key } = run
  const of = challenge.seeds
  for (let done = 0; done < of; done++) {
    if (!told({ type: 'checking', done, of })) return null
    const tried = done === 0 ? run : await runUnder({ type: 'other-seed', key, seed: key.seed + done })
    const reason = verdictOn(challenge, tried, answer)
    if (reason !== null) return { type: 'unsolved', key: tried.key, reason, done, of }
  }
  return { type: 'solved', seeds: of }
}

/** A run that has not come far enough, or is of another kind, solves nothing; it is no reason for the page to break. */
function verdictOn(challenge: LessonChallenge, run: RunModel, answer: string): string | null {
  let reason: string | null = NO_VERDICT
  isTrueOf((of) => {
    reason = challenge.judge(of, answer)
    return true
  }, run)
  return reason
}
