import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { scriptsOf } from '../../.ci/support/scripts.mjs'

/**
 * What the scripts of each kind of page may weigh, compressed, in KB: all that has to be there before anything on it comes to life.
 * React and Next are 135 of it. What they fetch after that at a low priority is not among them, nor are workers.
 */
const BUDGETS = {
  'en/': 150,
  'en/learn/': 150,
  'en/learn/send-call/': 150,
  'zh/learn/send-call/': 150,
  'en/learn/strategy/': 150,
  'en/patterns/strategy/': 150,
  'en/source/kernel/Kernel/': 150,
  'en/reference/': 150,
  'en/cluster/': 150,
  'en/runs/error-busy/': 150,
  'en/claims/': 150,
}

for (const [page, budget] of Object.entries(BUDGETS)) {
  test(`${page} comes to life with at most ${budget} KB of scripts`, async ({ request, baseURL }) => {
    const response = await request.get(page)
    expect(response.ok()).toBe(true)
    const scripts = scriptsOf(await response.text())
    expect(scripts.length).toBeGreaterThan(3)
    let bytes = 0
    for (const script of scripts) {
      bytes += gzipSync(await (await request.get(new URL(script, baseURL).href)).body(), { level: 9 }).length
    }
    expect(bytes / 1000).toBeLessThanOrEqual(budget)
  })
}
