import { expect, test, type Locator, type Page } from '@playwright/test'
import { LessonPage } from './support/lesson'

async function openStore(page: Page): Promise<LessonPage> {
  await page.goto('en/learn/store/')
  const lesson = new LessonPage(page)
  await lesson.isThere()
  await expect(lesson.bar).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
  await lesson.settled()
  await expect(files(lesson)).toBeVisible()
  return lesson
}

function files(lesson: LessonPage): Locator {
  return lesson.picture.getByRole('table', { name: 'Files of all machines at this moment' })
}

/** The first file of the commit log is open. */
function inspector(lesson: LessonPage, name = 'commitlog/0'): Locator {
  return lesson.picture.getByRole('region', { name, exact: true })
}

function byte(lesson: LessonPage, position: number): Locator {
  return lesson.picture.locator(`[data-position="${position}"]`)
}

function numbers(lesson: LessonPage): Promise<string> {
  return lesson.picture.locator('dl').first().innerText().then((text) => text.replace(/[\u202f]/g, '').replace(/\s+/g, ' '))
}

test('the page opens with the files as its picture', async ({ page }) => {
  const lesson = await openStore(page)
  await expect(lesson.picture.getByRole('tab', { name: 'Store', selected: true })).toBeVisible()
  await expect(files(lesson).getByRole('button', { name: 'checkpoint' })).toBeVisible()
  await expect(lesson.activeStep()).toHaveAttribute('id', 'step-arrives')
})

test('bytes come with the append, dirty first, and are safe after the flush', async ({ page }) => {
  const lesson = await openStore(page)
  await lesson.movedTo('CommitLogDispatcherBuildConsumeQueue', () => lesson.step('the n-th message').click())
  await expect(inspector(lesson)).toBeVisible()
  await expect.poll(() => numbers(lesson)).toMatch(/flushed 0 .*wrote 275 dirty 275/)
  await expect(byte(lesson, 3)).toHaveAttribute('data-dirty', 'true')
  const whole = await byte(lesson, 3).innerText()
  expect(whole).toBe('13')
  await inspector(lesson).getByRole('combobox').selectOption('disk')
  await expect(byte(lesson, 3)).toHaveText('00')
  await lesson.movedTo('SendMessageProcessor', () => lesson.step('kill -9').click())
  await expect(byte(lesson, 3)).toHaveText(whole)
})

test('a byte lights its field, and a field its bytes', async ({ page }) => {
  const lesson = await openStore(page)
  await lesson.movedTo('CommitLogDispatcherBuildConsumeQueue', () => lesson.step('the n-th message').click())
  await byte(lesson, 6).hover()
  const field = inspector(lesson).getByRole('button', { name: /magicCode/ })
  await expect(field).toHaveAttribute('data-lit', 'true')
  await expect(inspector(lesson).locator('[data-position][data-lit]')).toHaveCount(4)
  await inspector(lesson).getByRole('button', { name: /queueOffset/ }).hover()
  await expect(inspector(lesson).locator('[data-position][data-lit]')).toHaveCount(8)
  await expect(byte(lesson, 20)).toHaveAttribute('data-lit', 'true')
})

test('from a record to its entries and back', async ({ page }) => {
  const lesson = await openStore(page)
  await lesson.movedTo('SendMessageProcessor', () => lesson.step('kill -9').click())
  const walk = lesson.picture.getByRole('navigation', { name: 'The record and what leads to it' })
  await expect(walk.getByRole('button')).toHaveCount(4)
  await walk.getByRole('button', { name: /consume queue/ }).click()
  await expect(inspector(lesson, 'consumequeue/OrderPaid/0/0')).toBeVisible()
  await expect(walk.locator('[aria-current]')).toContainText('consume queue')
  await walk.getByRole('button', { name: /^index/ }).first().click()
  await expect(walk.locator('[aria-current]')).toContainText('index')
  await walk.getByRole('button', { name: /commit log/ }).click()
  await expect(inspector(lesson)).toBeVisible()
})

test('with the keyboard: along the bytes, without moving the run', async ({ page }) => {
  const lesson = await openStore(page)
  await lesson.movedTo('CommitLogDispatcherBuildConsumeQueue', () => lesson.step('the n-th message').click())
  const before = await lesson.event()
  const hex = inspector(lesson).getByRole('group', { name: /Bytes of the file/ })
  await hex.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect(hex).toHaveAccessibleName(/at byte 17$/)
  await page.keyboard.press('End')
  await expect(byte(lesson, 4095)).toBeVisible()
  expect(await lesson.event()).toBe(before)
})

test('the way of a record has its real bytes in each layer, and leads to when it gets there', async ({ page }) => {
  const lesson = await openStore(page)
  await lesson.movedTo('CommitLogDispatcherBuildConsumeQueue', () => lesson.step('the n-th message').click())
  await lesson.picture.getByRole('button', { name: 'A record’s way' }).click()
  const way = lesson.picture.getByRole('region', { name: 'The way of the message at the cursor' })
  await expect(way.getByRole('listitem')).toHaveCount(7)
  await expect(way.locator('[data-stage="pages"][data-reached]')).toContainText('00 00 01 13')
  const disk = way.locator('[data-stage="disk"]')
  await expect(disk).not.toHaveAttribute('data-reached', 'true')
  await expect(disk).toContainText('00 00 00 00')
  await disk.getByRole('button', { name: 'Go to that moment' }).click()
  await expect(disk).toHaveAttribute('data-reached', 'true')
  await expect(disk).toContainText('00 00 01 13')
})

test('changes between two moments lead to their bytes', async ({ page }) => {
  const lesson = await openStore(page)
  await lesson.movedTo('CommitLogDispatcherBuildConsumeQueue', () => lesson.step('the n-th message').click())
  await lesson.picture.getByRole('button', { name: 'Changes' }).click()
  const changes = lesson.picture.getByRole('region', { name: 'Changes of the files between two moments' })
  await expect(changes).toContainText('commitlog/0')
  await changes.getByRole('combobox').selectOption({ label: 'the statement before' })
  await expect(changes).toContainText('No file has changed between the two.')
  await changes.getByRole('combobox').selectOption({ label: 'the start of the run' })
  await changes.getByRole('button', { name: /^2 ·/ }).first().click()
  await expect(inspector(lesson)).toBeVisible()
})

test('a file of 64 MiB opens at once, and has no more rows than are seen', async ({ page }) => {
  const size = 64 * 1024 * 1024
  await page.route('**/scenarios/store.json', async (route) => {
    const scenario = await (await route.fetch()).json() as { brokers: Array<{ store: Record<string, unknown> }> }
    scenario.brokers[0]!.store['mappedFileSizeCommitLog'] = size
    await route.fulfill({ json: scenario })
  })
  const lesson = await openStore(page)
  await lesson.movedTo('CommitLogDispatcherBuildConsumeQueue', () => lesson.step('the n-th message').click())
  await expect(inspector(lesson)).toContainText('wrote')
  await expect(byte(lesson, 3)).toHaveText('13')
  const hex = inspector(lesson).getByRole('group', { name: /Bytes of the file/ })
  expect(await hex.locator('[data-position]').count()).toBeLessThan(600)
  await hex.focus()
  await page.keyboard.press('End')
  await expect(byte(lesson, size - 1)).toHaveText('00')
  expect(await hex.locator('[data-position]').count()).toBeLessThan(600)
  await hex.hover()
  await page.mouse.wheel(0, -200)
  await expect(byte(lesson, size - 1)).toHaveCount(0)
  await expect(byte(lesson, size - 300)).toHaveText('00')
  await hex.evaluate((element) => element.scrollTo(0, 0))
  await expect(byte(lesson, 3)).toHaveText('13')
})

test.describe('a phone of 360 px', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true })

  test('shows the files, and nothing scrolls sideways', async ({ page }) => {
    await page.goto('zh/learn/store/')
    const lesson = new LessonPage(page, 'zh')
    await lesson.isThere()
    await expect(lesson.bar).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
    await lesson.button('图').tap()
    await expect(page.getByRole('table')).toBeVisible()
    const [needed, given] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return [scrollWidth, clientWidth]
    })
    expect(needed).toBeLessThanOrEqual(given!)
  })
})
