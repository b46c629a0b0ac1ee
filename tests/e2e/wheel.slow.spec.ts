import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { LessonPage } from './support/lesson'

const TIMED = path.resolve(import.meta.dirname, '../../content/scenarios/timed.json')

/** No lesson has this scenario: the one with a consumer runs it in the place of its own. */
async function open(page: Page, locale: 'en' | 'zh'): Promise<LessonPage> {
  const scenario = { ...(JSON.parse(readFileSync(TIMED, 'utf8')) as object), name: 'consume' }
  await page.route('**/scenarios/consume.json*', (route) => route.fulfill({ json: scenario }))
  await page.goto(`${locale}/learn/consume/`)
  const lesson = new LessonPage(page, locale)
  await lesson.isThere()
  await lesson.isWhole()
  await lesson.settled()
  return lesson
}

test('the wheel shows slots, a chain and each message, and leads to what happened', async ({ page }) => {
  const lesson = await open(page, 'en')
  await lesson.showPicture('Wheel')
  const wheel = page.getByRole('region', { name: 'The timing wheel' })
  await expect(wheel).toContainText('No message has come onto the wheel yet.')
  await page.locator('select').filter({ hasText: 'Whole run' }).selectOption('run')
  await lesson.moved(() => lesson.slider.press('End'))
  await expect(wheel.getByRole('button', { name: /beyond-the-window/ })).toContainText('delivered')
  await expect(wheel.getByRole('button', { name: /taken-back/ })).toContainText('recalled')
  await lesson.moved(() => wheel.getByRole('button', { name: /in-ten-seconds/ }).click())
  await wheel.getByRole('button', { name: /^22:13:37/ }).press('Enter')
  await expect(wheel.getByRole('button', { name: /beyond-the-window · goes around/ })).toBeVisible()
})
