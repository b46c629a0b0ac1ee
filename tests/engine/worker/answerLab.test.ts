import { describe, expect, it } from 'vitest'
import { nodeWasm } from '../../../engine/adapters/quickjs/nodeWasm'
import type { Load } from '../../../engine/cluster/Load'
import { loadScenario } from '../../../engine/cluster/loadScenario'
import type { LabHost } from '../../../engine/worker/answerLab'
import { answerLab } from '../../../engine/worker/answerLab'
import type { Measurement } from '../../../engine/worker/Measurement'
import type { Notice, Reply } from '../../../engine/worker/protocol'
import { readersCode } from '../../../engine/worker/ReadersCode'

const LOAD: Load = { messages: 40, keys: 'uniform', distinctKeys: 12, brokers: 2, queues: 2, middle: 'nothing' }

const world: LabHost = {
  specOf: async (key) => loadScenario(key.load!),
  compile: (source) => readersCode(source, nodeWasm),
  enqueue: (work) => work(),
  later: () => undefined,
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

  it('does nothing out of turn: what it computed while a run waits for the disk would be recorded with that run', async () => {
    let isInTurn = false
    const outOfTurn: string[] = []
    const noted = <T>(what: string, work: () => Promise<T>): Promise<T> => {
      if (!isInTurn) outOfTurn.push(what)
      return work()
    }
    const strict: LabHost = {
      specOf: (key) => noted('specOf', () => world.specOf(key)),
      compile: (source) => noted('compile', () => world.compile(source)),
      enqueue: async (work) => {
        isInTurn = true
        const result = await work()
        isInTurn = false
        return result
      },
      later: () => undefined,
    }
    const code = module('return mqs[0]')
    const key = { scenario: 'load', seed: 1, interventions: [], selector: null, load: LOAD, code }
    await answerLab({ type: 'measure', key }, strict)
    await answerLab({ type: 'check', exercise: 'keep-order', code, seeds: 2 }, strict)
    expect(outOfTurn).toEqual([])
  })

  it('tells how far a check has come, first under the seeds, then on the way to a smaller run', async () => {
    const told: Notice[] = []
    const code = module('this.n = (this.n ?? 0) + 1; return mqs[this.n % mqs.length]')
    await answerLab({ type: 'check', exercise: 'keep-order', code, seeds: 3 }, world, (notice) => told.push(notice))
    const checking = told.filter((notice) => notice.type === 'checking')
    expect(checking[0]).toEqual({ type: 'checking', exercise: 'keep-order', phase: 'seeds', done: 0, of: 3 })
    const smaller = checking.filter(({ phase }) => phase === 'smaller')
    expect(smaller.length).toBeGreaterThan(2)
    expect(smaller.map(({ done }) => done)).toEqual(smaller.map((_, index) => index))
    expect(smaller.every(({ done, of }) => done < of)).toBe(true)
  })

  it('gives signs of life during a long run', async () => {
    const told: Notice[] = []
    const key = { scenario: 'load', seed: 1, interventions: [], selector: null, load: { ...LOAD, messages: 600 } }
    await answerLab({ type: 'measure', key }, world, (notice) => told.push(notice))
    expect(told).toEqual([{ type: 'alive' }, { type: 'alive' }])
  })

  it('gets the same out of a sandbox that was made beforehand', async () => {
    const code = 'import { random } from "rocketmq"\n' + module('return mqs[random.nextInt(mqs.length)]')
    const { calls } = await measured(code)
    const ahead: Array<Promise<unknown>> = []
    const preparing = { ...world, later: (work: () => Promise<unknown>) => void ahead.push(work()) }
    const key = { scenario: 'load', seed: 1, interventions: [], selector: null, load: LOAD, code }
    for (let run = 0; run < 2; run++) {
      const reply = await answerLab({ type: 'measure', key }, preparing)
      await Promise.all(ahead)
      expect(reply).toMatchObject({ measurement: { calls } })
    }
    expect(ahead).toHaveLength(2)
  })
})
