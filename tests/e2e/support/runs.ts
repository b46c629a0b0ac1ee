import { expect, type Page } from '@playwright/test'
import { t } from '../../../components/i18n'
import type { RunText } from '../../../content/runs/RunText'
import { LessonPage } from './lesson'

/** Opens the page of a run in Chinese, waits for the whole run, and finds all that the page says borne out. */
export async function opensRun(page: Page, { scenario, title, sentences }: RunText): Promise<void> {
  await LessonPage.open(page, `runs/${scenario}/`, 'zh')
  await expect(page.getByRole('heading', { name: title.zh, level: 1 })).toBeVisible()
  await expect(page.getByText(sentences[0]!.text.zh)).toBeVisible()
  await expect(page.getByTitle(t('zh').lesson.untrue)).toHaveCount(0)
  await expect(page.getByText(t('zh').lesson.notReached)).toHaveCount(0)
}
