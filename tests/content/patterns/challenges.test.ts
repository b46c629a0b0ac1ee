import { expect, it } from 'vitest'
import { checkPatternChallenge, type PatternChallengeState } from '../../../components/patterns/logic/checkPatternChallenge'
import type { PatternChallengeId } from '../../../components/patterns/logic/patternChallenges'
import { PATTERN_CHALLENGES } from '../../../components/patterns/logic/patternChallenges'
import type { ProducerChoice } from '../../../content/patterns/singleton/run/startApplications'
import { EXPERIMENTS, type ExperimentName, type InputOf, type ResultOf } from '../../../content/patterns/stage/experiments'

async function run<N extends ExperimentName>(name: N, input: InputOf<N>): Promise<ResultOf<N>> {
  return (EXPERIMENTS[name] as (of: InputOf<N>) => ResultOf<N>)(input)
}

async function verdictOn(id: PatternChallengeId, input: unknown): Promise<PatternChallengeState> {
  let last: PatternChallengeState = { type: 'nothing' }
  await checkPatternChallenge(id, input, run, (state) => {
    last = state
    return true
  })
  return last
}

function shop(change: Partial<ProducerChoice>): ProducerChoice {
  return { group: 'order-service', instanceName: 'shop', unitName: '', scope: 'first', ...change }
}

it('nothing was done: nothing is judged', async () => {
  expect(await verdictOn('as-good', null)).toEqual({ type: 'nothing' })
})

it('one instance for three producers, and what is not that', async () => {
  const three = ['order-service', 'payment-service', 'stock-service'].map((group) => shop({ group }))
  const verdict = (producers: readonly ProducerChoice[], sharing = 'singleton') => verdictOn('one-instance', { producers, sharing })
  expect(await verdict(three)).toEqual({ type: 'solved', seeds: 1 })
  expect(await verdict(three.slice(1))).toEqual({ type: 'unsolved', reason: 'too-few' })
  expect(await verdict([...three.slice(1), three[1]!])).toEqual({ type: 'unsolved', reason: 'refused' })
  expect(await verdict(three.map((each) => ({ ...each, instanceName: 'DEFAULT' })))).toEqual({ type: 'unsolved', reason: 'several' })
  expect(await verdict(three, 'passed-in')).toEqual({ type: 'unsolved', reason: 'not-the-singleton' })
})

it('by hand as good as the facade, under twenty seeds, and what is not', async () => {
  const care = { keepsRoute: true, tries: 3, changesBroker: true }
  const verdict = (byHand: unknown, accident = 'kill') => verdictOn('as-good', { byHand, accident, seed: 1 })
  expect(await verdict(care)).toEqual({ type: 'solved', seeds: 20 })
  expect(await verdict({ ...care, changesBroker: false })).toEqual({ type: 'unsolved', reason: 'lost' })
  expect(await verdict({ ...care, keepsRoute: false })).toEqual({ type: 'unsolved', reason: 'asks-too-often' })
  expect(await verdict(care, 'none')).toEqual({ type: 'unsolved', reason: 'no-accident' })
  expect(await verdict(null)).toEqual({ type: 'unsolved', reason: 'the-facade' })
})

it('orders kept together and not in a heap, under twenty seeds, and what is not', async () => {
  const verdict = (strategy: string) => verdictOn('order-kept', { strategy, way: 'object', seed: 1 })
  expect(await verdict('hash')).toEqual({ type: 'solved', seeds: 20 })
  expect(await verdict('round-robin')).toEqual({ type: 'unsolved', reason: 'torn' })
  expect(await verdict('machine-room')).toEqual({ type: 'unsolved', reason: 'failed' })
})

it('a state that lies: only after a start that throws', () => {
  const { judge } = PATTERN_CHALLENGES['wrong-state']
  const result = EXPERIMENTS['state/failing-start']({ line: null, sites: [] })
  const threw = { outcome: 'threw', className: 'PlantedFailure', text: '' } as const
  expect(judge(result, { line: null, sites: [] })).toBe('no-exception')
  expect(judge({ ...result, answer: threw }, { line: 1, sites: [] })).toBeNull()
  expect(judge({ ...result, answer: threw, state: 'START_FAILED' }, { line: 1, sites: [] })).toBe('true-state')
})
