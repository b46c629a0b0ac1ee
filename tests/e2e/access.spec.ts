import { expect, test, type Page } from '@playwright/test'
import { LessonPage, openLesson, scrollsSideways } from './support/lesson'

test.describe('a phone of 360 px', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true })

  test('one pane at a time, and the transport with each', async ({ page }) => {
    const lesson = await openLesson(page)
    await expect(lesson.prose).toBeVisible()
    await expect(lesson.source).toBeHidden()
    await lesson.button('Source').tap()
    await expect(lesson.source).toBeVisible()
    await expect(lesson.litLine).toBeInViewport()
    await expect(lesson.prose).toBeHidden()
    await expect(lesson.transport).toBeVisible()
    await lesson.moved(() => lesson.button('Step into').tap())
    await expect(lesson.litLine).toBeInViewport()
    await lesson.button('Picture').tap()
    await expect(lesson.picture).toBeVisible()
    await expect(lesson.transport).toBeVisible()
    expect(await scrollsSideways(page)).toBe(false)
  })
})

test('with the keyboard alone: into the lesson, through the call, to a picture and back', async ({ page }) => {
  await page.goto('en/')
  await tabTo(page, /send/)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/en/learn/send-call/**')
  const lesson = new LessonPage(page)
  await lesson.isThere()
  await expect(lesson.bar).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
  await lesson.moved(() => page.keyboard.press('Shift+ArrowRight'))
  await lesson.moved(() => page.keyboard.press('ArrowLeft'))
  await page.keyboard.press('b')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let press = 0; press < 40; press++) {
    await page.keyboard.press('Tab')
    const text = await page.evaluate(() => document.activeElement?.textContent ?? '')
    const isLink = await page.evaluate(() => document.activeElement?.tagName === 'A')
    if (isLink && name.test(text)) return
  }
  throw new Error(`no link ${name} is reached with the Tab key`)
}

test('a theme that was chosen is used and kept; otherwise the system’s is', async ({ page }) => {
  const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('en/')
  const light = await ground()
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await ground()
  expect(dark).not.toBe(light)
  await page.emulateMedia({ colorScheme: 'light' })
  const theme = page.getByRole('button', { name: /^Colours/ })
  for (let press = 0; press < 3 && (await ground()) !== dark; press++) await theme.click()
  expect(await ground()).toBe(dark)
  await page.reload()
  expect(await ground()).toBe(dark)
})

test('with reduced motion states change and nothing travels', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const lesson = await openLesson(page)
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
  const moving = await page.evaluate(() => {
    const running = document.getAnimations().filter(({ playState }) => playState === 'running')
    return running.filter(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0) > 50).length
  })
  expect(moving).toBe(0)
})

test('what happens is said to those who do not see it', async ({ page }) => {
  const lesson = await openLesson(page)
  const said = page.locator('[aria-live="polite"]').filter({ hasText: /\S/ })
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
  await expect(said.filter({ hasText: /line|DefaultMQProducer/ }).first()).toBeAttached()
})
