import { describe, expect, it } from 'vitest'
import { ClientErrorCode, MQClientException } from '../../../engine/client/exception/MQClientException'
import type { DefaultMQProducer } from '../../../engine/client/producer/DefaultMQProducer'
import type { SendResult } from '../../../engine/client/producer/SendResult'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { ReentrantLock } from '../../../engine/kernel/concurrent/ReentrantLock'
import { IllegalStateException } from '../../../engine/kernel/errors'
import { sleep } from '../../../engine/kernel/sleep'
import { RemotingConnectException } from '../../../engine/remoting/exception/RemotingConnectException'
import { RemotingTimeoutException } from '../../../engine/remoting/exception/RemotingTimeoutException'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { caught } from '../support/caught'
import { FakeCluster, message, queueOf, TOPIC } from './support/FakeCluster'

/** Sends as many messages and says which queues they came to, sorted. */
function* placesOf(producer: DefaultMQProducer, count: number): Blocking<string[]> {
  const places: string[] = []
  for (let each = 0; each < count; each++) places.push(queueOf(yield* producer.send(message())))
  return [...new Set(places)].sort()
}

describe('the route of a topic', () => {
  it('is asked for at the first send, and from then on known', () => {
    const cluster = new FakeCluster()
    cluster.addBroker('broker-a')
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      expect(cluster.nameServer.topics).toEqual([])
      for (let each = 0; each < 10; each++) yield* producer.send(message())
      expect(cluster.nameServer.topics).toEqual([TOPIC])
    })
    expect(cluster.of('route-changed')).toEqual([expect.objectContaining({ topic: TOPIC, what: 'broker-a' })])
  })

  it('is asked for at the start when the topic is named there', () => {
    const cluster = new FakeCluster()
    const broker = cluster.addBroker('broker-a')
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      expect(cluster.nameServer.topics).toEqual([TOPIC])
      expect(broker.heartbeats.length).toBeGreaterThan(0)
      yield* producer.send(message())
      expect(cluster.nameServer.topics).toEqual([TOPIC])
    })
  })

  it('is polled every 30 s, first 10 ms after the start, and until then the old one stands', () => {
    const cluster = new FakeCluster()
    cluster.addBroker('broker-a')
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      yield* producer.send(message())
      yield* sleep(20)
      const fresh = cluster.addBroker('broker-b')
      cluster.route(TOPIC, [fresh])
      yield* sleep(29_900)
      expect(yield* placesOf(producer, 10)).toEqual([0, 1, 2, 3].map((id) => `broker-a/${id}`))
      yield* sleep(200)
      expect(yield* placesOf(producer, 10)).toEqual([0, 1, 2, 3].map((id) => `broker-b/${id}`))
      yield* sleep(60_000)
      expect(cluster.nameServer.asked.slice(1).map(({ at }) => at)).toEqual([10, 30_010, 60_010, 90_010])
    })
  })

  it('that has not changed leaves the turn of the queues alone', () => {
    const cluster = new FakeCluster()
    cluster.addBroker('broker-a')
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      yield* sleep(20)
      const queueIds: number[] = []
      for (let each = 0; each < 12; each++) {
        queueIds.push((yield* producer.send(message())).messageQueue.queueId)
        yield* sleep(10_000)
      }
      expect(queueIds).toEqual(queueIds.map((_, index) => (queueIds[0]! + index) % 4))
    })
  })

  it('of an ordered topic says itself which queues there are', () => {
    const cluster = new FakeCluster()
    cluster.addBroker('broker-a')
    cluster.addBroker('broker-b')
    cluster.route(TOPIC, cluster.brokers, { orderTopicConf: 'broker-b:1;broker-a:2' })
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      expect((yield* producer.fetchPublishMessageQueues(TOPIC)).map(String)).toHaveLength(3)
      const queues = yield* producer.fetchPublishMessageQueues(TOPIC)
      expect(queues.map((mq) => `${mq.brokerName}/${mq.queueId}`)).toEqual(['broker-b/0', 'broker-a/0', 'broker-a/1'])
      expect(yield* placesOf(producer, 9)).toEqual(['broker-a/0', 'broker-a/1', 'broker-b/0'])
    })
  })

  it('of an ordered topic makes the send throw when a number in it is malformed', () => {
    for (const orderTopicConf of ['broker-a: 4', 'broker-a:4x', 'broker-a']) {
      const cluster = new FakeCluster()
      cluster.addBroker('broker-a')
      cluster.route(TOPIC, cluster.brokers, { orderTopicConf })
      cluster.run(function* () {
        const producer = yield* cluster.startedProducer()
        const error = yield* caught(() => producer.send(message()))
        expect(['NumberFormatException', 'RangeError']).toContain((error as Error).name)
      })
    }
  })

  it('has a queue to send to only where a broker may be written to and has a master', () => {
    const cluster = new FakeCluster()
    cluster.addBroker('broker-a', 2)
    cluster.addBroker('broker-b', 2)
    cluster.addBroker('broker-c', 2, 1)
    cluster.route()
    cluster.nameServer.routes.get(TOPIC)!.queueDatas[1]!.perm = 4
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const queues = yield* producer.fetchPublishMessageQueues(TOPIC)
      expect(queues.map((mq) => `${mq.brokerName}/${mq.queueId}`)).toEqual(['broker-a/0', 'broker-a/1'])
      expect(yield* placesOf(producer, 6)).toEqual(['broker-a/0', 'broker-a/1'])
    })
  })

  it('orders its queues by the names of the brokers', () => {
    const cluster = new FakeCluster()
    for (const name of ['broker-c', 'broker-a', 'broker-b']) cluster.addBroker(name, 1)
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const queues = yield* producer.fetchPublishMessageQueues(TOPIC)
      expect(queues.map((mq) => mq.brokerName)).toEqual(['broker-a', 'broker-b', 'broker-c'])
    })
  })
})

describe('an unknown topic', () => {
  it('gets the route of TBW102, with no more queues than new topics have by default', () => {
    const cluster = new FakeCluster()
    const broker = cluster.addBroker('broker-a', 8)
    cluster.route('TBW102')
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      expect(yield* placesOf(producer, 8)).toEqual([0, 1, 2, 3].map((id) => `broker-a/${id}`))
      expect(cluster.nameServer.topics).toEqual([TOPIC, 'TBW102'])
      expect(broker.sends[0]!.header).toMatchObject({ b: TOPIC, c: 'TBW102', d: 4 })
    })
  })

  it('gets as many queues as the producer says, if there are as many', () => {
    for (const [wanted, had] of [[2, 2], [16, 8]] as const) {
      const cluster = new FakeCluster()
      cluster.addBroker('broker-a', 8)
      cluster.route('TBW102')
      cluster.run(function* () {
        const producer = yield* cluster.startedProducer({ defaultTopicQueueNums: wanted })
        expect(yield* placesOf(producer, 16)).toHaveLength(had)
      })
    }
  })

  it('gets the route of TBW102 even if the producer names another topic, which travels with the message', () => {
    const cluster = new FakeCluster()
    const broker = cluster.addBroker('broker-a')
    cluster.route('Model')
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ createTopicKey: 'Model' })
      const error = yield* caught(() => producer.send(message()))
      expect(error).toMatchObject({ responseCode: ClientErrorCode.NOT_FOUND_TOPIC_EXCEPTION })
      cluster.route('TBW102')
      yield* producer.send(message())
      expect(broker.sends[0]!.header.c).toBe('Model')
      expect(cluster.nameServer.topics).toEqual([TOPIC, 'TBW102', TOPIC, 'TBW102'])
    })
  })

  it('is refused with 17 by brokers that do not know the named topic either, three times', () => {
    const cluster = new FakeCluster()
    const broker = cluster.addBroker('broker-a').answer(ResponseCode.TOPIC_NOT_EXIST)
    cluster.route('TBW102')
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ createTopicKey: 'NoSuchTopic' })
      const error = yield* caught(() => producer.send(message()))
      expect(error).toMatchObject({ name: 'MQClientException', responseCode: ResponseCode.TOPIC_NOT_EXIST })
      expect(broker.sends).toHaveLength(3)
    })
  })

  it('can not be sent to when TBW102 has no route either: 10005', () => {
    const cluster = new FakeCluster()
    cluster.addBroker('broker-a')
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const error = yield* caught(() => producer.send(message()))
      expect(error).toBeInstanceOf(MQClientException)
      expect(error).toMatchObject({ responseCode: ClientErrorCode.NOT_FOUND_TOPIC_EXCEPTION })
      expect(String(error)).toContain(TOPIC)
      yield* caught(() => producer.send(message()))
      expect(cluster.nameServer.topics).toEqual([TOPIC, 'TBW102', TOPIC, 'TBW102'])
    })
  })

  it('can be sent to as soon as the name server knows it', () => {
    const cluster = new FakeCluster()
    cluster.addBroker('broker-a')
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      yield* caught(() => producer.send(message()))
      cluster.route()
      yield* producer.send(message())
    })
  })
})

describe('a topic without a queue to write to', () => {
  it('can not be sent to: 10005, and new topics are no model for it', () => {
    const cluster = new FakeCluster()
    cluster.addBroker('broker-a')
    cluster.route('TBW102')
    cluster.route(TOPIC, cluster.brokers, { perm: 4 })
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const error = yield* caught(() => producer.send(message()))
      expect(error).toMatchObject({ responseCode: ClientErrorCode.NOT_FOUND_TOPIC_EXCEPTION })
      expect(cluster.nameServer.topics).toEqual([TOPIC])
      expect(yield* caught(() => producer.fetchPublishMessageQueues(TOPIC))).toBeInstanceOf(MQClientException)
    })
  })

  it('is no new topic even when the name server has forgotten it since', () => {
    const cluster = new FakeCluster()
    cluster.addBroker('broker-a')
    cluster.route('TBW102')
    cluster.route(TOPIC, cluster.brokers, { perm: 4 })
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      yield* caught(() => producer.send(message()))
      cluster.nameServer.routes.delete(TOPIC)
      const error = yield* caught(() => producer.send(message()))
      expect(error).toMatchObject({ responseCode: ClientErrorCode.NOT_FOUND_TOPIC_EXCEPTION })
    })
  })
})

describe('a name server that can not be asked', () => {
  it('makes every send fail with an IllegalStateException whose cause says why', () => {
    const refused = new FakeCluster()
    refused.run(function* () {
      const producer = yield* refused.startedProducer({ namesrvAddr: '10.0.0.99:9876' })
      const error = yield* caught(() => producer.send(message()))
      expect(error).toBeInstanceOf(IllegalStateException)
      expect((error as Error).cause).toBeInstanceOf(RemotingConnectException)
    })
    const silent = new FakeCluster()
    silent.nameServer.isSilent = true
    silent.run(function* () {
      const producer = yield* silent.startedProducer()
      const begin = silent.now
      const error = yield* caught(() => producer.send(message()))
      expect((error as Error).cause).toBeInstanceOf(RemotingTimeoutException)
      expect(silent.now - begin).toBe(3001)
    })
  })

  it('is followed by the next in the list at the next attempt, one per call', () => {
    const cluster = new FakeCluster()
    cluster.addBroker('broker-a')
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ namesrvAddr: '10.0.0.98:9876;10.0.0.11:9876;10.0.0.99:9876' })
      const outcomes: unknown[] = []
      for (let each = 0; each < 5; each++) outcomes.push(yield* caught(() => producer.send(message())))
      const failed = outcomes.filter((each) => each instanceof IllegalStateException)
      expect(failed.length).toBeGreaterThan(0)
      expect(failed.length).toBeLessThan(3)
      expect(outcomes.slice(failed.length)).toEqual(Array(5 - failed.length).fill('nothing was thrown'))
      expect(cluster.of('connection-refused')).toHaveLength(failed.length)
    })
  })

  it('ends the round of the poll at the first topic, and the next round comes all the same', () => {
    const cluster = new FakeCluster()
    cluster.addBroker('broker-a')
    for (const topic of ['C', 'B', 'A']) cluster.route(topic)
    cluster.run(function* () {
      yield* cluster.startedProducer({ topics: ['C', 'B', 'A'] })
      yield* sleep(20_000)
      cluster.nameServer.asked.length = 0
      cluster.nameServer.isSilent = true
      yield* sleep(20_000)
      expect(cluster.nameServer.asked).toEqual([{ topic: 'A', at: 30_010 }])
      expect(cluster.of('exception-swallowed').map(({ thread }) => thread)).toEqual(['MQClientFactoryScheduledThread'])
      cluster.nameServer.isSilent = false
      yield* sleep(30_000)
      expect(cluster.nameServer.topics).toEqual(['A', 'A', 'B', 'C'])
    })
  })

  it('does no harm to topics that are known', () => {
    const cluster = new FakeCluster()
    cluster.addBroker('broker-a')
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      yield* producer.send(message())
      cluster.kernel.kill(cluster.nameServer.process)
      yield* sleep(100_000)
      const result: SendResult = yield* producer.send(message())
      expect(result.sendStatus).toBe('SEND_OK')
    })
  })

  it('because there is none: the same, for asking is tried before its absence is looked at', () => {
    const cluster = new FakeCluster()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ namesrvAddr: '' })
      const error = yield* caught(() => producer.send(message()))
      expect(error).toBeInstanceOf(IllegalStateException)
      expect((error as Error).cause).toBeInstanceOf(RemotingConnectException)
    })
  })

  it('because there is none, and no attempt can be made: 10004', () => {
    const cluster = new FakeCluster()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ namesrvAddr: '' })
      const factory = producer.getDefaultMQProducerImpl().getFactory()
      const { lockNamesrv } = factory as unknown as { lockNamesrv: ReentrantLock }
      cluster.process.spawn('holds the lock', function* () {
        yield* lockNamesrv.lock()
        yield* sleep(10_000)
      })
      yield* sleep(1)
      const error = yield* caught(() => producer.send(message(), 20_000))
      expect(error).toBeInstanceOf(MQClientException)
      expect(error).toMatchObject({ responseCode: ClientErrorCode.NO_NAME_SERVER_EXCEPTION })
      expect(cluster.now).toBeGreaterThanOrEqual(6000)
    })
  })
})
