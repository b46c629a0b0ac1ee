import { expect, test, type Page } from '@playwright/test'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Locale } from '../../components/i18n/locales'
import { LessonPage } from './support/lesson'

/** The trace of the drill of a seed, as the headless runner has it. */
async function traceInNode(seed: number): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rocketscope-'))
  try {
    const words = ['.ci/cluster.mjs', 'content/scenarios/store-drill.json', '--seed', String(seed), '--out', folder]
    const { stdout } = await promisify(execFile)(process.execPath, words)
    return (JSON.parse(stdout) as { hashes: { trace: string } }).hashes.trace
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function openDrill(page: Page, hash = '', locale: Locale = 'en'): Promise<LessonPage> {
  await page.goto(`${locale}/learn/store-drill/${hash}`)
  const lesson = new LessonPage(page, locale)
  await lesson.isThere()
  await expect(lesson.bar).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
  await lesson.settled()
  return lesson
}

test('the link that a failing seed prints opens the run of that seed', async ({ page }) => {
  const lesson = await openDrill(page, '#s=store-drill&seed=17&v=1')
  await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('17')
  await expect(page.getByText(/^Seed 17: \d+ operations, and every promise was kept\.$/)).toBeVisible()
  await expect(lesson.bar).toHaveAttribute('data-trace-hash', await traceInNode(17))
})

test('another seed by typing it, the next one by a click, and the way back is the browser’s', async ({ page }) => {
  const lesson = await openDrill(page)
  const seed = page.getByRole('textbox', { name: 'Seed' })
  await expect(seed).toHaveValue('344')
  await seed.fill('three')
  await lesson.button('Run it').click()
  await expect(page.getByText('A seed is a whole number from 0 to')).toBeVisible()
  await seed.fill('3')
  await lesson.button('Run it').click()
  await expect(page.getByText(/^Seed 3: /)).toBeVisible({ timeout: 30_000 })
  await expect(page).toHaveURL(/#s=store-drill&seed=3&/)
  await lesson.button('The next seed').click()
  await expect(page.getByText(/^Seed 4: /)).toBeVisible({ timeout: 30_000 })
  await expect(seed).toHaveValue('4')
  await page.goBack()
  await expect(page.getByText(/^Seed 3: /)).toBeVisible({ timeout: 30_000 })
})

test('the steps of the lesson lead through the drill, and its operations are in the list of events', async ({ page }) => {
  const lesson = await openDrill(page)
  const step = (title: string) => lesson.prose.getByRole('button', { name: new RegExp(`${title}$`) })
  await step('the plug').click()
  await lesson.settled()
  await expect(lesson.source).toContainText('cutPower')
  await step('the whole truth').click()
  await lesson.settled()
  await page.getByRole('tab', { name: 'Events' }).click()
  await page.getByRole('searchbox', { name: 'Filter' }).fill('has recovered')
  const recovered = lesson.picture.getByRole('listitem').filter({ hasText: 'has recovered, abnormally' })
  await expect(recovered.first()).toContainText('bytes cut off')
  await page.getByRole('searchbox', { name: 'Filter' }).fill('drill operation 6')
  await expect(lesson.picture.getByRole('listitem').first()).toContainText('power-cut(1748 µs later)')
})

test('who breaks something of his own is told that the drill is not judged', async ({ page }) => {
  const lesson = await openDrill(page, '#s=store-drill&seed=344&i=150~kill~store&v=1')
  await expect(page.getByText('Seed 344: the drill ended early, and was not judged.')).toBeVisible()
  await expect(lesson.runs).toContainText('kill the process: store')
})

test('in Chinese', async ({ page }) => {
  await openDrill(page, '#s=store-drill&seed=5&v=1', 'zh')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('怎样考验一个存储')
  await expect(page.getByText(/^种子 5：\d+ 个操作，每个承诺都守住了。$/)).toBeVisible()
})
