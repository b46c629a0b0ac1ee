import { describe, expect, it } from 'vitest'
import { PermName } from '../../../engine/common/constant/PermName'
import { sleep } from '../../../engine/kernel/sleep'
import { encodeUtf8 } from '../../../engine/kernel/Utf8'
import { ClusterInfo } from '../../../engine/remoting/protocol/body/ClusterInfo'
import { TopicConfigSerializeWrapper } from '../../../engine/remoting/protocol/body/TopicConfigSerializeWrapper'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { NameServerScene, topic } from './support/NameServerScene'

const { SUCCESS, SYSTEM_ERROR } = ResponseCode
const WRITE = PermName.PERM_WRITE

/** The addresses by id that a route shows for a broker name. */
function* addrsIn(scene: NameServerScene, topicName = 'T1', brokerName = 'broker-a') {
  const route = yield* scene.operator.route(topicName)
  return Object.fromEntries(route?.brokerDatas.find((each) => each.brokerName === brokerName)?.brokerAddrs ?? [])
}

function* permOf(scene: NameServerScene, topicName = 'T1') {
  return (yield* scene.operator.route(topicName))?.queueDatas[0]?.perm
}

function* clusterInfo(scene: NameServerScene) {
  return ClusterInfo.decode((yield* scene.operator.ask(RequestCode.GET_BROKER_CLUSTER_INFO)).body!)
}

describe('a registration', () => {
  it('1, 2: enters the cluster, the name and the address', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      expect((yield* scene.broker(0, '10.0.0.21').register()).code).toBe(SUCCESS)
      yield* scene.broker(0, '10.0.0.22', 'broker-b').register()
      yield* scene.broker(0, '10.0.0.23', 'broker-c', 'Other').register()
      const { clusterAddrTable, brokerAddrTable } = yield* clusterInfo(scene)
      expect([...clusterAddrTable].map(([cluster, names]) => [cluster, [...names]]).sort()).toEqual([
        ['DefaultCluster', ['broker-b', 'broker-a']], // the order of Java's HashSet
        ['Other', ['broker-c']],
      ])
      expect(brokerAddrTable.get('broker-b')!.brokerAddrs).toEqual(new Map([[0, '10.0.0.22:10911']]))
    })
    expect(scene.changes()).toContain('broker-registered 10.0.0.21:10911')
    expect(scene.changes()).toContain('topic-added T1')
  })

  it('3: takes over enableActingMaster and the zone each time', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      yield* broker.register({ header: { enableActingMaster: true }, ext: { __ZONE_NAME: 'z1' } })
      let data = (yield* scene.operator.route('T1'))!.brokerDatas[0]!
      expect([data.enableActingMaster, data.zoneName]).toEqual([true, 'z1'])
      yield* broker.register({ header: { enableActingMaster: null } })
      data = (yield* scene.operator.route('T1'))!.brokerDatas[0]!
      expect([data.enableActingMaster, data.zoneName]).toEqual([false, null])
    })
  })

  it('5: a slave that was made master keeps its address and loses its old id', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const slave = scene.broker(1, '10.0.0.22')
      yield* slave.register()
      yield* slave.register({ header: { brokerId: 0 } })
      expect(yield* addrsIn(scene)).toEqual({ 0: '10.0.0.22:10911' })
    })
  })

  it('8: counts as new under its new id, so that its topics are looked at again', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const slave = scene.broker(1, '10.0.0.22')
      yield* slave.register({ header: { enableActingMaster: true } })
      expect(yield* permOf(scene)).toBe(PermName.PERM_READ)
      yield* slave.register({ header: { enableActingMaster: true, brokerId: 0 } })
      expect(yield* permOf(scene)).toBe(PermName.PERM_READ | WRITE)
    })
  })

  it('6: of two that claim the same id the one with the newer state stays while it lives', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const old = scene.broker(0, '10.0.0.21')
      yield* old.register({ stateVersion: 5 })
      const rival = scene.broker(0, '10.0.0.31')
      const response = yield* rival.register({ stateVersion: 4, topics: [topic('T1'), topic('New')] })
      expect([response.code, response.getExtField('masterAddr')]).toEqual([SUCCESS, null])
      expect(yield* addrsIn(scene)).toEqual({ 0: '10.0.0.21:10911' })
      expect(yield* scene.operator.route('New')).toBeNull()
      yield* rival.register({ stateVersion: 5 })
      expect(yield* addrsIn(scene)).toEqual({ 0: '10.0.0.31:10911' })
    })
  })

  it('6: the loser counts as unknown from then on', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* scene.broker(0, '10.0.0.21').register({ stateVersion: 5 })
      const rival = scene.broker(1, '10.0.0.31')
      const ext = { clusterName: rival.cluster, brokerAddr: rival.addr }
      yield* rival.register()
      expect((yield* scene.operator.ask(RequestCode.QUERY_DATA_VERSION, null, { ext })).body).not.toBeNull()
      yield* rival.register({ header: { brokerId: 0 } })
      expect((yield* scene.operator.ask(RequestCode.QUERY_DATA_VERSION, null, { ext })).body).toBeNull()
    })
  })

  it('7: a single topic is refused before the broker is known, and taken afterwards', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      const refused = yield* broker.register({ topics: [topic('T1')] })
      expect(refused.code).toBe(SYSTEM_ERROR)
      expect(yield* scene.operator.route('T1')).toBeNull()
      expect((yield* clusterInfo(scene)).brokerAddrTable.get('broker-a')!.brokerAddrs.size).toBe(0)
      yield* broker.register({ counter: 1 })
      expect((yield* broker.register({ topics: [topic('T3')], counter: 2 })).code).toBe(SUCCESS)
      expect((yield* scene.operator.route('T3'))!.queueDatas).toHaveLength(1)
      expect(yield* scene.operator.route('T1')).not.toBeNull()
    })
  })

  it('9: the topics of a slave do not count while there is a master', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* scene.broker(0, '10.0.0.21').register()
      yield* scene.broker(1, '10.0.0.22').register({ topics: [topic('S1'), topic('S2')] })
      expect(yield* scene.operator.route('S1')).toBeNull()
      expect(yield* addrsIn(scene)).toEqual({ 0: '10.0.0.21:10911', 1: '10.0.0.22:10911' })
    })
  })

  it('9: without a master the slave with the smallest id speaks, unless it is too old for that', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* scene.broker(2, '10.0.0.23').register({ header: { enableActingMaster: null } })
      expect(yield* scene.operator.route('T1')).toBeNull()
      yield* scene.broker(1, '10.0.0.22').register()
      expect(yield* addrsIn(scene)).toEqual({ 1: '10.0.0.22:10911', 2: '10.0.0.23:10911' })
    })
  })

  it('10: the topics of a slave that stands in for the master are not writeable', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* scene.broker(1, '10.0.0.22').register({ header: { enableActingMaster: true } })
      expect(yield* permOf(scene)).toBe(PermName.PERM_READ)
      yield* scene.broker(0, '10.0.0.21').register({ header: { enableActingMaster: true } })
      expect(yield* permOf(scene)).toBe(PermName.PERM_READ | WRITE)
    })
  })

  it('10: a topic is looked at again only when the version has changed, or when it is missing', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      const queues = function* () {
        return (yield* scene.operator.route('T1'))!.queueDatas[0]!.readQueueNums
      }
      yield* broker.register({ counter: 1 })
      yield* broker.register({ counter: 1, topics: [topic('T1', 8), topic('T9')] })
      expect(yield* queues()).toBe(4)
      expect(yield* scene.operator.route('T9')).not.toBeNull()
      yield* broker.register({ counter: 2, topics: [topic('T1', 8), topic('T9')] })
      expect(yield* queues()).toBe(8)
    })
  })

  it.each([
    [false, 1],
    [true, 0],
  ])('10: drops topics that are missing when deleteTopicWithBrokerRegistration is %s', (isOn, left) => {
    const scene = new NameServerScene({ config: { deleteTopicWithBrokerRegistration: isOn } })
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      yield* broker.register({ counter: 1 })
      yield* broker.register({ counter: 2, topics: [topic('T2'), topic('T3')] })
      expect((yield* scene.operator.route('T1'))?.queueDatas.length ?? 0).toBe(left)
      expect(yield* scene.operator.route('T2')).not.toBeNull()
    })
  })

  it('10: a topic on several brokers has a part for each', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* scene.broker(0, '10.0.0.21').register({ topics: [topic('T1', 4), topic('T2')] })
      yield* scene.broker(0, '10.0.0.22', 'broker-b').register({ topics: [topic('T1', 8), topic('T2')] })
      const { queueDatas } = (yield* scene.operator.route('T1'))!
      expect(queueDatas.map((each) => [each.brokerName, each.writeQueueNums])).toEqual([
        ['broker-b', 8], // the order of Java's HashMap
        ['broker-a', 4],
      ])
    })
  })

  it('12: keeps filter servers until an empty list comes', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      yield* broker.register({ filterServerList: ['10.0.0.21:5000'] })
      expect((yield* scene.operator.route('T1'))!.filterServerTable).toEqual({ '10.0.0.21:10911': ['10.0.0.21:5000'] })
      yield* broker.register({ filterServerList: [] })
      expect((yield* scene.operator.route('T1'))!.filterServerTable).toEqual({})
    })
  })

  it('13: tells a slave where its master is, and a master nothing', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const slave = scene.broker(1, '10.0.0.22')
      const alone = yield* slave.register()
      expect([alone.getExtField('masterAddr'), alone.getExtField('haServerAddr')]).toEqual([null, null])
      const master = yield* scene.broker(0, '10.0.0.21').register()
      expect(master.getExtField('masterAddr')).toBeNull()
      const second = yield* slave.register()
      expect([second.getExtField('masterAddr'), second.getExtField('haServerAddr')]).toEqual([
        '10.0.0.21:10911',
        '10.0.0.21:10912',
      ])
    })
  })
})

describe('the body of a registration', () => {
  it('is refused when the checksum says that it was changed', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      expect((yield* broker.register({ header: { bodyCrc32: 1 } })).code).toBe(SYSTEM_ERROR)
      expect((yield* broker.register({ header: { bodyCrc32: 0 } })).code).toBe(SUCCESS)
    })
  })

  it.each([['{"a":'], ['[']])('is refused when it is not to be read: %s', (text) => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const options = { body: encodeUtf8(text), header: { bodyCrc32: 0 } }
      expect((yield* scene.broker(0, '10.0.0.21').register(options)).code).toBe(SYSTEM_ERROR)
      expect((yield* clusterInfo(scene)).brokerAddrTable.size).toBe(0)
    })
  })

  it('is the bare table of topics from a broker older than 3.0.11', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const wrapper = new TopicConfigSerializeWrapper()
      for (const config of [topic('Old1'), topic('Old2')]) wrapper.topicConfigTable.set(config.topicName, config)
      const options = { body: wrapper.encode(), version: 36, header: { bodyCrc32: 0 } }
      expect((yield* scene.broker(0, '10.0.0.21').register(options)).code).toBe(SUCCESS)
      expect(yield* scene.operator.route('Old2')).not.toBeNull()
    })
  })

  it('may be missing: then the broker is there and has no topics', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const options = { body: new Uint8Array(0), header: { bodyCrc32: 0 } }
      expect((yield* scene.broker(0, '10.0.0.21').register(options)).code).toBe(SUCCESS)
      expect((yield* clusterInfo(scene)).brokerAddrTable.get('broker-a')!.brokerAddrs.size).toBe(1)
    })
  })

  it('must come with a name, an address and an id', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      for (const header of [{ brokerName: null }, { brokerAddr: null }, { clusterName: null }, { brokerId: null }]) {
        expect((yield* broker.register({ header })).code).toBe(SYSTEM_ERROR)
      }
    })
  })
})

describe('the permission to write', () => {
  it('stays wiped through registrations until the topics of the broker change', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      yield* broker.register({ counter: 1 })
      const wiped = yield* scene.operator.ask(RequestCode.WIPE_WRITE_PERM_OF_BROKER, null, {
        ext: { brokerName: 'broker-a' },
      })
      expect(wiped.getExtField('wipeTopicCount')).toBe('2')
      expect(yield* permOf(scene)).toBe(PermName.PERM_READ)
      yield* broker.register({ counter: 1 })
      expect(yield* permOf(scene)).toBe(PermName.PERM_READ)
      yield* broker.register({ counter: 2 })
      expect(yield* permOf(scene)).toBe(PermName.PERM_READ | WRITE)
    })
  })

  it('is given back as read and write, whatever it was', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* scene.broker(0, '10.0.0.21').register({ topics: [topic('T1', 4, { perm: 7 }), topic('T2')] })
      const ext = { brokerName: 'broker-a' }
      yield* scene.operator.ask(RequestCode.WIPE_WRITE_PERM_OF_BROKER, null, { ext })
      expect(yield* permOf(scene)).toBe(5)
      const added = yield* scene.operator.ask(RequestCode.ADD_WRITE_PERM_OF_BROKER, null, { ext })
      expect(added.getExtField('addTopicCount')).toBe('2')
      expect(yield* permOf(scene)).toBe(6)
    })
  })

  it('is empty for an unknown broker', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* sleep(1)
      const ext = { brokerName: 'nobody' }
      const wiped = yield* scene.operator.ask(RequestCode.WIPE_WRITE_PERM_OF_BROKER, null, { ext })
      expect([wiped.code, wiped.getExtField('wipeTopicCount')]).toEqual([SUCCESS, '0'])
    })
  })
})
