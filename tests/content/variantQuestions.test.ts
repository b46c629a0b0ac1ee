import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { claimsOf } from '../../content/lessons/claimsOf'
import { ownRun } from '../../content/ownRun'

/** What is the case, in the lesson's own run and with another option, by the number of the answer. */
const QUESTIONS = [
  { lesson: 'order', question: 'how-many-move', variants: {}, answer: 2 },
  { lesson: 'order', question: 'on-the-ring', variants: { selector: 'consistent-hash' }, answer: 1 },
  { lesson: 'slow-broker', question: 'how-many-wait', variants: {}, answer: 1 },
  { lesson: 'slow-broker', question: 'how-many-wait', variants: { latency: 'off' }, answer: 0 },
  { lesson: 'slow-broker', question: 'both-out', variants: {}, answer: 2 },
  { lesson: 'slow-broker', question: 'both-out', variants: { detector: 'on' }, answer: 1 },
  { lesson: 'slow-broker', question: 'with-detector', variants: { detector: 'on' }, answer: 1 },
  { lesson: 'choice-versions', question: 'next-try', variants: {}, answer: 1 },
  { lesson: 'choice-versions', question: 'next-try', variants: { latency: 'off' }, answer: 0 },
  { lesson: 'back-pressure', question: 'the-eleventh', variants: {}, answer: 1 },
] as const

describe('a question about what another option would do', () => {
  it.each(QUESTIONS)('$lesson, $question with $variants', async ({ lesson, question, variants, answer }) => {
    const { outcomes } = await claimsOf(lesson)
    const run = await ownRun(path.resolve(import.meta.dirname, `../../content/scenarios/${lesson}.json`), { variants })
    expect(await outcomes[question]!(run, () => Promise.reject(new Error('no files are asked for')))).toBe(answer)
  })

  it('is not answered by a run without that option', async () => {
    for (const [lesson, question] of [['order', 'on-the-ring'], ['slow-broker', 'with-detector']] as const) {
      const { outcomes } = await claimsOf(lesson)
      const run = await ownRun(path.resolve(import.meta.dirname, `../../content/scenarios/${lesson}.json`))
      expect(await outcomes[question]!(run, () => Promise.reject(new Error('no files are asked for')))).toBeNull()
    }
  })
})
