import { describe, expect, test } from 'vitest'
import type { Scenario } from '../../../engine/cluster/Scenario'
import type { ClusterRun } from '../support/runCluster'
import { runCluster, scenario, send, START } from '../support/runCluster'

const PRODUCER_START = 500

function consumer(name: string, more: object = {}): object {
  const number = Number(name.slice(-1))
  return {
    name, host: `10.0.0.${60 + number}`, startAtMillis: 1000, consumerGroup: 'billing',
    subscriptions: [{ topic: 'OrderPaid' }], config: { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET' }, ...more,
  }
}

/** Two brokers with four queues each, a producer with its program, and these consumers. */
function shop(program: readonly object[], consumers: readonly object[], more: Record<string, unknown> = {}): Scenario {
  return scenario([{ do: 'sleep', millis: PRODUCER_START }, START, ...program], { durationMillis: 60_000, consumers, ...more })
}

/** The messages that listeners have consumed with success: their keys, as often as that was so. */
function consumedKeys(run: ClusterRun, of: (process: string) => boolean = () => true): string[] {
  const ended = run.of('consume-ended').filter(({ outcome, process }) => outcome === 'CONSUME_SUCCESS' && of(process))
  return ended.map(({ keys }) => keys).sort()
}

function keys(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `k${i}`).sort()
}

describe('what is sent is consumed', () => {
  test('each message once, wherever it lies, and soon', async () => {
    const program = [{ do: 'sleep', millis: 10_000 }, send({ count: 40, intervalMillis: 100, keys: 'k{i}' })]
    const run = await runCluster(shop(program, [consumer('consumer-1')]))
    expect(consumedKeys(run)).toEqual(keys(40))
    expect(run.of('uncaught')).toEqual([])
    const appended = new Map(run.of('log-append').map(({ keys: key, millis }) => [key, millis]))
    for (const { keys: key, millis } of run.of('consume-started')) expect(millis - appended.get(key)!).toBeLessThan(20)
  })
})
