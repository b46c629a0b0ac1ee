import { describe, expect, it } from 'vitest'
import { MQBrokerException } from '../../../engine/client/exception/MQBrokerException'
import { MQClientException } from '../../../engine/client/exception/MQClientException'
import type { MessageQueueSelector } from '../../../engine/client/producer/MessageQueueSelector'
import { SelectMessageQueueByHash } from '../../../engine/client/producer/selector/SelectMessageQueueByHash'
import { SelectMessageQueueByMachineRoom } from '../../../engine/client/producer/selector/SelectMessageQueueByMachineRoom'
import { SelectMessageQueueByRandom } from '../../../engine/client/producer/selector/SelectMessageQueueByRandom'
import type { Message } from '../../../engine/common/message/Message'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { Thread } from '../../../engine/kernel/Thread'
import { sleep } from '../../../engine/kernel/sleep'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { goldenLines } from '../support/golden'
import { runInKernel } from '../support/runInKernel'
import type { FakeBroker } from './support/FakeBroker'
import { caught } from '../support/caught'
import { FakeCluster, message, Outcome, queueOf, TOPIC } from './support/FakeCluster'

function oneBroker(queues = 4): { cluster: FakeCluster; broker: FakeBroker } {
  const cluster = new FakeCluster()
  const broker = cluster.addBroker('broker-a', queues)
  cluster.route()
  return { cluster, broker }
}

function queues(count: number): MessageQueue[] {
  return Array.from({ length: count }, (_, id) => new MessageQueue(TOPIC, 'broker-a', id))
}

const THIRD: MessageQueueSelector = { select: (mqs) => mqs[2] ?? null }

describe('a send with a selector', () => {
  it('goes to the queue that it chooses, in all three modes', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const outcome = new Outcome(cluster)
      expect(queueOf(yield* producer.sendBySelector(message(), THIRD, null))).toBe('broker-a/2')
      yield* producer.sendBySelectorAsync(message(), THIRD, null, outcome)
      yield* producer.sendOnewayBySelector(message(), THIRD, null)
      yield* sleep(10)
      expect(outcome.results.map(queueOf)).toEqual(['broker-a/2'])
      expect(broker.sends.map(({ place }) => place)).toEqual(Array(3).fill(`${TOPIC}/2`))
    })
  })

  it('hands it the argument, the queues and the message', () => {
    const { cluster } = oneBroker(2)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const seen: unknown[] = []
      const select = (mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null => {
        seen.push(mqs.map(String), msg.topic, arg)
        return mqs[0] ?? null
      }
      yield* producer.sendBySelector(message(), { select }, 4711)
      expect(seen).toEqual([queues(2).map(String), TOPIC, 4711])
    })
  })

  it('shows it neither in the queues nor in the message the namespace', () => {
    const { cluster, broker } = oneBroker(2)
    cluster.route(`NS%${TOPIC}`)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ namespace: 'NS' })
      const seen: string[] = []
      const select = (mqs: readonly MessageQueue[], msg: Message): MessageQueue | null => {
        seen.push(msg.topic, ...mqs.map(({ topic }) => topic))
        return mqs[1] ?? null
      }
      const result = yield* producer.sendBySelector(message(), { select }, null)
      expect(seen).toEqual([TOPIC, TOPIC, TOPIC])
      expect(broker.sends.map(({ place }) => place)).toEqual([`NS%${TOPIC}/1`])
      expect(result.messageQueue).toEqual(new MessageQueue(TOPIC, 'broker-a', 1))
    })
  })

  it('lets it do to the message what it likes without changing what is sent', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const select = (mqs: readonly MessageQueue[], msg: Message): MessageQueue | null => {
        msg.topic = 'Another'
        return mqs[0] ?? null
      }
      yield* producer.sendBySelector(message(), { select }, null)
      expect(broker.sends[0]!.place).toBe(`${TOPIC}/0`)
    })
  })

  it('fails when it chooses nothing, or throws', () => {
    const { cluster, broker } = oneBroker()
    const nothing: MessageQueueSelector = { select: () => null }
    const bug: MessageQueueSelector = {
      select: () => {
        throw new RangeError('a bug')
      },
    }
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      expect(yield* caught(() => producer.sendBySelector(message(), nothing, null))).toBeInstanceOf(MQClientException)
      const error = yield* caught(() => producer.sendBySelector(message(), bug, null))
      expect(error).toBeInstanceOf(MQClientException)
      expect((error as Error).cause).toBeInstanceOf(RangeError)
      const outcome = new Outcome(cluster)
      yield* producer.sendBySelectorAsync(message(), nothing, null, outcome)
      yield* sleep(10)
      expect(outcome.errors).toEqual([expect.any(MQClientException)])
      expect(broker.sends).toEqual([])
    })
  })

  it('is never tried again', () => {
    const { cluster, broker } = oneBroker()
    broker.answer(ResponseCode.SYSTEM_ERROR)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      expect(yield* caught(() => producer.sendBySelector(message(), THIRD, null))).toBeInstanceOf(MQBrokerException)
      expect(broker.sends).toHaveLength(1)
    })
  })

  it('needs a route', () => {
    const cluster = new FakeCluster()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const error = yield* caught(() => producer.sendBySelector(message(), THIRD, null))
      expect(error).toMatchObject({ name: 'MQClientException', responseCode: -1 })
    })
  })

  it('may choose a queue of another topic when it is called with a timeout, and only then', () => {
    const { cluster, broker } = oneBroker()
    const elsewhere = { select: () => new MessageQueue('Another', 'broker-a', 2) }
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const error = yield* caught(() => producer.sendBySelector(message(), elsewhere, null))
      expect(error).toMatchObject({ name: 'MQClientException', responseCode: -1 })
      yield* producer.sendBySelectorWithin(message(), elsewhere, null, 3000)
      expect(broker.sends.map(({ place }) => place)).toEqual([`${TOPIC}/2`])
    })
  })

  it('runs in the caller’s thread, but in the pool when it is called asynchronously with a timeout', () => {
    const { cluster } = oneBroker()
    const threads: string[] = []
    const select = (mqs: readonly MessageQueue[]): MessageQueue => {
      threads.push(Thread.currentThread().name)
      return mqs[0]!
    }
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const outcome = new Outcome(cluster)
      yield* producer.sendBySelector(message(), { select }, null)
      yield* producer.sendBySelectorAsync(message(), { select }, null, outcome)
      yield* producer.sendBySelectorAsyncWithin(message(), { select }, null, outcome, 3000)
      yield* sleep(10)
      expect(outcome.results.map(queueOf)).toEqual(['broker-a/0', 'broker-a/0'])
      expect(threads).toEqual(['test', 'test', 'AsyncSenderExecutor_2'])
    })
  })
})

interface HashLine {
  readonly n: string
  readonly s: string
  readonly hashCode: number
}

describe('SelectMessageQueueByHash', () => {
  const selector = new SelectMessageQueueByHash()
  const indexOf = (count: number, arg: unknown): number => selector.select(queues(count), message(), arg)!.queueId

  it('chooses what it chooses in Java, for texts', () => {
    const lines = goldenLines<HashLine>('vectors/algos.jsonl').filter(({ n }) => n === 'string')
    expect(lines.length).toBeGreaterThan(5)
    for (const { s, hashCode } of lines) {
      for (const count of [1, 3, 4, 7, 16]) expect(indexOf(count, s)).toBe(Math.abs(hashCode % count))
    }
  })

  it('chooses what it chooses in Java, for numbers: they are their own hash codes', () => {
    expect([0, 1, 5, 4711, -3].map((arg) => indexOf(4, arg))).toEqual([0, 1, 1, 3, 3])
    expect(indexOf(7, -2_147_483_648)).toBe(2)
    expect(indexOf(7, 1_700_000_000_123)).toBe(Math.abs(((1_700_000_000_123 % 2 ** 32) ^ 395) % 7))
  })

  it('chooses the same queue again and again', () => {
    const { cluster } = oneBroker(7)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const places = new Set<string>()
      for (let each = 0; each < 10; each++) places.add(queueOf(yield* producer.sendBySelector(message(), selector, 'order-1')))
      expect(places.size).toBe(1)
    })
  })
})

describe('SelectMessageQueueByRandom', () => {
  it('chooses every queue sooner or later, and the same ones for the same seed', () => {
    const choose = (seed: number): number[] =>
      runInKernel(
        function* () {
          const selector = new SelectMessageQueueByRandom()
          return Array.from({ length: 100 }, () => selector.select(queues(4), message(), null)!.queueId)
        },
        { seed },
      )
    expect(new Set(choose(1))).toEqual(new Set([0, 1, 2, 3]))
    expect(choose(1)).toEqual(choose(1))
    expect(choose(2)).not.toEqual(choose(1))
  })
})

describe('SelectMessageQueueByMachineRoom', () => {
  it('never chooses anything, so that every send with it fails', () => {
    const { cluster } = oneBroker()
    const selector = new SelectMessageQueueByMachineRoom()
    selector.consumeridcs = new Set(['room-1'])
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      expect(yield* caught(() => producer.sendBySelector(message(), selector, 'room-1'))).toBeInstanceOf(MQClientException)
    })
  })
})

describe('a send to a given queue', () => {
  it('goes there, in all three modes, without asking for a route that is known', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const mq = (yield* producer.fetchPublishMessageQueues(TOPIC))[3]!
      const outcome = new Outcome(cluster)
      expect(queueOf(yield* producer.sendToQueue(message(), mq))).toBe('broker-a/3')
      const asked = cluster.nameServer.topics.length
      yield* producer.sendToQueueAsync(message(), mq, outcome)
      yield* producer.sendOnewayToQueue(message(), mq)
      yield* sleep(5)
      expect(outcome.results.map(queueOf)).toEqual(['broker-a/3'])
      expect(broker.sends.map(({ place }) => place)).toEqual(Array(3).fill(`${TOPIC}/3`))
      expect(cluster.nameServer.topics).toHaveLength(asked)
    })
  })

  it('is refused when the queue is another topic’s', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const mq = new MessageQueue('Another', 'broker-a', 0)
      expect(yield* caught(() => producer.sendToQueue(message(), mq))).toBeInstanceOf(MQClientException)
      expect(broker.sends).toEqual([])
    })
  })

  it('is not refused when it is oneway: the broker gets the message for the queue of that number', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      yield* producer.sendOnewayToQueue(message(), new MessageQueue('Another', 'broker-a', 1))
      yield* sleep(5)
      expect(broker.sends.map(({ place }) => place)).toEqual([`${TOPIC}/1`])
    })
  })

  it('is never tried again', () => {
    const { cluster, broker } = oneBroker()
    broker.answer(ResponseCode.SYSTEM_ERROR)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const mq = new MessageQueue(TOPIC, 'broker-a', 0)
      expect(yield* caught(() => producer.sendToQueue(message(), mq))).toBeInstanceOf(MQBrokerException)
      expect(broker.sends).toHaveLength(1)
    })
  })

  it('of a broker that is not known asks for the route, unless that is known', () => {
    const { cluster } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const mq = new MessageQueue(TOPIC, 'broker-z', 0)
      for (let each = 0; each < 3; each++) {
        const error = yield* caught(() => producer.sendToQueue(message(), mq))
        expect(error).toBeInstanceOf(MQClientException)
        expect(String(error)).toContain('broker-z')
      }
      expect(cluster.nameServer.topics).toEqual([TOPIC])
    })
  })

  it('of an unknown topic asks for the model of new topics too', () => {
    const cluster = new FakeCluster()
    const broker = cluster.addBroker('broker-a')
    cluster.route('TBW102')
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      yield* producer.sendToQueue(message(), new MessageQueue(TOPIC, 'broker-a', 1))
      expect(cluster.nameServer.topics).toEqual([TOPIC, 'TBW102'])
      expect(broker.sends.map(({ place }) => place)).toEqual([`${TOPIC}/1`])
    })
  })
})
