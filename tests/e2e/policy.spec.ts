import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { watchPolicy } from './support/policy'

/** All others are looked at by `pages.slow.spec.ts`. */
for (const page of ['', 'nowhere/']) {
  test(`nothing on /${page} breaks the page's own policy`, async ({ page: tab }) => {
    const broken = await watchPolicy(tab)
    const response = await tab.goto(page)
    expect(response!.headers()['content-security-policy']).toMatch(/script-src 'self'.*frame-ancestors 'none'/)
    await expect(tab.locator('h1').first()).toBeVisible()
    await tab.waitForLoadState('networkidle')
    expect(broken).toEqual([])
  })
}

test('a script that comes from elsewhere, or was slipped into the page, does not run', async ({ page }) => {
  await page.goto('en/')
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.ran = true'
    document.head.append(script)
    const other = document.createElement('script')
    const isLoaded = new Promise((resolve) => {
      other.onload = () => resolve(true)
      other.onerror = () => resolve(false)
    })
    other.src = 'https://elsewhere.example/a.js'
    document.head.append(other)
    return ['ran' in window, await isLoaded]
  })
  expect(ran).toEqual([false, false])
})

test('another site can not show the page in a frame', async ({ page, baseURL }) => {
  const html = `<!doctype html><iframe title="framed" src="${baseURL}en/cluster/"></iframe>`
  const other = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html))
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  try {
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
    await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`)
    await refused
    await expect(page.frameLocator('iframe').locator('h1')).toHaveCount(0)
  } finally {
    other.close()
  }
})
