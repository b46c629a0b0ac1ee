import { describe, expect, it } from 'vitest'
import { exercisesIn } from '../../content/exercises'
import { nodeWasm } from '../../engine/adapters/quickjs/nodeWasm'
import { loadScenario } from '../../engine/cluster/loadScenario'
import { answerLab } from '../../engine/worker/answerLab'
import type { LabHost } from '../../engine/worker/answerLab'
import { EXERCISES } from '../../engine/worker/exercises/check'
import { readersCode } from '../../engine/worker/ReadersCode'

const world: LabHost = {
  specOf: async (key) => loadScenario(key.load!),
  compile: (source) => readersCode(source, nodeWasm),
  enqueue: (work) => work(),
  later: () => undefined,
}
const english = exercisesIn('en')
const chinese = exercisesIn('zh')

describe('the texts of exercises', () => {
  it('are there for each exercise that the worker can check, in both languages', () => {
    expect(english.map(({ id }) => id)).toEqual(EXERCISES.map(({ id }) => id))
    for (const [index, { hints, reasons, title }] of english.entries()) {
      const other = chinese[index]!
      expect(other.title).not.toBe(title)
      expect(other.hints).toHaveLength(hints.length)
      expect(Object.keys(other.reasons)).toEqual(Object.keys(reasons))
      expect([other.title, other.brief, ...other.hints].every((text) => /[\u4e00-\u9fff]/.test(text))).toBe(true)
    }
  })

  it.each(english)('$id has a solution that solves it', async ({ id, solution }) => {
    const reply = await answerLab({ type: 'check', exercise: id, code: solution, seeds: 6 }, world)
    expect(reply).toEqual({ type: 'verdict', passed: true, seedsRun: 6, counterexample: null })
  })

  it.each(english)('$id is not solved by the first queue, and has a sentence for why', async ({ id, reasons }) => {
    const code = 'export default class First { select(mqs) { return mqs[0] } }'
    const reply = await answerLab({ type: 'check', exercise: id, code, seeds: 6 }, world)
    if (reply.type !== 'verdict') throw new Error(reply.type)
    expect(reply.passed).toBe(false)
    expect(reasons).toHaveProperty([reply.counterexample!.reason])
  })
})
