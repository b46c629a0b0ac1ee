import type { Locator } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { openLesson } from './support/lesson'

test('one line is about to run, and those that have run are marked, with the values that they changed', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('three tries, one budget').click())
  await expect(lesson.litLine).toHaveCount(1)
  await expect(lesson.litLine).toContainText('const timesTotal')
  const marked = lesson.source.getByRole('button', { name: /has run/ })
  expect(await marked.count()).toBeGreaterThan(3)
  await expect(lesson.line('const beginTimestampFirst = currentTimeMillis()')).toContainText(/beginTimestampFirst = \d+/)

  await lesson.moved(() => page.keyboard.press('Shift+ArrowRight'))
  await expect(lesson.line('const timesTotal')).toContainText('timesTotal = 3')
})

test('a click on the number of a line runs to it, ahead and back', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('three tries, one budget').click())
  const start = await lesson.shown()
  await lesson.moved(() => lesson.line('brokersSent.push(').getByRole('button', { name: /run to line/ }).click())
  const ahead = await lesson.shown()
  expect(ahead.event).toBeGreaterThan(start.event)
  expect(ahead.line).toBeGreaterThan(start.line)
  await expect(lesson.litLine).toContainText('brokersSent.push(')
  await lesson.moved(() => lesson.line('const timesTotal').getByRole('button', { name: /run to line/ }).click())
  expect(await lesson.shown()).toEqual(start)
})

test('a line that never runs says so, and the cursor stays', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('three tries, one budget').click())
  const start = await lesson.event()
  await lesson.line('executor rejected').getByRole('button', { name: /run to line/ }).click()
  await expect(page.getByText(/Line \d+ never runs in this run/)).toBeVisible()
  expect(await lesson.event()).toBe(start)
})

test('each file on the call stack has a tab, which shows where its call waits', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('make it a request').click())
  await lesson.file('DefaultMQProducer').click()
  await expect(lesson.selectedFile()).toHaveAttribute('title', /DefaultMQProducer[.]ts$/)
  await expect(lesson.source.locator('[data-state="calls"]')).toHaveCount(1)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.button('Step over the call').click())
})

test('a note stands beside its line, and below the source the way to the Java class', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('may I?').click())
  await expect(page.getByText(/Every send asks this first/)).toBeVisible()
  await page.getByRole('button', { name: 'Hide notes' }).click()
  await expect(page.getByText(/Every send asks this first/)).toBeHidden()
  const counterpart = page.getByRole('link', { name: /RocketMQ 5[.]3[.]2.*DefaultMQProducerImpl/ })
  const java = /github[.]com\/apache\/rocketmq\/blob\/rocketmq-all-5[.]3[.]2\/.*DefaultMQProducerImpl[.]java#L\d+/
  await expect(counterpart).toHaveAttribute('href', java)
})

test('the broker’s classes have their counterparts too', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('SendMessageProcessor', () => lesson.step('the other side').click())
  const counterpart = page.getByRole('link', { name: /RocketMQ 5[.]3[.]2.*SendMessageProcessor/ })
  await expect(counterpart).toHaveAttribute('href', /SendMessageProcessor[.]java#L\d+/)
})

test('an expression that is pointed at, or has the focus, shows its value in the call that is shown', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('three tries, one budget').click())
  const value = lesson.source.getByRole('status', { name: 'Value' })
  const limit = (line: Locator) => line.locator('i', { hasText: /^maxMessageSize$/ })
  const check = lesson.line('const beginTimestampFirst').locator('xpath=preceding-sibling::li[1]')
  // What stands for a value in another method has none in this call.
  await limit(lesson.line('Validators.checkMessage(msg')).hover()
  await expect(value).toBeHidden()
  await limit(check).hover()
  await expect(value).toHaveText('this.defaultMQProducer.maxMessageSize = 4194304')
  // Escape puts it away; and what stands for no value shows none.
  await page.keyboard.press('Escape')
  await expect(value).toBeHidden()
  await lesson.line('const beginTimestampFirst').locator('i', { hasText: 'currentTimeMillis' }).hover()
  await expect(value).toBeHidden()

  await page.mouse.move(5, 5)
  await check.getByRole('button', { name: /run to line/ }).focus()
  await limit(check).focus()
  await expect(value).toHaveText('this.defaultMQProducer.maxMessageSize = 4194304')
  // The next moment is another one, and the value has to be asked for anew.
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
  await expect(value).toBeHidden()
})
