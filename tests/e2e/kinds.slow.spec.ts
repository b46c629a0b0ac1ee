import { test } from '@playwright/test'
import { answerQuestion, openKinds } from './support/kinds'

// Which question stands at which step, and the option that the run on the page bears out.
const QUESTIONS = [
  ['stuck', 'a-paid, after a second'],
  ['how-far', 'Twice'],
  ['own-part', 'It is never delivered'],
  ['told', 'Once'],
] as const

for (const [step, option] of QUESTIONS) {
  test(`the question at ${step} is answered by the run that follows`, async ({ page }) => {
    await answerQuestion(await openKinds(page), step, option)
  })
}
