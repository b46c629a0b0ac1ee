import { describe, expect, it } from 'vitest'
import { nodeWasm } from '../../../../engine/adapters/quickjs/nodeWasm'
import { QuickJsSandbox } from '../../../../engine/adapters/quickjs/QuickJsSandbox'
import type { ListenerLoad } from '../../../../engine/worker/bench/ListenerLoad'
import { isDone } from '../../../../engine/worker/bench/ListenerResult'
import type { ListenerResult } from '../../../../engine/worker/bench/ListenerResult'
import { measureListener } from '../../../../engine/worker/bench/measureListener'

const LOAD: ListenerLoad = {
  messages: 12, queues: 2, consumers: 1, threads: 4, bad: 0, slow: 0, maxReconsumeTimes: 3, middle: 'nothing',
}

async function run(body: string, change: Partial<ListenerLoad> = {}, seed = 1, base = 'MessageListenerConcurrently'): Promise<ListenerResult> {
  const code = `import { ${base}, sleep, database, bill, currentTimeMillis } from 'rocketmq'
export default class Mine extends ${base} {
  seen = 0
  consumeMessage(msgs, context) {
    ${body}
  }
}`
  const sandbox = await QuickJsSandbox.create(await nodeWasm())
  return measureListener({ kind: 'listener', seed, load: { ...LOAD, ...change }, code }, sandbox)
}

const OK = "for (const msg of msgs) bill(msg.getKeys())\nreturn 'CONSUME_SUCCESS'"

describe('a listener', () => {
  it('that succeeds has every message once', async () => {
    const result = await run(OK)
    expect(result.isSettled).toBe(true)
    expect(result.sent).toHaveLength(12)
    expect(result.deliveries.map(({ order }) => order).sort()).toEqual(result.sent.map(({ order }) => order).sort())
    expect(result.deliveries.every(isDone)).toBe(true)
    expect(new Set(result.bills.map(({ order }) => order)).size).toBe(12)
  })

  it.each([
    ["return 'RECONSUME_LATER'", 'RECONSUME_LATER', null],
    ['return null', 'RETURNNULL', null],
    ['msgs.length', 'RETURNNULL', 'not-a-status'],
    ["return 'DONE'", 'RETURNNULL', 'not-a-status'],
    ["throw new Error('x')", 'EXCEPTION', 'threw'],
  ])('that says %s gets the message again, later and later, until it is a dead letter', async (body, outcome, kind) => {
    const result = await run(body, { messages: 1, maxReconsumeTimes: 2 })
    expect(result.deliveries.map((each) => each.outcome)).toEqual([outcome, outcome, outcome])
    expect(result.deliveries.map((each) => each.error?.kind ?? null)).toEqual([kind, kind, kind])
    expect(result.deliveries.map(({ reconsumeTimes }) => reconsumeTimes)).toEqual([0, 1, 2])
    const [first, second, third] = result.deliveries.map(({ startMicros }) => startMicros / 1e6)
    expect(second! - first!).toBeGreaterThan(10)
    expect(second! - first!).toBeLessThan(12)
    expect(third! - second!).toBeGreaterThan(30)
    expect(result.dead.map(({ order }) => order)).toEqual(['order-0'])
    expect(result.isSettled).toBe(true)
  })

  it('can name the delay, or give up at once', async () => {
    const soon = await run("context.delayLevelWhenNextConsume = 1\nreturn 'RECONSUME_LATER'", { messages: 1, maxReconsumeTimes: 1 })
    expect((soon.deliveries[1]!.startMicros - soon.deliveries[0]!.startMicros) / 1e6).toBeLessThan(3)
    const never = await run("context.delayLevelWhenNextConsume = -1\nreturn 'RECONSUME_LATER'", { messages: 1, maxReconsumeTimes: 9 })
    expect(never.deliveries).toHaveLength(1)
    expect(never.dead).toHaveLength(1)
  })

  it('that sleeps keeps its thread busy in virtual time, and sees the clock go on', async () => {
    const { deliveries } = await run(`const a = currentTimeMillis(); sleep(700)
      if (currentTimeMillis() - a !== 700) throw 1
      return 'CONSUME_SUCCESS'`, { threads: 1, queues: 1 })
    const ends = deliveries.map(({ endMicros }) => endMicros!)
    for (const [index, { startMicros }] of deliveries.entries()) {
      expect(ends[index]! - startMicros).toBeGreaterThanOrEqual(700_000)
      if (index > 0) expect(startMicros).toBeGreaterThanOrEqual(ends[index - 1]!)
    }
  })

  it('that throws after it has slept has slept all the same', async () => {
    const { deliveries } = await run("sleep(500); throw new Error('x')", { messages: 1, maxReconsumeTimes: 0 })
    expect(deliveries[0]!.endMicros! - deliveries[0]!.startMicros).toBeGreaterThanOrEqual(500_000)
  })

  it('in order makes its queue wait', async () => {
    const body = `if (msgs[0].getKeys() === 'order-0' && msgs[0].reconsumeTimes < 2) return 'SUSPEND_CURRENT_QUEUE_A_MOMENT'
      return 'SUCCESS'`
    const result = await run(body, { queues: 1 }, 1, 'MessageListenerOrderly')
    expect(result.deliveries.slice(0, 4).map(({ order }) => order)).toEqual(['order-0', 'order-0', 'order-0', 'order-1'])
    expect(result.isSettled).toBe(true)
  })

  it('whose consumer dies gets messages twice on another; the database has outlived it', async () => {
    const result = await run(`for (const msg of msgs) database.put(msg.getKeys(), (database.get(msg.getKeys()) ?? '') + 'x')
      sleep(20)
      return 'CONSUME_SUCCESS'`, { messages: 40, consumers: 2, middle: 'consumer-dies' })
    const counts = new Map<string, number>()
    for (const { order } of result.deliveries) counts.set(order, (counts.get(order) ?? 0) + 1)
    expect([...counts.values()].some((count) => count > 1)).toBe(true)
    expect(counts.size).toBe(40)
    expect(new Set(result.deliveries.map(({ consumer }) => consumer))).toEqual(new Set(['billing-1', 'billing-2']))
  })

  it('that never ends is stopped, and its messages are dead letters', async () => {
    const result = await run('for (;;) {}', { messages: 2, maxReconsumeTimes: 0 })
    expect(result.deliveries.map(({ error }) => error?.kind)).toEqual(['budget', 'budget'])
    expect(result.dead).toHaveLength(2)
  })

  it('that does not load does not run', async () => {
    const sandbox = await QuickJsSandbox.create(await nodeWasm())
    const key = { kind: 'listener', seed: 1, load: LOAD, code: 'export default class { consumeMessage() {} }' } as const
    await expect(measureListener(key, sandbox)).rejects.toMatchObject({ kind: 'no-class' })
  })

  it.each(['sleep(-1)', 'sleep(1.5)', "sleep('x')", 'sleep(1e9)', 'for (let i = 0; i < 9; i++) sleep(2e7)'])('can’t %s', async (body) => {
    const { deliveries } = await run(`${body}\nreturn 'CONSUME_SUCCESS'`, { messages: 1, maxReconsumeTimes: 0 })
    expect(deliveries[0]!.error?.message).toContain('RangeError')
  })

  it('is the same run every time', async () => {
    const again = async () => (await run(OK, { bad: 3, slow: 4, consumers: 3, middle: 'consumer-joins' }, 5)).deliveries
    expect(await again()).toEqual(await again())
  })
})
