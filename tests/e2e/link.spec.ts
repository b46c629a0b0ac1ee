import { expect, test } from '@playwright/test'
import { openLesson } from './support/lesson'

test('the address says where one is: it leads to the same moment in another browser', async ({ page, browser }) => {
  const lesson = await openLesson(page)
  expect(new URL(page.url()).hash).toBe('')
  await lesson.movedTo('MQFaultStrategy', () => lesson.step('choose a queue').click())
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
  const here = await lesson.shown()
  await expect(page).toHaveURL(/#s=send-call&seed=1&c=\d+\.\d+&e=[0-9a-f]{8}&v=1$/)

  const other = await browser.newContext()
  const { hash } = new URL(page.url())
  const there = await openLesson(await other.newPage(), { hash })
  expect(await there.shown()).toEqual(here)
  await expect(there.activeStep()).toHaveAttribute('id', 'step-choose')
  await other.close()
})

test('a run with a fault fits into a link', async ({ page, browser }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('DefaultAppendMessageCallback', () => lesson.step('where it is kept').click())
  await lesson.button('Break it').click()
  await lesson.dialog('Break it').getByRole('button', { name: 'Break it' }).click()
  await expect(lesson.run(2)).toHaveAttribute('aria-current', 'true', { timeout: 20_000 })
  await expect(page).toHaveURL(/&i=\d+~kill~broker-[ab]&c=/)
  const fork = page.url()
  await lesson.moved(() => lesson.consequence(/the caller gets/).click())
  await expect(page).not.toHaveURL(fork)
  const end = await lesson.time()

  const other = await browser.newContext()
  const there = await openLesson(await other.newPage(), { hash: new URL(page.url()).hash })
  expect(await there.time()).toBe(end)
  expect(await there.event()).toBe(await lesson.event())
  await other.close()
})

test('“Copy link” copies the address of the moment', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const lesson = await openLesson(page)
  await lesson.movedTo('Validators', () => lesson.step('what can be seen from here').click())
  await lesson.button('Copy link').click()
  await expect(page.getByText('The link to this moment has been copied.')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  await expect(page).toHaveURL(copied)
})

test('a link that is pasted into the address is followed without loading the page anew', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.movedTo('Validators', () => lesson.step('what can be seen from here').click())
  await expect(page).toHaveURL(/#s=/)
  const { hash } = new URL(page.url())
  const here = await lesson.shown()
  await lesson.moved(() => lesson.step('the second time').click())
  await expect(page).not.toHaveURL(new RegExp(hash))
  await lesson.moved(() => page.evaluate((to) => location.assign(to), hash))
  expect(await lesson.shown()).toEqual(here)
})

const BROKEN = [
  { name: 'malformed', hash: '#s=send-call&seed=one&v=1', notice: 'The link could not be read.' },
  { name: 'of another version', hash: '#s=send-call&seed=1&v=99', notice: 'belongs to another version' },
  { name: 'to an unknown scenario', hash: '#s=nothing&seed=1&v=1', notice: 'names a scenario that does not exist' },
]

for (const { name, hash, notice } of BROKEN) {
  test(`a link ${name}: the lesson begins at its beginning and says so`, async ({ page }) => {
    const lesson = await openLesson(page, { hash })
    await expect(page.getByRole('status').getByText(notice)).toBeVisible()
    await expect(lesson.activeStep()).toHaveAttribute('id', 'step-one-line')
    expect((await lesson.shown()).file).toBe('engine/client/producer/DefaultMQProducer.ts')
    await lesson.button('Dismiss').click()
    await expect(page.getByText(notice)).toBeHidden()
  })
}
