import { expect, test, type Locator, type Page } from '@playwright/test'
import { stepperEn } from '../../components/i18n/en/stepper'
import { stepperZh } from '../../components/i18n/zh/stepper'
import { LessonPage } from './support/lesson'

async function open(page: Page, locale: 'en' | 'zh' = 'en'): Promise<LessonPage> {
  await page.goto(`${locale}/learn/consume/`)
  const lesson = new LessonPage(page, locale)
  await lesson.isThere()
  await lesson.isWhole()
  await lesson.settled()
  return lesson
}

/** The pane of the queues, at the step in which the second member joins. */
async function queuesOf(lesson: LessonPage): Promise<Locator> {
  await lesson.moved(() => lesson.step('a second member').click())
  await lesson.showPicture('Queues')
  return lesson.picture.getByRole('region', { name: 'Queues of the consumers' })
}

async function isRun(lesson: LessonPage, number: number, name: string | RegExp): Promise<void> {
  await expect(lesson.run(number)).toHaveAttribute('aria-current', 'true', { timeout: 30_000 })
  await expect(lesson.run(number)).toContainText(name)
  await lesson.settled()
}

test('a listener is set from the queues: the run goes on with it, a link brings it back, and the first run is one click away', async ({ page }) => {
  const lesson = await open(page)
  const queues = await queuesOf(lesson)
  const members = queues.getByRole('region', { name: 'Members of billing' })
  await expect(members.getByRole('listitem').filter({ hasText: 'billing-1' })).toContainText('100 ms, then success')
  await members.getByRole('button', { name: 'Set what the listener of billing-1 does' }).click()
  const dialog = lesson.dialog('Break it')
  await expect(dialog.getByRole('radio', { name: /^set what its listener does/ })).toBeChecked()
  await dialog.getByLabel('A batch takes, in ms').fill('soon')
  await expect(dialog.getByText('A whole number from 0 to')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Change it' })).toBeDisabled()
  await dialog.getByLabel('A batch takes, in ms').fill('700')
  await dialog.getByLabel('and ends with').selectOption({ label: '“later”' })
  await dialog.getByRole('button', { name: 'Change it' }).click()
  await isRun(lesson, 2, 'billing-1: 700 ms, then “later”')
  // The reader stays where he was; the change lies right ahead.
  const member = members.getByRole('listitem').filter({ hasText: 'billing-1' })
  await expect(member).toContainText(/100 ms, then successfrom 4[.\d\u202f]+ s on: 700 ms, then “later”/)
  await expect(page).toHaveURL(/set-listener~billing-1~700~later/)
  const link = page.url()
  await lesson.run(1).click()
  await isRun(lesson, 1, '')
  await expect(member).not.toContainText('700 ms')

  await page.goto('about:blank')
  await page.goto(link)
  await isRun(lesson, 2, 'billing-1: 700 ms, then “later”')
  await page.goto('about:blank')
  await page.goto(link.replace('later', 'sometimes'))
  await expect(page.getByText(stepperEn.notices.badLink.malformed)).toBeVisible({ timeout: 30_000 })
})

test('a consumer is added and takes its part; the takeover is told, and its sentence leads there', async ({ page }) => {
  const lesson = await open(page)
  const queues = await queuesOf(lesson)
  await queues.getByRole('button', { name: 'Add a consumer' }).click()
  const dialog = lesson.dialog('Break it')
  await expect(dialog.getByRole('radio', { name: /^add a consumer like it/ })).toBeChecked()
  await dialog.getByRole('button', { name: 'Change it' }).click()
  await isRun(lesson, 2, 'one more consumer like billing-1')
  const sentence = queues.getByRole('button', { name: /billing-3 takes over from billing-\d; for [\d.\s\u202f]+ s nobody had it; nothing was in flight/ })
  await lesson.moved(() => sentence.first().click())
  await expect(queues.getByRole('region', { name: 'Members of billing' })).toContainText('billing-3')
  const owned = queues.getByRole('listitem').filter({ hasText: /^OrderPaid broker-a\/\d/ }).filter({ hasText: 'billing-3' })
  await expect(owned.first()).toBeVisible()
  await lesson.showPicture('Cluster')
  await expect(lesson.picture.getByRole('button', { name: /^billing-3, consumer/ })).toBeVisible()
})

test('a consumer of the map leaves its group properly; in Chinese', async ({ page }) => {
  const lesson = await open(page, 'zh')
  for (let step = 1; step < 5; step++) await lesson.moved(() => page.keyboard.press('j'))
  await lesson.showPicture(stepperZh.pictures.cluster)
  await lesson.picture.getByRole('button', { name: /^billing-1/ }).click()
  const dialog = lesson.dialog(stepperZh.faults.title)
  await dialog.getByRole('radio', { name: new RegExp(`^${stepperZh.faults.names.shutdown}`) }).check()
  await expect(dialog.getByText(stepperZh.faults.ofConsumers.shutdown)).toBeVisible()
  await dialog.getByRole('button', { name: stepperZh.faults.run }).click()
  const second = page.getByRole('region', { name: stepperZh.faults.branches }).getByRole('button', { name: /^2 · / })
  await expect(second).toHaveAttribute('aria-current', 'true', { timeout: 30_000 })
  await expect(second).toContainText('billing-1')
  await lesson.showPicture(stepperZh.pictures.queues)
  await expect(lesson.picture.getByRole('button', { name: /billing-2 从/ }).first()).toBeVisible()
})
