import { test } from '@playwright/test'
import { CHALLENGES } from '../content/support/challenges'
import { elementsOf, readText } from '../content/support/readMdx'
import { ChallengeCard } from './support/challenges'

test.describe.configure({ timeout: 180_000 })

for (const [name, scenario, challenge] of CHALLENGES) {
  test(`the challenge ${name} can be done right and wrong`, async ({ page }) => {
    const [lesson, id] = name.split('/')
    const element = elementsOf(readText(`lessons/${lesson}/en.mdx`)).find(({ name: of, attributes }) => {
      return of === 'Challenge' && attributes['id'] === id
    })!
    const card = new ChallengeCard(page, name)
    await card.try(scenario, challenge.wrong)
    await card.expectReason(challenge, scenario, challenge.wrong, element)
    await card.try(scenario, challenge.solution)
    await card.expectSolved()
  })
}
