import { expect, type Page } from '@playwright/test'
import { LessonPage } from './lesson'

export function openKinds(page: Page, locale: 'en' | 'zh' = 'en'): Promise<LessonPage> {
  return LessonPage.open(page, 'learn/kinds/', locale)
}

/** Guesses what the run on the page then bears out. */
export async function answerQuestion(lesson: LessonPage, step: string, option: string): Promise<void> {
  await lesson.moved(() => lesson.page.locator(`#step-${step}`).getByRole('button').first().click())
  const card = lesson.prose.locator(`[data-step="${step}"]`)
  await card.getByLabel(option, { exact: true }).check()
  await card.getByRole('button', { name: 'Run it and see' }).click()
  await expect(card.getByText('That is what happens.')).toBeVisible({ timeout: 60_000 })
}
