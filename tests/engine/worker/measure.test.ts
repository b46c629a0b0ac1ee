import { describe, expect, it } from 'vitest'
import type { MessageQueueSelector } from '../../../engine/client/producer/MessageQueueSelector'
import type { Load } from '../../../engine/cluster/Load'
import { loadScenario } from '../../../engine/cluster/loadScenario'
import type { SelectorName } from '../../../engine/cluster/Scenario'
import { StrategyError } from '../../../engine/ports/Sandbox'
import { measure } from '../../../engine/worker/measure'
import type { Measurement } from '../../../engine/worker/Measurement'
import type { RunKey } from '../../../engine/worker/protocol'
import { scenario, send, START } from '../support/runCluster'

const LOAD: Load = { messages: 80, keys: 'uniform', distinctKeys: 12, brokers: 2, queues: 4, middle: 'nothing' }

function keyOf(selector: SelectorName | null, load: Partial<Load> = {}, seed = 1): RunKey {
  return { scenario: 'send-call', seed, interventions: [], selector, load: { ...LOAD, ...load } }
}

function measured(selector: SelectorName | null, load: Partial<Load> = {}, seed = 1): Promise<Measurement> {
  const key = keyOf(selector, load, seed)
  return measure(key, loadScenario(key.load!), null)
}

function withStrategy(select: MessageQueueSelector['select']): Promise<Measurement> {
  return measure(keyOf(null), loadScenario(LOAD), () => ({ select }))
}

describe('a measurement', () => {
  it('has every call in its order, with key, place, time and outcome', async () => {
    const { calls, key } = await measured('hash')
    expect(key).toEqual(keyOf('hash'))
    expect(calls.map(({ index }) => index)).toEqual(Array.from({ length: 80 }, (_, index) => index))
    for (const call of calls) {
      expect(call).toMatchObject({ outcome: 'SEND_OK', steps: 0, error: null })
      expect(call.key).toMatch(/^order-\d+$/)
      expect(call.latencyMicros).toBeGreaterThan(400)
    }
    expect(calls.every(({ atMicros }, index) => index === 0 || atMicros > calls[index - 1]!.atMicros)).toBe(true)
  })

  it('counts the messages of each queue and each broker', async () => {
    const { queues, perQueue, perBroker, imbalance, orderBroken } = await measured('round-robin')
    expect(queues).toHaveLength(8)
    expect(perQueue).toEqual(Array(8).fill(10))
    expect(perBroker).toEqual([{ broker: 'room1-broker-a', count: 40 }, { broker: 'room2-broker-b', count: 40 }])
    expect(imbalance).toBe(1)
    expect(orderBroken.length).toBeGreaterThan(6)
    expect(orderBroken[0]!.queues.length).toBeGreaterThan(1)
  })

  it('sees that hashing keeps order, and how uneven a hot key makes it', async () => {
    const { orderBroken, imbalance, perQueue } = await measured('hash', { keys: 'hot', messages: 200 })
    expect(orderBroken).toEqual([])
    expect(imbalance).toBe(Math.max(...perQueue) / 25)
    expect(imbalance).toBeGreaterThan(3)
  })

  it('has the producer’s own way as well', async () => {
    const { perQueue } = await measured(null)
    expect(perQueue.reduce((sum, count) => sum + count, 0)).toBe(80)
    expect(Math.min(...perQueue)).toBeGreaterThan(0)
  })

  it('has failed calls without a queue, with the class of the exception and the broker that was chosen', async () => {
    const { calls, perQueue, imbalance } = await measured('machine-room')
    expect(calls).toHaveLength(80)
    expect(new Set(calls.map(({ queueId, broker }) => `${broker}/${queueId}`))).toEqual(new Set(['/-1']))
    expect(new Set(calls.map(({ outcome }) => outcome))).toEqual(new Set(['MQClientException']))
    expect([imbalance, ...perQueue]).toEqual(Array(9).fill(0))
    const dying = await measured('round-robin', { middle: 'broker-dies' })
    const failed = dying.calls.filter(({ queueId }) => queueId < 0)
    expect(failed.length).toBeGreaterThan(0)
    expect(failed.every(({ broker, index }) => broker === 'room1-broker-a' && index >= 40)).toBe(true)
  })

  it('knows the queues that are added', async () => {
    const { queues, perQueue } = await measured('round-robin', { middle: 'queues-added' })
    expect(queues).toHaveLength(12)
    expect(Math.min(...perQueue)).toBeGreaterThan(0)
  })

  it('is the same for the same key, and another for another seed or strategy', async () => {
    const runs = await Promise.all([measured('hash'), measured('hash'), measured('hash', {}, 2), measured('sticky')])
    const [one, again, ...others] = runs.map(({ calls }) => JSON.stringify(calls))
    expect(again).toBe(one)
    expect(new Set([one, ...others]).size).toBe(3)
  })

  it('draws the same keys even if the strategy leaves things to chance', async () => {
    const keys = async (name: SelectorName): Promise<string[]> => (await measured(name)).calls.map(({ key }) => key)
    expect(await keys('random')).toEqual(await keys('hash'))
  })

  it('takes the reader’s own strategy', async () => {
    const { perQueue } = await withStrategy((mqs) => mqs[3] ?? null)
    expect(perQueue).toEqual([0, 0, 0, 80, 0, 0, 0, 0])
  })

  it('goes on after a strategy that throws', async () => {
    let calls = 0
    const result = await withStrategy((mqs) => {
      if (calls++ % 2 === 0) throw new RangeError('a bug')
      return mqs[0] ?? null
    })
    expect(result.perQueue[0]).toBe(40)
    expect(result.calls[0]).toMatchObject({ outcome: 'MQClientException', queueId: -1 })
  })

  it('has what the sandbox tells of the reader’s code: steps, and what it did wrong where', async () => {
    let made = 0
    const { calls } = await measure(keyOf(null), loadScenario(LOAD), (process) => ({
      select: (mqs) => {
        process.kernel.emit({ type: 'strategy-called', process: process.name, steps: 17 })
        if (made++ > 0) return mqs[0] ?? null
        const failure = { method: 'select', kind: 'threw', detail: 'oh', line: 3, column: 7 }
        process.kernel.emit({ type: 'strategy-failed', process: process.name, ...failure })
        return null
      },
    }))
    expect(calls[0]).toMatchObject({ steps: 17, error: { kind: 'threw', message: 'oh', line: 3, column: 7 } })
    expect(calls[1]).toMatchObject({ steps: 17, error: null })
  })

  it('does not exist for code that can’t be loaded', async () => {
    const attempt = measure(keyOf(null), loadScenario(LOAD), (process) => {
      const failure = { method: 'load', kind: 'syntax', detail: 'a brace is missing', line: 2, column: 1 }
      process.kernel.emit({ type: 'strategy-failed', process: process.name, ...failure })
      return { select: () => null }
    })
    await expect(attempt).rejects.toBeInstanceOf(StrategyError)
    await expect(attempt).rejects.toMatchObject({ kind: 'syntax', line: 2 })
  })

  it('can be made of a scenario, too', async () => {
    const spec = scenario([START, send({ count: 5, keys: 'k-{i}' })])
    const key: RunKey = { scenario: 'send-call', seed: 1, interventions: [], selector: 'round-robin' }
    const { calls, queues } = await measure(key, spec, null)
    expect(calls.map((call) => call.key)).toEqual(['k-0', 'k-1', 'k-2', 'k-3', 'k-4'])
    expect(queues).toHaveLength(8)
  })
})
