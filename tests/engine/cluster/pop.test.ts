import { describe, expect, it } from 'vitest'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import type { Scenario } from '../../../engine/cluster/Scenario'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { type ClusterRun, runCluster, scenarioJson } from '../support/runCluster'

const SET_MODE = { do: 'set-request-mode', topic: 'OrderPaid', group: 'billing' }
const SEND = { do: 'send', topic: 'OrderPaid', keys: 'order-{i}', body: 'paid', count: 6 }

interface Changes {
  readonly consumers?: number
  readonly listener?: object
  readonly faults?: readonly object[]
  readonly durationMillis?: number
  readonly config?: object
}

/** A broker, a producer who also is the operator, and consumers that pop. */
function popping(changes: Changes = {}): Scenario {
  const { consumers = 1, listener = {}, faults = [], durationMillis = 40_000, config = {} } = changes
  return parseScenario({
    version: 1,
    name: 'popping',
    seed: 7,
    durationMillis,
    nameServers: [{ name: 'namesrv-1', host: '10.0.0.11' }],
    brokers: [{ name: 'broker-a', host: '10.0.0.21', store: { timerWheelSlots: 3600, mappedFileSizeTimerLog: 4096 } }],
    topics: [{ name: 'OrderPaid', queues: 2, brokers: ['broker-a'] }],
    producers: [{
      name: 'producer-1', host: '10.0.0.41', startAtMillis: 1000, producerGroup: 'orders',
      program: [{ do: 'start' }, SET_MODE, { do: 'sleep', millis: 3000 }, SEND],
    }],
    consumers: Array.from({ length: consumers }, (_, i) => ({
      name: `consumer-${i + 1}`, host: `10.0.0.${51 + i}`, startAtMillis: 2000, consumerGroup: 'billing',
      subscriptions: [{ topic: 'OrderPaid', tags: '*' }], listener,
      config: { clientRebalance: false, popInvisibleTime: 8000, consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET', ...config },
    })),
    faults,
  })
}

/** The keys of messages that a listener was done with, in order. */
function consumed(run: ClusterRun, outcome = 'CONSUME_SUCCESS'): unknown[] {
  return run.of('consume-ended').filter((event) => event['outcome'] === outcome).map(({ keys }) => keys)
}

const ALL = Array.from({ length: 6 }, (_, i) => `order-${i}`)

const kill = (node: string, atMillis: number): object => ({ fault: { kind: 'kill', node }, when: { atMillis } })
const restart = (node: string, atMillis: number): object => ({ fault: { kind: 'restart', node }, when: { atMillis } })

/** How often requests of this code were sent. */
function requests(run: ClusterRun, code: number): number {
  return run.of('frame-sent').filter((frame) => frame['code'] === code && frame['isResponse'] !== true).length
}

describe('consumers that pop', () => {
  it('get each message once if they acknowledge it in time', async () => {
    const run = await runCluster(popping())
    expect(consumed(run).sort()).toEqual(ALL)
    expect(requests(run, RequestCode.POP_MESSAGE)).toBeGreaterThan(0)
    expect(requests(run, RequestCode.ACK_MESSAGE)).toBe(6)
    expect(run.of('uncaught')).toEqual([])
  })

  it('share all queues, more of them than there are queues', async () => {
    const run = await runCluster(popping({ consumers: 4, listener: { millis: 500 }, config: { popBatchNums: 1 } }))
    expect(consumed(run).sort()).toEqual(ALL)
    expect(new Set(run.of('consume-ended').map((event) => event['process'])).size).toBeGreaterThan(2)
  })

  it('get what they do not want again, later, and counted', async () => {
    const run = await runCluster(popping({ listener: { outcome: 'later', tries: 1 }, durationMillis: 60_000 }))
    expect(consumed(run, 'RECONSUME_LATER').sort()).toEqual(ALL)
    expect(consumed(run).sort()).toEqual(ALL)
    expect(requests(run, RequestCode.CHANGE_MESSAGE_INVISIBLETIME)).toBe(6)
    const again = run.of('consume-started').filter(({ reconsumeTimes }) => reconsumeTimes === 1)
    expect(new Set(again.map((event) => event['topic']))).toEqual(new Set(['%RETRY%billing_OrderPaid']))
    const ends = new Map(run.of('consume-ended').map((event) => [event['keys'], event.millis]))
    for (const { keys, millis } of again) expect(millis).toBeLessThanOrEqual(ends.get(keys) ?? 0)
  })

  it('lose nothing when one of them dies over its messages', async () => {
    const listener = { millis: 1000 }
    const run = await runCluster(popping({ consumers: 2, listener, faults: [kill('consumer-1', 4600)], durationMillis: 70_000 }))
    expect(new Set(consumed(run))).toEqual(new Set(ALL))
    expect(run.of('consume-ended').filter((event) => event['process'] === 'consumer-1')).toEqual([])
  })

  it.each([4005, 4300, 5200, 9000, 12_400, 13_000, 20_000])(
    'lose nothing when the broker dies after %i ms and comes back', async (atMillis) => {
      const faults = [kill('broker-a', atMillis), restart('broker-a', atMillis + 1000)]
      const run = await runCluster(popping({ listener: { outcome: 'later', tries: 1 }, faults, durationMillis: 120_000 }))
      const keysOf = new Map(run.of('client-call-started').map((call) => [call['call'], call['keys']]))
      const answered = run.of('client-call-ended').filter(({ outcome }) => outcome === 'returned')
      const sent = answered.map((call) => keysOf.get(call['call'])).filter((keys) => keys !== '')
      expect(sent.length).toBeGreaterThan(0)
      expect(sent.filter((key) => !consumed(run).includes(key))).toEqual([])
      expect(run.of('uncaught')).toEqual([])
    },
  )

  it('are pulled for while nobody has said that they pop', async () => {
    const spec = popping()
    const producers = spec.producers.map((each) => ({ ...each, program: each.program.filter((step) => step.do !== 'set-request-mode') }))
    const run = await runCluster({ ...spec, producers })
    expect(consumed(run).sort()).toEqual(ALL)
    expect(requests(run, RequestCode.POP_MESSAGE)).toBe(0)
    expect(requests(run, RequestCode.PULL_MESSAGE)).toBeGreaterThan(0)
  })
})

describe('a cluster in which nobody pops', () => {
  it('has no thread for pops', async () => {
    const names: string[] = []
    await runCluster(parseScenario(scenarioJson('consume')), {}, undefined, ({ kernel }) => {
      kernel.schedule(30_000_000, 'look at the threads', () => {
        for (const process of kernel.processes) names.push(...[...process.threads].map(({ name }) => name))
      })
    })
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name) => /Pop|AckMessage|LoadBalance|TopicRouteInfo/.test(name))).toEqual([])
  })
})
