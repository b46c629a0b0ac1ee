import { expect, test } from '@playwright/test'
import { holdScripts } from './support/heldScripts'

const TOUCHABLE = 'a, button, input, select, textarea, summary'
const SETTLED_MILLIS = 500

type Marked = Window & { readonly touchable: readonly Element[] }

for (const address of [
  'en/', 'en/learn/', 'en/learn/send-call/', 'en/learn/power-cut/', 'en/learn/strategy/', 'en/learn/strategy/allocation/',
  'en/learn/strategy/listener/', 'en/patterns/strategy/', 'en/source/kernel/Kernel/', 'en/cluster/', 'en/claims/',
]) {
  test(`${address}: what stands in the HTML is made alive, not made anew, however late a part's script`, async ({ page, request, baseURL }) => {
    const html = await (await request.get(new URL(address, baseURL).href)).text()
    const release = await holdScripts(page, (name) => !html.includes(name))
    await page.addInitScript((touchable) => {
      addEventListener('DOMContentLoaded', () => Object.assign(window, { touchable: [...document.querySelectorAll(touchable)] }))
    }, TOUCHABLE)
    await page.goto(address)
    await expect.poll(async () => page.evaluate(() => globalThis.rocketscopeEarly?.isAlive(document.body))).toBe(true)
    await page.waitForTimeout(SETTLED_MILLIS)
    release()
    await page.waitForTimeout(SETTLED_MILLIS)
    const [all, lost] = await page.evaluate(() => {
      const { touchable } = window as unknown as Marked
      return [touchable.length, touchable.filter(({ isConnected }) => !isConnected).map(({ outerHTML }) => outerHTML)]
    })
    expect(all).toBeGreaterThan(0)
    expect(lost).toEqual([])
  })
}
