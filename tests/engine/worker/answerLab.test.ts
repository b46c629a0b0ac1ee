import { describe, expect, it } from 'vitest'
import { nodeWasm } from '../../../engine/adapters/quickjs/nodeWasm'
import type { Load } from '../../../engine/cluster/Load'
import { loadScenario } from '../../../engine/cluster/loadScenario'
import type { LabWorld } from '../../../engine/worker/answerLab'
import { answerLab } from '../../../engine/worker/answerLab'
import type { Measurement } from '../../../engine/worker/Measurement'
import type { Reply } from '../../../engine/worker/protocol'
import { readersCode } from '../../../engine/worker/ReadersCode'

const LOAD: Load = { messages: 40, keys: 'uniform', distinctKeys: 12, brokers: 2, queues: 2, middle: 'nothing' }

const world: LabWorld = {
  specOf: async (key) => loadScenario(key.load!),
  compile: (source) => readersCode(source, nodeWasm),
  enqueue: (work) => work(),
}

function module(select: string): string {
  return `export default class Mine { select(mqs, msg, arg) { ${select} } }`
}

async function measured(code: string): Promise<Measurement> {
  const key = { scenario: 'load', seed: 1, interventions: [], selector: null, load: LOAD, code }
  const reply = await answerLab({ type: 'measure', key }, world)
  if (reply.type !== 'measurement') throw new Error(reply.type)
  return reply.measurement
}

function checked(exercise: string, code: string): Promise<Reply> {
  return answerLab({ type: 'check', exercise, code, seeds: 3 }, world)
}

describe('the lab', () => {
  it('measures the reader’s code, its steps too', async () => {
    const { calls, perQueue } = await measured(module('return mqs[1]'))
    expect(perQueue).toEqual([0, 40, 0, 0])
    expect(calls.every(({ steps, error }) => steps > 0 && error === null)).toBe(true)
  })

  it('says for each call what the code did wrong, and where', async () => {
    const { calls } = await measured(module('\nif (arg === "order-1") throw new Error("no")\nreturn mqs[0]'))
    const wrong = calls.filter(({ error }) => error !== null)
    expect(wrong.length).toBeGreaterThan(0)
    expect(wrong.length).toBeLessThan(40)
    for (const { key, error, queueId } of wrong) {
      expect([key, queueId]).toEqual(['order-1', -1])
      expect(error).toMatchObject({ kind: 'threw', line: 2 })
    }
  })

  it('tells a result that is no queue from one that is not in the list', async () => {
    expect((await measured(module('return 7'))).calls[0]!.error).toMatchObject({ kind: 'not-a-queue' })
  })

  it('says why code can’t be loaded', async () => {
    await expect(measured('export default class {')).rejects.toMatchObject({ kind: 'syntax' })
    await expect(measured('')).rejects.toMatchObject({ kind: 'no-class' })
  })

  it('checks the reader’s code', async () => {
    const hash = 'import { javaHashCode } from "rocketmq"\n'
      + module('return mqs[Math.abs(javaHashCode(String(arg)) % mqs.length)]')
    expect(await checked('keep-order', hash)).toMatchObject({ type: 'verdict', passed: true, seedsRun: 3 })
    const reply = await checked('keep-order', module('this.n = (this.n ?? 0) + 1; return mqs[this.n % mqs.length]'))
    expect(reply).toMatchObject({ type: 'verdict', passed: false, counterexample: { reason: 'moved', call: 1 } })
  })
})
