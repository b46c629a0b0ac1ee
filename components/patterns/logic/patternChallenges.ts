import type { ExperimentName, InputOf, ResultOf } from '../../../content/patterns/stage/experiments'

/** Something to bring about in an experiment. */
export interface ExperimentChallenge<N extends ExperimentName> {
  readonly experiment: N
  /** Under how many seeds it has to hold; 1 for experiments that leave nothing to chance. */
  readonly seeds: number
  under(input: InputOf<N>, seed: number): InputOf<N>
  /** Null when it is as it should be, otherwise a word for what isn't. */
  judge(result: ResultOf<N>, input: InputOf<N>): string | null
}

function challenge<N extends ExperimentName>(made: ExperimentChallenge<N>): ExperimentChallenge<N> {
  return made
}

/** The challenges of the pages on patterns, by the ids that the texts use. */
export const PATTERN_CHALLENGES = {
  /** `start()` throws, and the state says RUNNING. */
  'wrong-state': challenge({
    experiment: 'state/failing-start',
    seeds: 1,
    under: (input) => input,
    judge: ({ answer, state }) => {
      if (answer.outcome === 'returned') return 'no-exception'
      return state === 'RUNNING' ? null : 'true-state'
    },
  }),
  /** Three producers that all send, over one client instance. */
  'one-instance': challenge({
    experiment: 'singleton/start',
    seeds: 1,
    under: (input) => input,
    judge: ({ instances, starts, sends }, { producers, sharing }) => {
      if (sharing !== 'singleton') return 'not-the-singleton'
      if (producers.length < 3) return 'too-few'
      if (starts.some(({ outcome }) => outcome === 'threw') || sends.some(({ outcome }) => outcome === 'threw')) return 'refused'
      return instances.length === 1 ? null : 'several'
    },
  }),
  /** By hand, with a broker killed: every message is acknowledged, with no more questions to the name server than the facade asks. */
  'as-good': challenge({
    experiment: 'facade/sends',
    seeds: 20,
    under: (input, seed) => ({ ...input, seed }),
    judge: ({ sends, acknowledged, routeRequests }, { byHand, accident }) => {
      if (byHand === null) return 'the-facade'
      if (accident !== 'kill') return 'no-accident'
      if (acknowledged < sends.length) return 'lost'
      return routeRequests <= 1 ? null : 'asks-too-often'
    },
  }),
  /** Each order on one queue, and at least six of eight queues in use. */
  'order-kept': challenge({
    experiment: 'strategy/spread',
    seeds: 20,
    under: (input, seed) => ({ ...input, seed }),
    judge: ({ picks }) => {
      if (picks.some(({ queue }) => queue === null)) return 'failed'
      const byKey = new Map<string, Set<string>>()
      for (const { key, queue } of picks) byKey.set(key, (byKey.get(key) ?? new Set()).add(queue!))
      if ([...byKey.values()].some((queues) => queues.size > 1)) return 'torn'
      return new Set(picks.map(({ queue }) => queue)).size >= 6 ? null : 'crowded'
    },
  }),
}

export type PatternChallengeId = keyof typeof PATTERN_CHALLENGES
