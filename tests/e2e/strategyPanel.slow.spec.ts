import { expect, test, type Page } from '@playwright/test'
import { LessonPage, openLesson } from './support/lesson'
import { importCode, strategy } from './support/strategy'

function panel(page: Page) {
  return page.getByRole('region', { name: 'Write a strategy', exact: true })
}

async function openPanel(lesson: LessonPage): Promise<void> {
  const { page } = lesson
  await page.keyboard.press('q')
  await page.getByRole('button', { name: 'Write one of your own' }).click()
  await expect(panel(page).getByRole('button', { name: 'mine 1' })).toHaveAttribute('aria-pressed', 'true')
}

async function runInLesson(lesson: LessonPage): Promise<void> {
  await panel(lesson.page).getByRole('button', { name: 'Run it in the lesson' }).click()
  await expect(lesson.page.locator('#source-panel [aria-current=step]')).toContainText('mqs', { timeout: 30_000 })
  await lesson.settled()
}

test('nothing of the panel is fetched before it is opened', async ({ page }) => {
  const fetched: string[] = []
  page.on('request', (request) => void fetched.push(request.url()))
  const lesson = await openLesson(page)
  expect(fetched.filter((url) => url.endsWith('/built-ins.json'))).toEqual([])
  const before = fetched.length
  await openPanel(lesson)
  expect(fetched.length).toBeGreaterThan(before)
  expect(fetched.filter((url) => url.endsWith('/built-ins.json'))).toHaveLength(1)
  expect(fetched.filter((url) => url.endsWith('/rocketmq.d.ts'))).toEqual([])
  await panel(page).getByRole('button', { name: 'Open the editor' }).click()
  await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 45_000 })
})

test('the reader’s code chooses the queues of the lesson’s run, can be stepped, and makes way again', async ({ page }) => {
  const lesson = await openLesson(page)
  await openPanel(lesson)
  await importCode(page, strategy('return mqs[2] ?? null'))
  await expect(panel(page).getByRole('row', { name: 'imbalance' }).getByRole('cell').last()).toHaveText('8.00')
  await runInLesson(lesson)
  await expect(lesson.litLine).toHaveAttribute('data-line', '4')
  await expect(lesson.run(2)).toContainText('your own strategy')
  await expect(panel(page).getByText('chooses its queues: mine 1')).toBeVisible()
  await panel(page).getByRole('button', { name: 'Close' }).click()
  await expect(lesson.button('Choose the queue')).toBeFocused()
  await expect(lesson.stack).toContainText('select')
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
  await expect(lesson.selectedFile()).not.toHaveAttribute('title', 'strategy.ts')

  await openPanel(lesson)
  await importCode(page, strategy('return mqs[mqs.length - 1] ?? null'))
  await runInLesson(lesson)
  await expect(lesson.litLine).toContainText('mqs.length - 1')
  await expect(lesson.run(3)).toHaveCount(0)
  await panel(page).getByRole('button', { name: 'The producer’s own way' }).click()
  await expect(lesson.run(1)).toHaveAttribute('aria-current', 'true')
})

test('code that does not compile is not for the lesson', async ({ page }) => {
  const lesson = await openLesson(page)
  await openPanel(lesson)
  await importCode(page, strategy('return mqs['))
  await expect(panel(page).getByText('This does not compile').first()).toBeVisible()
  await expect(panel(page).getByRole('button', { name: 'Run it in the lesson' })).toBeDisabled()
})

test('letters that are typed into the editor do not step the run, and Escape outside of it closes the panel', async ({ page }) => {
  const lesson = await openLesson(page)
  await openPanel(lesson)
  await panel(page).getByRole('button', { name: 'Open the editor' }).click()
  await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible({ timeout: 45_000 })
  const before = await lesson.event()
  await page.locator('.monaco-editor .view-lines').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('// job of b, q? ')
  await page.keyboard.press('ArrowLeft')
  await expect(page.locator('.monaco-editor')).toContainText('job of b')
  expect(await lesson.event()).toBe(before)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await panel(page).getByRole('button', { name: 'Close' }).focus()
  await page.keyboard.press('Escape')
  await expect(panel(page)).toHaveCount(0)
})

test('a link carries the lesson’s run with the code; in another browser it is shown, and runs after a click', async ({ page, browser, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const lesson = await openLesson(page)
  await openPanel(lesson)
  await importCode(page, strategy('return mqs[3] ?? null'))
  await runInLesson(lesson)
  await lesson.button('Copy link').last().click()
  await expect(page.getByText('The link to this moment has been copied.')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  const here = await lesson.shown()
  const other = await (await browser.newContext({ baseURL: baseURL! })).newPage()
  await other.goto(link)
  await expect(other.getByText('Its author is not you, and it has not run.')).toBeVisible({ timeout: 30_000 })
  const there = new LessonPage(other)
  await expect(there.bar).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
  await expect(there.runs).toHaveCount(0)
  await other.getByRole('button', { name: 'Run this code' }).click()
  await expect(there.litLine).toContainText('mqs[3]', { timeout: 30_000 })
  expect((await there.shown()).event).toBe(here.event)
  await lesson.isWhole()
  const hash = (await lesson.bar.getAttribute('data-trace-hash'))!
  expect(hash).not.toBe('')
  await expect(there.bar).toHaveAttribute('data-trace-hash', hash)
  await other.context().close()
})

test('on a phone the panel takes the place of the picture, and nothing is wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  const lesson = await openLesson(page)
  await openPanel(lesson)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await panel(page).getByRole('button', { name: 'Results' }).click()
  await expect(panel(page).getByRole('table')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
})
