import { describe, expect, test } from 'vitest'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import type { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import type { Scenario } from '../../../engine/cluster/Scenario'
import { PullMessageRequestHeader } from '../../../engine/remoting/protocol/header/PullMessageRequestHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import type { ClusterRun } from '../support/runCluster'
import { runCluster, scenario, scenarioJson, send, START } from '../support/runCluster'

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

  test('only what its tags want', async () => {
    const program = [
      { do: 'sleep', millis: 10_000 }, send({ count: 5, tags: 'A', keys: 'a{i}' }), send({ count: 5, tags: 'B', keys: 'b{i}' }),
    ]
    const consumers = [consumer('consumer-1', { subscriptions: [{ topic: 'OrderPaid', tags: 'B || C' }] })]
    const run = await runCluster(shop(program, consumers))
    expect(consumedKeys(run)).toEqual(['b0', 'b1', 'b2', 'b3', 'b4'])
  })

  test('only what its selector is true of, and it looks again once the broker is back', async () => {
    const base = scenarioJson('send-call')
    const brokers = (base['brokers'] as object[]).map((broker) => ({ ...broker, config: { enablePropertyFilter: true } }))
    const program = [
      { do: 'sleep', millis: 10_000 },
      send({ count: 40, intervalMillis: 500, keys: 'k{i}', properties: { price: '{i}', colour: 'red' } }),
    ]
    const faults = [
      { fault: { kind: 'kill', node: 'broker-a' }, when: { atMillis: 15_000 } },
      { fault: { kind: 'restart', node: 'broker-a' }, when: { atMillis: 17_000 } },
    ]
    const subscriptions = [{ topic: 'OrderPaid', sql: "price BETWEEN 10 AND 29 AND colour = 'red'" }]
    const run = await runCluster(shop(program, [consumer('consumer-1', { subscriptions })], { brokers, faults, durationMillis: 90_000 }))
    const wanted = Array.from({ length: 20 }, (_, i) => `k${i + 10}`)
    expect([...new Set(consumedKeys(run))].sort()).toEqual(wanted.sort())
    expect(run.of('uncaught')).toEqual([])
  })

  test('nothing with a selector, at brokers that have them switched off: its start fails', async () => {
    const subscriptions = [{ topic: 'OrderPaid', sql: 'price > 10' }]
    const run = await runCluster(shop([], [consumer('consumer-1', { subscriptions })]))
    const start = run.of('client-call-ended').find(({ process, outcome }) => process === 'consumer-1' && outcome === 'threw')
    expect(start!.result).toContain('MQClientException')
    expect(run.of('state-changed').filter(({ process }) => process === 'consumer-1').at(-1)).toMatchObject({ to: 'SHUTDOWN_ALREADY' })
  })

  test('what was sent before anybody listened, and from each group’s own place', async () => {
    const other = { consumerGroup: 'shipping', config: { consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET' } }
    const late = { startAtMillis: 10_000 }
    const run = await runCluster(shop([send({ count: 8, keys: 'k{i}' })], [consumer('consumer-1', late), consumer('consumer-2', { ...late, ...other })]))
    expect(consumedKeys(run, (process) => process === 'consumer-1')).toEqual(keys(8))
    // A queue that still has its first message is too young to have anything old: the broker says 0 to new groups.
    expect(consumedKeys(run, (process) => process === 'consumer-2')).toEqual(keys(8))
  })

  test('on after the broker has been away, with what it has been told of', async () => {
    const faults = [
      { fault: { kind: 'kill', node: 'broker-a' }, when: { atMillis: 22_000 } },
      { fault: { kind: 'restart', node: 'broker-a' }, when: { atMillis: 25_000 } },
    ]
    const program = [{ do: 'sleep', millis: 10_000 }, send({ count: 300, intervalMillis: 100, keys: 'k{i}' })]
    const run = await runCluster(shop(program, [consumer('consumer-1')], { faults, durationMillis: 120_000 }))
    const acknowledged = run.of('client-call-ended').filter(({ outcome, result }) => outcome === 'returned' && result.includes('SEND_OK'))
    expect(acknowledged.length).toBeGreaterThan(280)
    expect(new Set(consumedKeys(run)).size).toBeGreaterThanOrEqual(acknowledged.length)
  })
})

describe('two members of a group', () => {
  const two = [consumer('consumer-1'), consumer('consumer-2', { startAtMillis: 2000 })]
  const steady = [{ do: 'sleep', millis: 10_000 }, send({ count: 300, intervalMillis: 100, keys: 'k{i}' })]

  test('share the queues, and the messages with them', async () => {
    const run = await runCluster(shop(steady, two))
    const last = new Map(run.of('queues-assigned').filter(({ topic }) => topic === 'OrderPaid').map((event) => [event.process, event.queues]))
    expect([...last.values()].map((queues) => queues.length)).toEqual([4, 4])
    expect(new Set([...last.values()].flat()).size).toBe(8)
    expect(consumedKeys(run)).toEqual(keys(300))
    expect(consumedKeys(run, (process) => process === 'consumer-2').length).toBeGreaterThan(100)
    expect(run.cluster.outcomes.duplicateCount).toBe(0)
  })

  test('stand in for each other: what the one had not told the broker of is consumed again', async () => {
    const faults = [{ fault: { kind: 'kill', node: 'consumer-1' }, when: { atMillis: 24_000 } }]
    const listener = { millis: 20 }
    const consumers = [consumer('consumer-1', { listener }), consumer('consumer-2', { listener, startAtMillis: 2000 })]
    const run = await runCluster(shop(steady, consumers, { faults }))
    expect(new Set(consumedKeys(run))).toEqual(new Set(keys(300)))
    const before = new Set(consumedKeys(run, (process) => process === 'consumer-1'))
    const again = consumedKeys(run, (process) => process === 'consumer-2').filter((key) => before.has(key))
    expect(run.cluster.outcomes.duplicateCount).toBe(again.length)
    // With each pull it says how far it is, but it pulls while it still consumes: of each of its four queues the last one comes again.
    expect(again.length).toBeGreaterThan(0)
    expect(again.length).toBeLessThanOrEqual(4)
    const takenOver = run.of('queues-assigned').filter(({ process, queues }) => process === 'consumer-2' && queues.length === 8)
    expect(takenOver[0]!.millis).toBeLessThan(26_000)
  })

  test('hand over without a message twice when one is shut down properly', async () => {
    const faults = [{ fault: { kind: 'shutdown', node: 'consumer-1' }, when: { atMillis: 24_050 } }]
    const run = await runCluster(shop(steady, two, { faults }))
    expect(consumedKeys(run)).toEqual(keys(300))
    expect(run.of('uncaught')).toEqual([])
  })

  test('get everything each when they broadcast, and keep their offsets themselves', async () => {
    const model = { model: 'BROADCASTING' }
    const consumers = [consumer('consumer-1', model), consumer('consumer-2', model)]
    const run = await runCluster(shop([{ do: 'sleep', millis: 10_000 }, send({ count: 20, keys: 'k{i}' })], consumers))
    for (const name of ['consumer-1', 'consumer-2']) {
      expect(consumedKeys(run, (process) => process === name)).toEqual(keys(20))
      const disk = run.disks.get(name) as MemoryDisk
      const path = `.rocketmq_offsets/10.0.0.6${name.slice(-1)}@DEFAULT/billing/offsets.json`
      const text = decodeUtf8(disk.contents(path)!)
      const offsets = [...text.matchAll(/}:(\d+)/g)].map(([, offset]) => Number(offset))
      expect(offsets.reduce((sum, offset) => sum + offset, 0)).toBe(20)
    }
  })
})

describe('a consumer that can’t keep up', () => {
  test('pulls no more than it may hold, and looks again after 50 ms', async () => {
    const config = { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET', consumeThreadMin: 1, consumeThreadMax: 1, pullThresholdForQueue: 5, pullBatchSize: 4 }
    const slow = consumer('consumer-1', { config, listener: { millis: 100 } })
    const program = [{ do: 'sleep', millis: 5000 }, send({ count: 200, keys: 'k{i}' })]
    const run = await runCluster(shop(program, [slow]))
    const postponed = run.of('pull-postponed')
    expect(postponed.length).toBeGreaterThan(100)
    expect(new Set(postponed.map(({ reason }) => reason))).toEqual(new Set(['count']))
    // One queue at a time is looked at so often while it is full: every 50 ms.
    const ofOne = postponed.filter(({ brokerName, queueId }) => brokerName === 'broker-a' && queueId === 0)
    const pauses = ofOne.slice(1).map((event, index) => event.millis - ofOne[index]!.millis)
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(50)
    expect(Math.max(...heldAtPulls(run))).toBe(5)
    expect(consumedKeys(run)).toEqual(keys(200))
  })

  test('whose listener hangs is held back by that message alone: its queue’s offset stays, the others move', async () => {
    const config = { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET', consumeThreadMin: 2, consumeThreadMax: 2 }
    const hanging = consumer('consumer-1', { config, listener: { outcome: 'hangs' } })
    const run = await runCluster(shop([{ do: 'sleep', millis: 5000 }, send({ count: 8, keys: 'k{i}' })], [hanging]))
    expect(run.of('consume-started')).toHaveLength(2)
    expect(run.of('consume-ended')).toEqual([])
  })
})

describe('a consumer whose listener hangs for too long', () => {
  test('gives the message back, and goes on behind it', async () => {
    const config = {
      consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET', consumeThreadMin: 4, consumeThreadMax: 4, consumeTimeout: 1, maxReconsumeTimes: 0,
    }
    const hanging = consumer('consumer-1', { config, listener: { outcome: 'hangs' } })
    const run = await runCluster(shop([{ do: 'sleep', millis: 5000 }, send({ count: 2, keys: 'k{i}' })], [hanging], { durationMillis: 190_000 }))
    const dead = run.of('log-append').filter(({ topic }) => topic === '%DLQ%billing')
    expect(dead.map(({ keys: key }) => key).sort()).toEqual(keys(2))
    const [started] = run.of('consume-started')
    for (const { millis } of dead) {
      expect(millis - started!.millis).toBeGreaterThan(60_000)
      expect(millis - started!.millis).toBeLessThan(125_000)
    }
    const committed = run.of('frame-sent').filter(({ code, isOneway }) => code === RequestCode.UPDATE_CONSUMER_OFFSET && isOneway)
    const last = committed.map(({ bytes }) => RemotingCommand.decode(bytes)).filter((each) => each.getExtField('topic') === 'OrderPaid')
    expect(last.filter((each) => each.getExtField('commitOffset') === '1').length).toBeGreaterThan(0)
  })
})

describe('a consumer whose listener fails', () => {
  test.each([['throws', 'EXCEPTION'], ['null', 'RETURNNULL'], ['later', 'RECONSUME_LATER']])(
    'with %s gets the message again, by way of the broker: after 10 s, after 30 s more, after a minute more', async (outcome, told) => {
      const failing = consumer('consumer-1', { listener: { outcome, tries: 3 } })
      const program = [{ do: 'sleep', millis: 5000 }, send({ count: 2, keys: 'k{i}' })]
      const run = await runCluster(shop(program, [failing], { durationMillis: 130_000 }))
      for (const key of keys(2)) {
        const ended = run.of('consume-ended').filter((event) => event.keys === key)
        expect(ended.map((event) => event.outcome)).toEqual([told, told, told, 'CONSUME_SUCCESS'])
        expect(ended.map(({ reconsumeTimes }) => reconsumeTimes)).toEqual([0, 1, 2, 3])
        expect(ended.map(({ topic }) => topic)).toEqual(['OrderPaid', ...Array<string>(3).fill('%RETRY%billing')])
        const pauses = ended.slice(1).map(({ millis }, index) => millis - ended[index]!.millis)
        for (const [index, least] of [10_000, 30_000, 60_000].entries()) {
          expect(pauses[index]).toBeGreaterThanOrEqual(least)
          expect(pauses[index]).toBeLessThan(least + 1100)
        }
        // Each time it lies in the log twice more: while it waits, and when its time has come.
        const appended = run.of('log-append').filter((event) => event.keys === key).map(({ topic }) => topic)
        const again = ['SCHEDULE_TOPIC_XXXX', '%RETRY%billing']
        expect(appended).toEqual(['OrderPaid', ...again, ...again, ...again])
      }
      expect(run.of('uncaught')).toEqual([])
    },
  )

  test('that may not try again loses the message to the dead letter queue', async () => {
    const config = { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET', maxReconsumeTimes: 0 }
    const failing = consumer('consumer-1', { config, listener: { outcome: 'later' } })
    const run = await runCluster(shop([{ do: 'sleep', millis: 5000 }, send({ count: 3, keys: 'k{i}' })], [failing]))
    expect(run.of('consume-ended').map(({ outcome }) => outcome)).toEqual(Array(3).fill('RECONSUME_LATER'))
    const dead = run.of('log-append').filter(({ topic }) => topic === '%DLQ%billing')
    expect(dead.map(({ keys: key }) => key).sort()).toEqual(keys(3))
  })
})

describe('a listener with exceptions', () => {
  test('treats the messages with those keys otherwise, and the trace tells what is held and what is committed', async () => {
    const exceptions = [{ keys: ['k1'], outcome: 'later', tries: 1 }, { keys: ['k2', 'k9'], millis: 700 }]
    const picky = consumer('consumer-1', { listener: { millis: 10, exceptions } })
    const run = await runCluster(shop([{ do: 'sleep', millis: 5000 }, send({ count: 4, keys: 'k{i}', selector: 'hash', arg: 'a' })], [picky]))
    const ended = run.of('consume-ended').map(({ keys: key, outcome }) => `${key} ${outcome}`)
    expect(ended).toEqual([
      'k1 RECONSUME_LATER', 'k0 CONSUME_SUCCESS', 'k3 CONSUME_SUCCESS', 'k2 CONSUME_SUCCESS', 'k1 CONSUME_SUCCESS',
    ])
    const ofTopic = run.of('messages-held').filter(({ topic }) => topic === 'OrderPaid').map(({ offsets }) => offsets.join())
    expect(ofTopic.filter((offsets, index) => offsets !== ofTopic[index - 1]).slice(-2)).toEqual(['2', ''])
    const { queueId, brokerName } = run.of('consume-started')[0]!
    const committed = run.of('offset-committed').filter((event) => event.topic === 'OrderPaid' && event.queueId === queueId && event.process === brokerName)
    expect(committed.at(-1)!.offset).toBe(4)
    const pulled = run.of('messages-pulled').filter(({ status }) => status === 'FOUND')
    expect(pulled.some(({ topic, minOffset, maxOffset, nextOffset }) => {
      return topic === 'OrderPaid' && minOffset === 0 && maxOffset >= nextOffset && nextOffset > 0
    })).toBe(true)
  })
})

describe('consumers in order', () => {
  const orderly = { listener: { order: 'orderly', millis: 20 } }
  const steady = [{ do: 'sleep', millis: 10_000 }, send({ count: 300, intervalMillis: 50, keys: 'k{i}' })]

  /** For each queue the numbers of its messages as they were consumed, first tries only. */
  function sequences(run: ClusterRun): number[][] {
    const byQueue = new Map<string, number[]>()
    for (const { topic, brokerName, queueId, queueOffset } of run.of('consume-started')) {
      if (topic !== 'OrderPaid') continue
      const key = `${brokerName}/${queueId}`
      byQueue.set(key, [...(byQueue.get(key) ?? []), queueOffset])
    }
    return [...byQueue.values()]
  }

  test('get the messages of a queue one after the other', async () => {
    const run = await runCluster(shop(steady, [consumer('consumer-1', orderly)]))
    expect(consumedOrderly(run)).toEqual(keys(300))
    for (const numbers of sequences(run)) expect(numbers).toEqual(numbers.map((_, index) => index))
  })

  test('never work on a queue at the same time, while another joins and one leaves', async () => {
    const consumers = [consumer('consumer-1', orderly), consumer('consumer-2', { ...orderly, startAtMillis: 15_000 })]
    const faults = [{ fault: { kind: 'shutdown', node: 'consumer-1' }, when: { atMillis: 20_000 } }]
    const run = await runCluster(shop(steady, consumers, { faults, durationMillis: 120_000 }))
    expect(new Set(consumedOrderly(run))).toEqual(new Set(keys(300)))
    const working = new Map<string, number>()
    for (const event of run.events) {
      if (event.type !== 'consume-started' && event.type !== 'consume-ended') continue
      const queue = `${event.brokerName}/${event.topic}/${event.queueId}`
      const count = (working.get(queue) ?? 0) + (event.type === 'consume-started' ? 1 : -1)
      expect(count).toBeLessThanOrEqual(1)
      working.set(queue, count)
    }
    for (const numbers of sequences(run)) expect(numbers).toEqual([...numbers].sort((one, other) => one - other))
  })

  test('hold a queue up while its first message fails', async () => {
    const failing = { listener: { order: 'orderly', outcome: 'later', tries: 2 } }
    const run = await runCluster(shop([{ do: 'sleep', millis: 5000 }, send({ count: 1, keys: 'k{i}' })], [consumer('consumer-1', failing)]))
    const ended = run.of('consume-ended')
    expect(ended.map(({ outcome }) => outcome)).toEqual(['SUSPEND_CURRENT_QUEUE_A_MOMENT', 'SUSPEND_CURRENT_QUEUE_A_MOMENT', 'SUCCESS'])
    expect(ended[1]!.millis - ended[0]!.millis).toBeGreaterThanOrEqual(1000)
    expect(ended[1]!.millis - ended[0]!.millis).toBeLessThan(1100)
  })

  function consumedOrderly(run: ClusterRun): string[] {
    return run.of('consume-ended').filter(({ outcome }) => outcome === 'SUCCESS').map(({ keys: key }) => key).sort()
  }
})

/** At each pull, how many messages of its queue had been pulled before and not been consumed. */
function heldAtPulls(run: ClusterRun): number[] {
  const done = new Map<string, number>()
  const held: number[] = []
  for (const event of run.events) {
    if (event.type === 'consume-ended') {
      const key = `${event.brokerName}/${event.queueId}`
      done.set(key, (done.get(key) ?? 0) + 1)
    }
    if (event.type !== 'frame-sent' || event.isResponse || event.code !== RequestCode.PULL_MESSAGE) continue
    const header = RemotingCommand.decode(event.bytes).decodeCommandCustomHeader(PullMessageRequestHeader)
    if (header.topic === 'OrderPaid') held.push(header.queueOffset! - (done.get(`${header.bname}/${header.queueId}`) ?? 0))
  }
  return held
}
