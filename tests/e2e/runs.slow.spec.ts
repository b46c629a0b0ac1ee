import { test } from '@playwright/test'
import { RUNS } from '../../content/runs'
import { opensRun } from './support/runs'

for (const run of RUNS.filter(({ scenario }) => scenario !== 'consumer-death')) {
  test(`the run ${run.scenario} opens, and is what its page says`, async ({ page }) => {
    await opensRun(page, run)
  })
}
