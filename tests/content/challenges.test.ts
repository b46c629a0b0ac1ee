import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkChallenge, NO_VERDICT, type ChallengeState } from '../../components/lesson/logic/checkChallenge'
import { attemptedRun, ownRun } from '../../content/ownRun'
import { CHALLENGES } from './support/challenges'
import { elementsOf } from './support/readMdx'

const LESSONS = path.resolve(import.meta.dirname, '../../content/lessons')

describe.each(CHALLENGES)('the challenge %s', (name, scenario, challenge) => {
  const [slug, id] = name.split('/')
  const elements = ['en', 'zh'].map((locale) => {
    return elementsOf(readFileSync(path.join(LESSONS, slug!, `${locale}.mdx`), 'utf8')).find(({ name: of, attributes }) => {
      return of === 'Challenge' && attributes['id'] === id
    })!
  })

  test('is solved by its solution', async () => {
    const run = await attemptedRun(scenario, challenge.solution)
    expect(challenge.judge(run, challenge.solution.answer ?? '')).toBeNull()
  })

  test('is not solved by what is wrong, nor by nothing, and a sentence in both languages says why', async () => {
    const run = await attemptedRun(scenario, challenge.wrong)
    const nothing = await ownRun(scenario)
    for (const reason of [challenge.judge(run, challenge.wrong.answer ?? ''), challenge.judge(nothing, '')]) {
      expect(reason).not.toBeNull()
      for (const { attributes } of elements) expect(Object.keys(attributes['reasons'] as object)).toContain(reason)
    }
  })

  test('asks for an answer if its judge wants one, and gives hints', () => {
    for (const { attributes } of elements) {
      expect(attributes['answer'] !== undefined).toBe(challenge.solution.answer !== undefined)
      expect((attributes['hints'] as readonly string[]).length).toBeGreaterThan(0)
    }
  })
})

describe('the check of a challenge', async () => {
  const [, scenario, challenge] = CHALLENGES[0]!
  const run = await ownRun(scenario)
  const known = { ...challenge, seeds: 3 }
  const checked = async (judge: typeof challenge.judge, told: (state: ChallengeState) => boolean = () => true) => {
    const seeds: number[] = []
    const end = await checkChallenge({ ...known, judge }, run, '', async ({ seed }) => {
      seeds.push(seed)
      return { ...run, key: { ...run.key, seed } }
    }, told)
    return { end, seeds }
  }

  test('goes through the seeds, beginning with the run on the page', async () => {
    expect(await checked(() => null)).toEqual({ end: { type: 'solved', seeds: 3 }, seeds: [run.key.seed + 1, run.key.seed + 2] })
  })

  test('ends with the first seed that shows what is wrong', async () => {
    const { end, seeds } = await checked(({ key }) => (key.seed === run.key.seed + 1 ? 'why' : null))
    expect(end).toMatchObject({ type: 'unsolved', reason: 'why', key: { seed: run.key.seed + 1 }, done: 1, of: 3 })
    expect(seeds).toEqual([run.key.seed + 1])
  })

  test('takes a run of which its judge can make nothing for one that solves nothing', async () => {
    const { end } = await checked(() => {
      throw new TypeError('there is no such send')
    })
    expect(end).toMatchObject({ type: 'unsolved', reason: NO_VERDICT })
  })

  test('can be ended', async () => {
    expect(await checked(() => null, (state) => state.type === 'checking' && state.done < 1)).toEqual({ end: null, seeds: [] })
  })
})
