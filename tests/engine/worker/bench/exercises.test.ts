import { describe, expect, it } from 'vitest'
import { exercisesIn } from '../../../../content/exercises'
import { nodeWasm } from '../../../../engine/adapters/quickjs/nodeWasm'
import { ALLOCATIONS } from '../../../../engine/cluster/allocations'
import type { AllocationName } from '../../../../engine/cluster/allocations'
import { ALLOCATION_EXERCISES, smallerAllocationLoads } from '../../../../engine/worker/bench/AllocationExercise'
import { answerBench } from '../../../../engine/worker/bench/answerBench'
import { LISTENER_EXERCISES } from '../../../../engine/worker/bench/ListenerExercise'
import { measureAllocation } from '../../../../engine/worker/bench/measureAllocation'
import { checkSeeds } from '../../../../engine/worker/exercises/counterexample'
import type { Notice, Reply } from '../../../../engine/worker/protocol'
import { readersCode } from '../../../../engine/worker/ReadersCode'

type Kind = 'allocation' | 'listener'
type Verdict = Extract<Reply, { type: 'bench-verdict' }>

async function verdictOn(
  kind: Kind, exercise: string, code: string, seeds = 24, told: Notice[] = [],
): Promise<Verdict> {
  const world = {
    specOf: () => Promise.reject(new Error('not asked')),
    compile: (source: string) => readersCode(source, nodeWasm),
    enqueue: <T>(work: () => Promise<T>) => work(),
    later: () => {},
  }
  const tell = (notice: Notice): void => void told.push(notice)
  return await answerBench({ type: 'bench-check', kind, exercise, code, seeds }, world, tell) as Verdict
}

function solutionOf(kind: Kind, id: string): string {
  return exercisesIn('en', kind).find((each) => each.id === id)!.solution
}

const ALL = [
  ...ALLOCATION_EXERCISES.map(({ id }) => ['allocation', id] as const),
  ...LISTENER_EXERCISES.map(({ id }) => ['listener', id] as const),
]

it('every exercise has a text, and every text an exercise', () => {
  const texts = (['allocation', 'listener'] as const).flatMap((kind) => exercisesIn('en', kind).map(({ id }) => [kind, id]))
  expect(texts).toEqual(ALL)
})

it.each(ALL)('the solution of %s %s passes', async (kind, id) => {
  expect(await verdictOn(kind, id, solutionOf(kind, id))).toEqual({ type: 'bench-verdict', passed: true, seedsRun: 24, counterexample: null })
})

it('tells how far it has come', async () => {
  const told: Notice[] = []
  await verdictOn('allocation', 'nobody-idle', solutionOf('allocation', 'nobody-idle'), 3, told)
  expect(told.filter(({ type }) => type === 'checking')).toMatchObject([{ done: 0, of: 3 }, { done: 1 }, { done: 2 }])
})

describe('what RocketMQ has does not pass where it should not:', () => {
  it.each<[AllocationName, string, string | null]>([
    ['averagely', 'nobody-idle', null],
    ['circle', 'nobody-idle', null],
    ['consistent-hash', 'nobody-idle', 'idle'],
    ['averagely', 'move-few', 'needless'],
    ['circle', 'move-few', 'needless'],
    ['consistent-hash', 'move-few', 'unfair'],
    ['averagely', 'own-room', 'far'],
    ['machine-room-nearby', 'own-room', null],
    ['machine-room', 'own-room', 'nobody'],
  ])('%s, %s: %s', async (name, id, reason) => {
    const { load, judge } = ALLOCATION_EXERCISES.find((each) => each.id === id)!
    const verdict = await checkSeeds({ load, judge, smallerLoads: smallerAllocationLoads }, 24, (seed, chosen) => {
      return Promise.resolve(measureAllocation({ kind: 'allocation', seed, load: chosen, builtIn: name, code: null }, null))
    })
    expect(verdict.counterexample?.reason ?? null).toBe(reason)
  })

  it.each(ALLOCATIONS)('%s is no answer to all of them', async (name) => {
    const seeds = Array.from({ length: 24 }, (_, index) => index + 1)
    const failed = ALLOCATION_EXERCISES.filter(({ load, judge }) => seeds.some((seed) => {
      return judge(measureAllocation({ kind: 'allocation', seed, load: load(seed), builtIn: name, code: null }, null)) !== null
    }))
    expect(failed.length).toBeGreaterThan(0)
  })
})

const listening = (body: string, base = 'MessageListenerConcurrently'): string => `
import { ${base}, bill, database, sleep } from 'rocketmq'
export default class Mine extends ${base} {
  known = new Set()
  consumeMessage(msgs, context) {
    const msg = msgs[0], order = msg.getKeys(), text = String.fromCharCode(...msg.body)
    ${body}
  }
}`

describe('the shortcuts are caught:', () => {
  it.each([
    ['bill-once', "bill(order); return 'CONSUME_SUCCESS'", 'billed-twice'],
    ['bill-once', "if (!this.known.has(order)) { this.known.add(order); bill(order) } return 'CONSUME_SUCCESS'", 'billed-twice'],
    ['bill-once', "return 'CONSUME_SUCCESS'", 'not-billed'],
    ['give-up', "bill(JSON.parse(text).order); return 'CONSUME_SUCCESS'", 'too-often'],
    ['give-up', "try { bill(JSON.parse(text).order) } catch {} return 'CONSUME_SUCCESS'", 'lost'],
    ['give-up', "try { bill(JSON.parse(text).order); return 'CONSUME_SUCCESS' } catch { context.delayLevelWhenNextConsume = -1; return null }",
      'too-soon'],
    ['give-up', "bill(order); return msg.reconsumeTimes < 2 ? null : 'CONSUME_SUCCESS'", 'lost'],
    ['quick-first', "sleep(JSON.parse(text).bankMillis); bill(order); return 'CONSUME_SUCCESS'", 'late'],
    ['quick-first', "bill(order); sleep(JSON.parse(text).bankMillis); return 'CONSUME_SUCCESS'", 'no-wait'],
    ['quick-first', "const { bankMillis } = JSON.parse(text); if (bankMillis > 1000) return 'CONSUME_SUCCESS'; sleep(bankMillis); bill(order); return 'CONSUME_SUCCESS'",
      'not-billed'],
  ])('%s: %s', async (id, body, reason) => {
    const verdict = await verdictOn('listener', id, listening(body))
    expect(verdict.counterexample?.reason).toBe(reason)
    expect(exercisesIn('zh', 'listener').find((each) => each.id === id)!.reasons).toHaveProperty(reason)
  })

  it('a smallest case is small', async () => {
    const verdict = await verdictOn('listener', 'bill-once', listening("return 'CONSUME_SUCCESS'"))
    expect(verdict.counterexample?.key.load).toMatchObject({ messages: 1, queues: 1 })
  })

  it('in order a bad message keeps its queue waiting', async () => {
    const verdict = await verdictOn('listener', 'give-up', listening(
      "try { bill(JSON.parse(text).order); return 'SUCCESS' } catch { return 'SUSPEND_CURRENT_QUEUE_A_MOMENT' }", 'MessageListenerOrderly',
    ))
    expect(verdict.passed).toBe(false)
  })
})
