import { describe, expect, it } from 'vitest'
import { sleep } from '../../../engine/kernel/sleep'
import { UnregisterClientRequestHeader } from '../../../engine/remoting/protocol/header/UnregisterClientRequestHeader'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { FakeCluster, message, TOPIC } from './support/FakeCluster'

const { HEART_BEAT, UNREGISTER_CLIENT } = RequestCode

describe('heartbeats', () => {
  it('go out 1 s after the start and every 30 s, and name the producers', () => {
    const cluster = new FakeCluster()
    const broker = cluster.addBroker('broker-a')
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      yield* sleep(95_000)
      expect(broker.timesOf(HEART_BEAT).filter((at) => at > 100)).toEqual([1000, 31_000, 61_000, 91_000])
      const { clientID, producerDataSet, consumerDataSet } = broker.heartbeats.at(-1)!
      expect(clientID).toBe(`10.0.0.1@${producer.instanceName}`)
      expect(producerDataSet.map(({ groupName }) => groupName).sort()).toEqual(['CLIENT_INNER_PRODUCER', 'group-a'])
      expect(consumerDataSet).toEqual([])
    })
  })

  it('go out as often as the client is told to', () => {
    const cluster = new FakeCluster()
    const broker = cluster.addBroker('broker-a')
    cluster.route()
    cluster.run(function* () {
      yield* cluster.startedProducer({ topics: [TOPIC], heartbeatBrokerInterval: 5000 })
      yield* sleep(12_000)
      expect(broker.timesOf(HEART_BEAT).filter((at) => at > 100)).toEqual([1000, 6000, 11_000])
    })
  })

  it('greet a broker at once when a connection to it is made, and again when it is made anew', () => {
    const cluster = new FakeCluster()
    const broker = cluster.addBroker('broker-a')
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      yield* sleep(2000)
      expect(broker.timesOf(HEART_BEAT)).toEqual([])
      yield* producer.send(message())
      yield* sleep(3500)
      const [greeting, ...more] = broker.timesOf(HEART_BEAT)
      expect(greeting).toBeGreaterThanOrEqual(2000)
      expect(more).toEqual([])
      for (const connection of cluster.wire.connections()) connection.close()
      yield* sleep(500)
      yield* producer.send(message())
      yield* sleep(3500)
      expect(broker.timesOf(HEART_BEAT)).toHaveLength(2)
    })
  })

  it('do not greet when the client does not listen to its connections', () => {
    const cluster = new FakeCluster()
    const broker = cluster.addBroker('broker-a')
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ enableHeartbeatChannelEventListener: false })
      yield* sleep(2000)
      yield* producer.send(message())
      yield* sleep(10_000)
      expect(broker.timesOf(HEART_BEAT)).toEqual([])
    })
  })

  it('go to masters only, since there is no consumer', () => {
    const cluster = new FakeCluster()
    const master = cluster.addBroker('broker-a', 4, 0)
    const slave = cluster.addBroker('broker-a', 4, 1)
    cluster.route()
    cluster.run(function* () {
      yield* cluster.startedProducer({ topics: [TOPIC] })
      yield* sleep(95_000)
      expect(master.timesOf(HEART_BEAT).length).toBeGreaterThan(3)
      expect(slave.arrivals).toEqual([])
    })
  })

  it('go to the brokers in the order of Java’s ConcurrentHashMap', () => {
    const cluster = new FakeCluster()
    const order: string[] = []
    for (const name of ['broker-a', 'broker-b']) cluster.addBroker(name)
    cluster.route()
    cluster.run(function* () {
      yield* cluster.startedProducer({ topics: [TOPIC] })
      yield* sleep(40_000)
    })
    for (const { code, to, at } of cluster.of('frame-sent')) if (code === HEART_BEAT && at > 30_000) order.push(to)
    expect(order).toEqual(['10.0.0.22:10911', '10.0.0.21:10911'])
  })

  it('go on after a round that a bug in a hook has ended', () => {
    const cluster = new FakeCluster()
    const broker = cluster.addBroker('broker-a')
    cluster.route()
    let isBroken = true
    cluster.run(function* () {
      const producer = cluster.producer({ topics: [TOPIC] }, cluster.process, {
        doBeforeRequest(_, request) {
          if (isBroken && request.code === HEART_BEAT) throw new TypeError('a bug')
        },
        doAfterResponse() {},
      })
      yield* producer.start()
      yield* sleep(35_000)
      expect(broker.timesOf(HEART_BEAT)).toEqual([])
      isBroken = false
      yield* sleep(30_000)
      expect(broker.timesOf(HEART_BEAT)).toEqual([61_000])
    })
  })

  it('to a dead broker do not keep the others waiting for theirs', () => {
    const cluster = new FakeCluster()
    const alive = cluster.addBroker('broker-a')
    const dead = cluster.addBroker('broker-b')
    cluster.route()
    cluster.run(function* () {
      yield* cluster.startedProducer({ topics: [TOPIC] })
      dead.close()
      yield* sleep(65_000)
      expect(alive.timesOf(HEART_BEAT).filter((at) => at > 100)).toEqual([1001, 31_001, 61_001])
    })
  })

  it('stop for a broker that no route names any more', () => {
    const cluster = new FakeCluster()
    const gone = cluster.addBroker('broker-a')
    const stays = cluster.addBroker('broker-b')
    cluster.route()
    cluster.run(function* () {
      yield* cluster.startedProducer({ topics: [TOPIC] })
      yield* sleep(5000)
      cluster.route(TOPIC, [stays])
      yield* sleep(90_000)
      expect(gone.timesOf(HEART_BEAT).filter((at) => at > 100)).toEqual([1001])
      expect(stays.timesOf(HEART_BEAT).filter((at) => at > 100)).toHaveLength(4)
    })
  })
})

describe('a shutdown', () => {
  it('tells every broker that it knows, slaves too, that the group leaves', () => {
    const cluster = new FakeCluster()
    cluster.addBroker('broker-a', 4, 0)
    cluster.addBroker('broker-a', 4, 1)
    cluster.addBroker('broker-b')
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      yield* producer.shutdown()
      for (const broker of cluster.brokers) {
        const goodbyes = broker.arrivals.filter(({ code }) => code === UNREGISTER_CLIENT)
        const headers = goodbyes.map(({ command }) => command.decodeCommandCustomHeader(UnregisterClientRequestHeader))
        expect(headers.map(({ producerGroup }) => producerGroup)).toEqual(['group-a', 'CLIENT_INNER_PRODUCER'])
        expect(headers[0]!.clientID).toBe(`10.0.0.1@${producer.instanceName}`)
      }
    })
  })

  it('succeeds although a broker is dead, and leaves no timer and no connection', () => {
    const cluster = new FakeCluster()
    const dead = cluster.addBroker('broker-a')
    const alive = cluster.addBroker('broker-b')
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ topics: [TOPIC] })
      dead.close()
      yield* producer.shutdown()
      yield* sleep(5)
      const { length } = alive.arrivals
      const asked = cluster.nameServer.asked.length
      yield* sleep(100_000)
      expect(alive.arrivals).toHaveLength(length)
      expect(cluster.nameServer.asked).toHaveLength(asked)
      expect(cluster.wire.connections()).toEqual([])
    })
  })
})
