import { expect, test } from '@playwright/test'
import { openLesson } from './support/lesson'

/** One of each kind of page: the course, a lesson, a bench, a run, a page of text, the reader's cluster, the reference. */
const KINDS = ['', 'learn/', 'learn/send-call/', 'learn/strategy/', 'runs/error-no-route/', 'runs/', 'fidelity/', 'cluster/', 'cluster/large/', 'claims/',
  'reference/', 'reference/glossary/', 'reference/exceptions/']

const MENU = { en: 'Course and contents', zh: '课程与目录' }

for (const locale of ['en', 'zh'] as const) {
  test(`${locale}: every kind of page has the frame, and the menu leads to every lesson`, async ({ page }) => {
    test.setTimeout(300_000)
    for (const path of KINDS) {
      await page.goto(`${locale}/${path}`)
      const head = page.getByRole('banner').first()
      await expect(head.getByRole('button', { name: MENU[locale] }), path).toBeVisible()
      await expect(head.getByRole('button', { name: locale === 'en' ? /Search/ : /搜索/ }), path).toBeVisible()
      await expect(head.getByRole('link', { name: 'RocketScope' }), path).toBeVisible()
    }
    await page.getByRole('button', { name: MENU[locale] }).click()
    const menu = page.getByRole('dialog', { name: MENU[locale] })
    const lessons = menu.getByRole('navigation', { name: locale === 'en' ? 'The course' : '课程' }).getByRole('link')
    await expect(lessons.first()).toBeVisible()
    expect(await lessons.count()).toBeGreaterThanOrEqual(9)
    const paths = await lessons.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href))
    for (const path of paths) expect((await page.request.get(path)).status(), path).toBe(200)
    await page.keyboard.press('Escape')
    await expect(menu).toBeHidden()
    await expect(page.getByRole('button', { name: MENU[locale] })).toBeFocused()
  })
}

/** Everything that the pages' heads and the menu offer must be there. */
test('no link of the frame leads nowhere', async ({ page, baseURL }) => {
  const seen = new Set<string>()
  for (const path of ['en/', 'en/learn/', 'en/reference/', 'en/reference/codes/', 'en/reference/versions/', 'zh/reference/glossary/']) {
    await page.goto(path)
    const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
    for (const link of links) if (link.startsWith(baseURL!)) seen.add(link.replace(/#.*$/, ''))
  }
  expect(seen.size).toBeGreaterThan(25)
  for (const link of seen) expect((await page.request.get(link)).status(), link).toBe(200)
})

test('a page says where it is, and leads up', async ({ page, baseURL }) => {
  await page.goto('en/reference/codes/')
  const trail = page.getByRole('navigation', { name: 'Where you are' })
  await expect(trail).toHaveText('Reference / Request and response codes')
  await trail.getByRole('link', { name: 'Reference' }).click()
  await expect(page).toHaveURL(`${baseURL}en/reference/`)
  await page.goto('en/learn/send-call/')
  await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link', { name: 'Part 3' }).click()
  await expect(page).toHaveURL(`${baseURL}en/learn/#part-3`)
  await expect(page.locator('#part-3')).toBeInViewport()
})

test.describe('a phone of 360 px', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true })

  test('the menu is a drawer, and closes when one taps beside it', async ({ page }) => {
    await page.goto('zh/reference/')
    await page.getByRole('button', { name: MENU.zh }).tap()
    const menu = page.getByRole('dialog', { name: MENU.zh })
    await expect(menu.getByRole('link', { name: '一次发送' })).toBeVisible()
    const box = (await menu.boundingBox())!
    expect(box.x).toBeLessThan(1)
    expect(box.width).toBeLessThan(340)
    await page.touchscreen.tap(352, 400)
    await expect(menu).toBeHidden()
    for (const path of ['zh/', 'en/learn/', 'en/reference/versions/', 'en/reference/defaults/', 'zh/reference/exceptions/']) {
      await page.goto(path)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360)
    }
  })
})

test('lessons lead on to each other, as the course has them; their addresses stay plain until the reader moves', async ({ page }) => {
  const lesson = await openLesson(page)
  const ends = page.getByRole('navigation', { name: 'Lessons before and after this one' })
  const next = ends.getByRole('link', { name: /^Next/ })
  await next.scrollIntoViewIfNeeded()
  const name = await next.locator('span').last().innerText()
  await next.click()
  await expect(page).not.toHaveURL(/send-call/)
  await expect(page.getByRole('navigation', { name: 'Where you are' })).toContainText(name)
  await page.getByRole('link', { name: /^← Previous/ }).click()
  await expect(page).toHaveURL(/send-call/)
  await lesson.settled()
  // What is moved in a lesson is written down within half a second.
  await page.waitForTimeout(1000)
  await expect(page).toHaveURL(/send-call\/$/)
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
  await expect(page).toHaveURL(/send-call\/#s=send-call&/)
})

test('the steps on the home page lead to their moments', async ({ page }) => {
  await page.goto('en/')
  await page.getByRole('link', { name: 'choose a queue', exact: true }).click()
  await expect(page).toHaveURL(/send-call/)
  await expect(page.locator('[data-step="choose"]')).toHaveAttribute('aria-current', 'step', { timeout: 60_000 })
  await expect(page.locator('[data-step="choose"]')).toBeInViewport()
})

test('headings of pages and of steps can be linked to', async ({ page, baseURL }) => {
  await page.goto('en/fidelity/')
  await page.getByRole('heading', { level: 2 }).first().hover()
  await page.getByRole('link', { name: 'Link to this place' }).first().click()
  await expect(page).toHaveURL(new RegExp(`^${baseURL}en/fidelity/#.+`))
  await expect(page.locator(`[id="${decodeURIComponent(new URL(page.url()).hash.slice(1))}"]`)).toBeInViewport()
  const lesson = await openLesson(page)
  await page.locator('[data-step="route"]').getByRole('link', { name: 'Link to this place' }).click()
  await expect(page.locator('[data-step="route"]')).toHaveAttribute('aria-current', 'step')
  await expect(lesson.bar).toHaveAttribute('aria-busy', 'false')
})

test('on paper a lesson is its text', async ({ page }) => {
  const lesson = await openLesson(page)
  await page.emulateMedia({ media: 'print' })
  await expect(lesson.source).toBeHidden()
  await expect(lesson.picture).toBeHidden()
  await expect(lesson.transport).toBeHidden()
  const last = page.locator('[data-step]').last()
  await expect(last).toBeVisible()
  const clipped = await last.evaluate((step) => {
    for (let at = step.parentElement; at !== null; at = at.parentElement) {
      if (at.scrollHeight > at.clientHeight + 2 && getComputedStyle(at).overflowY !== 'visible' && at !== document.documentElement) return true
    }
    return false
  })
  expect(clipped).toBe(false)
})
