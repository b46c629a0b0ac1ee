import { expect, type Page } from '@playwright/test'
import type { Attempt, LessonChallenge } from '../../../components/lesson/logic/claims'
import { encodeLink } from '../../../components/stepper/logic/url'
import { attemptedRun } from '../../../content/ownRun'
import type { Element } from '../../content/support/readMdx'

/** The card of a challenge on its lesson's page, in English. */
export class ChallengeCard {
  private readonly page: Page
  private readonly lesson: string
  private readonly id: string

  constructor(page: Page, name: string) {
    const [lesson, id] = name.split('/')
    this.page = page
    this.lesson = lesson!
    this.id = id!
  }

  private get card() {
    return this.page.locator(`#challenge-${this.id}`)
  }

  /** Opens the run in which somebody has done what the attempt says, gives the answer, and asks for the verdict. */
  async try(scenario: string, attempt: Attempt): Promise<void> {
    const { key } = await attemptedRun(scenario, attempt)
    // The same page at another fragment would not begin anew.
    await this.page.goto('about:blank')
    await this.page.goto(`/en/learn/${this.lesson}/#${encodeLink({ key, cursor: null })}`)
    // With the run comes what the reader has answered before: what is typed into the field meanwhile would be added to that.
    await expect(this.page.locator('[data-trace-hash][aria-busy=false]:not([data-trace-hash=""])')).toBeVisible({ timeout: 60_000 })
    if (attempt.answer !== undefined) await this.card.getByRole('textbox').fill(attempt.answer)
    await this.card.locator('button[type=submit]').click({ timeout: 30_000 })
  }

  async expectSolved(): Promise<void> {
    await expect(this.card).toHaveAttribute('data-revealed', 'true', { timeout: 60_000 })
  }

  async expectReason(
    challenge: LessonChallenge, scenario: string, attempt: Attempt, { attributes }: Element,
  ): Promise<void> {
    const reason = challenge.judge(await attemptedRun(scenario, attempt), attempt.answer ?? '')
    const sentence = (attributes['reasons'] as Readonly<Record<string, string>>)[reason!]!
    await expect(this.card.getByRole('status')).toContainText(sentence, { timeout: 60_000 })
    await expect(this.card).not.toHaveAttribute('data-revealed', 'true')
  }
}
