import { expect, test } from '@playwright/test'
import { t } from '../../components/i18n'
import { stepperZh } from '../../components/i18n/zh/stepper'
import { lesson as source } from '../../content/lessons/kinds/lesson'
import { answerQuestion, openKinds } from './support/kinds'

// Which question stands at which step, and the option that the run on the page bears out.
const QUESTIONS = [
  ['stuck', 'a-paid, after a second'],
  ['how-far', 'Twice'],
  ['own-part', 'It is never delivered'],
  ['told', 'Once'],
] as const

test('every step of the lesson has its own place in the run, and what it says of the run is so', async ({ page }) => {
  const lesson = await openKinds(page)
  await lesson.walk(source.steps)
  await expect(page.getByText('This run never gets here.')).toHaveCount(0)
  await expect(page.getByTitle(t('en').lesson.untrue)).toHaveCount(0)
})

test('what waits to be delivered is seen waiting: delayed messages, and halves of transactions', async ({ page }) => {
  const lesson = await openKinds(page)
  await lesson.moved(() => lesson.step('due').click())
  await lesson.showPicture('Pending')
  const row = (name: string) => lesson.picture.getByRole('listitem').filter({ hasText: name }).first()
  await expect(row('remind-1')).toContainText(/level 3.*due in [34][.]\d s/)
  await expect(row('remind-2')).toContainText(/level 2.*due: the next look/)
  await lesson.moved(() => lesson.step('do you know how this ended?').click())
  await expect(row('pay-1')).toContainText('delivered')
  await expect(row('pay-2')).toContainText('never delivered')
  await expect(row('pay-3')).toContainText('has not heard')
})

test('what a broker’s death leaves of a transaction is answered by the run that follows', async ({ page }) => {
  await answerQuestion(await openKinds(page), 'note', 'Twice')
})

test('in Chinese', async ({ page }) => {
  const lesson = await openKinds(page, 'zh')
  for (let step = 1; step < source.steps.length; step++) await lesson.moved(() => page.keyboard.press('j'))
  await lesson.showPicture(stepperZh.pictures.pending)
  await expect(lesson.picture.getByRole('listitem').filter({ hasText: 'pay-1' }).first()).toContainText('已投递')
  expect(await lesson.picture.innerText()).not.toMatch(/delivered|stored|due/)
})

for (const [step, option] of QUESTIONS) {
  test(`the question at ${step} is answered by the run that follows`, async ({ page }) => {
    await answerQuestion(await openKinds(page), step, option)
  })
}
