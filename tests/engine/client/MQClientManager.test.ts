import { describe, expect, it } from 'vitest'
import { MQClientManager } from '../../../engine/client/impl/MQClientManager'
import { sleep } from '../../../engine/kernel/sleep'
import type { RPCHook } from '../../../engine/remoting/netty/RPCHook'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { FakeCluster, message, NAMESRV } from './support/FakeCluster'

const SHARED = { instanceName: 'shared' }

function clusterOfOneBroker() {
  const cluster = new FakeCluster()
  const broker = cluster.addBroker('broker-a')
  cluster.route()
  return { cluster, broker }
}

describe('producers with the same client id', () => {
  it('share one instance, one connection to each address, and one set of timers', () => {
    const { cluster, broker } = clusterOfOneBroker()
    cluster.run(function* () {
      const one = yield* cluster.startedProducer({ ...SHARED, producerGroup: 'group-a' })
      const two = yield* cluster.startedProducer({ ...SHARED, producerGroup: 'group-b' })
      const factory = one.getDefaultMQProducerImpl().getFactory()
      expect(two.getDefaultMQProducerImpl().getFactory()).toBe(factory)
      expect(factory.clientId).toBe('10.0.0.1@shared')
      yield* one.send(message())
      yield* two.send(message())
      yield* sleep(91_500)
      expect(cluster.connectionsTo(broker.address)).toBe(1)
      expect(cluster.connectionsTo(NAMESRV)).toBe(1)
      expect(broker.timesOf(RequestCode.HEART_BEAT).filter((at) => at > 900)).toHaveLength(4)
      const groups = broker.heartbeats.at(-1)!.producerDataSet.map(({ groupName }) => groupName)
      expect(groups.sort()).toEqual(['CLIENT_INNER_PRODUCER', 'group-a', 'group-b'])
    })
    expect(cluster.states('MQClientInstance')).toHaveLength(3)
  })

  it('know the routes that any of them has asked for', () => {
    const { cluster } = clusterOfOneBroker()
    cluster.run(function* () {
      const one = yield* cluster.startedProducer({ ...SHARED, producerGroup: 'group-a' })
      const two = yield* cluster.startedProducer({ ...SHARED, producerGroup: 'group-b' })
      yield* one.send(message())
      yield* two.send(message())
      expect(cluster.nameServer.topics).toEqual(['OrderPaid'])
    })
  })

  it('keep the instance alive until the last one has ended', () => {
    const { cluster } = clusterOfOneBroker()
    cluster.run(function* () {
      const one = yield* cluster.startedProducer({ ...SHARED, producerGroup: 'group-a' })
      const two = yield* cluster.startedProducer({ ...SHARED, producerGroup: 'group-b' })
      const factory = one.getDefaultMQProducerImpl().getFactory()
      yield* one.shutdown()
      expect(factory.getServiceState()).toBe('RUNNING')
      yield* two.send(message())
      yield* two.shutdown()
      expect(factory.getServiceState()).toBe('SHUTDOWN_ALREADY')
      yield* sleep(5)
      expect(cluster.wire.connections()).toEqual([])
      const three = yield* cluster.startedProducer({ ...SHARED, producerGroup: 'group-a' })
      expect(three.getDefaultMQProducerImpl().getFactory()).not.toBe(factory)
      yield* three.send(message())
    })
  })
})

describe('producers with different client ids', () => {
  it('have instances and connections of their own', () => {
    const { cluster, broker } = clusterOfOneBroker()
    cluster.run(function* () {
      const one = yield* cluster.startedProducer({ instanceName: 'one' })
      const two = yield* cluster.startedProducer({ instanceName: 'two' })
      const unit = yield* cluster.startedProducer({ instanceName: 'two', unitName: 'unit' })
      for (const producer of [one, two, unit]) yield* producer.send(message())
      const ids = [one, two, unit].map((producer) => producer.getDefaultMQProducerImpl().getFactory().clientId)
      expect(ids).toEqual(['10.0.0.1@one', '10.0.0.1@two', '10.0.0.1@two@unit'])
      expect(cluster.connectionsTo(broker.address)).toBe(3)
    })
  })

  it('are what producers have that say nothing: the instance name becomes pid and time', () => {
    const { cluster } = clusterOfOneBroker()
    cluster.run(function* () {
      const one = yield* cluster.startedProducer()
      yield* sleep(1)
      const two = yield* cluster.startedProducer()
      const own = new RegExp(`^${cluster.process.pid}#[0-9]+$`)
      expect(one.instanceName).toMatch(own)
      expect(two.instanceName).toMatch(own)
      expect(one.instanceName).not.toBe(two.instanceName)
    })
  })
})

describe('the hooks of producers that share an instance', () => {
  it('are those of the first alone', () => {
    const { cluster } = clusterOfOneBroker()
    const seen: string[] = []
    const hookOf = (name: string): RPCHook => ({
      doBeforeRequest: (_, { code }) => code === RequestCode.SEND_MESSAGE_V2 && seen.push(name),
      doAfterResponse: () => {},
    })
    cluster.run(function* () {
      const one = cluster.producer({ ...SHARED, producerGroup: 'one' }, cluster.process, hookOf('first'))
      const two = cluster.producer({ ...SHARED, producerGroup: 'two' }, cluster.process, hookOf('second'))
      yield* one.start()
      yield* two.start()
      yield* one.send(message())
      yield* two.send(message())
      expect(seen).toEqual(['first', 'first'])
    })
  })
})

describe('the manager', () => {
  it('is one for each process, so that the same client id in two processes is two instances', () => {
    const { cluster, broker } = clusterOfOneBroker()
    const other = cluster.kernel.createProcess({ name: 'other', host: '10.0.0.1' })
    const managers: MQClientManager[] = []
    cluster.run(function* () {
      managers.push(MQClientManager.getInstance(), MQClientManager.getInstance())
      const producer = yield* cluster.startedProducer(SHARED)
      yield* producer.send(message())
    })
    cluster.run(function* () {
      managers.push(MQClientManager.getInstance())
      const producer = cluster.producer(SHARED, other)
      yield* producer.start()
      yield* producer.send(message())
    }, other)
    expect(managers[1]).toBe(managers[0])
    expect(managers[2]).not.toBe(managers[0])
    expect(cluster.connectionsTo(broker.address)).toBe(2)
  })
})
