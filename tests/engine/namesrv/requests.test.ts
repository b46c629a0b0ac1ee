import { describe, expect, it } from 'vitest'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import { FaultyDisk } from '../../../engine/ports/memory/FaultyDisk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { TopicList } from '../../../engine/remoting/protocol/body/TopicList'
import { DataVersion } from '../../../engine/remoting/protocol/DataVersion'
import type { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RemotingSerializable } from '../../../engine/remoting/protocol/RemotingSerializable'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { QueueData } from '../../../engine/remoting/protocol/route/QueueData'
import { TopicRouteData } from '../../../engine/remoting/protocol/route/TopicRouteData'
import type { AskOptions } from './support/NameServerScene'
import { NameServerScene, topic } from './support/NameServerScene'

const { SUCCESS, SYSTEM_ERROR, QUERY_NOT_FOUND, TOPIC_NOT_EXIST, NO_PERMISSION } = ResponseCode
const KV_PATH = 'namesrv/kvConfig.json'

function* ask(scene: NameServerScene, code: number, ext: Record<string, string> = {}, more: AskOptions = {}) {
  return yield* scene.operator.ask(code, null, { ...more, ext })
}

function text(response: RemotingCommand): string {
  return response.body === null ? '' : decodeUtf8(response.body)
}

function* names(scene: NameServerScene, code: number, ext: Record<string, string> = {}): Blocking<string[]> {
  return TopicList.decode((yield* ask(scene, code, ext)).body!).topicList.sort()
}

describe('a route', () => {
  it('is strict JSON for clients from 4.9.4 on, and for clients that ask for it', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* scene.broker(0, '10.0.0.21').register({ topics: [topic('T1'), topic('T2')], ext: { __ZONE_NAME: '区/1' } })
      const strict =
        '{"brokerDatas":[{"brokerAddrs":{"0":"10.0.0.21:10911"},"brokerName":"broker-a","cluster":"DefaultCluster",' +
        '"enableActingMaster":false,"zoneName":"\\u533A\\/1"}],"filterServerTable":{},"queueDatas":[{"brokerName":' +
        '"broker-a","perm":6,"readQueueNums":4,"topicSysFlag":0,"writeQueueNums":4}]}'
      const old = strict.replace('{"0":', '{0:').replace('\\u533A\\/1', '区/1')
      expect(text(yield* scene.operator.askRoute('T1'))).toBe(strict)
      expect(text(yield* scene.operator.askRoute('T1', { version: 401 }))).toBe(strict)
      expect(text(yield* scene.operator.askRoute('T1', { version: 400 }))).toBe(old)
      const ext = { acceptStandardJsonOnly: 'true' }
      expect(text(yield* scene.operator.askRoute('T1', { version: 0, ext }))).toBe(strict)
    })
  })

  it('of an unknown topic is TOPIC_NOT_EXIST, with its name', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const response = yield* scene.operator.askRoute('Nowhere')
      expect([response.code, response.body]).toEqual([TOPIC_NOT_EXIST, null])
      expect(response.remark).toContain('Nowhere')
    })
  })

  it('is kept back after the start, if that is wanted', () => {
    const scene = new NameServerScene({ config: { needWaitForService: true, waitSecondsForService: 45 } })
    scene.run(function* () {
      yield* scene.broker(0, '10.0.0.21').register()
      yield* sleep(44_900)
      expect((yield* scene.operator.askRoute('T1')).code).toBe(SYSTEM_ERROR)
      yield* sleep(200)
      expect((yield* scene.operator.askRoute('T1')).code).toBe(SUCCESS)
    })
  })

  it.each([
    [true, 'broker-a:4'],
    [false, null],
  ])('carries the order configuration when orderMessageEnable is %s', (orderMessageEnable, expected) => {
    const scene = new NameServerScene({ config: { orderMessageEnable } })
    scene.run(function* () {
      yield* scene.broker(0, '10.0.0.21').register()
      const ext = { namespace: 'ORDER_TOPIC_CONFIG', key: 'T1', value: 'broker-a:4' }
      yield* ask(scene, RequestCode.PUT_KV_CONFIG, ext)
      expect((yield* scene.operator.route('T1'))!.orderTopicConf).toBe(expected)
    })
  })
})

describe('an acting master', () => {
  function* twoSlaves(scene: NameServerScene, enableActingMaster = true, topicName = 'T1'): Blocking<void> {
    const options = { header: { enableActingMaster }, topics: [topic(topicName), topic('X')] }
    yield* scene.broker(2, '10.0.0.23').register(options)
    yield* scene.broker(1, '10.0.0.22').register(options)
  }

  function* ids(scene: NameServerScene, topicName = 'T1'): Blocking<number[]> {
    return [...(yield* scene.operator.route(topicName))!.brokerDatas[0]!.brokerAddrs.keys()].sort()
  }

  it('is the slave with the smallest id, shown as 0', () => {
    const scene = new NameServerScene({ config: { supportActingMaster: true } })
    scene.run(function* () {
      yield* twoSlaves(scene)
      expect((yield* scene.operator.route('T1'))!.brokerDatas[0]!.brokerAddrs.get(0)).toBe('10.0.0.22:10911')
      expect(yield* ids(scene)).toEqual([0, 2])
    })
  })

  it('is missing when the name server is not set up for it', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* twoSlaves(scene)
      expect(yield* ids(scene)).toEqual([1, 2])
    })
  })

  it('is missing in a group that does not want one', () => {
    const scene = new NameServerScene({ config: { supportActingMaster: true } })
    scene.run(function* () {
      yield* twoSlaves(scene, false)
      yield* ask(scene, RequestCode.WIPE_WRITE_PERM_OF_BROKER, { brokerName: 'broker-a' })
      expect(yield* ids(scene)).toEqual([1, 2])
    })
  })

  it('is missing where the queues are writable', () => {
    const scene = new NameServerScene({ config: { supportActingMaster: true } })
    scene.run(function* () {
      yield* twoSlaves(scene)
      yield* ask(scene, RequestCode.ADD_WRITE_PERM_OF_BROKER, { brokerName: 'broker-a' })
      expect(yield* ids(scene)).toEqual([1, 2])
    })
  })

  it('is missing while there is a master', () => {
    const scene = new NameServerScene({ config: { supportActingMaster: true } })
    scene.run(function* () {
      yield* twoSlaves(scene)
      yield* scene.broker(0, '10.0.0.21').register({ header: { enableActingMaster: true } })
      expect(yield* ids(scene)).toEqual([0, 1, 2])
    })
  })

  it('is missing for the topics by which brokers find each other', () => {
    const scene = new NameServerScene({ config: { supportActingMaster: true } })
    scene.run(function* () {
      yield* twoSlaves(scene, true, 'rmq_sys_SYNC_BROKER_MEMBER_broker-a')
      expect(yield* ids(scene, 'rmq_sys_SYNC_BROKER_MEMBER_broker-a')).toEqual([1, 2])
    })
  })
})

describe('zones', () => {
  function* threeBrokers(scene: NameServerScene): Blocking<void> {
    const filterServerList = ['f:1']
    yield* scene.broker(0, '10.0.0.21').register({ ext: { __ZONE_NAME: 'Z1' }, filterServerList })
    yield* scene.broker(0, '10.0.0.22', 'broker-b').register({ ext: { __ZONE_NAME: 'z2' }, filterServerList })
    yield* scene.broker(1, '10.0.0.23', 'broker-c').register({ ext: { __ZONE_NAME: 'z2' } })
  }

  it('show the brokers of the zone, and those without a master', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* threeBrokers(scene)
      const response = yield* scene.operator.askRoute('T1', { ext: { __ZONE_MODE: 'TRUE', __ZONE_NAME: 'z1' } })
      const route = TopicRouteData.decode(response.body!)
      expect(route.brokerDatas.map((each) => each.brokerName).sort()).toEqual(['broker-a', 'broker-c'])
      expect(route.queueDatas.map((each) => each.brokerName).sort()).toEqual(['broker-a', 'broker-c'])
      expect(Object.keys(route.filterServerTable)).toEqual(['10.0.0.21:10911'])
      expect(text(response)).toContain('{0:"10.0.0.21:10911"}')
    })
  })

  it.each([
    ['the mode is off', { __ZONE_MODE: 'false', __ZONE_NAME: 'z1' }],
    ['the mode is missing', { __ZONE_NAME: 'z1' }],
    ['the name is blank', { __ZONE_MODE: 'true', __ZONE_NAME: ' ' }],
  ])('do not matter when %s', (_, ext) => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* threeBrokers(scene)
      const response = yield* scene.operator.askRoute('T1', { ext })
      expect(TopicRouteData.decode(response.body!).brokerDatas).toHaveLength(3)
      expect(text(response)).toContain('{"0":"10.0.0.21:10911"}')
    })
  })
})

describe('topics', () => {
  it('can be added by hand, on brokers that are known', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* scene.broker(0, '10.0.0.21').register()
      const add = function* (name: string, ...queueDatas: QueueData[]) {
        const body = Object.assign(new TopicRouteData(), { queueDatas }).encode(false)
        return (yield* ask(scene, RequestCode.REGISTER_TOPIC_IN_NAMESRV, { topic: name }, { body })).code
      }
      expect(yield* add('New', new QueueData('broker-a', 3, 3, 6))).toBe(SUCCESS)
      expect((yield* scene.operator.route('New'))!.queueDatas[0]!.readQueueNums).toBe(3)
      expect(yield* add('Bad', new QueueData('broker-a', 3, 3, 6), new QueueData('ghost', 3, 3, 6))).toBe(SUCCESS)
      expect(yield* scene.operator.route('Bad')).toBeNull()
      expect(yield* add('T1', new QueueData('broker-a', 9, 9, 6), new QueueData('ghost', 3, 3, 6))).toBe(SUCCESS)
      expect((yield* scene.operator.route('T1'))!.queueDatas[0]!.readQueueNums).toBe(9)
      expect(yield* add('Empty')).toBe(SUCCESS)
      expect(yield* scene.operator.route('Empty')).toBeNull()
    })
  })

  it('can be deleted everywhere, or in one cluster', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* scene.broker(0, '10.0.0.21').register()
      yield* scene.broker(0, '10.0.0.22', 'broker-x', 'Other').register()
      yield* ask(scene, RequestCode.DELETE_TOPIC_IN_NAMESRV, { topic: 'T1', clusterName: 'Other' })
      expect((yield* scene.operator.route('T1'))!.queueDatas.map((each) => each.brokerName)).toEqual(['broker-a'])
      yield* ask(scene, RequestCode.DELETE_TOPIC_IN_NAMESRV, { topic: 'T1', clusterName: 'Nowhere' })
      expect(yield* scene.operator.route('T1')).not.toBeNull()
      yield* ask(scene, RequestCode.DELETE_TOPIC_IN_NAMESRV, { topic: 'T1' })
      expect(yield* scene.operator.route('T1')).toBeNull()
      yield* ask(scene, RequestCode.DELETE_TOPIC_IN_NAMESRV, { topic: 'T2', clusterName: 'DefaultCluster' })
      yield* ask(scene, RequestCode.DELETE_TOPIC_IN_NAMESRV, { topic: 'T2', clusterName: 'Other' })
      expect(yield* scene.operator.route('T2')).toBeNull()
    })
    expect(scene.changes().filter((each) => each.startsWith('topic-removed'))).toEqual([
      'topic-removed T1',
      'topic-removed T2',
    ])
  })

  it('are listed: all, of a cluster, by the flags for units, and the names that are topics themselves', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const unit = topic('Unit', 4, { topicSysFlag: 1 })
      const sub = topic('Sub', 4, { topicSysFlag: 2 })
      yield* scene.broker(0, '10.0.0.21').register({ topics: [unit, sub] })
      const both = topic('Both', 4, { topicSysFlag: 3 })
      yield* scene.broker(0, '10.0.0.22', 'broker-x', 'Other').register({ topics: [both, topic('Plain')] })
      expect(yield* names(scene, RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER)).toEqual(['Both', 'Plain', 'Sub', 'Unit'])
      expect(yield* names(scene, RequestCode.GET_TOPICS_BY_CLUSTER, { cluster: 'Other' })).toEqual(['Both', 'Plain'])
      expect(yield* names(scene, RequestCode.GET_TOPICS_BY_CLUSTER, { cluster: 'Nowhere' })).toEqual([])
      expect(yield* names(scene, RequestCode.GET_UNIT_TOPIC_LIST)).toEqual(['Both', 'Unit'])
      expect(yield* names(scene, RequestCode.GET_HAS_UNIT_SUB_TOPIC_LIST)).toEqual(['Both', 'Sub'])
      expect(yield* names(scene, RequestCode.GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST)).toEqual(['Sub'])
      const system = yield* names(scene, RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_NS)
      expect(system).toEqual(['DefaultCluster', 'Other', 'broker-a', 'broker-x'])
      const response = yield* ask(scene, RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_NS)
      expect(TopicList.decode(response.body!).brokerAddr).toMatch(/^10\.0\.0\.2[12]:10911$/)
    })
  })

  it('come with the address of the smallest id of a group, in whatever order its brokers came', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      for (const [id, host] of [[2, '10.0.0.23'], [0, '10.0.0.21'], [1, '10.0.0.22']] as const) {
        yield* scene.broker(id, host).register()
      }
      const response = yield* ask(scene, RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_NS)
      expect(TopicList.decode(response.body!).brokerAddr).toBe('10.0.0.21:10911')
    })
  })

  it.each([
    ['enableAllTopicList', [RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER]],
    [
      'enableTopicList',
      [
        RequestCode.GET_TOPICS_BY_CLUSTER,
        RequestCode.GET_UNIT_TOPIC_LIST,
        RequestCode.GET_HAS_UNIT_SUB_TOPIC_LIST,
        RequestCode.GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST,
      ],
    ],
  ])('are not listed when %s is off', (setting, codes) => {
    const scene = new NameServerScene({ config: { [setting]: false } })
    scene.run(function* () {
      for (const code of codes) expect((yield* ask(scene, code)).code).toBe(SYSTEM_ERROR)
      expect((yield* ask(scene, RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_NS)).code).toBe(SUCCESS)
    })
  })
})

describe('QUERY_DATA_VERSION', () => {
  it('says whether the topics have changed, and which version is known', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const broker = scene.broker(0, '10.0.0.21')
      const ext = { clusterName: broker.cluster, brokerAddr: broker.addr }
      const version = Object.assign(new DataVersion(1_700_000_000_000), { counter: 1 })
      const query = function* () {
        const response = yield* ask(scene, RequestCode.QUERY_DATA_VERSION, ext, {
          body: RemotingSerializable.encode(version),
        })
        return [response.getExtField('changed'), text(response)]
      }
      expect(yield* query()).toEqual(['true', ''])
      yield* broker.register({ counter: 1 })
      const known = '{"counter":1,"stateVersion":0,"timestamp":1700000000000}'
      expect(yield* query()).toEqual(['false', known])
      version.counter = 2
      expect(yield* query()).toEqual(['true', known])
    })
  })
})

describe('the KV configuration', () => {
  it('puts, gets, lists and deletes', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const put = (key: string, value: string) =>
        ask(scene, RequestCode.PUT_KV_CONFIG, { namespace: 'N', key, value })
      const get = (key: string) => ask(scene, RequestCode.GET_KV_CONFIG, { namespace: 'N', key })
      expect((yield* get('k')).code).toBe(QUERY_NOT_FOUND)
      expect((yield* ask(scene, RequestCode.GET_KVLIST_BY_NAMESPACE, { namespace: 'N' })).code).toBe(QUERY_NOT_FOUND)
      expect((yield* put('k', 'one')).code).toBe(SUCCESS)
      yield* put('k', 'two')
      yield* put('l', 'three')
      expect((yield* get('k')).getExtField('value')).toBe('two')
      const list = yield* ask(scene, RequestCode.GET_KVLIST_BY_NAMESPACE, { namespace: 'N' })
      expect(text(list)).toBe('{"table":{"k":"two","l":"three"}}')
      expect((yield* ask(scene, RequestCode.DELETE_KV_CONFIG, { namespace: 'N', key: 'k' })).code).toBe(SUCCESS)
      expect((yield* get('k')).code).toBe(QUERY_NOT_FOUND)
      expect((yield* ask(scene, RequestCode.DELETE_KV_CONFIG, { namespace: 'X', key: 'k' })).code).toBe(SUCCESS)
      expect((yield* ask(scene, RequestCode.PUT_KV_CONFIG, { namespace: 'N' })).code).toBe(SYSTEM_ERROR)
      expect((yield* ask(scene, RequestCode.PUT_KV_CONFIG, { key: 'k' })).code).toBe(SYSTEM_ERROR)
    })
  })

  it('is written at each change, with a copy of what was there before, and read at the next start', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* ask(scene, RequestCode.PUT_KV_CONFIG, { namespace: 'N', key: 'k', value: 'one' })
      yield* ask(scene, RequestCode.PUT_KV_CONFIG, { namespace: 'N', key: 'k', value: 'two' })
    })
    const { disk } = scene
    expect(decodeUtf8(disk.contents(KV_PATH))).toBe('{"configTable":{"N":{"k":"two"}}}')
    expect(decodeUtf8(disk.contents(`${KV_PATH}.bak`))).toBe('{"configTable":{"N":{"k":"one"}}}')
    const again = new NameServerScene({ disk })
    again.run(function* () {
      yield* sleep(10)
      const response = yield* ask(again, RequestCode.GET_KV_CONFIG, { namespace: 'N', key: 'k' })
      expect(response.getExtField('value')).toBe('two')
    })
  })

  it('keeps the name server from starting when its file is damaged, whatever the copy says', () => {
    const disk = new MemoryDisk()
    const scene = new NameServerScene({ disk })
    const write = function* (path: string, content: string): Blocking<void> {
      const file = yield* disk.open(path, true)
      file.write(0, encodeUtf8(content))
    }
    const prepare = write(KV_PATH, '{"configTable":{"N"')
    while (prepare.next(0).done !== true);
    expect(() =>
      scene.run(function* () {
        yield* sleep(10)
      }),
    ).toThrow(SyntaxError)
  })

  it('is in force even if the disk takes nothing any more', () => {
    const memory = new MemoryDisk()
    const disk = new FaultyDisk(memory, { isBroken: true })
    const scene = new NameServerScene({ disk: disk as unknown as MemoryDisk })
    scene.run(function* () {
      yield* sleep(10)
      yield* ask(scene, RequestCode.PUT_KV_CONFIG, { namespace: 'N', key: 'k', value: 'v' })
      const response = yield* ask(scene, RequestCode.GET_KV_CONFIG, { namespace: 'N', key: 'k' })
      expect(response.getExtField('value')).toBe('v')
    })
  })

  it('goes to brokers that register, unless that is switched off', () => {
    for (const returnOrderTopicConfigToBroker of [true, false]) {
      const scene = new NameServerScene({ config: { returnOrderTopicConfigToBroker } })
      scene.run(function* () {
        const broker = scene.broker(0, '10.0.0.21')
        expect(text(yield* broker.register())).toBe('')
        const ext = { namespace: 'ORDER_TOPIC_CONFIG', key: 'T1', value: 'broker-a:4' }
        yield* ask(scene, RequestCode.PUT_KV_CONFIG, ext)
        const expected = returnOrderTopicConfigToBroker ? '{"table":{"T1":"broker-a:4"}}' : ''
        expect(text(yield* broker.register())).toBe(expected)
      })
    }
  })
})

describe('the settings', () => {
  it('are shown sorted, one a line', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const lines = text(yield* ask(scene, RequestCode.GET_NAMESRV_CONFIG)).split('\n')
      expect(lines).toContain('scanNotActiveBrokerInterval=5000')
      expect(lines).toContain('listenPort=9876')
      expect(lines.slice(0, -1)).toEqual(lines.slice(0, -1).sort())
    })
  })

  it('can be changed while it runs, and are written to the disk', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const change = 'enableTopicList = false\n# a comment\nwaitSecondsForService:7\nnobody=knows\ndefaultThreadPoolNums=x'
      const response = yield* ask(scene, RequestCode.UPDATE_NAMESRV_CONFIG, {}, { body: encodeUtf8(change) })
      expect(response.code).toBe(SUCCESS)
      expect((yield* ask(scene, RequestCode.GET_UNIT_TOPIC_LIST)).code).toBe(SYSTEM_ERROR)
      const lines = text(yield* ask(scene, RequestCode.GET_NAMESRV_CONFIG)).split('\n')
      expect(lines).toContain('enableTopicList=false')
      expect(lines).toContain('waitSecondsForService=7')
      expect(lines).toContain('defaultThreadPoolNums=16')
      expect(lines.join('\n')).not.toContain('nobody')
      expect(decodeUtf8(scene.disk.contents('namesrv/namesrv.properties'))).toBe(lines.join('\n'))
    })
  })

  it.each(['configBlackList', 'configStorePath', 'kvConfigPath', 'rocketmqHome', 'enableTopicList'])(
    'that are black-listed can not be changed, nor anything beside them: %s',
    (name) => {
      const scene = new NameServerScene({ config: { configBlackList: 'enableTopicList' } })
      scene.run(function* () {
        const body = encodeUtf8(`waitSecondsForService=7\n${name}=false`)
        expect((yield* ask(scene, RequestCode.UPDATE_NAMESRV_CONFIG, {}, { body })).code).toBe(NO_PERMISSION)
        expect(scene.config.waitSecondsForService).toBe(45)
      })
    },
  )

  it('are left alone by a text that is none, and by no text', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const body = encodeUtf8('waitSecondsForService=\\u00zz')
      expect((yield* ask(scene, RequestCode.UPDATE_NAMESRV_CONFIG, {}, { body })).code).toBe(SYSTEM_ERROR)
      expect((yield* ask(scene, RequestCode.UPDATE_NAMESRV_CONFIG)).code).toBe(SUCCESS)
    })
  })
})

describe('an unknown request', () => {
  it.each([0, 10, 34, 999, -1])('is answered with REQUEST_CODE_NOT_SUPPORTED: %i', (code) => {
    const scene = new NameServerScene()
    scene.run(function* () {
      const response = yield* ask(scene, code)
      expect(response.code).toBe(ResponseCode.REQUEST_CODE_NOT_SUPPORTED)
      expect(response.remark).toContain(String(code))
    })
  })
})

describe('shutdown', () => {
  it('closes the connections, gives back the address and ends the services', () => {
    const scene = new NameServerScene()
    scene.run(function* () {
      yield* scene.broker(0, '10.0.0.21').register()
      scene.process.spawn('shutdown', () => scene.controller!.shutdown())
      yield* sleep(1000)
      expect(scene.wire.connections()).toEqual([])
      expect([...scene.process.threads].map((thread) => thread.name)).toEqual([])
    })
  })
})
