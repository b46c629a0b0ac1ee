import { expect, test } from '@playwright/test'
import { t } from '../../components/i18n'
import { RUNS } from '../../content/runs'
import { opensRun } from './support/runs'

test('the page of runs leads to each of them, from the home page on', async ({ page }) => {
  await page.goto('en/')
  await page.getByRole('banner').getByRole('link', { name: t('en').frame.sections.runs }).click()
  await expect(page.getByRole('heading', { name: t('en').site.runs, level: 1 })).toBeVisible()
  for (const { title, scenario } of RUNS) {
    await expect(page.getByRole('link', { name: title.en })).toHaveAttribute('href', new RegExp(`/runs/${scenario}/$`))
  }
})

test('a run opens, and is what its page says', async ({ page }) => {
  await opensRun(page, RUNS.find(({ scenario }) => scenario === 'consumer-death')!)
})
