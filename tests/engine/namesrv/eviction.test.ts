import { describe, expect, it } from 'vitest'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Process } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import { NamesrvConfig } from '../../../engine/namesrv/NamesrvConfig'
import { BatchUnregistrationService } from '../../../engine/namesrv/routeinfo/BatchUnregistrationService'
import { RouteInfoManager } from '../../../engine/namesrv/routeinfo/RouteInfoManager'
import { RemotingConnectException } from '../../../engine/remoting/exception/RemotingConnectException'
import type { Channel } from '../../../engine/remoting/netty/Channel'
import { BrokerMemberGroup } from '../../../engine/remoting/protocol/body/BrokerMemberGroup'
import { ClusterInfo } from '../../../engine/remoting/protocol/body/ClusterInfo'
import { TopicConfigSerializeWrapper } from '../../../engine/remoting/protocol/body/TopicConfigSerializeWrapper'
import { UnRegisterBrokerRequestHeader } from '../../../engine/remoting/protocol/header/UnRegisterBrokerRequestHeader'
import type { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { runInKernel } from '../support/runInKernel'
import type { BrokerPeer } from './support/NameServerScene'
import { NameServerScene, topic } from './support/NameServerScene'

function unregisterHeader(broker: BrokerPeer): UnRegisterBrokerRequestHeader {
  const { cluster, brokerName, id, addr } = broker
  const fields = { clusterName: cluster, brokerName, brokerId: id, brokerAddr: addr }
  return Object.assign(new UnRegisterBrokerRequestHeader(), fields)
}

function* unregister(scene: NameServerScene, broker: BrokerPeer): Blocking<RemotingCommand> {
  return yield* scene.operator.ask(RequestCode.UNREGISTER_BROKER, unregisterHeader(broker))
}

function* heartbeat(scene: NameServerScene, broker: BrokerPeer): Blocking<void> {
  const ext = { clusterName: broker.cluster, brokerAddr: broker.addr, brokerName: broker.brokerName }
  yield* scene.operator.ask(RequestCode.BROKER_HEARTBEAT, null, { ext })
}

/** Virtual time (ms) at which the topic is gone from the routes; looks every 100 ms. */
function* goneAt(scene: NameServerScene, topicName = 'T1', limitMillis = 400_000): Blocking<number> {
  while (scene.kernel.now < limitMillis * 1000) {
    if ((yield* scene.operator.route(topicName)) === null) return Math.round(scene.kernel.now / 1000)
    yield* sleep(100)
  }
  return Infinity
}

describe('a broker that dies', () => {
  it('is taken out at once when its process is killed: the connection is reset', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      yield* broker.register()
      yield* sleep(1000)
      scene.kernel.kill(broker.process)
      yield* sleep(5)
      expect(yield* scene.operator.route('T1')).toBeNull()
      const { body } = yield* scene.operator.ask(RequestCode.GET_BROKER_CLUSTER_INFO)
      const info = ClusterInfo.decode(body!)
      expect([info.brokerAddrTable.size, info.clusterAddrTable.size]).toEqual([0, 0])
    })
    expect(scene.changes()).toContain('broker-removed 10.0.0.21:10911')
    expect(scene.changes()).toContain('topic-removed T1')
  })

  it('is taken out at once when it closes the connection politely', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      yield* broker.register()
      yield* broker.client.shutdown()
      yield* sleep(5)
      expect(yield* scene.operator.route('T1')).toBeNull()
    })
  })

  it('stays in the routes for two minutes when its machine loses power: the scan finds it', () => {
    const scene = new NameServerScene({ config: { scanNotActiveBrokerInterval: 5000 } })
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      yield* sleep(7000)
      yield* broker.register()
      scene.wire.cutPower('10.0.0.21')
      scene.kernel.kill(broker.process)
      const gone = yield* goneAt(scene)
      expect(gone).toBeGreaterThan(7000 + 120_000)
      expect(gone).toBeLessThanOrEqual(7000 + 120_000 + 5000 + 200)
    })
  })

  it('is found by the scan after the silence that it has announced itself', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      yield* sleep(1000)
      yield* broker.register({ header: { heartbeatTimeoutMillis: 10_000 } })
      const gone = yield* goneAt(scene)
      expect(gone).toBeGreaterThan(11_000)
      expect(gone).toBeLessThanOrEqual(16_200)
      yield* sleep(5)
      expect(broker.client.isChannelWritable(scene.address)).toBe(false)
    })
  })

  it('lives on while it registers, beats or asks for its version', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      const options = { header: { heartbeatTimeoutMillis: 10_000 } }
      for (let round = 0; round < 5; round++) {
        yield* broker.register(options)
        yield* sleep(6000)
        yield* heartbeat(scene, broker)
        yield* sleep(6000)
        const ext = { clusterName: broker.cluster, brokerAddr: broker.addr }
        yield* scene.operator.ask(RequestCode.QUERY_DATA_VERSION, null, { ext })
        yield* sleep(6000)
        expect(yield* scene.operator.route('T1'), `round ${round}`).not.toBeNull()
      }
      const last = scene.kernel.now / 1000
      expect((yield* goneAt(scene)) - last).toBeLessThanOrEqual(9200)
    })
  })

  it('is not brought back by a heartbeat', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      yield* heartbeat(scene, broker)
      expect(yield* scene.operator.route('T1')).toBeNull()
    })
  })

  it('is not taken out by the end of a connection over which it registered before', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      yield* broker.register()
      const second = scene.broker(0, '10.0.0.29')
      yield* second.register({ header: { brokerAddr: broker.addr } })
      scene.kernel.kill(broker.process)
      yield* sleep(1000)
      expect(yield* scene.operator.route('T1')).not.toBeNull()
      scene.kernel.kill(second.process)
      yield* sleep(5)
      expect(yield* scene.operator.route('T1')).toBeNull()
    })
  })
})

describe('an un-registration', () => {
  it('removes this broker, and what others have stays', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const master = scene.broker(0, '10.0.0.21')
      const slave = scene.broker(1, '10.0.0.22')
      const other = scene.broker(0, '10.0.0.23', 'broker-b')
      for (const broker of [master, slave, other]) yield* broker.register()
      expect((yield* unregister(scene, slave)).code).toBe(ResponseCode.SUCCESS)
      yield* sleep(5)
      const ids = (yield* scene.operator.route('T1'))!.brokerDatas.map((each) => [...each.brokerAddrs.keys()])
      expect(ids).toEqual([[0], [0]])
      yield* unregister(scene, master)
      yield* sleep(5)
      const route = (yield* scene.operator.route('T1'))!
      expect(route.queueDatas.map((each) => each.brokerName)).toEqual(['broker-b'])
      expect(route.brokerDatas.map((each) => each.brokerName)).toEqual(['broker-b'])
    })
  })

  it('goes by the address: the id may be wrong', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      yield* broker.register()
      const header = Object.assign(unregisterHeader(broker), { brokerId: 77 })
      yield* scene.operator.ask(RequestCode.UNREGISTER_BROKER, header)
      yield* sleep(5)
      expect(yield* scene.operator.route('T1')).toBeNull()
    })
  })

  it('goes by the cluster as well: the same address in another one stays', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const one = scene.broker(0, '10.0.0.21', 'broker-a', 'One')
      const two = scene.broker(0, '10.0.0.22', 'broker-b', 'Two')
      yield* one.register()
      yield* two.register({ header: { brokerAddr: one.addr }, topics: [topic('B1'), topic('B2')] })
      scene.kernel.kill(one.process)
      yield* sleep(5)
      expect(yield* scene.operator.route('T1')).toBeNull()
      expect(yield* scene.operator.route('B1')).not.toBeNull()
      scene.kernel.kill(two.process)
      yield* sleep(5)
      expect(yield* scene.operator.route('B1')).toBeNull()
    })
  })

  it('forgets the filter servers', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      yield* broker.register({ filterServerList: ['f:1'] })
      yield* unregister(scene, broker)
      yield* sleep(5)
      const wrapper = new TopicConfigSerializeWrapper()
      for (const config of [topic('T1'), topic('T2')]) wrapper.topicConfigTable.set(config.topicName, config)
      yield* broker.register({ body: wrapper.encode(), version: 36, header: { bodyCrc32: 0 } })
      expect((yield* scene.operator.route('T1'))!.filterServerTable).toEqual({})
    })
  })

  it('of an unknown broker changes nothing', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* scene.broker(0, '10.0.0.21').register()
      expect((yield* unregister(scene, scene.broker(0, '10.0.0.77', 'ghost'))).code).toBe(ResponseCode.SUCCESS)
      yield* sleep(5)
      expect(yield* scene.operator.route('T1')).not.toBeNull()
    })
  })

  it('leaves the slave with topics that are not writeable, if it may act as master', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const acting = { header: { enableActingMaster: true } }
      const master = scene.broker(0, '10.0.0.21')
      yield* master.register(acting)
      yield* scene.broker(1, '10.0.0.22').register(acting)
      const plain = scene.broker(0, '10.0.0.31', 'broker-b')
      yield* plain.register({ topics: [topic('P1'), topic('P2')] })
      yield* scene.broker(1, '10.0.0.32', 'broker-b').register({ topics: [topic('P1'), topic('P2')] })
      yield* unregister(scene, master)
      yield* unregister(scene, plain)
      yield* sleep(5)
      expect((yield* scene.operator.route('T1'))!.queueDatas[0]!.perm).toBe(4)
      expect((yield* scene.operator.route('P1'))!.queueDatas[0]!.perm).toBe(6)
    })
  })
})

describe('un-registrations at the same time', () => {
  function request(brokerName: string): UnRegisterBrokerRequestHeader {
    const fields = { clusterName: 'c', brokerName, brokerId: 0, brokerAddr: `${brokerName}:1` }
    return Object.assign(new UnRegisterBrokerRequestHeader(), fields)
  }

  it('are carried out together, each once', () => {
    const batches: string[][] = []
    runInKernel(function* (process: Process) {
      const slow = {
        *unRegisterBroker(requests: readonly UnRegisterBrokerRequestHeader[]): Blocking<void> {
          batches.push(requests.map((each) => each.brokerName!))
          yield* sleep(100)
        },
      }
      const service = new BatchUnregistrationService(process, slow, 3000)
      service.start()
      yield* sleep(1)
      service.submit(request('a'))
      yield* sleep(10)
      for (const name of ['b', 'c', 'b', 'd']) service.submit(request(name))
      yield* sleep(1000)
      yield* service.shutdown(true)
      expect(service.isStopped()).toBe(true)
    })
    expect(batches).toEqual([['a'], ['b', 'c', 'd']])
  })

  it('are refused when too many are waiting', () => {
    runInKernel(function* (process: Process) {
      const config = Object.assign(new NamesrvConfig(), { unRegisterBrokerQueueCapacity: 2 })
      const manager = new RouteInfoManager(process, config, { *invokeOneway() {} })
      const answers = ['a', 'b', 'c'].map((name) => manager.submitUnRegisterBrokerRequest(request(name)))
      expect(answers).toEqual([true, true, false])
      yield* sleep(1)
    })
  })

  it('answer SYSTEM_ERROR when too many are waiting', () => {
    const scene = new NameServerScene({ config: { unRegisterBrokerQueueCapacity: 0 } })
    scene.run(function* () {
      const response = yield* unregister(scene, scene.broker(0, '10.0.0.21'))
      expect(response.code).toBe(ResponseCode.SYSTEM_ERROR)
    })
  })
})

describe('the smallest broker id', () => {
  /** Brokers that note what they are told. */
  function listenFor905(scene: NameServerScene, brokers: readonly BrokerPeer[]): string[] {
    const told: string[] = []
    for (const broker of brokers) {
      scene.wire.listen(broker.process, broker.addr, (connection) => {
        const read = function* (): Blocking<void> {
          const text = new TextDecoder().decode((yield* connection.read())!)
          const fields = JSON.parse(text.slice(8)) as { code: number; flag: number; extFields: Record<string, string> }
          const { minBrokerId, minBrokerAddr, offlineBrokerAddr, haBrokerAddr } = fields.extFields
          const addresses = [minBrokerAddr, offlineBrokerAddr, haBrokerAddr]
          told.push([broker.id, fields.code, fields.flag, minBrokerId, ...addresses].join())
        }
        broker.process.spawn('listen', read, true)
      })
    }
    return told
  }

  it('is told to the others when a broker comes, and to all that are left when it goes', () => {
    const scene = new NameServerScene({ config: { notifyMinBrokerIdChanged: true } })
    scene.run(function* () {
      const [master, slave1, slave2] = [0, 1, 2].map((id) => scene.broker(id, `10.0.0.2${id}`)) as [
        BrokerPeer,
        BrokerPeer,
        BrokerPeer,
      ]
      const told = listenFor905(scene, [master, slave1, slave2])
      const acting = { header: { enableActingMaster: true } }
      for (const broker of [slave1, slave2, master]) yield* broker.register(acting)
      yield* sleep(10)
      const come = ',905,2,0,10.0.0.20:10911,,10.0.0.20:10912'
      expect(told.sort()).toEqual([`1${come}`, `2${come}`])
      told.length = 0
      yield* unregister(scene, slave2)
      yield* sleep(10)
      expect(told).toEqual([])
    })
  })

  it('is told to those that are left when the first one goes', () => {
    const scene = new NameServerScene({ config: { notifyMinBrokerIdChanged: true } })
    scene.run(function* () {
      const [master, slave] = [scene.broker(0, '10.0.0.20'), scene.broker(1, '10.0.0.21')]
      const acting = { header: { enableActingMaster: true } }
      for (const broker of [master, slave]) yield* broker.register(acting)
      const told = listenFor905(scene, [slave])
      scene.kernel.kill(master.process)
      yield* sleep(10)
      expect(told).toEqual(['1,905,2,1,10.0.0.21:10911,10.0.0.20:10911,'])
      const ext = { clusterName: 'DefaultCluster', brokerName: 'broker-a' }
      const { body } = yield* scene.operator.ask(RequestCode.GET_BROKER_MEMBER_GROUP, null, { ext })
      const expected = new BrokerMemberGroup('DefaultCluster', 'broker-a')
      expected.brokerAddrs.set(1, '10.0.0.21:10911')
      expect(body).toEqual(expected.encodeResponseBody())
    })
  })

  it.each([
    ['it is switched off', { notifyMinBrokerIdChanged: false }, true],
    ['the group has no acting masters', { notifyMinBrokerIdChanged: true }, false],
  ])('is not told when %s', (_, config, enableActingMaster) => {
    const scene = new NameServerScene({ config })
    scene.run(function* () {
      const [master, slave] = [scene.broker(0, '10.0.0.20'), scene.broker(1, '10.0.0.21')]
      for (const broker of [master, slave]) yield* broker.register({ header: { enableActingMaster } })
      const told = listenFor905(scene, [slave])
      scene.kernel.kill(master.process)
      yield* sleep(10)
      expect(told).toEqual([])
    })
  })

  it('is told in vain when there is no way to send at all, and the registration stands', () => {
    runInKernel(function* (process: Process) {
      const config = Object.assign(new NamesrvConfig(), { notifyMinBrokerIdChanged: true })
      let attempts = 0
      const manager = new RouteInfoManager(process, config, {
        *invokeOneway(): Blocking<void> {
          attempts++
          throw new RemotingConnectException('10.0.0.21:10911')
        },
      })
      const topicConfigWrapper = new TopicConfigSerializeWrapper()
      const channel = {} as Channel
      for (const brokerId of [1, 0]) {
        const result = yield* manager.registerBroker({
          clusterName: 'c',
          brokerAddr: `10.0.0.2${brokerId}:10911`,
          brokerName: 'broker-a',
          brokerId,
          haServerAddr: null,
          zoneName: null,
          heartbeatTimeoutMillis: null,
          enableActingMaster: false,
          topicConfigWrapper,
          filterServerList: null,
          channel,
        })
        expect(result).toEqual({ haServerAddr: null, masterAddr: null })
      }
      expect(attempts).toBe(1)
    })
  })

  it('does not hold up a registration when a broker can not be reached', () => {
    const scene = new NameServerScene({ config: { notifyMinBrokerIdChanged: true } })
    scene.run(function* () {
      yield* scene.broker(1, '10.0.0.21').register()
      scene.wire.cutPower('10.0.0.21')
      expect((yield* scene.broker(0, '10.0.0.20').register()).code).toBe(ResponseCode.SUCCESS)
    })
  })
})
