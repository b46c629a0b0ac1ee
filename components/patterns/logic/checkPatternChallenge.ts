import type { ExperimentName, InputOf, ResultOf } from '../../../content/patterns/stage/experiments'
import { PATTERN_CHALLENGES, type PatternChallengeId } from './patternChallenges'

/** How far the checking of a challenge has come, and how it ends. */
export type PatternChallengeState =
  /** The reader has not done anything yet. */
  | { readonly type: 'nothing' }
  | { readonly type: 'checking'; readonly done: number; readonly of: number }
  | { readonly type: 'solved'; readonly seeds: number }
  /** `reason`: the judge's word, for which the text has a sentence. */
  | { readonly type: 'unsolved'; readonly reason: string }

type RunExperiment = <N extends ExperimentName>(name: N, input: InputOf<N>) => Promise<ResultOf<N>>

/**
 * Runs what the reader has set up under one seed after the other, until one shows that it isn't as it should be.
 *
 * @param input of the reader's last run; null if there was none
 * @param told hears how far it has come; false from it ends the checking
 */
export async function checkPatternChallenge(
  id: PatternChallengeId, input: unknown, run: RunExperiment, told: (state: PatternChallengeState) => boolean,
): Promise<void> {
  const { experiment, seeds, under, judge } = PATTERN_CHALLENGES[id] as unknown as AnyChallenge
  if (input === null) return void told({ type: 'nothing' })
  for (let done = 0; done < seeds; done++) {
    if (!told({ type: 'checking', done, of: seeds })) return
    const varied = under(input, done + 1)
    const reason = judge(await run(experiment, varied), varied)
    if (reason !== null) return void told({ type: 'unsolved', reason })
  }
  told({ type: 'solved', seeds })
}

interface AnyChallenge {
  readonly experiment: ExperimentName
  readonly seeds: number
  under(input: unknown, seed: number): never
  judge(result: unknown, input: unknown): string | null
}
