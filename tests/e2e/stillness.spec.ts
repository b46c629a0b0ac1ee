import { expect, test } from '@playwright/test'

/** On a phone, where a page has the least room, the sum of what moves by itself stays below what a reader notices (0.1), with a margin. */
const MOST = 0.05
/** All fonts but that of the first paint arrive so late that what stands in for them is seen. */
const FONTS_MILLIS = 500
const SETTLED_MILLIS = 2500

// A screen of a phone: with fewer points, letters are moved to whole ones, and no stand-in is as wide as our font.
test.use({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true })

for (const page of [
  'en/', 'en/learn/send-call/', 'en/learn/strategy/', 'en/learn/power-cut/', 'en/learn/map/', 'en/claims/', 'en/cluster/', 'zh/cluster/',
  'en/source/kernel/Kernel/', 'en/patterns/strategy/',
]) {
  test(`nothing moves on ${page} when its fonts and its parts arrive`, async ({ page: tab }) => {
    await tab.route(/-(normal|italic)\.[^/]*\.woff2$/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, FONTS_MILLIS))
      await route.continue()
    })
    await tab.addInitScript(() => {
      const moved = { sum: 0 }
      Object.assign(window, { moved })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) moved.sum += (entry as unknown as { readonly value: number }).value
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await tab.goto(page)
    await tab.waitForTimeout(SETTLED_MILLIS)
    await tab.evaluate(() => document.fonts.ready.then(() => undefined))
    const { sum } = await tab.evaluate(() => (window as unknown as { readonly moved: { readonly sum: number } }).moved)
    expect(sum).toBeLessThan(MOST)
  })
}
