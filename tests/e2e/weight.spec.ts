import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { fetchedScriptsOf, scriptsOf } from '../../.ci/support/scripts.mjs'

/** React and Next are 135 KB of what a page runs before anything on it comes to life. */
const OWN = 150

/**
 * What the scripts of each kind of page may weigh, compressed, in KB: with those that are fetched beside the page's own, at a low priority,
 * and make its parts live. What comes when a reader asks for it is not among them, nor are workers.
 */
const WHOLE = {
  'en/': 180,
  'en/learn/': 175,
  'en/learn/send-call/': 220,
  'zh/learn/send-call/': 220,
  'en/learn/strategy/': 235,
  'en/patterns/strategy/': 190,
  'en/source/kernel/Kernel/': 175,
  'en/reference/': 170,
  'en/cluster/': 190,
  'en/cluster/large/': 175,
  'en/runs/error-busy/': 220,
  'en/claims/': 175,
}

for (const [page, whole] of Object.entries(WHOLE)) {
  test(`${page} has at most ${OWN} KB of scripts of its own, and ${whole} KB with those of its parts`, async ({ request, baseURL }) => {
    const response = await request.get(page)
    expect(response.ok()).toBe(true)
    const html = await response.text()
    const kilobytes = async (scripts: Iterable<string>): Promise<number> => {
      let bytes = 0
      for (const script of scripts) {
        bytes += gzipSync(await (await request.get(new URL(script, baseURL).href)).body(), { level: 9 }).length
      }
      return bytes / 1000
    }
    const own = scriptsOf(html)
    expect(own.length).toBeGreaterThan(3)
    expect(await kilobytes(own)).toBeLessThanOrEqual(OWN)
    expect(await kilobytes(fetchedScriptsOf(html))).toBeLessThanOrEqual(whole)
  })
}
