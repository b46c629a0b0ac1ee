import { readFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { openLesson } from './support/lesson'

interface Kept {
  readonly seen: string[]
  readonly place: string
  readonly guesses: Record<string, number>
}

async function kept(page: Page): Promise<Record<string, Kept>> {
  const text = await page.evaluate(() => localStorage.getItem('progress'))
  return (JSON.parse(text ?? '{"lessons":{}}') as { lessons: never }).lessons
}

test('a reload loses nothing, and the home page leads back to the very moment', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.moved(() => page.keyboard.press('j'))
  await lesson.moved(() => page.keyboard.press('j'))
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
  await expect.poll(async () => (await kept(page))['send-call']?.place).toMatch(/c=\d+\.\d+/)
  const { place, seen } = (await kept(page))['send-call']!
  expect(seen).toEqual(['one-line', 'facade', 'state'])

  await page.goto('en/')
  const back = page.getByRole('region', { name: 'Continue where you were' })
  await expect(back.getByRole('link')).toHaveText('The send call, step 3: may I?')
  await expect(page.locator('#part-3').getByText(/^◔ 3 of 14 steps/)).toBeVisible()
  await back.getByRole('link').click()
  await expect(page).toHaveURL(new RegExp(`#${place.replaceAll(/[.&?]/g, '\\$&')}$`))
  await expect(page.locator('[data-step="state"]')).toHaveAttribute('aria-current', 'step', { timeout: 60_000 })
})

test('by its plain address a lesson begins at its beginning, and offers the place', async ({ page }) => {
  const lesson = await openLesson(page)
  await lesson.moved(() => page.keyboard.press('j'))
  await lesson.moved(() => page.keyboard.press('ArrowRight'))
  await expect.poll(async () => (await kept(page))['send-call']?.place).toMatch(/c=/)
  await page.goto('en/learn/')
  await openLesson(page)
  await expect(page.locator('[data-step="one-line"]')).toHaveAttribute('aria-current', 'step')
  const offer = page.getByRole('group', { name: 'Continue where you were' })
  await expect(offer).toContainText('step 2')
  await offer.getByRole('button', { name: 'Continue there' }).click()
  await expect(page.locator('[data-step="facade"]')).toHaveAttribute('aria-current', 'step')
  await expect(offer).toBeHidden()
})

test('a guess is there again after a reload; begun anew, the lesson asks again, and that can be undone', async ({ page }) => {
  test.setTimeout(240_000)
  await openLesson(page)
  const question = page.locator('[data-step="append"]')
  await question.getByRole('radio').nth(1).check()
  await question.getByRole('button', { name: 'Run it and see' }).click()
  await expect(question.getByText(/^You guessed/)).toBeVisible({ timeout: 120_000 })
  await page.goto('en/learn/')
  await openLesson(page)
  await expect(question.getByText('You guessed: Nothing, until 3000 ms have passed')).toBeVisible()
  await expect(question.getByRole('radio')).toHaveCount(0)

  await page.getByRole('button', { name: 'Begin this lesson anew' }).click()
  const ask = page.getByRole('dialog', { name: /anew\?$/ })
  await ask.getByRole('button', { name: 'Cancel' }).click()
  await expect(question.getByText(/^You guessed/)).toBeVisible()
  await page.getByRole('button', { name: 'Begin this lesson anew' }).click()
  await ask.getByRole('button', { name: 'Forget it' }).click()
  await expect(question.getByRole('radio')).toHaveCount(3)
  expect((await kept(page))['send-call']).toBeUndefined()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(question.getByText(/^You guessed/)).toBeVisible()
  expect((await kept(page))['send-call']!.guesses).toEqual({ 'broker-killed': 1 })
})

test('everything goes to another browser as a file; a bad file is refused with a reason', async ({ page, browser, baseURL }) => {
  await page.goto('en/learn/')
  await page.evaluate(() => {
    localStorage.setItem('progress', JSON.stringify({ version: 1, lessons: { store: { seen: ['arrives'], at: 5 } } }))
    localStorage.setItem('theme', 'dark')
  })
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const file = await (await download).path()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ rocketscope: 1, others: { theme: 'dark' } })

  const context = await browser.newContext({ baseURL: baseURL! })
  const other = await context.newPage()
  await other.goto('en/learn/')
  const input = other.locator('input[type="file"]')
  const status = other.locator('#keeping').getByRole('status')
  for (const [text, reason] of [['no JSON', /not JSON/], ['{"a": 1}', /no export of this site/], [JSON.stringify({
    rocketscope: 9, exportedAt: '', progress: {}, others: {},
  }), /version 9/]] as const) {
    await input.setInputFiles({ name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    await expect(status).toHaveText(reason)
  }
  await input.setInputFiles(file)
  await other.getByRole('dialog').getByRole('button', { name: 'Take it over' }).click()
  await expect(status).toContainText('progress in 1 lesson')
  await expect(other.locator('#part-5').getByText(/1 of 10 steps/)).toBeVisible()
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark')
  await context.close()
})
