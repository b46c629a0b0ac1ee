import { describe, expect, it } from 'vitest'
import { ClientConfig } from '../../../engine/client/ClientConfig'
import { ClientErrorCode } from '../../../engine/client/exception/MQClientException'
import { TopicPublishInfo } from '../../../engine/client/impl/producer/TopicPublishInfo'
import { MQFaultStrategy } from '../../../engine/client/latency/MQFaultStrategy'
import type { DefaultMQProducer } from '../../../engine/client/producer/DefaultMQProducer'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Process } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { runInKernel } from '../support/runInKernel'
import type { FakeBroker } from './support/FakeBroker'
import { caught } from '../support/caught'
import { FakeCluster, message, TOPIC } from './support/FakeCluster'

/** Brokers `a`, `b` …, each with two queues. */
function publishInfo(brokers: string): TopicPublishInfo {
  const info = new TopicPublishInfo()
  for (const name of brokers) for (const id of [0, 1]) info.messageQueueList.push(new MessageQueue(TOPIC, name, id))
  return info
}

function strategyOf(process: Process, config: Partial<ClientConfig> = {}): MQFaultStrategy {
  const detector = { *detect() { return false } }
  return new MQFaultStrategy(process, Object.assign(new ClientConfig(), config), (name) => name, detector)
}

/** The brokers of as many choices, sorted, each once. */
function choices(strategy: MQFaultStrategy, info: TopicPublishInfo, last: string | null = null, count = 12): string {
  const names = new Set<string>()
  for (let each = 0; each < count; each++) names.add(strategy.selectOneMessageQueue(info, last, false)!.brokerName)
  return [...names].sort().join('')
}

const ENABLED = { sendLatencyEnable: true }

describe('a strategy that does not look at latencies', () => {
  it('avoids the last broker, if there is another, and remembers nothing', () => {
    runInKernel(function* (process) {
      const strategy = strategyOf(process)
      strategy.updateFaultItem('a', 100_000, true, false)
      expect(choices(strategy, publishInfo('ab'))).toBe('ab')
      expect(choices(strategy, publishInfo('ab'), 'a')).toBe('b')
      expect(choices(strategy, publishInfo('a'), 'a')).toBe('a')
      expect(strategy.latencyFaultTolerance.isAvailable('a')).toBe(true)
      expect(strategy.selectOneMessageQueue(new TopicPublishInfo(), null, false)).toBeNull()
    })
  })

  it('takes the next queue when it tries again', () => {
    runInKernel(function* (process) {
      const strategy = strategyOf(process)
      const info = publishInfo('ab')
      const queues = Array.from({ length: 8 }, () => strategy.selectOneMessageQueue(info, null, true)!)
      const indexes = queues.map((mq) => info.messageQueueList.indexOf(mq))
      expect(indexes).toEqual(indexes.map((_, index) => (indexes[0]! + index) % 4))
    })
  })
})

const TABLE = [
  [0, 0],
  [49, 0],
  [50, 0],
  [100, 0],
  [549, 0],
  [550, 2000],
  [1799, 2000],
  [1800, 5000],
  [3000, 6000],
  [4999, 6000],
  [5000, 10_000],
  [14_999, 10_000],
  [15_000, 30_000],
  [1_000_000, 30_000],
] as const

describe('a strategy that looks at latencies', () => {
  it.each(TABLE)('leaves a broker that took %i ms alone for %i ms', (latency, duration) => {
    runInKernel(function* (process) {
      const strategy = strategyOf(process, ENABLED)
      const isAvailable = (): boolean => strategy.latencyFaultTolerance.isAvailable('a')
      strategy.updateFaultItem('a', latency, false, true)
      expect(isAvailable()).toBe(duration === 0)
      if (duration === 0) return
      yield* sleep(duration - 1)
      expect(isAvailable()).toBe(false)
      expect(choices(strategy, publishInfo('ab'))).toBe('b')
      yield* sleep(1)
      expect(isAvailable()).toBe(true)
      expect(choices(strategy, publishInfo('ab'))).toBe('ab')
    })
  })

  it('leaves a broker that failed alone for 10 s, however fast it failed', () => {
    runInKernel(function* (process) {
      const strategy = strategyOf(process, ENABLED)
      strategy.updateFaultItem('a', 1, true, true)
      yield* sleep(9999)
      expect(choices(strategy, publishInfo('ab'))).toBe('b')
      yield* sleep(1)
      expect(choices(strategy, publishInfo('ab'))).toBe('ab')
    })
  })

  it('does not shorten the time: a fast answer in between changes nothing', () => {
    runInKernel(function* (process) {
      const strategy = strategyOf(process, ENABLED)
      strategy.updateFaultItem('a', 15_000, false, true)
      strategy.updateFaultItem('a', 1, false, true)
      strategy.updateFaultItem('a', 600, false, true)
      yield* sleep(29_999)
      expect(strategy.latencyFaultTolerance.isAvailable('a')).toBe(false)
      yield* sleep(1)
      expect(strategy.latencyFaultTolerance.isAvailable('a')).toBe(true)
    })
  })

  it('knows a broker only from what it has heard', () => {
    runInKernel(function* (process) {
      const { latencyFaultTolerance } = strategyOf(process, ENABLED)
      expect([latencyFaultTolerance.isAvailable('z'), latencyFaultTolerance.isReachable('z')]).toEqual([true, true])
      latencyFaultTolerance.updateFaultItem('z', 1, 1000, false)
      expect([latencyFaultTolerance.isAvailable('z'), latencyFaultTolerance.isReachable('z')]).toEqual([false, false])
      latencyFaultTolerance.remove('z')
      expect([latencyFaultTolerance.isAvailable('z'), latencyFaultTolerance.isReachable('z')]).toEqual([true, true])
    })
  })

  it('takes one that can be reached when none is to be chosen, and any when none can', () => {
    runInKernel(function* (process) {
      const strategy = strategyOf(process, ENABLED)
      for (const name of 'abc') strategy.updateFaultItem(name, 5000, true, name !== 'a')
      expect(choices(strategy, publishInfo('abc'))).toBe('bc')
      expect(choices(strategy, publishInfo('abc'), 'b')).toBe('c')
      for (const name of 'abc') strategy.updateFaultItem(name, 5000, true, false)
      expect(choices(strategy, publishInfo('abc'))).toBe('abc')
      expect(choices(strategy, publishInfo('abc'), 'b')).toBe('abc')
    })
  })

  it('prefers one that is available to one that is merely reachable, but not the last one', () => {
    runInKernel(function* (process) {
      const strategy = strategyOf(process, ENABLED)
      strategy.updateFaultItem('a', 5000, true, true)
      expect(choices(strategy, publishInfo('ab'), 'b')).toBe('a')
      expect(choices(strategy, publishInfo('ab'))).toBe('b')
    })
  })

  it('begins anywhere when it tries again', () => {
    runInKernel(function* (process) {
      const strategy = strategyOf(process, ENABLED)
      const info = publishInfo('abcdefgh')
      const indexes = Array.from({ length: 10 }, () => {
        return info.messageQueueList.indexOf(strategy.selectOneMessageQueue(info, null, true)!)
      })
      expect(indexes).not.toEqual(indexes.map((_, index) => (indexes[0]! + index) % 16))
    })
  })
})

function twoBrokers(): { cluster: FakeCluster; a: FakeBroker; b: FakeBroker } {
  const cluster = new FakeCluster()
  const a = cluster.addBroker('broker-a', 2)
  const b = cluster.addBroker('broker-b', 2)
  cluster.route()
  return { cluster, a, b }
}

/** Sends some messages, whether it works or not. */
function* sendSome(producer: DefaultMQProducer, count = 4): Blocking<void> {
  for (let each = 0; each < count; each++) yield* caught(() => producer.send(message()))
}

describe('a producer that looks at latencies', () => {
  it('keeps away from a slow broker for a while', () => {
    const { cluster, a, b } = twoBrokers()
    a.answer(ResponseCode.SUCCESS, 600)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      producer.getDefaultMQProducerImpl().mqFaultStrategy.sendLatencyFaultEnable = true
      yield* sendSome(producer)
      const slow = a.sends.length
      expect(slow).toBeGreaterThan(0)
      expect(slow).toBeLessThan(3)
      yield* sendSome(producer, 20)
      expect(a.sends).toHaveLength(slow)
      expect(b.sends).toHaveLength(24 - slow)
      yield* sleep(2100)
      yield* sendSome(producer)
      expect(a.sends.length).toBeGreaterThan(slow)
    })
  })

  it('keeps away from a broker that refused, or that can not be spoken to, for 10 s', () => {
    for (const fail of ['refuses', 'closes'] as const) {
      const { cluster, a } = twoBrokers()
      if (fail === 'refuses') a.answer(ResponseCode.SYSTEM_ERROR)
      else a.closing()
      cluster.run(function* () {
        const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
        producer.getDefaultMQProducerImpl().mqFaultStrategy.sendLatencyFaultEnable = true
        yield* sendSome(producer)
        expect(a.sends).toHaveLength(1)
        yield* sleep(9900)
        yield* sendSome(producer)
        expect(a.sends).toHaveLength(1)
        yield* sleep(200)
        yield* sendSome(producer)
        expect(a.sends).toHaveLength(2)
      })
    }
  })

  it('is told so before it is made: what the configuration says later comes too late', () => {
    const { cluster, a } = twoBrokers()
    a.answer(ResponseCode.SUCCESS, 600)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC], sendLatencyEnable: true })
      expect(producer.getDefaultMQProducerImpl().mqFaultStrategy.sendLatencyFaultEnable).toBe(false)
      yield* sendSome(producer, 8)
      expect(a.sends).toHaveLength(4)
    })
  })
})

describe('the detector', () => {
  function* detecting(cluster: FakeCluster): Blocking<DefaultMQProducer> {
    const producer = cluster.producer({ topics: [TOPIC] })
    const { mqFaultStrategy } = producer.getDefaultMQProducerImpl()
    mqFaultStrategy.sendLatencyFaultEnable = true
    mqFaultStrategy.setStartDetectorEnable(true)
    yield* producer.start()
    return producer
  }

  it('asks every 3 s the brokers that it has heard of, and no others', () => {
    const { cluster, a, b } = twoBrokers()
    cluster.run(function* () {
      const producer = yield* detecting(cluster)
      producer.getDefaultMQProducerImpl().updateFaultItem('broker-a', 1, false, true)
      yield* sleep(10_000)
      expect(a.timesOf(RequestCode.GET_MAX_OFFSET).map((at) => Math.floor(at / 1000))).toEqual([3, 6, 9])
      expect(b.timesOf(RequestCode.GET_MAX_OFFSET)).toEqual([])
    })
  })

  it('is off by default', () => {
    const { cluster, a } = twoBrokers()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      const impl = producer.getDefaultMQProducerImpl()
      impl.mqFaultStrategy.sendLatencyFaultEnable = true
      impl.updateFaultItem('broker-a', 1, true, false)
      yield* sleep(10_000)
      expect(a.timesOf(RequestCode.GET_MAX_OFFSET)).toEqual([])
    })
  })

  it('makes a broker reachable again that answers, and not one that is silent', () => {
    const { cluster, a } = twoBrokers()
    a.isDetectable = false
    cluster.run(function* () {
      const producer = yield* detecting(cluster)
      const impl = producer.getDefaultMQProducerImpl()
      const isReachable = (): boolean => impl.mqFaultStrategy.latencyFaultTolerance.isReachable('broker-a')
      impl.updateFaultItem('broker-a', 1, true, false)
      yield* sleep(10_000)
      expect(a.timesOf(RequestCode.GET_MAX_OFFSET)).toHaveLength(3)
      expect(isReachable()).toBe(false)
      a.isDetectable = true
      yield* sleep(3000)
      expect(isReachable()).toBe(true)
    })
  })

  it('forgets a broker that is no longer in any route', () => {
    const { cluster } = twoBrokers()
    cluster.run(function* () {
      const producer = yield* detecting(cluster)
      const { latencyFaultTolerance } = producer.getDefaultMQProducerImpl().mqFaultStrategy
      producer.getDefaultMQProducerImpl().updateFaultItem('broker-z', 1, true, false)
      expect(latencyFaultTolerance.isReachable('broker-z')).toBe(false)
      yield* sleep(3100)
      expect(latencyFaultTolerance.isReachable('broker-z')).toBe(true)
    })
  })

  it('takes a broker that a send did not reach for unreachable', () => {
    const { cluster, a, b } = twoBrokers()
    cluster.run(function* () {
      const producer = yield* detecting(cluster)
      const { latencyFaultTolerance } = producer.getDefaultMQProducerImpl().mqFaultStrategy
      a.close()
      b.close()
      yield* sleep(10)
      const error = yield* caught(() => producer.send(message()))
      expect(error).toMatchObject({ responseCode: ClientErrorCode.CONNECT_BROKER_EXCEPTION })
      expect(['broker-a', 'broker-b'].map((name) => latencyFaultTolerance.isReachable(name))).toEqual([false, false])
    })
  })

  it('ends with the producer', () => {
    const { cluster, a } = twoBrokers()
    cluster.run(function* () {
      const producer = yield* detecting(cluster)
      producer.getDefaultMQProducerImpl().updateFaultItem('broker-a', 1, true, false)
      yield* sleep(3500)
      yield* producer.shutdown()
      yield* sleep(10_000)
      expect(a.timesOf(RequestCode.GET_MAX_OFFSET)).toHaveLength(1)
    })
  })
})
