import { describe, expect, it } from 'vitest'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import type { Scenario } from '../../../engine/cluster/Scenario'
import { type ClusterRun, runCluster } from '../support/runCluster'

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

describe('consumers that pop', () => {
  it('get each message once if they acknowledge it in time', async () => {
    const run = await runCluster(popping())
    expect(consumed(run).sort()).toEqual(ALL)
    expect(run.of('uncaught')).toEqual([])
  })
})
