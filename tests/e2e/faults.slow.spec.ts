import { expect, test } from '@playwright/test'
import { openLesson, type LessonPage } from './support/lesson'

/** Opens “Break it” at the cursor, chooses and does it. Waits for the run with the fault, the one with this number. */
async function breakIt(lesson: LessonPage, where: string, what: string, number = 2): Promise<void> {
  await lesson.button('Break it').click()
  const dialog = lesson.dialog('Break it')
  await dialog.getByRole('radio', { name: where, exact: true }).check()
  await dialog.getByRole('radio', { name: new RegExp(`^${what}`) }).check()
  await expect(dialog.getByText(/slice [\d\u202f]+/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Break it' }).click()
  await expect(lesson.run(number)).toHaveAttribute('aria-current', 'true', { timeout: 20_000 })
  await expect(lesson.run(number)).toContainText(`${what}: ${where}`)
  await lesson.settled()
}

/** The messages of the first call's own step: the broker that has it, and the other one. */
async function atTheBroker(lesson: LessonPage): Promise<{ broker: string; other: string }> {
  await lesson.movedTo('DefaultAppendMessageCallback', () => lesson.step('where it is kept').click())
  const broker = await lesson.node()
  return { broker, other: broker === 'broker-a' ? 'broker-b' : 'broker-a' }
}

test('a broker killed in the middle of a send: the call ends with SEND_OK from the other one', async ({ page }) => {
  const lesson = await openLesson(page)
  const { broker, other } = await atTheBroker(lesson)
  const whole = await lesson.shown()
  await breakIt(lesson, broker, 'kill the process')
  await expect(lesson.consequence(new RegExp(`${broker} has been killed`))).toBeVisible()
  await expect(lesson.consequence(`sent again, to ${other}`)).toBeVisible()
  await lesson.moved(() => lesson.consequence(new RegExp(`the caller gets: SEND_OK from ${other}`)).click())
  const end = await lesson.time()
  expect(end).toBeGreaterThan(whole.time)

  // The undisturbed run has stayed as it was, and the reader is where he left it.
  await lesson.run(1).click()
  await expect(lesson.run(1)).toHaveAttribute('aria-current', 'true')
  await lesson.settled()
  expect(await lesson.shown()).toEqual(whole)
  await lesson.run(2).click()
  await expect(lesson.run(2)).toHaveAttribute('aria-current', 'true')
  await expect.poll(() => lesson.time()).toBe(end)

  await lesson.button(/^Remove this run: kill the process/).click()
  await expect(lesson.runs).toBeHidden()
  expect(await lesson.shown()).toEqual(whole)
})

test('the lesson kills the broker itself when the reader has guessed', async ({ page }) => {
  const lesson = await openLesson(page)
  await atTheBroker(lesson)
  const card = lesson.prose.locator('[data-step="append"]')
  await card.getByLabel('SEND_OK, from the other broker').check()
  await card.getByRole('button', { name: 'Run it and see' }).click()
  await expect(lesson.run(2)).toHaveAttribute('aria-current', 'true', { timeout: 20_000 })
  await expect(card.getByText('That is what happens.')).toBeVisible()
  await expect(lesson.stack.getByRole('listitem').first()).toContainText('sendKernelImpl')
  expect(await lesson.node()).toBe('order-service')
})

test('a broker without power says nothing: the call ends with an exception after its three seconds', async ({ page }) => {
  const lesson = await openLesson(page)
  const { broker } = await atTheBroker(lesson)
  const begin = await lesson.time()
  await breakIt(lesson, broker, 'cut the power')
  await expect(lesson.consequence(`${broker} has lost power`)).toBeVisible()
  await expect(lesson.consequence(/RemotingTimeoutException is thrown/)).toBeVisible()
  await lesson.moved(() => lesson.consequence(/the caller gets: Remoting\w+Exception/).click())
  expect(await lesson.time()).toBeGreaterThan(begin + 2.9)
})

const OTHERS = [
  { where: 'namesrv', what: 'kill the process', event: /namesrv has been killed/ },
  { where: 'broker-a', what: 'shut down properly', event: /broker-a has ended/ },
  { where: 'broker-b', what: 'stop the world', event: /Fault: stop the world, broker-b/ },
  { where: 'order-service – broker-a', what: 'cut the link', event: /Fault: cut the link/ },
  { where: 'order-service – broker-b', what: 'slow the link', event: /Fault: slow the link/ },
]

test('every other fault is among the events of a run of its own, and in no other', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('MQFaultStrategy', () => lesson.step('choose a queue').click())
  await page.getByRole('combobox', { name: 'Show' }).selectOption('Whole run')
  await lesson.showPicture('Events')
  await page.getByRole('combobox', { name: 'Filter' }).selectOption('faults')
  for (const [index, { where, what, event }] of OTHERS.entries()) {
    const fault = lesson.picture.getByRole('listitem').filter({ hasText: event })
    await expect(fault, `before ${what}`).toHaveCount(0)
    await breakIt(lesson, where, what, index + 2)
    await expect(fault.first()).toBeVisible()
    await lesson.run(1).click()
    await expect(lesson.run(1)).toHaveAttribute('aria-current', 'true')
    await expect(fault, `undisturbed after ${what}`).toHaveCount(0)
  }
  await expect(lesson.runs.getByRole('button', { name: /^\d · / })).toHaveCount(1 + OTHERS.length)
})

test('what is dead can only be started again', async ({ page }) => {
  const lesson = await openLesson(page)
  const { broker } = await atTheBroker(lesson)
  await breakIt(lesson, broker, 'kill the process')
  await lesson.moved(() => page.keyboard.press('End'))
  await lesson.button('Break it').click()
  const dialog = lesson.dialog('Break it')
  await dialog.getByRole('radio', { name: broker, exact: true }).check()
  await expect(dialog.getByRole('radio', { name: /^start again/ })).toBeChecked()
  await expect(dialog.getByRole('radio', { name: /^kill the process/ })).toHaveCount(0)
})

test('another way of choosing the queue: the run is made again, and the two stand side by side', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.button('Choose the queue').click()
  const dialog = lesson.dialog('Choose the queue')
  await dialog.getByRole('radio', { name: /^hash/ }).check()
  await dialog.getByRole('button', { name: 'Run it again' }).click()
  const before = dialog.getByRole('region', { name: /^before undisturbed run/ })
  const after = dialog.getByRole('region', { name: /^after queue by hash/ })
  await expect(after).toBeVisible({ timeout: 20_000 })
  const counts = async (side: typeof before): Promise<string[]> => {
    const bars = await side.getByRole('listitem').all()
    return Promise.all(bars.map(async (bar) => (await bar.getAttribute('aria-label')) ?? ''))
  }
  const [old, fresh] = [await counts(before), await counts(after)]
  expect(old).toHaveLength(8)
  expect(fresh).toHaveLength(8)
  expect(fresh).not.toEqual(old)
  const sum = (bars: string[]): number => {
    return bars.reduce((total, text) => total + Number(/: (\d+) messages?$/.exec(text)?.[1]), 0)
  }
  expect(sum(old)).toBe(14)
  expect(sum(fresh)).toBe(14)
  const order = (side: typeof before): Promise<string | null> => {
    return side.getByRole('img').first().getAttribute('aria-label')
  }
  expect(await order(after)).not.toBe(await order(before))
  await expect(after.getByText('Keys that are spread over several queues: 0')).toBeVisible()
})
