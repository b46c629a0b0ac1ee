import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildSiteTable } from '../../../engine/adapters/instrumenter/site-table.mjs'
import { nodeWasm } from '../../../engine/adapters/quickjs/nodeWasm'
import { loadScenario } from '../../../engine/cluster/loadScenario'
import { Kernel } from '../../../engine/kernel/Kernel'
import { classOfPrototype } from '../../../engine/trace/probe'
import { SiteTable } from '../../../engine/trace/SiteTable'
import { memoryDisks } from '../../../engine/worker/DiskOwner'
import type { Moment, RunKey } from '../../../engine/worker/protocol'
import { readersCode } from '../../../engine/worker/ReadersCode'
import { recordRun } from '../../../engine/worker/recordRun'
import type { RunSession } from '../../../engine/worker/RunSession'

/** Statements exist in the traced build only. */
const isTraced = classOfPrototype(Kernel.prototype) !== null

const CODE = `import { javaHashCode } from 'rocketmq'
import type { Message, MessageQueue } from 'rocketmq'

export default class MyStrategy {
  private seen = new Map<string, number>()

  select(mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null {
    const key = String(arg)
    const index = this.place(key, mqs.length)
    return mqs[index] ?? null
  }

  private place(key: string, count: number): number {
    this.seen.set(key, (this.seen.get(key) ?? 0) + 1)
    const hash = javaHashCode(key)
    return Math.abs(hash % count)
  }
}
`

const HANGS = `export default class Hangs {
  select(mqs) {
    return this.deep(mqs)
  }
  deep(mqs) {
    try {
      for (;;) mqs.length
    } catch {
      return mqs[0]
    }
  }
}
`

async function open(code: string): Promise<RunSession> {
  const load = { messages: 4, keys: 'uniform', distinctKeys: 3, brokers: 1, queues: 4, middle: 'nothing' } as const
  const key: RunKey = { scenario: '', seed: 3, interventions: [], selector: null, code, load }
  const sites = new SiteTable(buildSiteTable(path.resolve(import.meta.dirname, '../../..')))
  const storage = { storage: 'memory', storageReason: 'no-opfs', diskOf: memoryDisks() } as const
  return recordRun(key, loadScenario(load), sites, storage, await readersCode(code, nodeWasm))
}

const place = ({ stack }: Moment): string => `${stack[0]!.file}:${stack[0]!.line} ${stack[0]!.symbol}`

describe.runIf(isTraced)('in the code of a reader', () => {
  let run: RunSession
  let first: Moment
  beforeAll(async () => {
    run = await open(CODE)
    first = run.runToLine(0, 'strategy.ts', 8)!
  })

  test('a line can be run to; below it on the stack is the producer that asks', () => {
    expect(place(first)).toBe('strategy.ts:8 strategy#select')
    expect(first.stack[1]!.symbol).toBe('client/impl/producer/DefaultMQProducerImpl#select')
  })

  test('variables are shown', () => {
    const before = run.step(first.event, 'over', false)
    const values = new Map(before.variables.map(({ name, value }) => [name, value]))
    expect([...values.keys()]).toEqual(['this', 'mqs', 'msg', 'arg', 'key'])
    expect(values.get('this')!.className).toBe('MyStrategy')
    expect(values.get('mqs')!.fields).toHaveLength(4)
    expect(values.get('msg')!.className).toBe('Message')
    expect(values.get('key')!.preview).toContain('order-')
    expect(before.variables.filter(({ changed }) => changed).map(({ name }) => name)).toEqual(['key'])
  })

  test('steps lead over, into, out and back', () => {
    const call = run.step(first.event, 'over', false)
    expect(place(call)).toBe('strategy.ts:9 strategy#select')
    expect(place(run.step(call.event, 'over', false))).toBe('strategy.ts:10 strategy#select')
    const inside = run.step(run.step(call.event, 'into', false).event, 'into', false)
    expect(place(inside)).toContain('strategy#place')
    expect(place(run.step(inside.event, 'out', true))).toContain('strategy#select')
    expect(place(run.step(call.event, 'over', true))).toBe('strategy.ts:8 strategy#select')
  })

  test('a step out of it leads into the producer, and back into it again', () => {
    const last = run.step(run.step(first.event, 'over', false).event, 'over', false)
    let outside = run.step(last.event, 'over', false)
    while (outside.stack[0]!.file === 'strategy.ts') outside = run.step(outside.event, 'over', false)
    expect(outside.stack[0]!.symbol).toBe('client/impl/producer/DefaultMQProducerImpl#invokeMessageQueueSelector')
    let back = run.step(outside.event, 'into', true)
    while (back.stack[0]!.file !== 'strategy.ts') back = run.step(back.event, 'into', true)
    expect(place(back)).toContain('strategy#select')
  })

  test('the repetition with all variables is the same run to its end', () => {
    while (run.captureMore());
    expect(run.moment(run.trace.length - 1).event).toBe(run.trace.length - 1)
  })

  test('that was stopped, calls end with what stopped them, also in the repetition', async () => {
    const stopped = await open(HANGS)
    const mark = stopped.model.marks.find(({ data }) => data['type'] === 'strategy-failed')!
    expect(mark.data).toMatchObject({ kind: 'budget', line: 7 })
    while (stopped.captureMore());
    expect(stopped.model.calls.filter(({ outcome }) => outcome === 'threw')).toHaveLength(4)
    const ended = stopped.model.calls.find(({ outcome }) => outcome === 'threw')!.to!
    expect(stopped.moment(ended).stack.some(({ file }) => file === 'strategy.ts')).toBe(false)
  })
})

test('code of a reader gives the same run whether it is looked at or not', async () => {
  const [one, other] = [await open(CODE), await open(CODE)]
  expect(other.model.traceHash).toBe(one.model.traceHash)
  expect(other.trace.length).toBe(one.trace.length)
})
