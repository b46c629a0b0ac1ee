import { test } from '@playwright/test'
import type { LessonChallenge } from '../../components/lesson/logic/claims'
import { CHALLENGES } from '../content/support/challenges'
import { elementsOf, readText } from '../content/support/readMdx'
import { ChallengeCard } from './support/challenges'

test.describe.configure({ mode: 'parallel', timeout: 180_000 })

/** What a reader does for it, and whether that is tried once or under many seeds. */
function kindOf({ solution, seeds }: LessonChallenge): string {
  return [...Object.keys(solution), seeds > 1 ? 'checked' : 'at once'].join(' ')
}

/** The first of each kind: all cards are one component, and tests/content has every judge decide. CHALLENGES=all: all of them. */
const tried = CHALLENGES.filter(([, , challenge], index) => {
  const first = CHALLENGES.findIndex(([, , other]) => kindOf(other) === kindOf(challenge))
  return process.env.CHALLENGES === 'all' || first === index
})

for (const [name, scenario, challenge] of tried) {
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
