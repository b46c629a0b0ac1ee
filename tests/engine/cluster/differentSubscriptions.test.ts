import { expect, test } from 'vitest'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { consumedKeys, consumer, keys, shop } from '../support/consumers'
import { runCluster, send } from '../support/runCluster'

const PROGRAM = [
  { do: 'sleep', millis: 9500 },
  send({ count: 80, intervalMillis: 100, keys: 'paid{i}' }),
  send({ topic: 'OrderSent', count: 80, intervalMillis: 100, keys: 'sent{i}' }),
]
const TOPICS = ['OrderPaid', 'OrderSent'].map((name) => ({ name, queues: 4, brokers: ['broker-a', 'broker-b'] }))

test('a group whose members subscribe to different topics leaves half of the queues of each to nobody, and more', async () => {
  const members = [
    consumer('consumer-1', { subscriptions: [{ topic: 'OrderPaid' }] }),
    consumer('consumer-2', { subscriptions: [{ topic: 'OrderSent' }] }),
  ]
  const run = await runCluster(shop(PROGRAM, members, { topics: TOPICS, durationMillis: 120_000 }))
  const [paid, sent] = ['paid', 'sent'].map((prefix) => new Set(consumedKeys(run).filter((key) => key.startsWith(prefix))))
  // Each member takes its half of eight queues, and the other half is of the member that does not want it.
  const last = new Map(run.of('queues-assigned').map((event) => [`${event.process} ${event.topic}`, event.queues.length]))
  expect([last.get('consumer-1 OrderPaid'), last.get('consumer-2 OrderSent')]).toEqual([4, 4])
  expect(last.has('consumer-1 OrderSent') || last.has('consumer-2 OrderPaid')).toBe(false)
  expect(Math.max(paid!.size, sent!.size)).toBe(40)
  expect(Math.min(paid!.size, sent!.size)).toBeLessThanOrEqual(40)
  // A broker believes the last heartbeat: for as long as that is not its own, a member may not pull.
  expect(run.of('frame-sent').some(({ isResponse, code }) => isResponse && code === ResponseCode.SUBSCRIPTION_NOT_EXIST)).toBe(true)
})

test('the same members with the same subscriptions consume everything', async () => {
  const subscriptions = [{ topic: 'OrderPaid' }, { topic: 'OrderSent' }]
  const members = [consumer('consumer-1', { subscriptions }), consumer('consumer-2', { subscriptions })]
  const run = await runCluster(shop(PROGRAM, members, { topics: TOPICS, durationMillis: 120_000 }))
  expect(new Set(consumedKeys(run))).toEqual(new Set([...keys(80).map((key) => key.replace('k', 'paid')), ...keys(80).map((key) => key.replace('k', 'sent'))]))
})

test('a group whose members want different tags gets what the last heartbeat wants, and filters away the rest', async () => {
  const members = ['A', 'B'].map((tags, index) => {
    return consumer(`consumer-${index + 1}`, { subscriptions: [{ topic: 'OrderPaid', tags }], startAtMillis: 1000 + 2000 * index })
  })
  const program = [{ do: 'sleep', millis: 39_500 }, send({ count: 80, tags: 'A', keys: 'a{i}' }), send({ count: 80, tags: 'B', keys: 'b{i}' })]
  const consumed = consumedKeys(await runCluster(shop(program, members, { durationMillis: 120_000 })))
  // Half of the queues are of a member that wants the other tag.
  expect(consumed.length).toBeGreaterThan(0)
  expect(consumed.length).toBeLessThanOrEqual(80)
})
