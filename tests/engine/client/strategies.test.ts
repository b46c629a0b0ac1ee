import { describe, expect, it } from 'vitest'
import type { SendMessageContext } from '../../../engine/client/hook/SendMessageContext'
import type { MessageQueueSelector } from '../../../engine/client/producer/MessageQueueSelector'
import { SelectMessageQueueAvoidSlow } from '../../../engine/client/producer/selector/SelectMessageQueueAvoidSlow'
import { SelectMessageQueueByConsistentHash } from '../../../engine/client/producer/selector/SelectMessageQueueByConsistentHash'
import { SelectMessageQueueByHash } from '../../../engine/client/producer/selector/SelectMessageQueueByHash'
import { SelectMessageQueueByLeastLoaded } from '../../../engine/client/producer/selector/SelectMessageQueueByLeastLoaded'
import { SelectMessageQueueByRoundRobin } from '../../../engine/client/producer/selector/SelectMessageQueueByRoundRobin'
import { SelectMessageQueueSticky } from '../../../engine/client/producer/selector/SelectMessageQueueSticky'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { sleep } from '../../../engine/kernel/sleep'
import { runInKernel } from '../support/runInKernel'
import { message, TOPIC } from './support/FakeCluster'

/** New objects each time, as a producer offers them. */
function queues(brokers: readonly string[], perBroker: number): MessageQueue[] {
  return brokers.flatMap((broker) => Array.from({ length: perBroker }, (_, id) => new MessageQueue(TOPIC, broker, id)))
}

function context(mq: MessageQueue, more: Partial<SendMessageContext> = {}): SendMessageContext {
  return {
    producerGroup: 'g', message: message(), mq, brokerAddr: '', bornHost: '', communicationMode: 'SYNC',
    msgType: 'Normal_Msg', namespace: null, sendResult: null, exception: null, mqTraceContext: null, ...more,
  }
}

function chosen(selector: MessageQueueSelector, mqs: readonly MessageQueue[], arg: unknown = null): string {
  const mq = selector.select(mqs, message(), arg)
  return mq === null ? 'none' : `${mq.brokerName}/${mq.queueId}`
}

const KEYS = Array.from({ length: 2000 }, (_, k) => `order-${k}`)
/** Which of the keys have another queue, when the queues of `after` take the place of `before`. */
function moved(selector: MessageQueueSelector, before: MessageQueue[], after: MessageQueue[]): string[] {
  const places = KEYS.map((key) => chosen(selector, before, key))
  return KEYS.filter((key, k) => chosen(selector, after, key) !== places[k])
}

describe('SelectMessageQueueByRoundRobin', () => {
  it('takes one after the other', () => {
    const selector = new SelectMessageQueueByRoundRobin()
    const places = [0, 1, 2, 3].map(() => chosen(selector, queues(['a'], 3)))
    expect(places).toEqual(['a/0', 'a/1', 'a/2', 'a/0'])
  })

  it('has nothing to choose from an empty list', () => {
    expect(chosen(new SelectMessageQueueByRoundRobin(), [])).toBe('none')
  })
})

describe('SelectMessageQueueByConsistentHash', () => {
  it('returns one of the objects that were offered, the same queue for the same key', () => {
    const selector = new SelectMessageQueueByConsistentHash()
    const first = selector.select(queues(['a', 'b'], 4), message(), 'order-1')!
    const mqs = queues(['a', 'b'], 4)
    const again = selector.select(mqs, message(), 'order-1')!
    expect(mqs).toContain(again)
    expect(again.equals(first)).toBe(true)
  })

  it('does not care about the order of the queues, nor about what it has seen before', () => {
    const mqs = queues(['a', 'b'], 4)
    expect(moved(new SelectMessageQueueByConsistentHash(), mqs, [...mqs].reverse())).toEqual([])
    const worldly = new SelectMessageQueueByConsistentHash()
    chosen(worldly, queues(['c'], 3), 'order-1')
    const fresh = new SelectMessageQueueByConsistentHash()
    for (const key of KEYS) expect(chosen(worldly, mqs, key)).toBe(chosen(fresh, mqs, key))
  })

  it.each([2, 4, 8, 16])('moves few keys when a queue is added to %i, and those to the new one', (count) => {
    const selector = new SelectMessageQueueByConsistentHash()
    const after = queues(['a'], count + 1)
    const movers = moved(selector, queues(['a'], count), after)
    expect(movers.length).toBeGreaterThan(0)
    expect(movers.length / KEYS.length).toBeLessThan(1.5 / (count + 1))
    expect(new Set(movers.map((key) => chosen(selector, after, key)))).toEqual(new Set([`a/${count}`]))
  })

  it('moves only the keys of a broker that is gone', () => {
    const selector = new SelectMessageQueueByConsistentHash()
    const before = queues(['a', 'b', 'c'], 2)
    const ofB = KEYS.filter((key) => chosen(selector, before, key).startsWith('b/'))
    expect(moved(selector, before, queues(['a', 'c'], 2))).toEqual(ofB)
  })

  it('gives every queue its share, more or less', () => {
    const selector = new SelectMessageQueueByConsistentHash()
    const counts = new Map<string, number>()
    for (const key of KEYS) {
      const place = chosen(selector, queues(['a', 'b'], 4), key)
      counts.set(place, (counts.get(place) ?? 0) + 1)
    }
    expect(counts.size).toBe(8)
    expect(Math.max(...counts.values())).toBeLessThan(2 * (KEYS.length / 8))
  })

  it('has nothing to choose from an empty list', () => {
    expect(chosen(new SelectMessageQueueByConsistentHash(), [], 'order-1')).toBe('none')
  })
})

describe('SelectMessageQueueByHash', () => {
  it.each([4, 8, 16])('moves most keys when a queue is added to %i', (count) => {
    const movers = moved(new SelectMessageQueueByHash(), queues(['a'], count), queues(['a'], count + 1))
    expect(movers.length / KEYS.length).toBeGreaterThan(0.7)
  })
})

describe('SelectMessageQueueByLeastLoaded', () => {
  it('goes round while every message is answered', () => {
    runInKernel(function* () {
      const selector = new SelectMessageQueueByLeastLoaded()
      const counts = new Map<string, number>()
      for (let each = 0; each < 12; each++) {
        const mq = selector.select(queues(['a'], 4), message(), null)!
        selector.sendMessageBefore(context(mq))
        selector.sendMessageAfter(context(mq))
        counts.set(String(mq.queueId), (counts.get(String(mq.queueId)) ?? 0) + 1)
      }
      expect([...counts.values()]).toEqual([3, 3, 3, 3])
    })
  })

  it('leaves a queue alone that has not answered, and takes it again later', () => {
    runInKernel(function* () {
      const selector = new SelectMessageQueueByLeastLoaded()
      const mqs = queues(['a'], 2)
      const waiting = context(mqs[0]!, { communicationMode: 'ASYNC' })
      selector.sendMessageBefore(waiting)
      selector.sendMessageAfter(waiting)
      yield* sleep(60_000)
      expect(chosen(selector, mqs)).toBe('a/1')
      selector.sendMessageAfter({ ...waiting, exception: new Error('timed out') })
      expect(chosen(selector, mqs)).toBe('a/1')
      yield* sleep(60_000)
      expect(chosen(selector, mqs)).toBe('a/0')
    })
  })

  it('holds a failure against a queue for more than a message', () => {
    runInKernel(function* () {
      const selector = new SelectMessageQueueByLeastLoaded()
      const [bad, good] = queues(['a'], 2)
      selector.sendMessageBefore(context(bad!))
      selector.sendMessageAfter(context(bad!, { exception: new Error('refused') }))
      for (let each = 0; each < 10; each++) {
        expect(chosen(selector, [bad!, good!])).toBe('a/1')
        selector.sendMessageBefore(context(good!))
        selector.sendMessageAfter(context(good!))
      }
    })
  })
})

describe('SelectMessageQueueSticky', () => {
  it('stays for a number of messages, then moves to the next', () => {
    const selector = new SelectMessageQueueSticky(3)
    const places = Array.from({ length: 7 }, () => chosen(selector, queues(['a'], 2)))
    expect(places).toEqual(['a/0', 'a/0', 'a/0', 'a/1', 'a/1', 'a/1', 'a/0'])
  })

  it('leaves for another broker after a failure of the queue that it stays with', () => {
    const selector = new SelectMessageQueueSticky(3)
    const mqs = queues(['a', 'b'], 2)
    chosen(selector, mqs)
    selector.sendMessageAfter(context(mqs[1]!, { exception: new Error('an older one') }))
    expect(chosen(selector, mqs)).toBe('a/0')
    selector.sendMessageAfter(context(mqs[0]!, { exception: new Error('refused') }))
    expect(chosen(selector, mqs)).toBe('b/0')
    expect(chosen(selector, mqs)).toBe('b/0')
  })

  it('takes the next queue when there is one broker only', () => {
    const selector = new SelectMessageQueueSticky()
    const mqs = queues(['a'], 3)
    chosen(selector, mqs)
    selector.sendMessageAfter(context(mqs[0]!, { exception: new Error('refused') }))
    expect(chosen(selector, mqs)).toBe('a/1')
  })

  it('starts again when its queue is gone, and knows it among new objects', () => {
    const selector = new SelectMessageQueueSticky(2)
    chosen(selector, queues(['a', 'b'], 1))
    expect(chosen(selector, queues(['b'], 1))).toBe('b/0')
    const fresh = queues(['b'], 1)
    expect(fresh).toContain(selector.select(fresh, message(), null))
  })
})

describe('SelectMessageQueueAvoidSlow', () => {
  /** Sends as a producer does, with brokers of the given latency, and returns which brokers got the messages. */
  function* sends(selector: SelectMessageQueueAvoidSlow, count: number, millis: Record<string, number>) {
    const brokers: string[] = []
    for (let each = 0; each < count; each++) {
      const mq = selector.select(queues(Object.keys(millis), 2), message(), null)!
      brokers.push(mq.brokerName)
      selector.sendMessageBefore(context(mq))
      yield* sleep(millis[mq.brokerName]!)
      selector.sendMessageAfter(context(mq))
    }
    return brokers
  }

  it('goes round while all are fast', () => {
    runInKernel(function* () {
      const brokers = yield* sends(new SelectMessageQueueAvoidSlow(), 8, { a: 1, b: 49 })
      expect(brokers.filter((name) => name === 'b')).toHaveLength(4)
    })
  })

  it('leaves a slow broker within three messages, forgives one slow answer, and comes back later', () => {
    runInKernel(function* () {
      const selector = new SelectMessageQueueAvoidSlow()
      const first = yield* sends(selector, 40, { a: 1, b: 100 })
      expect(first.filter((name) => name === 'b')).toHaveLength(2)
      yield* sleep(2000)
      // Still slow: it is tried once and left alone for twice as long.
      expect((yield* sends(selector, 40, { a: 1, b: 100 })).filter((name) => name === 'b')).toHaveLength(1)
      yield* sleep(2000)
      expect((yield* sends(selector, 20, { a: 1, b: 1 })).filter((name) => name === 'b')).toHaveLength(0)
      yield* sleep(2000)
      expect((yield* sends(selector, 20, { a: 1, b: 1 })).filter((name) => name === 'b')).toHaveLength(10)
    })
  })

  it('leaves a broker at once after a failure, and sends to it nevertheless if there is no other', () => {
    runInKernel(function* () {
      const selector = new SelectMessageQueueAvoidSlow()
      const [a] = queues(['a'], 1)
      selector.sendMessageBefore(context(a!))
      selector.sendMessageAfter(context(a!, { exception: new Error('refused') }))
      expect(chosen(selector, queues(['a', 'b'], 1))).toBe('b/0')
      expect(chosen(selector, queues(['a', 'b'], 1))).toBe('b/0')
      expect(chosen(selector, queues(['a'], 1))).toBe('a/0')
    })
  })

  it('does not take the word that an asynchronous message is on its way for an answer', () => {
    runInKernel(function* () {
      const selector = new SelectMessageQueueAvoidSlow()
      const mqs = queues(['a', 'b'], 1)
      for (let each = 0; each < 2; each++) {
        const slow = context(mqs[0]!, { communicationMode: 'ASYNC' })
        selector.sendMessageBefore(slow)
        selector.sendMessageAfter(slow)
        yield* sleep(80)
        selector.sendMessageAfter({ ...slow, sendResult: {} as never })
      }
      expect([chosen(selector, mqs), chosen(selector, mqs)]).toEqual(['b/0', 'b/0'])
    })
  })
})
