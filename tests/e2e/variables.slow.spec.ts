import { expect, test, type Locator, type Page } from '@playwright/test'
import { LessonPage, openLesson } from './support/lesson'

/** The line of a variable or of something in it. */
function lineOf(within: Locator, name: string): Locator {
  return within.getByRole('treeitem').filter({ has: within.page().getByRole('button', { name, exact: true }) }).last()
}

test('variables open as deep as one likes, stay open from step to step, and say what is left out', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('where to?').click())
  const { variables } = lesson
  for (const name of ['this', 'mQClientFactory', 'mQClientAPIImpl', 'remotingClient']) {
    await lineOf(variables, name).getByRole('button', { name, exact: true }).first().click()
  }
  await expect(lineOf(variables, 'remotingClient').getByText('responseTable', { exact: true })).toBeVisible()
  await lesson.moved(() => lesson.button('Step over the call').click())
  await expect(lineOf(variables, 'remotingClient').getByText('responseTable', { exact: true })).toBeVisible()
  await expect(variables.locator('[aria-busy=false]')).toHaveCount(1)

  // Closing a value closes what is in it.
  await lineOf(variables, 'mQClientFactory').getByRole('button', { name: 'mQClientFactory', exact: true }).click()
  await expect(variables.getByText('responseTable', { exact: true })).toHaveCount(0)
})

test('bytes are shown as hex and text, and an object is the same one everywhere', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('where to?').click())
  const { variables } = lesson
  // Those of a call that waits, further up the stack.
  await lesson.stack.getByRole('button', { name: /sendDefaultImpl/ }).first().click()
  for (const name of ['msg', 'body']) await variables.getByRole('button', { name, exact: true }).click()
  await expect(variables.getByText(/^7b 22 6f 72 64 65 72 49 64 .*[{]"orderId/)).toBeVisible()

  await variables.getByRole('button', { name: 'this', exact: true }).click()
  await variables.getByRole('button', { name: 'defaultMQProducer', exact: true }).click()
  const number = variables.getByRole('button', { name: /^#\d+$/ }).first()
  await expect(variables.getByRole('button', { name: 'defaultMQProducerImpl', exact: true })).toBeVisible()
  await number.click()
  await expect(number).toHaveAttribute('aria-pressed', 'true')
  await expect(variables.locator('[data-same]')).toHaveCount(2)
})

test('when a value changed, and when it changes next: of a variable in its call, of a field wherever that is', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('three tries, one budget').click())
  const { variables } = lesson
  const before = (name: string): Locator => variables.getByRole('button', { name: `where ${name} changed before`, exact: true })
  const next = (name: string): Locator => variables.getByRole('button', { name: `where ${name} changes next`, exact: true })

  // The statement that makes the change, about to run. The browser leads back.
  const declared = await lesson.event()
  await expect(lesson.litLine).toContainText('const timesTotal = ')
  const later = await lesson.moved(() => lesson.button('Step over the call').click())
  await before('timesTotal').click()
  await expect.poll(() => lesson.event()).toBe(declared)
  await expect.poll(() => page.evaluate(() => (history.state as { placesBehind?: number }).placesBehind)).toBe(2)
  await lesson.moved(() => page.goBack())
  expect(await lesson.event()).toBe(later)

  // There is none: that is said where one has asked, and the cursor stays.
  await next('timesTotal').click()
  await expect(variables.getByText('timesTotal does not change any more in this call.').first()).toBeVisible()
  expect(await lesson.event()).toBe(later)

  // What is in an object that has a number is followed into other calls, and so is the focus.
  for (const name of ['this', 'topicPublishInfoTable']) await variables.getByRole('button', { name, exact: true }).click()
  await before('table').focus()
  await lesson.moved(() => page.keyboard.press('Enter'))
  await expect(lesson.stack.getByRole('listitem').first()).toHaveText(/tryToFindTopicPublishInfo/)
  // Of a line with two stops the part that runs is marked.
  await expect(lesson.litLine.locator('mark').first()).toHaveText('this')
  expect((await lesson.litLine.locator('mark').allInnerTexts()).join('')).toMatch(/^this[.]topicPublishInfoTable[.]set[(]topic, .*[)]$/s)
  await expect(before('table')).toBeFocused()

  // Where it is made, there is none yet: the focus is on what it is going to be in.
  await lesson.moved(() => page.keyboard.press('Enter'))
  await expect(lesson.litLine).toContainText('this.topicPublishInfoTable = new')
  await expect(variables.getByRole('treeitem', { name: 'topicPublishInfoTable undefined' })).toBeFocused()
  await before('topicPublishInfoTable').click()
  await expect(variables.getByText('topicPublishInfoTable has not changed before this in the run.').first()).toBeVisible()
})

test('the variables are a tree, in which the arrow keys move and the run stands still', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('three tries, one budget').click())
  const { variables } = lesson
  const item = (name: RegExp): Locator => variables.getByRole('treeitem', { name }).first()
  const event = await lesson.event()
  await item(/^this /).focus()
  await expect(item(/^this /)).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowRight')
  await expect(item(/^this /)).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowRight')
  await expect(item(/^defaultMQProducer /)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(item(/^sendMessageHookList /)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(item(/^this /)).toBeFocused()
  await page.keyboard.press('End')
  await expect(variables.getByRole('treeitem').last()).toBeFocused()
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Home')
  await expect(item(/^this /)).toBeFocused()
  // The buttons of the line come next, and after them no other line.
  for (const name of [/^#/, /^where this changed before$/, /^where this changes next$/]) {
    await page.keyboard.press('Tab')
    await expect(variables.getByRole('button', { name }).first()).toBeFocused()
  }
  await page.keyboard.press('Tab')
  expect(await variables.evaluate((section) => section.contains(document.activeElement))).toBe(false)
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('ArrowLeft')
  await expect(item(/^this /)).toHaveAttribute('aria-expanded', 'false')
  expect(await lesson.event()).toBe(event)

  // A click leaves the focus where it was: the arrows still step.
  await lesson.button('Step into').focus()
  await variables.getByRole('button', { name: 'msg', exact: true }).click()
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
})

test('what a call has returned stands before the variables, and opens like them', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultMQProducerImpl', () => lesson.step('three tries, one budget').click())
  await lesson.stepOverTo('this.sendKernelImpl(')
  await lesson.moved(() => lesson.button('Step over the call').click())
  const line = lesson.variables.getByRole('treeitem').first()
  await expect(line).toHaveAccessibleName(/^returned by sendKernelImpl SendResult #/)
  await lesson.variables.getByRole('button', { name: 'returned by sendKernelImpl' }).click()
  await expect(line.getByRole('treeitem', { name: "sendStatus 'SEND_OK'" })).toBeVisible()
})

/** Each turn of the worker waits a while for the next: on a fast machine, too, a look through a run takes long then. */
async function slowDown(page: Page): Promise<void> {
  await Promise.all(page.workers().map((worker) => worker.evaluate(() => {
    const post = MessagePort.prototype.postMessage
    MessagePort.prototype.postMessage = function (message: unknown) {
      setTimeout(() => post.call(this, message), 300)
    }
  })))
}

test('what takes long says how far it is, and can be given up', async ({ page }) => {
  await page.goto('en/learn/cluster-drill/#s=cluster-drill&seed=147&v=1')
  const lesson = new LessonPage(page, 'en')
  await lesson.isThere()
  await expect(lesson.bar).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 })
  await slowDown(page)
  // Of a field of an object, in all of the run.
  const progress = page.getByRole('progressbar', { name: 'Looking through the run' })
  const cancel = page.getByRole('region', { name: 'Looking through the run' }).getByRole('button', { name: 'Cancel' })
  const change = lesson.variables.getByRole('button', { name: /changes next$/ })
  await lesson.variables.getByRole('button', { name: 'this', exact: true }).click()
  await change.nth(3).click()
  await expect(progress).toHaveText(/Looking through the run… \d+ %/)
  await cancel.click()
  await expect(lesson.variables.locator('[aria-busy=false]')).toHaveCount(1)
  await expect(progress).toHaveCount(0)

  // Of what lies within values, up to the moment.
  await lesson.movedTo('ClusterDrillNode', () => lesson.step('the whole truth').click())
  await lesson.variables.getByRole('button', { name: 'this', exact: true }).click()
  await cancel.click()
  await expect(lesson.variables.getByText('Not looked for any further.')).toBeVisible()
  await lesson.variables.getByRole('button', { name: 'Look again' }).click()
  await expect(progress).toBeVisible()
  await expect(lesson.variables.locator('[aria-busy=false]')).toHaveCount(1, { timeout: 90_000 })
  await expect(lesson.variables.getByText('Not looked for any further.')).toHaveCount(0)
})
