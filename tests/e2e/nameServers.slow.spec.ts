import { expect, test, type Page } from '@playwright/test'
import { tablesEn } from '../../components/i18n/en/tables'
import { tablesZh } from '../../components/i18n/zh/tables'
import { LessonPage } from './support/lesson'

function open(page: Page, lesson: string, locale: 'en' | 'zh' = 'en'): Promise<LessonPage> {
  return LessonPage.open(page, `learn/${lesson}/`, locale)
}

test('the tables of a name server: a killed broker is gone, a silent one is not, and a client believes in both', async ({ page }) => {
  const lesson = await open(page, 'two-ways-out')
  await lesson.moved(() => lesson.step('the whole budget').click())
  const table = (name: string) => lesson.picture.getByRole('group', { name, exact: true })
  await expect(table('brokerAddrTable')).toContainText('broker-b')
  await expect(table('brokerAddrTable')).not.toContainText('broker-c')
  const believed = lesson.picture.getByRole('region', { name: tablesEn.routes, exact: true })
  await expect(believed).toContainText('broker-c, no longer in any table')
  await lesson.moved(() => lesson.step('at last').click())
  await expect(table('brokerAddrTable').getByRole('listitem')).toHaveText(/broker-a/)
})

test('what a reader breaks anywhere is answered by the run that follows: a broker that is shut down properly', async ({ page }) => {
  const lesson = await open(page, 'two-ways-out')
  await lesson.moved(() => lesson.step('a stale route, the cheap kind').click())
  const card = lesson.prose.locator('[data-step="refused"]')
  await card.getByLabel('Just as long: until its next poll').check()
  await card.getByRole('button', { name: 'Run it and see' }).click()
  await expect(card.getByText('That is what happens.')).toBeVisible({ timeout: 60_000 })
})

test('the lock on the tables: three read, one waits to write, and in Chinese as well', async ({ page }) => {
  const lesson = await open(page, 'registration', 'zh')
  const goTo = (step: string) => lesson.moved(() => page.locator(`#step-${step} h2 button`).click())
  await goTo('writer')
  const lock = lesson.picture.getByRole('group', { name: tablesZh.lock })
  await expect(lock).toContainText('3 个线程在读')
  await goTo('fourth')
  await expect(lock.getByRole('listitem')).toHaveText([/Thread_1$/, /Thread_2$/, /Thread_3$/, /等着写$/])
  expect(await lesson.picture.innerText()).not.toMatch(/queues|waits|ago/)
})

test('the chart in the text follows the run', async ({ page }) => {
  const lesson = await open(page, 'auto-creation')
  const row = (topic: string) => lesson.prose.locator(`[data-step="trap"] [data-topic="${topic}"]`)
  await expect(row('OrderPaid')).toContainText('none yet')
  await lesson.moved(() => lesson.step('good luck').click())
  await expect(row('OrderPaid').getByRole('cell')).toHaveText(['0', '1'])
  await lesson.moved(() => lesson.step('the trap').click())
  await expect(row('OrderPaid').getByRole('cell')).toHaveText(['0', '40'])
  await expect(row('ParcelSent').getByRole('cell')).toHaveText(['20', '20'])
})

test('test cases are cards: what their calls ended with, whether they pass, and a way in', async ({ page }) => {
  const lesson = await open(page, 'from-the-tests')
  const card = (name: string) => lesson.prose.getByRole('article', { name })
  await expect(card('testSendMessage_ZeroMessage')).toContainText('a body of zero bytes')
  await expect(card('testSendMessage_ZeroMessage')).toHaveAttribute('data-passes', 'true')
  await lesson.moved(() => lesson.step('a test that is not quite true').click())
  await expect(card('testSendMessage_NoNameSrv')).toHaveCount(0)
  await lesson.prose.locator('[data-step="alone"]').getByRole('button', { name: 'Skip' }).click()
  await expect(card('testSendMessage_NoNameSrv')).toHaveAttribute('data-passes', 'false')
  await lesson.moved(() => card('testSendMessageSync_SuccessWithHook').getByRole('button', { name: 'Step into it' }).click())
  await expect(lesson.stack).toContainText('DefaultMQProducer.send')
  await expect(card('testSendMessageSync_SuccessWithHook').getByRole('link')).toHaveAttribute('href', /DefaultMQProducerTest[.]java#L342-L392$/)
})
