import { describe, expect, test } from 'vitest'
import { acknowledgedKeys, at, commitsOf, consumedKeys, consumer, shop, steady, succeeded } from '../support/consumers'
import { runCluster } from '../support/runCluster'

describe('a broker that dies while its messages are consumed', () => {
  const faults = [at(20_000, { kind: 'kill', node: 'broker-a' }), at(26_000, { kind: 'restart', node: 'broker-a' })]
  const spec = shop(steady(300), [consumer('consumer-1', { listener: { millis: 10 } })], { faults, durationMillis: 120_000 })

  test('loses nothing that was acknowledged, and the other broker’s messages come without a pause', async () => {
    const run = await runCluster(spec)
    const consumed = new Set(consumedKeys(run))
    expect(acknowledgedKeys(run).filter((key) => !consumed.has(key))).toEqual([])
    expect(run.of('uncaught')).toEqual([])
    const ofOther = succeeded(run).filter(({ brokerName, millis }) => brokerName === 'broker-b' && millis > 19_000 && millis < 27_000)
    const pauses = ofOther.slice(1).map(({ millis }, index) => millis - ofOther[index]!.millis)
    expect(ofOther.length).toBeGreaterThan(30)
    expect(Math.max(...pauses)).toBeLessThan(3000)
  })

  test('comes back to a consumer that knows more than it: nothing comes twice', async () => {
    const run = await runCluster(spec)
    const places = succeeded(run).map((event) => `${event.brokerName}/${event.topic}/${event.queueId}/${event.queueOffset}`)
    expect(places.length).toBe(new Set(places).size)
  })

  test('is told soon after it is back how far the consumer has come', async () => {
    const commits = commitsOf(await runCluster(spec), 'billing').filter(({ queue }) => queue.startsWith('broker-a/'))
    const before = commits.filter(({ millis }) => millis < 20_000)
    const after = commits.filter(({ millis }) => millis > 26_000 && millis < 36_000)
    expect(after.length).toBeGreaterThan(0)
    for (const { queue, offset } of after) {
      const known = before.filter((each) => each.queue === queue).map((each) => each.offset)
      expect(offset).toBeGreaterThanOrEqual(Math.max(0, ...known))
    }
  })
})
