import { describe, expect, it } from 'vitest'
import { MQBrokerException } from '../../../engine/client/exception/MQBrokerException'
import { MQClientException } from '../../../engine/client/exception/MQClientException'
import { Message } from '../../../engine/common/message/Message'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { RemotingConnectException } from '../../../engine/remoting/exception/RemotingConnectException'
import { RemotingTimeoutException } from '../../../engine/remoting/exception/RemotingTimeoutException'
import { RemotingTooMuchRequestException } from '../../../engine/remoting/exception/RemotingTooMuchRequestException'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import type { FakeBroker } from './support/FakeBroker'
import { caught } from '../support/caught'
import { FakeCluster, message, Outcome, queueOf, TOPIC } from './support/FakeCluster'

function scene(brokers = 1, queues = 1): { cluster: FakeCluster; outcome: Outcome; a: FakeBroker; b: FakeBroker } {
  const cluster = new FakeCluster()
  const [a, b] = ['broker-a', 'broker-b'].slice(0, brokers).map((name) => cluster.addBroker(name, queues))
  cluster.route()
  return { cluster, outcome: new Outcome(cluster), a: a!, b: b! }
}

describe('an asynchronous send', () => {
  it('returns at once, and tells the callback once', () => {
    const { cluster, outcome, a } = scene()
    a.answer(ResponseCode.SUCCESS, 50)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      const begin = cluster.now
      yield* producer.sendAsync(message(), outcome)
      expect(cluster.now).toBe(begin)
      yield* sleep(20_000)
      expect(outcome.results.map(queueOf)).toEqual(['broker-a/0'])
      expect(outcome.errors).toEqual([])
      expect(outcome.times[0]! - begin).toBeGreaterThanOrEqual(50)
    })
  })

  it('knows no refusal that is worth another try', () => {
    const { cluster, outcome, a, b } = scene(2)
    a.answer(ResponseCode.SYSTEM_BUSY)
    b.answer(ResponseCode.SYSTEM_BUSY)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      yield* producer.sendAsync(message(), outcome)
      yield* sleep(20_000)
      expect(outcome.errors).toEqual([expect.any(MQBrokerException)])
      expect(outcome.errors[0]).toMatchObject({ responseCode: ResponseCode.SYSTEM_BUSY })
      expect(outcome.results).toEqual([])
      expect([...a.sends, ...b.sends]).toHaveLength(1)
    })
  })

  it('tells the callback of what is wrong with the message', () => {
    const { cluster, outcome } = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      yield* producer.sendAsync(new Message(TOPIC, new Uint8Array(0)), outcome)
      yield* sleep(10)
      expect(outcome.errors).toMatchObject([{ name: 'MQClientException', responseCode: ResponseCode.MESSAGE_ILLEGAL }])
    })
  })

  it('does not mind a callback that throws', () => {
    const { cluster, outcome, a } = scene()
    a.next(ResponseCode.SUCCESS, ResponseCode.SYSTEM_ERROR)
    const bug = (): never => {
      throw new RangeError('a bug')
    }
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      for (let each = 0; each < 2; each++) {
        yield* producer.sendAsync(message(), { onSuccess: bug, onException: bug })
        yield* sleep(10)
      }
      yield* producer.sendAsync(message(), outcome)
      yield* sleep(10)
      expect(outcome.results).toHaveLength(1)
    })
  })
})

describe('an asynchronous send whose connection fails', () => {
  it('is tried at another broker, with the same request: its header still says the first queue', () => {
    const { cluster, a, b } = scene(2, 2)
    a.closing()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      for (let each = 0; each < 4; each++) {
        const outcome = new Outcome(cluster)
        yield* producer.sendAsync(message(), outcome)
        yield* sleep(20)
        expect(outcome.results).toHaveLength(1)
        expect(outcome.results[0]!.messageQueue.brokerName).toBe('broker-b')
      }
      const again = b.sends.filter(({ header }) => header.n === 'broker-a')
      expect(again).toHaveLength(a.sends.length)
      expect(again.length).toBeGreaterThan(0)
      for (const [index, { header, command }] of again.entries()) {
        const first = a.sends[index]!
        expect({ ...header }).toEqual({ ...first.header })
        expect(command.opaque).not.toBe(first.command.opaque)
      }
    })
  })

  it('is tried twice more, and then the callback hears of it', () => {
    const { cluster, outcome, a, b } = scene(2)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      a.close()
      b.close()
      yield* sleep(10)
      const before = cluster.of('connection-refused').length
      yield* producer.sendAsync(message(), outcome)
      yield* sleep(100)
      expect(cluster.of('connection-refused')).toHaveLength(before + 3)
      expect(outcome.errors).toHaveLength(1)
      const causes = [outcome.errors[0], (outcome.errors[0] as Error).cause]
      expect(causes.some((error) => error instanceof RemotingConnectException)).toBe(true)
    })
  })

  it.each([0, 1, 5])('is tried %i times more if it is set so', (retryTimesWhenSendAsyncFailed) => {
    const { cluster, outcome, a, b } = scene(2)
    a.closing()
    b.closing()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ retryTimesWhenSendAsyncFailed })
      yield* producer.sendAsync(message(), outcome)
      yield* sleep(1000)
      expect([...a.sends, ...b.sends]).toHaveLength(1 + retryTimesWhenSendAsyncFailed)
      expect(outcome.errors).toHaveLength(1)
    })
  })

  it('goes to the name server when the other broker is no longer known: code 3', () => {
    const cluster = new FakeCluster({ link: { latencyMicros: 2000 } })
    for (const name of ['broker-a', 'broker-b']) cluster.addBroker(name).closing()
    cluster.route()
    const outcome = new Outcome(cluster)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      yield* producer.sendAsync(message(), outcome)
      yield* sleep(1)
      const { brokerAddrTable } = producer.getDefaultMQProducerImpl().getFactory()
      for (const name of [...brokerAddrTable.keys()]) brokerAddrTable.delete(name)
      yield* sleep(100)
      expect(cluster.brokers.flatMap(({ sends }) => sends)).toHaveLength(1)
      expect(outcome.errors).toEqual([expect.any(MQBrokerException)])
      expect(outcome.errors[0]).toMatchObject({ responseCode: ResponseCode.REQUEST_CODE_NOT_SUPPORTED })
    })
  })

  it('is tried at the same broker when the queue was given', () => {
    const { cluster, outcome, a, b } = scene(2)
    a.next('close')
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      yield* producer.sendToQueueAsync(message(), new MessageQueue(TOPIC, 'broker-a', 0), outcome)
      yield* sleep(100)
      expect(outcome.results.map(queueOf)).toEqual(['broker-a/0'])
      expect(a.sends).toHaveLength(2)
      expect(b.sends).toHaveLength(0)
    })
  })
})

describe('an asynchronous send that is not answered', () => {
  it('is found by the scan of the response table, a second or two too late', () => {
    const { cluster, outcome, a } = scene()
    a.silent()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      yield* sleep(100)
      yield* producer.sendAsync(message(), outcome)
      yield* sleep(20_000)
      expect(outcome.errors).toEqual([expect.any(MQClientException)])
      expect((outcome.errors[0] as Error).cause).toBeInstanceOf(RemotingTimeoutException)
      expect(outcome.times).toEqual([5000])
      expect(a.sends).toHaveLength(1)
    })
  })

  it('has one request all the same, and no second try: a real 5.3.2 did the same with 500 ms, after 1.7 to 2.2 s', () => {
    const { cluster, outcome, a, b } = scene(2)
    a.silent()
    b.silent()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      yield* sleep(5100)
      yield* producer.sendAsyncWithin(message(), outcome, 500)
      yield* sleep(3000)
      expect(outcome.errors).toEqual([expect.any(MQClientException)])
      expect((outcome.errors[0] as Error).cause).toBeInstanceOf(RemotingTimeoutException)
      expect(a.sends.length + b.sends.length).toBe(1)
    })
  })

  it('stays a failure when the answer comes after all', () => {
    const { cluster, outcome, a } = scene()
    a.answer(ResponseCode.SUCCESS, 10_000)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      yield* producer.sendAsync(message(), outcome)
      yield* sleep(20_000)
      expect(outcome.errors).toHaveLength(1)
      expect(outcome.results).toEqual([])
    })
  })

  it('has waited in the queue for a thread, too: that counts', () => {
    const { cluster, a } = scene()
    cluster.nameServer.isSilent = true
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const outcomes = Array.from({ length: 6 }, () => new Outcome(cluster))
      for (const outcome of outcomes) yield* producer.sendAsyncWithin(message(), outcome, 1000)
      yield* sleep(20_000)
      expect(outcomes.map(({ errors }) => errors.length)).toEqual(Array(6).fill(1))
      const late = outcomes.slice(4).flatMap(({ errors }) => errors)
      expect(late).toEqual([expect.any(RemotingTooMuchRequestException), expect.any(RemotingTooMuchRequestException)])
      expect(a.sends).toEqual([])
    })
  })
})

const BACKPRESSURE = { enableBackpressureForAsyncMode: true, topics: [TOPIC] }

/** How long each of the calls took, in ms. */
function* callTimes(cluster: FakeCluster, count: number, send: () => Blocking<unknown>): Blocking<number[]> {
  const times: number[] = []
  for (let each = 0; each < count; each++) {
    const begin = cluster.now
    yield* send()
    times.push(cluster.now - begin)
  }
  return times
}

describe('back-pressure', () => {
  it('is off: then no send waits', () => {
    const { cluster, outcome, a } = scene()
    a.answer(ResponseCode.SUCCESS, 500)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC], backPressureForAsyncSendNum: 10 })
      const times = yield* callTimes(cluster, 30, () => producer.sendAsync(message(), outcome))
      expect(times).toEqual(Array(30).fill(0))
    })
  })

  it('holds the sender up while too many messages are under way', () => {
    const { cluster, outcome, a } = scene()
    a.answer(ResponseCode.SUCCESS, 500)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ ...BACKPRESSURE, backPressureForAsyncSendNum: 12 })
      const times = yield* callTimes(cluster, 13, () => producer.sendAsync(message(), outcome))
      expect(times.slice(0, 12)).toEqual(Array(12).fill(0))
      expect(times[12]).toBeGreaterThanOrEqual(500)
      yield* sleep(2000)
      expect(outcome.results).toHaveLength(13)
    })
  })

  it('lets at least ten messages and one MiB through, whatever is set', () => {
    const { cluster, outcome, a } = scene()
    a.answer(ResponseCode.SUCCESS, 500)
    cluster.run(function* () {
      const limits = { backPressureForAsyncSendNum: 1, backPressureForAsyncSendSize: 1 }
      const producer = yield* cluster.startedProducer({ ...BACKPRESSURE, ...limits })
      const times = yield* callTimes(cluster, 11, () => producer.sendAsync(message(), outcome))
      expect(times.slice(0, 10)).toEqual(Array(10).fill(0))
      expect(times[10]).toBeGreaterThanOrEqual(500)
    })
  })

  it('holds the sender up while too many bytes are under way', () => {
    const { cluster, outcome, a } = scene()
    a.answer(ResponseCode.SUCCESS, 500)
    cluster.run(function* () {
      const limits = { backPressureForAsyncSendSize: 1024 * 1024, compressMsgBodyOverHowmuch: 1e9 }
      const producer = yield* cluster.startedProducer({ ...BACKPRESSURE, ...limits })
      const big = (): Message => new Message(TOPIC, new Uint8Array(600_000))
      const times = yield* callTimes(cluster, 2, () => producer.sendAsync(big(), outcome))
      expect(times[0]).toBe(0)
      expect(times[1]).toBeGreaterThanOrEqual(500)
      yield* sleep(2000)
      expect(outcome.results).toHaveLength(2)
    })
  })

  it('refuses a send after its whole timeout, and keeps no permit for it', () => {
    const { cluster, outcome, a } = scene()
    a.answer(ResponseCode.SUCCESS, 500)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ ...BACKPRESSURE, backPressureForAsyncSendNum: 10 })
      for (let each = 0; each < 10; each++) yield* producer.sendAsync(message(), outcome)
      const refused = new Outcome(cluster)
      const [time] = yield* callTimes(cluster, 1, () => producer.sendAsyncWithin(message(), refused, 200))
      expect(time).toBe(201)
      expect(refused.errors).toEqual([expect.any(RemotingTooMuchRequestException)])
      yield* sleep(2000)
      expect(outcome.results).toHaveLength(10)
      expect(a.sends).toHaveLength(10)
      const times = yield* callTimes(cluster, 10, () => producer.sendAsync(message(), outcome))
      expect(times).toEqual(Array(10).fill(0))
    })
  })

  it('gives the permit for a message back when there is none for its bytes', () => {
    const { cluster, outcome } = scene()
    cluster.run(function* () {
      const limits = { backPressureForAsyncSendNum: 10, backPressureForAsyncSendSize: 1024 * 1024 }
      const producer = yield* cluster.startedProducer({ ...BACKPRESSURE, ...limits })
      const tooBig = new Message(TOPIC, new Uint8Array(2 * 1024 * 1024))
      for (let each = 0; each < 12; each++) yield* producer.sendAsyncWithin(tooBig, outcome, 100)
      expect(outcome.errors).toHaveLength(12)
      const times = yield* callTimes(cluster, 10, () => producer.sendAsync(message(), outcome))
      expect(times).toEqual(Array(10).fill(0))
      yield* sleep(100)
      expect(outcome.results).toHaveLength(10)
    })
  })

  it('gives the permits back after failures too', () => {
    const { cluster, outcome, a } = scene()
    a.answer(ResponseCode.SYSTEM_ERROR)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ ...BACKPRESSURE, backPressureForAsyncSendNum: 10 })
      for (let each = 0; each < 30; each++) yield* producer.sendAsync(message(), outcome)
      yield* producer.sendAsync(new Message(TOPIC), outcome)
      yield* sleep(1000)
      expect(outcome.errors).toHaveLength(31)
      expect(outcome.errors.filter((error) => error instanceof RemotingTooMuchRequestException)).toEqual([])
    })
  })

  it('may get other limits while messages are under way, and these stay counted', () => {
    const { cluster, outcome, a } = scene()
    a.answer(ResponseCode.SUCCESS, 500)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ ...BACKPRESSURE, backPressureForAsyncSendNum: 20 })
      const send = (): Blocking<void> => producer.sendAsync(message(), outcome)
      yield* callTimes(cluster, 20, send)
      producer.setBackPressureForAsyncSendNum(22)
      expect((yield* callTimes(cluster, 3, send)).map((millis) => millis >= 500)).toEqual([false, false, true])
      yield* sleep(1000)
      producer.setBackPressureForAsyncSendNum(3) // Never less than ten.
      const late = (yield* callTimes(cluster, 11, send)).map((millis) => millis >= 500)
      expect(late).toEqual([...Array<boolean>(10).fill(false), true])
      yield* sleep(1000)
      producer.setBackPressureForAsyncSendNum(1000)
      producer.setBackPressureForAsyncSendSize(1)
      const big = (): Blocking<void> => producer.sendAsync(new Message(TOPIC, new Uint8Array(700_000)), outcome)
      expect((yield* callTimes(cluster, 2, big)).map((millis) => millis >= 500)).toEqual([false, true])
      yield* sleep(1000)
      expect(outcome.errors).toEqual([])
    })
  })

  it('lets a sender go on that waits, when it may send more', () => {
    const { cluster, outcome, a } = scene()
    a.answer(ResponseCode.SUCCESS, 500)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ ...BACKPRESSURE, backPressureForAsyncSendNum: 10 })
      cluster.process.spawn('operator', function* () {
        yield* sleep(100)
        producer.setBackPressureForAsyncSendNum(11)
      })
      const times = yield* callTimes(cluster, 11, () => producer.sendAsync(message(), outcome))
      expect(times.at(-1)).toBe(100)
    })
  })

  it('has the sender do the work that no thread takes', () => {
    const { cluster, outcome } = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(BACKPRESSURE)
      yield* producer.shutdown()
      yield* producer.sendAsync(message(), outcome)
      expect(outcome.errors).toEqual([expect.any(MQClientException)])
      expect(String(outcome.errors[0])).toContain('SHUTDOWN_ALREADY')
    })
  })
})

describe('a oneway send', () => {
  it('has no result, and no thread waits for one', () => {
    const { cluster, a } = scene()
    a.answer(ResponseCode.SUCCESS, 1000)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      const begin = cluster.now
      expect((yield* producer.sendOneway(message())) as unknown).toBeUndefined()
      expect(cluster.now - begin).toBeLessThan(2)
      yield* sleep(10)
      expect(a.sends.map(({ command }) => command.isOnewayRPC())).toEqual([true])
    })
  })

  it('to a dead broker is silent', () => {
    const { cluster, a } = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      a.close()
      yield* sleep(10)
      yield* producer.sendOneway(message())
      yield* sleep(100)
      expect(cluster.of('connection-refused').length).toBeGreaterThan(0)
    })
  })

  it('still needs a message, and a route', () => {
    const { cluster } = scene()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      expect(yield* caught(() => producer.sendOneway(new Message(TOPIC)))).toBeInstanceOf(MQClientException)
      expect(yield* caught(() => producer.sendOneway(message('Another')))).toBeInstanceOf(MQClientException)
    })
  })
})
