import { chromium, expect, test } from '@playwright/test'
import { build } from 'esbuild'
import path from 'node:path'
import type { CaseResult } from './contractWorker'

const QUOTA_BYTES = 0x1000000

/** The worker as one script: the contract is the same code that runs over the other disks. */
async function bundleWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, 'contractWorker.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  })
  return outputFiles[0]!.text
}

test('OpfsDisk keeps the contract of all disks', async ({ baseURL, launchOptions }, info) => {
  const script = await bundleWorker()
  // A profile on the disk: without one the browser keeps OPFS in memory, where it knows no quota.
  const context = await chromium.launchPersistentContext(info.outputPath('profile'), launchOptions)
  const page = await context.newPage()
  await page.route('**/opfs/**', (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>OPFS</title>' }),
  )
  await page.goto(new URL('opfs/', baseURL).href)
  const devTools = await context.newCDPSession(page)
  const origin = new URL(page.url()).origin
  await devTools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: QUOTA_BYTES })
  const results = await page.evaluate(
    () =>
      new Promise<CaseResult[]>((resolve, reject) => {
        const worker = new Worker('worker.js')
        worker.onmessage = (event) => resolve(event.data as CaseResult[])
        worker.onerror = (event) => reject(new Error(event.message))
      }),
  )
  await context.close()
  expect(results.length).toBeGreaterThan(10)
  expect(results.filter((result) => result.problem !== null)).toEqual([])
})
