import { expect, test, type Page } from '@playwright/test'
import { t } from '../../components/i18n'
import { stepperZh } from '../../components/i18n/zh/stepper'
import { lesson as source } from '../../content/lessons/consume/lesson'
import { LessonPage } from './support/lesson'

function open(page: Page, locale: 'en' | 'zh' = 'en'): Promise<LessonPage> {
  return LessonPage.open(page, 'learn/consume/', locale)
}

test('every step of the lesson has its own place in the run, and what it says of the run is so', async ({ page }) => {
  const lesson = await open(page)
  const places = await lesson.walk(source.steps)
  expect(new Set(places).size).toBe(source.steps.length)
  await expect(page.getByText('This run never gets here.')).toHaveCount(0)
  await expect(page.getByTitle(t('en').lesson.untrue)).toHaveCount(0)
})

test('the map has the consumers, what their threads do, and the pulls that wait at the broker', async ({ page }) => {
  const lesson = await open(page)
  await lesson.moved(() => lesson.step('a second member').click())
  await lesson.showPicture('Cluster')
  const node = (name: string) => lesson.picture.getByRole('button', { name: new RegExp(`^${name},`) })
  await expect(node('billing-1')).toBeVisible()
  await expect(node('broker-a')).toContainText(/billing-1: OrderPaid 0, 13[.]\d+ s/)
  await lesson.moved(() => lesson.step('as far as the slowest').click())
  await expect(node('billing-1')).toContainText('Thread_billing_1 ▸ order-2000')
})

test('the queues have owners, numbers and messages, and change hands', async ({ page }) => {
  const lesson = await open(page)
  await lesson.moved(() => lesson.step('as far as the slowest').click())
  await lesson.showPicture('Queues')
  const queues = lesson.picture.getByRole('region', { name: 'Queues of the consumers' })
  const one = queues.getByRole('listitem').filter({ hasText: 'broker-a/1' }).first()
  await expect(one).toContainText('billing-1')
  await expect(one).toContainText(/committed\s*1\s*pulled\s*7\s*max\s*7\s*lag\s*6/)
  await expect(one.getByTitle('2: consumed, not committed')).toBeVisible()
  await expect(one.getByTitle('1: with the listener')).toBeVisible()
  await lesson.moved(() => queues.getByRole('button', { name: /billing-2 takes broker-a\/0, broker-a\/1/ }).click())
  await expect(one).toContainText('billing-2')
})

test('a consumer that dies before it tells the broker: the guess is answered by the run that follows', async ({ page }) => {
  const lesson = await open(page)
  await lesson.moved(() => lesson.step('done, says who?').click())
  const card = lesson.prose.locator('[data-step="done"]')
  await card.getByLabel('It is consumed once more').check()
  await card.getByRole('button', { name: 'Run it and see' }).click()
  await expect(card.getByText('That is what happens.')).toBeVisible({ timeout: 60_000 })
  expect(await lesson.node()).toBe('billing-2')
})

test('in Chinese', async ({ page }) => {
  const lesson = await open(page, 'zh')
  for (let step = 1; step < source.steps.length; step++) await lesson.moved(() => page.keyboard.press('j'))
  await lesson.showPicture(stepperZh.pictures.queues)
  const queues = lesson.picture.getByRole('region', { name: stepperZh.queues.label })
  await expect(queues.getByRole('button', { name: /接手/ }).first()).toBeVisible()
  expect(await queues.innerText()).not.toMatch(/[a-z]+ (?:waits|takes|gives|left|owner)/)
})

test('the home page leads to the lesson', async ({ page }) => {
  await page.goto('en/')
  await page.getByRole('link', { name: new RegExp(source.texts.en.name) }).first().click()
  await expect(page).toHaveURL(/\/learn\/consume\/$/)
})
