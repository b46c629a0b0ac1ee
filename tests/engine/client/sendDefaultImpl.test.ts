import { describe, expect, it } from 'vitest'
import { MQBrokerException } from '../../../engine/client/exception/MQBrokerException'
import { ClientErrorCode, MQClientException } from '../../../engine/client/exception/MQClientException'
import type { DefaultMQProducer } from '../../../engine/client/producer/DefaultMQProducer'
import { SendStatus } from '../../../engine/client/producer/SendStatus'
import { InterruptedException } from '../../../engine/kernel/errors'
import { sleep } from '../../../engine/kernel/sleep'
import { RemotingConnectException } from '../../../engine/remoting/exception/RemotingConnectException'
import { RemotingSendRequestException } from '../../../engine/remoting/exception/RemotingSendRequestException'
import { RemotingTimeoutException } from '../../../engine/remoting/exception/RemotingTimeoutException'
import { RemotingTooMuchRequestException } from '../../../engine/remoting/exception/RemotingTooMuchRequestException'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import type { FakeBroker } from './support/FakeBroker'
import { caught } from '../support/caught'
import { FakeCluster, message, Outcome, queueOf, TOPIC } from './support/FakeCluster'

/** Two brokers 1 ms away, so that no two tries come in the same ms, and a topic with a queue on each. */
function twoBrokers(queues = 1): { cluster: FakeCluster; a: FakeBroker; b: FakeBroker } {
  const cluster = new FakeCluster({ link: { latencyMicros: 1000 } })
  const a = cluster.addBroker('broker-a', queues)
  const b = cluster.addBroker('broker-b', queues)
  cluster.route()
  return { cluster, a, b }
}

/** What is to happen as soon as the first message has been answered. */
function afterFirst(cluster: FakeCluster, change: (broker: FakeBroker) => unknown): void {
  for (const broker of cluster.brokers) {
    broker.reply = () => {
      cluster.brokers.forEach(change)
      return {}
    }
  }
}

/** The brokers to which sends went, in the order of their arrival. */
function order(cluster: FakeCluster): string[] {
  const sends = cluster.brokers.flatMap((broker) => broker.sends.map(({ at }) => ({ at, name: broker.name })))
  return sends.sort((one, other) => one.at - other.at).map(({ name }) => name)
}

describe('the queues of a topic', () => {
  it('have their turn, one after the other, from anywhere on', () => {
    const { cluster } = twoBrokers(2)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const places: string[] = []
      for (let each = 0; each < 8; each++) places.push(queueOf(yield* producer.send(message())))
      const all = ['broker-a/0', 'broker-a/1', 'broker-b/0', 'broker-b/1']
      const first = all.indexOf(places[0]!)
      expect(places).toEqual(places.map((_, index) => all[(first + index) % 4]))
    })
  })

  it('have their turn for each thread by itself', () => {
    const { cluster } = twoBrokers(2)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const perThread: string[][] = []
      const body = function* () {
        const places: string[] = []
        for (let each = 0; each < 4; each++) places.push(queueOf(yield* producer.send(message())))
        perThread.push(places)
      }
      for (const name of ['one', 'two', 'three']) cluster.process.spawn(name, body)
      yield* sleep(100)
      expect(perThread.map((places) => new Set(places).size)).toEqual([4, 4, 4])
    })
  })
})

describe('a synchronous send that fails', () => {
  it('is tried again at another broker', () => {
    const { cluster, a } = twoBrokers(4)
    a.answer(ResponseCode.SYSTEM_ERROR)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      for (let each = 0; each < 8; each++) {
        const result = yield* producer.send(message())
        expect(result.messageQueue.brokerName).toBe('broker-b')
      }
    })
    expect(a.sends.length).toBeGreaterThan(0)
    expect(order(cluster).join(' ')).not.toContain('broker-a broker-a')
  })

  it('is tried again at the same broker when there is no other', () => {
    const cluster = new FakeCluster()
    const broker = cluster.addBroker('broker-a', 2).next(ResponseCode.SYSTEM_ERROR, ResponseCode.SYSTEM_ERROR)
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      expect((yield* producer.send(message())).sendStatus).toBe(SendStatus.SEND_OK)
      expect(broker.sends.map(({ header }) => header.e)).toHaveLength(3)
    })
  })

  it.each([0, 1, 2, 5])('is tried once, and %i times more when it is set so', (retryTimesWhenSendFailed) => {
    const { cluster, a, b } = twoBrokers()
    a.answer(ResponseCode.SYSTEM_ERROR)
    b.answer(ResponseCode.SYSTEM_ERROR)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ retryTimesWhenSendFailed })
      const error = yield* caught(() => producer.send(message()))
      expect(error).toBeInstanceOf(MQClientException)
      expect(error).toMatchObject({ responseCode: ResponseCode.SYSTEM_ERROR })
      expect(order(cluster)).toHaveLength(1 + retryTimesWhenSendFailed)
      expect(String(error)).toContain(`${1 + retryTimesWhenSendFailed} tr`)
      expect(String(error)).toContain(`brokers: ${order(cluster).join(', ')}:`)
      expect(String(error)).toContain(TOPIC)
    })
  })

  it('is two more tries by default, and the message keeps its id', () => {
    const { cluster, a, b } = twoBrokers()
    a.answer(ResponseCode.SYSTEM_BUSY)
    b.answer(ResponseCode.SYSTEM_BUSY)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      yield* caught(() => producer.send(message()))
      const properties = [...a.sends, ...b.sends].map(({ header }) => header.i)
      expect(properties).toHaveLength(3)
      expect(new Set(properties).size).toBe(1)
      expect(properties[0]).toContain('UNIQ_KEY')
    })
  })
})

describe('oneway and asynchronous sends', () => {
  it('have one try when a broker refuses them', () => {
    const { cluster, a, b } = twoBrokers()
    a.answer(ResponseCode.SYSTEM_ERROR)
    b.answer(ResponseCode.SYSTEM_ERROR)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ retryTimesWhenSendFailed: 5 })
      const outcome = new Outcome(cluster)
      yield* producer.sendAsync(message(), outcome)
      yield* sleep(1000)
      expect(order(cluster)).toHaveLength(1)
      expect(outcome.errors).toEqual([expect.any(MQBrokerException)])
      yield* producer.sendOneway(message())
      yield* sleep(1000)
      expect(order(cluster)).toHaveLength(2)
    })
  })
})

describe('the time of a synchronous send', () => {
  it('is one for all tries together', () => {
    const { cluster, a, b } = twoBrokers()
    a.answer(ResponseCode.SYSTEM_ERROR, 1200)
    b.answer(ResponseCode.SYSTEM_ERROR, 1200)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const begin = cluster.now
      const error = yield* caught(() => producer.send(message()))
      expect(error).toMatchObject({ responseCode: ClientErrorCode.ACCESS_BROKER_TIMEOUT })
      expect((error as Error).cause).toBeInstanceOf(RemotingTimeoutException)
      expect(cluster.now - begin).toBe(3001)
      expect(order(cluster)).toHaveLength(3)
    })
  })

  // A real 5.3.2 with two brokers that accept and never answer: 10 of 10 with 3000 ms, 20 of 20 with 500 ms and 39 of 39
  // with 50 ms threw this exception, after 3001 to 3034, 501 to 546 and 51 to 61 ms, with one request each.
  it.each([3000, 500, 50])('is used up by one broker that falls silent, of %i ms: one request, and no word of the reason', (timeout) => {
    const { cluster, a, b } = twoBrokers()
    a.silent()
    b.silent()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      for (let round = 0; round < 10; round++) {
        const begin = cluster.now
        const sent = order(cluster).length
        const error = yield* caught(() => producer.send(message(), timeout))
        expect(error).toBeInstanceOf(RemotingTooMuchRequestException)
        expect((error as Error).cause).toBeUndefined()
        expect(cluster.now - begin).toBeGreaterThan(timeout)
        expect(order(cluster).length - sent).toBe(1)
        yield* sleep(0.137)
      }
    })
  })

  it('is not spent when a send has one try: then the exception says what went wrong', () => {
    const { cluster, a, b } = twoBrokers()
    a.silent()
    b.silent()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC], retryTimesWhenSendFailed: 0 })
      const error = yield* caught(() => producer.send(message(), 150))
      expect(error).toMatchObject({ responseCode: ClientErrorCode.ACCESS_BROKER_TIMEOUT })
      expect((error as Error).cause).toBeInstanceOf(RemotingTimeoutException)
    })
  })

  it('counts from the call on: asking for the route is part of it', () => {
    const { cluster, a, b } = twoBrokers()
    a.silent()
    b.silent()
    cluster.wire.links.change('10.0.0.11', '10.0.0.1', { latencyMicros: 100_000 })
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ retryTimesWhenSendFailed: 0 })
      const begin = cluster.now
      const error = yield* caught(() => producer.send(message(), 500))
      expect(error).toMatchObject({ responseCode: ClientErrorCode.ACCESS_BROKER_TIMEOUT })
      expect(cluster.now - begin).toBe(501)
    })
  })
})

const RETRIED = [1, 2, 14, 16, 17, 204, 205]

describe('a broker that refuses', () => {
  it.each(RETRIED)('with code %i is not the last that is asked', (code) => {
    const { cluster, a, b } = twoBrokers()
    a.answer(code)
    b.answer(code)
    afterFirst(cluster, (broker) => broker.answer(ResponseCode.SUCCESS))
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const { messageQueue } = yield* producer.send(message())
      expect(order(cluster)).toHaveLength(2)
      expect(order(cluster)[1]).toBe(messageQueue.brokerName)
      expect(order(cluster)[0]).not.toBe(messageQueue.brokerName)
      a.answer(code).reply = null
      b.answer(code).reply = null
      const error = yield* caught(() => producer.send(message()))
      expect(error).toMatchObject({ name: 'MQClientException', responseCode: code })
      expect((error as Error).cause).toMatchObject({ name: 'MQBrokerException', responseCode: code })
    })
  })

  it.each([13, 3, 29])('with code %i is believed: the others would say the same', (code) => {
    const { cluster, a, b } = twoBrokers()
    a.answer(code)
    b.answer(code)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const error = yield* caught(() => producer.send(message()))
      expect(error).toBeInstanceOf(MQBrokerException)
      expect(error).toMatchObject({ responseCode: code, errorMessage: `the test wants ${code}` })
      expect(cluster.brokers.map(({ address }) => address)).toContain((error as MQBrokerException).brokerAddr)
      expect(order(cluster)).toHaveLength(1)
      producer.addRetryResponseCode(code)
      yield* caught(() => producer.send(message()))
      expect(order(cluster)).toHaveLength(4)
    })
  })
})

describe('a broker that can not be spoken to', () => {
  it('because it is dead: another is asked, and when all are dead the code is 10001', () => {
    const { cluster, a, b } = twoBrokers()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      a.close()
      for (let each = 0; each < 4; each++) expect(queueOf(yield* producer.send(message()))).toBe('broker-b/0')
      b.close()
      yield* sleep(10)
      const error = yield* caught(() => producer.send(message()))
      expect(error).toMatchObject({ name: 'MQClientException', responseCode: ClientErrorCode.CONNECT_BROKER_EXCEPTION })
      expect((error as Error).cause).toBeInstanceOf(RemotingConnectException)
    })
  })

  it('because it closes the connection: another is asked, and the code is -1 in the end', () => {
    const { cluster, a, b } = twoBrokers()
    a.closing()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      for (let each = 0; each < 4; each++) expect(queueOf(yield* producer.send(message()))).toBe('broker-b/0')
      expect(a.sends.length).toBeGreaterThan(0)
      b.closing()
      const error = yield* caught(() => producer.send(message()))
      expect(error).toMatchObject({ name: 'MQClientException', responseCode: -1 })
      expect((error as Error).cause).toBeInstanceOf(RemotingSendRequestException)
    })
  })

  it('because it is unknown: a client exception is retried too, and the code is 10003', () => {
    const { cluster } = twoBrokers()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      let asked = 0
      producer.getDefaultMQProducerImpl().registerCheckForbiddenHook({
        hookName: () => 'forbids everything',
        checkForbidden: () => {
          asked++
          throw new MQClientException('forbidden', 403)
        },
      })
      const error = yield* caught(() => producer.send(message()))
      expect(asked).toBe(3)
      expect(error).toMatchObject({ responseCode: ClientErrorCode.BROKER_NOT_EXIST_EXCEPTION })
      expect((error as Error).cause).toMatchObject({ responseCode: 403 })
    })
  })
})

describe('an exception that says nothing about brokers', () => {
  it('ends the send at once: an interrupt', () => {
    const { cluster, a, b } = twoBrokers()
    a.silent()
    b.silent()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const errors: unknown[] = []
      const sender = cluster.process.spawn('sender', function* () {
        errors.push(yield* caught(() => producer.send(message())))
      })
      yield* sleep(100)
      sender.interrupt()
      yield* sleep(10)
      expect(errors).toEqual([expect.any(InterruptedException)])
      expect(order(cluster)).toHaveLength(1)
    })
  })

  it('ends the send at once: anything else', () => {
    const { cluster } = twoBrokers()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      let asked = 0
      producer.getDefaultMQProducerImpl().registerCheckForbiddenHook({
        hookName: () => 'has a bug',
        checkForbidden: () => {
          asked++
          throw new RangeError('a bug')
        },
      })
      expect(yield* caught(() => producer.send(message()))).toBeInstanceOf(RangeError)
      expect(asked).toBe(1)
    })
  })
})

const UNSAFE = [
  [ResponseCode.FLUSH_DISK_TIMEOUT, SendStatus.FLUSH_DISK_TIMEOUT],
  [ResponseCode.SLAVE_NOT_AVAILABLE, SendStatus.SLAVE_NOT_AVAILABLE],
  [ResponseCode.FLUSH_SLAVE_TIMEOUT, SendStatus.FLUSH_SLAVE_TIMEOUT],
] as const

/** Brokers that store, but not as safely as they should; a producer that tries others for that. */
function unsafeBrokers(code: number = ResponseCode.FLUSH_DISK_TIMEOUT): ReturnType<typeof twoBrokers> {
  const scene = twoBrokers()
  scene.a.answer(code)
  scene.b.answer(code)
  return scene
}

const RETRY_UNSAFE: Partial<DefaultMQProducer> = { retryAnotherBrokerWhenNotStoreOK: true, topics: [TOPIC] }

describe('a message that is stored, but not safely', () => {
  it.each(UNSAFE)('is a result all the same: code %i', (code, status) => {
    const { cluster } = unsafeBrokers(code)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      expect((yield* producer.send(message())).sendStatus).toBe(status)
      expect(order(cluster)).toHaveLength(1)
    })
  })

  it.each(UNSAFE)('is sent to another broker if it is set so: code %i', (code) => {
    const { cluster } = unsafeBrokers(code)
    afterFirst(cluster, (broker) => broker.answer(ResponseCode.SUCCESS))
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(RETRY_UNSAFE)
      expect((yield* producer.send(message())).sendStatus).toBe(SendStatus.SEND_OK)
      expect(new Set(order(cluster)).size).toBe(2)
    })
  })

  it('is the last of these results when no broker does better', () => {
    const { cluster } = unsafeBrokers()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(RETRY_UNSAFE)
      const result = yield* producer.send(message())
      expect(result.sendStatus).toBe(SendStatus.FLUSH_DISK_TIMEOUT)
      expect(order(cluster)).toHaveLength(3)
      expect(result.messageQueue.brokerName).toBe(order(cluster)[2])
    })
  })

  it.each([ResponseCode.SYSTEM_ERROR, ResponseCode.MESSAGE_ILLEGAL])(
    'is a result even if the next broker refuses with code %i',
    (code) => {
      const { cluster } = unsafeBrokers()
      afterFirst(cluster, (broker) => broker.answer(code))
      cluster.run(function* () {
        const producer = yield* cluster.startedProducer(RETRY_UNSAFE)
        const result = yield* producer.send(message())
        expect(result.sendStatus).toBe(SendStatus.FLUSH_DISK_TIMEOUT)
        expect(result.messageQueue.brokerName).toBe(order(cluster)[0])
        expect(order(cluster)).toHaveLength(code === ResponseCode.SYSTEM_ERROR ? 3 : 2)
      })
    },
  )

  it('is a result even if the time is over before a further try', () => {
    const { cluster } = unsafeBrokers()
    afterFirst(cluster, (broker) => broker.silent())
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ ...RETRY_UNSAFE, retryTimesWhenSendFailed: 2 })
      const begin = cluster.now
      const result = yield* producer.send(message(), 150)
      expect(result.sendStatus).toBe(SendStatus.FLUSH_DISK_TIMEOUT)
      expect(result.messageQueue.brokerName).toBe(order(cluster)[0])
      expect(cluster.now - begin).toBeGreaterThanOrEqual(150)
    })
  })

  it('is no excuse for an interrupt: that is thrown', () => {
    const { cluster } = unsafeBrokers()
    afterFirst(cluster, (broker) => broker.silent())
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(RETRY_UNSAFE)
      const errors: unknown[] = []
      const sender = cluster.process.spawn('sender', function* () {
        errors.push(yield* caught(() => producer.send(message())))
      })
      yield* sleep(100)
      sender.interrupt()
      yield* sleep(10)
      expect(errors).toEqual([expect.any(InterruptedException)])
    })
  })
})
