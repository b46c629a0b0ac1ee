import { describe, expect, test } from 'vitest'
import { at, consumedKeys, consumer, keys, shop, steady, succeeded } from '../support/consumers'
import { runCluster, type ClusterRun } from '../support/runCluster'

const LOCK_LIVES_MILLIS = 60_000
const orderly = (millis: number): object => ({ listener: { order: 'orderly', millis } })

/** Queue → the numbers of its messages in the order in which they were begun. */
function begun(run: ClusterRun): Map<string, number[]> {
  const queues = new Map<string, number[]>()
  for (const { topic, brokerName, queueId, queueOffset } of run.of('consume-started')) {
    if (topic !== 'OrderPaid') continue
    const queue = `${brokerName}/${queueId}`
    queues.set(queue, [...(queues.get(queue) ?? []), queueOffset])
  }
  return queues
}

/** A number may come again, but never before all smaller ones have come. */
function expectOrder(run: ClusterRun): void {
  for (const numbers of begun(run).values()) {
    let next = 0
    for (const number of numbers) {
      expect(number).toBeLessThanOrEqual(next)
      next = Math.max(next, number + 1)
    }
  }
}

/** How many listeners are at work on one queue at most, those of dead members aside. */
function mostAtOnce(run: ClusterRun): number {
  const working = new Map<string, Set<string>>()
  let most = 0
  for (const event of run.events) {
    if (event.type === 'process-killed') for (const each of working.values()) each.delete(event.process)
    if (event.type !== 'consume-started' && event.type !== 'consume-ended') continue
    const queue = `${event.brokerName}/${event.topic}/${event.queueId}`
    const members = working.get(queue) ?? new Set()
    working.set(queue, event.type === 'consume-started' ? members.add(event.process) : (members.delete(event.process), members))
    most = Math.max(most, members.size)
  }
  return most
}

describe('an ordered group whose members come and go', () => {
  test('keeps the order of each queue, and never has two listeners at one', async () => {
    const members = [1, 2, 3].map((n) => consumer(`consumer-${n}`, { ...orderly(20), startAtMillis: 1000 + 6000 * (n - 1) }))
    const faults = [at(22_000, { kind: 'shutdown', node: 'consumer-2' }), at(28_000, { kind: 'restart', node: 'consumer-2' })]
    const run = await runCluster(shop(steady(300), members, { faults, durationMillis: 120_000 }))
    expect(new Set(consumedKeys(run))).toEqual(new Set(keys(300)))
    expectOrder(run)
    expect(mostAtOnce(run)).toBe(1)
  })

  test('waits for a listener at work before a queue changes hands', async () => {
    const members = [consumer('consumer-1', orderly(4000)), consumer('consumer-2', { ...orderly(4000), startAtMillis: 15_000 })]
    const run = await runCluster(shop(steady(64), members, { durationMillis: 120_000 }))
    expect(new Set(consumedKeys(run))).toEqual(new Set(keys(64)))
    expect(succeeded(run).some(({ process }) => process === 'consumer-2')).toBe(true)
    expectOrder(run)
    expect(mostAtOnce(run)).toBe(1)
  })

  test('waits for the locks of a member that was killed, a minute from when they were renewed last', async () => {
    const members = [consumer('consumer-1', orderly(20)), consumer('consumer-2', { ...orderly(20), startAtMillis: 2000 })]
    const faults = [at(25_000, { kind: 'kill', node: 'consumer-1' })]
    const run = await runCluster(shop(steady(300), members, { faults, durationMillis: 150_000 }))
    expect(new Set(consumedKeys(run))).toEqual(new Set(keys(300)))
    expectOrder(run)
    const [takenOver] = run.of('queues-assigned').filter(({ process, topic, queues, millis }) => {
      return process === 'consumer-2' && topic === 'OrderPaid' && queues.length > 4 && millis > 25_000
    })
    // They were renewed every 20 s.
    expect(takenOver!.millis).toBeGreaterThan(25_000 + LOCK_LIVES_MILLIS - 20_000)
    expect(takenOver!.millis).toBeLessThan(25_000 + LOCK_LIVES_MILLIS + 1000)
  })
})
