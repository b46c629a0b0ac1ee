import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { BrokerConfig } from '../../../engine/broker/BrokerConfig'
import { systemTopics } from '../../../engine/broker/topic/systemTopics'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import { crc32 } from '../../../engine/kernel/java/crc32'
import { sleep } from '../../../engine/kernel/sleep'
import { RegisterBrokerBody } from '../../../engine/remoting/protocol/body/RegisterBrokerBody'
import { CreateTopicRequestHeader } from '../../../engine/remoting/protocol/header/CreateTopicRequestHeader'
import { GetMaxOffsetRequestHeader } from '../../../engine/remoting/protocol/header/GetMaxOffsetRequestHeader'
import { RegisterBrokerRequestHeader } from '../../../engine/remoting/protocol/header/RegisterBrokerRequestHeader'
import { UnregisterClientRequestHeader } from '../../../engine/remoting/protocol/header/UnregisterClientRequestHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { MessageStoreConfig } from '../../../engine/store/config/MessageStoreConfig'
import { PageCache } from '../../../engine/store/pagecache/PageCache'
import { BROKER_ADDR, heartbeat, newBroker, run, send, withBroker } from './support'

/** What a real broker registered with when it started. */
function bodyOfRealBroker(): string {
  const file = path.resolve(import.meta.dirname, '../../golden/wire/01-boot.jsonl')
  const [first] = readFileSync(file, 'utf8').split('\n')
  return (JSON.parse(first!) as { bodyText: string }).bodyText
}

const goldenBody = bodyOfRealBroker()
const goldenBoot = JSON.parse(goldenBody).topicConfigSerializeWrapper.topicConfigTable as Record<string, unknown>

describe('registration', () => {
  test('the first comes with the start and tells of all topics', () => {
    withBroker(function* (world) {
      expect(world.heard.map((request) => request.code)).toEqual([RequestCode.REGISTER_BROKER])
      const request = world.heard[0]!
      expect(request.decodeCommandCustomHeader(RegisterBrokerRequestHeader)).toMatchObject({
        brokerName: 'broker-a',
        brokerAddr: BROKER_ADDR,
        clusterName: 'DefaultCluster',
        haServerAddr: '10.0.0.21:10912',
        brokerId: 0,
        enableActingMaster: false,
        compressed: false,
        bodyCrc32: crc32(request.body!),
      })
      const { topicConfigSerializeWrapper } = RegisterBrokerBody.decode(request.body!)
      const told = [...topicConfigSerializeWrapper.topicConfigTable.values()]
      expect(Object.fromEntries(told.map((config) => [config.topicName, { ...config }]))).toEqual(goldenBoot)
    })
  })

  test('its body is that of a real broker byte for byte, but for the times', () => {
    withBroker(function* ({ heard }) {
      const withoutTimes = (text: string): string => text.replace(/"timestamp":\d+/g, '"timestamp":0')
      expect(withoutTimes(decodeUtf8(heard[0]!.body!))).toBe(withoutTimes(goldenBody))
      yield* sleep(0)
    })
  })

  test('the topics of the system are those of a real broker', () => {
    const brokerConfig = Object.assign(new BrokerConfig(), { brokerName: 'broker-a' })
    const topics = systemTopics(brokerConfig, new MessageStoreConfig())
    expect(Object.fromEntries(topics.map((config) => [config.topicName, { ...config }]))).toEqual(goldenBoot)
  })

  test('it is repeated after ten seconds and then every thirty', () => {
    withBroker(function* (world) {
      const count = (): number => world.heard.length
      yield* sleep(9_900)
      expect(count()).toBe(1)
      yield* sleep(200)
      expect(count()).toBe(2)
      yield* sleep(29_800)
      expect(count()).toBe(2)
      yield* sleep(400)
      expect(count()).toBe(3)
    })
  })

  test('a new topic is told at once, and nothing but it', () => {
    withBroker(function* (world) {
      yield* send(world, { b: 'Fresh' })
      expect(world.heard.length).toBe(2)
      const { topicConfigSerializeWrapper } = RegisterBrokerBody.decode(world.heard[1]!.body!)
      expect([...topicConfigSerializeWrapper.topicConfigTable.keys()]).toEqual(['Fresh'])
      expect(topicConfigSerializeWrapper.dataVersion.counter).toBe(1)
    })
  })

  test('topics that the name server calls ordered are so from then on', () => {
    withBroker(
      function* (world) {
        const manager = world.broker.getTopicConfigManager()
        expect(manager.isOrderTopic('BenchmarkTest')).toBe(true)
        expect(manager.isOrderTopic('TBW102')).toBe(false)
      },
      { kvTable: '{"table":{"BenchmarkTest":"broker-a:4","Unknown":"broker-a:4"}}' },
    )
  })

  test('what the broker does not permit, none of its topics does', () => {
    withBroker(
      function* (world) {
        const { topicConfigSerializeWrapper } = RegisterBrokerBody.decode(world.heard[0]!.body!)
        expect(topicConfigSerializeWrapper.topicConfigTable.get('TBW102')!.perm).toBe(4)
        expect(world.broker.getTopicConfigManager().selectTopicConfig('TBW102')!.perm).toBe(7)
      },
      { broker: { brokerPermission: 4 } },
    )
  })

  test('a name server that is not there does not keep the broker from starting', () => {
    withBroker(function* (world) {
      expect((yield* send(world)).code).toBe(ResponseCode.SUCCESS)
    }, { broker: { namesrvAddr: '10.0.0.99:9876' } })
  })
})

describe('topics', () => {
  test('a topic comes into being with the first message, with what both sides allow', () => {
    withBroker(function* (world) {
      yield* send(world, { b: 'Few', d: 3 })
      yield* send(world, { b: 'Many', d: 100 })
      const manager = world.broker.getTopicConfigManager()
      expect(manager.selectTopicConfig('Few')).toMatchObject({ readQueueNums: 3, writeQueueNums: 3, perm: 6 })
      expect(manager.selectTopicConfig('Many')).toMatchObject({ readQueueNums: 8, writeQueueNums: 8, perm: 6 })
    })
  })

  test('not without autoCreateTopicEnable', () => {
    withBroker(
      function* (world) {
        expect((yield* send(world)).code).toBe(ResponseCode.TOPIC_NOT_EXIST)
        // A topic may still be made in the image of one that can be inherited from, and retry topics always may.
        expect((yield* send(world, { b: 'New', c: 'DefaultCluster' })).code).toBe(ResponseCode.SUCCESS)
        expect((yield* send(world, { b: '%RETRY%group' })).code).toBe(ResponseCode.SUCCESS)
        expect(world.broker.getTopicConfigManager().selectTopicConfig('%RETRY%group')).toMatchObject({
          writeQueueNums: 1,
          perm: 6,
        })
      },
      { broker: { autoCreateTopicEnable: false } },
    )
  })

  test('they are kept in topics.json, and the version before it in topics.json.bak', () => {
    withBroker(function* (world) {
      yield* send(world, { b: 'First' })
      yield* send(world, { b: 'Second' })
      const text = decodeUtf8(world.memory.contents('store/config/topics.json'))
      expect(text).toContain('"Second":{\n')
      expect(text.startsWith('{\n\t"dataVersion":{\n\t\t"counter":2,\n\t\t"stateVersion":0,')).toBe(true)
      const backup = decodeUtf8(world.memory.contents('store/config/topics.json.bak'))
      expect(backup).toContain('"First":{')
      expect(backup).not.toContain('"Second":{')
    })
  })

  test('a broker that starts again knows them, even when the file is damaged', () => {
    withBroker(function* (world) {
      yield* send(world, { b: 'First' })
      yield* send(world, { b: 'Second' })
      yield* run(world.brokerProcess, () => world.broker.shutdown())
      const file = yield* world.memory.open('store/config/topics.json', false)
      file.truncate(0)
      file.write(0, encodeUtf8('{"topicConfigTable":{'))
      const again = world.process.kernel.createProcess({ name: 'broker-a', host: '10.0.0.21' })
      const broker = newBroker(again, world.wire, new PageCache(again.kernel, again.host, world.disk), {})
      yield* run(again, () => broker.initialize())
      expect(broker.getTopicConfigManager().selectTopicConfig('Second')).toMatchObject({ writeQueueNums: 4 })
      expect(broker.getTopicConfigManager().getDataVersion().counter).toBe(2)
    })
  })

  test('an operator creates one; asking twice changes nothing', () => {
    withBroker(function* (world) {
      const header = Object.assign(new CreateTopicRequestHeader(), {
        topic: 'Orders',
        defaultTopic: 'TBW102',
        readQueueNums: 5,
        writeQueueNums: 5,
        perm: 6,
        topicFilterType: 'SINGLE_TAG',
      })
      const create = (): RemotingCommand =>
        RemotingCommand.createRequestCommand(RequestCode.UPDATE_AND_CREATE_TOPIC, header)
      for (let times = 0; times < 2; times++) {
        expect((yield* world.client.invokeSync(BROKER_ADDR, create(), 3000)).code).toBe(ResponseCode.SUCCESS)
        expect(world.heard.length).toBe(2)
      }
      expect((yield* send(world, { b: 'Orders', e: 4 })).code).toBe(ResponseCode.SUCCESS)
      header.topic = 'TBW102'
      const refused = yield* world.client.invokeSync(BROKER_ADDR, create(), 3000)
      expect(refused).toMatchObject({ code: ResponseCode.INVALID_PARAMETER })
    })
  })
})

describe('requests of clients and operators', () => {
  test('the greatest and the least offset', () => {
    withBroker(function* (world) {
      for (let index = 0; index < 3; index++) yield* send(world, { e: 1 })
      yield* sleep(5)
      const header = Object.assign(new GetMaxOffsetRequestHeader(), { topic: 'TopicTest', queueId: 1 })
      const offsets: Array<string | null> = []
      for (const code of [RequestCode.GET_MAX_OFFSET, RequestCode.GET_MIN_OFFSET]) {
        const request = RemotingCommand.createRequestCommand(code, header)
        offsets.push((yield* world.client.invokeSync(BROKER_ADDR, request, 3000)).getExtField('offset'))
      }
      expect(offsets).toEqual(['3', '0'])
    })
  })

  test('what nobody understands is not supported', () => {
    withBroker(function* (world) {
      const request = RemotingCommand.createRequestCommand(9999, null)
      const response = yield* world.client.invokeSync(BROKER_ADDR, request, 3000)
      expect(response.code).toBe(ResponseCode.REQUEST_CODE_NOT_SUPPORTED)
    })
  })

  test('a heartbeat makes producers known, until they leave, are cut off, or fall silent', () => {
    withBroker(function* (world) {
      const producers = world.broker.getProducerManager()
      const beat = function* () {
        return yield* world.client.invokeSync(BROKER_ADDR, heartbeat('client-1', 'one', 'two'), 3000)
      }
      const response = yield* beat()
      expect(response.getExtField('IS_SUPPORT_HEART_BEAT_V2')).toBe('true')
      expect(response.getExtField('IS_SUB_CHANGE')).toBe('true')
      expect([...producers.getGroupChannelTable().keys()]).toEqual(['one', 'two'])
      expect(producers.getAvailableChannel('one')).toBe(producers.findChannel('client-1'))

      const header = Object.assign(new UnregisterClientRequestHeader(), { clientID: 'client-1', producerGroup: 'one' })
      const leave = RemotingCommand.createRequestCommand(RequestCode.UNREGISTER_CLIENT, header)
      yield* world.client.invokeSync(BROKER_ADDR, leave, 3000)
      expect(producers.groupOnline('one')).toBe(false)
      expect(producers.groupOnline('two')).toBe(true)

      yield* world.client.shutdown()
      yield* sleep(10)
      expect(producers.groupOnline('two')).toBe(false)
    })
    withBroker(function* (world) {
      const producers = world.broker.getProducerManager()
      yield* world.client.invokeSync(BROKER_ADDR, heartbeat('client-1', 'one'), 3000)
      // Other requests keep the connection busy, but they are no heartbeats.
      for (let round = 0; round < 11; round++) {
        yield* sleep(10_000)
        yield* send(world)
      }
      expect(producers.groupOnline('one')).toBe(true)
      yield* sleep(21_000)
      expect(producers.groupOnline('one')).toBe(false)
    })
  })
})

describe('shutdown', () => {
  test('says good-bye first, leaves no abort file and nothing unsafe', () => {
    withBroker(function* (world) {
      yield* send(world)
      yield* run(world.brokerProcess, () => world.broker.shutdown())
      expect(world.heard.at(-1)!.code).toBe(RequestCode.UNREGISTER_BROKER)
      expect(world.memory.paths()).not.toContain('store/abort')
      const log = world.memory.contents('store/commitlog/00000000000000000000')
      expect([...log.subarray(4, 8)]).toEqual([0xda, 0xa3, 0x20, 0xa7])
      let failure: unknown = null
      try {
        yield* send(world)
      } catch (error) {
        failure = error
      }
      expect(failure).toMatchObject({ name: 'RemotingConnectException' })
      // Nothing of it is left running that would register again.
      const heard = world.heard.length
      yield* sleep(100_000)
      expect(world.heard.length).toBe(heard)
    })
  })
})
