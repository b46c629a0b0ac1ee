import { expect, test } from 'vitest'
import { attemptedRun } from '../../content/ownRun'
import { CHALLENGES } from './support/challenges'

test.each(CHALLENGES)('the solution of %s holds under every seed', async (_, scenario, challenge) => {
  const failed: number[] = []
  for (let after = 0; after < challenge.seeds; after++) {
    const run = await attemptedRun(scenario, challenge.solution, after)
    if (challenge.judge(run, challenge.solution.answer ?? '') !== null) failed.push(after)
  }
  expect(failed).toEqual([])
})
