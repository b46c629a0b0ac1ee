import { expect, test } from '@playwright/test'
import { openLesson } from './support/lesson'

test('a click on a step, then steps out of methods: the run stays where it was led, and scrolls nowhere', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('Validators', () => lesson.step('what can be seen from here').click())
  for (let press = 0; press < 3; press++) await page.keyboard.press('o')
  // The steps are made one after the other: it has come to rest when nothing has moved for a while.
  await expect.poll(async () => {
    const before = await lesson.event()
    await page.waitForTimeout(500)
    return (await lesson.event()) === before
  }).toBe(true)
  const { event } = await lesson.shown()
  await page.waitForTimeout(1500)
  expect(await lesson.event()).toBe(event)
})

test('Tab through the text moves nothing', async ({ page }) => {
  const lesson = await openLesson(page)
  const { event } = await lesson.shown()
  for (let press = 0; press < 40; press++) await page.keyboard.press('Tab')
  await page.waitForTimeout(500)
  expect(await lesson.event()).toBe(event)
  await expect(lesson.activeStep()).toHaveAttribute('id', 'step-one-line')
})

test('scrolling the text leaves the run alone and offers to take it along', async ({ page }) => {
  const lesson = await openLesson(page)
  const { event } = await lesson.shown()
  await lesson.prose.hover()
  for (let turn = 0; turn < 8; turn++) await page.mouse.wheel(0, 400)
  const take = page.getByRole('button', { name: /Take the run to step \d+/ })
  await expect(take).toBeVisible()
  expect(await lesson.event()).toBe(event)
  await expect(lesson.activeStep()).toHaveAttribute('id', 'step-one-line')

  const step = Number(/\d+/.exec(await take.innerText())![0])
  await lesson.moved(() => take.click())
  await expect(page.getByText(`step ${step} of 14`).first()).toBeAttached()
  await expect(take).toBeHidden()
})

test('the text can be scrolled back to the step that the run is in', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.prose.hover()
  for (let turn = 0; turn < 8; turn++) await page.mouse.wheel(0, 400)
  await page.getByRole('button', { name: 'Back to step 1' }).click()
  await expect(lesson.step('one line')).toBeInViewport()
  await expect(page.getByRole('button', { name: 'Back to step 1' })).toBeHidden()
})

test('the browser leads back through the places where one was, and forward again', async ({ page }) => {
  const lesson = await openLesson(page)
  const back = lesson.button('Back to where I was')
  await expect(back).toBeDisabled()
  await lesson.movedTo('Validators', () => lesson.step('what can be seen from here').click())
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
  const first = await lesson.shown()
  await lesson.movedTo('MQFaultStrategy', () => lesson.step('choose a queue').click())
  const second = await lesson.shown()

  await lesson.moved(() => page.goBack())
  expect(await lesson.shown()).toEqual(first)
  await lesson.moved(() => page.goForward())
  expect(await lesson.shown()).toEqual(second)
  await lesson.moved(() => back.click())
  expect(await lesson.shown()).toEqual(first)
  await lesson.moved(() => page.keyboard.press('Backspace'))
  await expect(lesson.activeStep()).toHaveAttribute('id', 'step-one-line')
  await expect(back).toBeDisabled()
})

test('the address names the run right after a fault and after another choice of the queue; a reload loses nothing', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultAppendMessageCallback', () => lesson.step('where it is kept').click())
  await lesson.button('Break it').click()
  await lesson.dialog('Break it').getByRole('button', { name: 'Break it' }).click()
  await expect(lesson.run(2)).toHaveAttribute('aria-current', 'true', { timeout: 40_000 })
  await expect(page).toHaveURL(/&i=\d+~kill~broker-[ab]&c=/)
  const here = await lesson.shown()

  await page.reload()
  await expect(lesson.run(2)).toHaveAttribute('aria-current', 'true', { timeout: 40_000 })
  await expect(lesson.bar).toHaveAttribute('aria-busy', 'false', { timeout: 40_000 })
  expect(await lesson.shown()).toEqual(here)

  await page.goBack()
  await expect(lesson.run(1)).toHaveAttribute('aria-current', 'true')
  await expect(page).not.toHaveURL(/&i=/)
})

test('closing a dialog leaves the focus where it was, and Space plays', async ({ page }) => {
  const lesson = await openLesson(page)
  const filter = page.getByRole('tab', { name: 'Sequence' })
  await filter.focus()
  await page.keyboard.press('b')
  await expect(lesson.dialog('Break it')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(lesson.dialog('Break it')).toBeHidden()
  await expect(filter).toBeFocused()

  await lesson.prose.locator('article').focus()
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await page.keyboard.press('Space')
  await expect(lesson.button('Pause')).toBeVisible()
  await page.keyboard.press('Space')
  await expect(lesson.button('Play')).toBeVisible()
})

test('Home and End go to the ends of what is shown; the arrows down and up scroll the text', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('MQFaultStrategy', () => lesson.step('choose a queue').click())
  const there = await lesson.event()
  await lesson.moved(() => page.keyboard.press('Home'))
  const start = await lesson.event()
  expect(start).toBeLessThan(there)
  expect(start).toBeGreaterThan(0)
  await lesson.moved(() => page.keyboard.press('End'))
  const end = await lesson.event()
  expect(end).toBeGreaterThan(there)

  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  const pane = lesson.prose
  const before = await pane.evaluate((element) => element.scrollTop)
  await page.keyboard.press('PageDown')
  await expect.poll(() => pane.evaluate((element) => element.scrollTop)).toBeGreaterThan(before)
  expect(await lesson.event()).toBe(end)
})
