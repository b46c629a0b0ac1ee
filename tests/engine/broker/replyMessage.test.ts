import { describe, expect, test } from 'vitest'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import { ThreadPoolExecutor } from '../../../engine/kernel/concurrent/ThreadPoolExecutor'
import { sleep } from '../../../engine/kernel/sleep'
import { ReplyMessageRequestHeader } from '../../../engine/remoting/protocol/header/ReplyMessageRequestHeader'
import { SendMessageResponseHeader } from '../../../engine/remoting/protocol/header/SendMessageResponseHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { goldenStore } from '../store/support/goldenFiles'
import type { BrokerChanges, BrokerWorld } from './support'
import { BROKER_ADDR, heartbeat, send, sendRequest, withBroker } from './support'

const TOPIC = 'DefaultCluster_REPLY_TOPIC'
const CLIENT = '127.0.0.1@29007#4407495138163'
/** What a client of 5.3.2 has sent as the properties of a reply. */
const PROPERTIES = [
  ['UNIQ_KEY', '7F000001714F4E0E2F2A679E42A50003'], ['CORRELATION_ID', '1021bef5-7b86-41ac-98f0-2038aba0fe72'],
  ['MSG_TYPE', 'reply'], ['TTL', '8000'], ['REPLY_TO_CLIENT', CLIENT],
].map(([name, value]) => `${name}\u0001${value}\u0002`).join('')

interface Told {
  readonly header: ReplyMessageRequestHeader
  readonly body: string
}

/** The client is there, and answers what it is told with that code. */
function* connect({ client, process }: BrokerWorld, code: number, told: Told[]) {
  const executor = new ThreadPoolExecutor(process, { threadNamePrefix: 'client_', corePoolSize: 1 })
  client.registerDefaultProcessor({
    rejectRequest: () => false,
    *processRequest(_context, request) {
      const header = request.decodeCommandCustomHeader(ReplyMessageRequestHeader)
      told.push({ header, body: decodeUtf8(request.body!) })
      return RemotingCommand.createResponseCommandWithCode(code, null)
    },
  }, executor)
  yield* client.invokeSync(BROKER_ADDR, heartbeat(CLIENT, 'PG'), 3000)
}

const REPLY = { a: 'PG_reply', b: TOPIC, e: 0, i: PROPERTIES, body: 'reply!' }
const { SEND_REPLY_MESSAGE_V2 } = RequestCode

describe('a reply', () => {
  test('is handed to the client that it names, and stored, both as by RocketMQ', () => {
    withBroker(function* (world) {
      const told: Told[] = []
      yield* connect(world, ResponseCode.SUCCESS, told)
      const response = yield* send(world, REPLY, SEND_REPLY_MESSAGE_V2)
      expect([response.code, response.remark]).toEqual([ResponseCode.SUCCESS, null])
      const place = response.decodeCommandCustomHeader(SendMessageResponseHeader)
      expect(place).toMatchObject({ queueId: 0, queueOffset: 0 })
      expect(told).toHaveLength(1)
      const { header, body } = told[0]!
      expect(body).toBe('reply!')
      expect(header).toMatchObject({
        producerGroup: 'PG_reply', topic: TOPIC, defaultTopic: 'TBW102', queueId: 0, unitMode: false,
        storeHost: '10.0.0.21:10911',
      })
      expect(header.bornHost).toMatch(/^10\.0\.0\.1:\d+$/)
      expect(header.properties).toMatch(/PUSH_REPLY_TIME\u0001\d+\u0002/)
      yield* sleep(1000)
      expect(decodeUtf8(world.memory.contents('store/commitlog/00000000000000000000'))).toContain(storedProperties())
    })
  })

  test.each([
    ['names no client', { ...REPLY, i: 'MSG_TYPE\u0001reply\u0002' }, ResponseCode.SUCCESS, 'does not say to whom'],
    ['names one that is not there', { ...REPLY, i: 'REPLY_TO_CLIENT\u0001nobody\u0002' }, ResponseCode.SUCCESS, 'nobody is not connected'],
    ['is refused by its client', REPLY, ResponseCode.SYSTEM_ERROR, 'has refused'],
  ])('that %s is answered with SYSTEM_ERROR, and stored all the same', (_name, fields, code, remark) => {
    withBroker(function* (world) {
      yield* connect(world, code, [])
      const response = yield* send(world, fields, SEND_REPLY_MESSAGE_V2)
      expect([response.code, response.remark]).toEqual([ResponseCode.SYSTEM_ERROR, expect.stringContaining(remark)])
      expect(response.decodeCommandCustomHeader(SendMessageResponseHeader).queueOffset).toBe(0)
      yield* sleep(20)
      expect(world.broker.getMessageStore().getMaxOffsetInQueue(TOPIC, 0)).toBe(1)
    })
  })

  test('whose client is silent is waited for ten seconds', () => {
    withBroker(function* (world) {
      yield* world.client.invokeSync(BROKER_ADDR, heartbeat(CLIENT, 'PG'), 3000)
      world.client.registerDefaultProcessor(
        { rejectRequest: () => false, *processRequest() { return null } },
        new ThreadPoolExecutor(world.process, { threadNamePrefix: 'client_', corePoolSize: 1 }),
      )
      const begin = world.process.currentTimeMillis()
      const response = yield* world.client.invokeSync(BROKER_ADDR, sendRequest(REPLY, SEND_REPLY_MESSAGE_V2), 20_000)
      expect([response.code, response.remark]).toEqual([ResponseCode.SYSTEM_ERROR, expect.stringContaining('does not answer')])
      expect(Math.round((world.process.currentTimeMillis() - begin) / 100)).toBe(100)
    })
  })

  test('is not stored by a broker that need not, nor is its header in full letters misread', () => {
    const changes: BrokerChanges = { broker: { storeReplyMessageEnable: false } }
    withBroker(function* (world) {
      const told: Told[] = []
      yield* connect(world, ResponseCode.SUCCESS, told)
      const header = {
        producerGroup: 'PG', topic: TOPIC, defaultTopic: 'TBW102', defaultTopicQueueNums: 4, queueId: 0, sysFlag: 0, bornTimestamp: 1,
        flag: 7, properties: PROPERTIES,
      }
      const request = RemotingCommand.createRequestCommand(RequestCode.SEND_REPLY_MESSAGE, null)
      for (const [name, value] of Object.entries(header)) request.addExtField(name, String(value))
      request.body = encodeUtf8('reply!')
      const response = yield* world.client.invokeSync(BROKER_ADDR, request, 3000)
      expect(response.decodeCommandCustomHeader(SendMessageResponseHeader)).toMatchObject({ msgId: '0', queueId: 0, queueOffset: 0 })
      expect(told[0]!.header).toMatchObject({ flag: 7, bornTimestamp: 1 })
      expect(world.broker.getMessageStore().getMaxOffsetInQueue(TOPIC, 0)).toBe(0)
    }, changes)
  })

  test('for a topic that must not be written to is refused before anybody hears of it', () => {
    withBroker(function* (world) {
      const told: Told[] = []
      yield* connect(world, ResponseCode.SUCCESS, told)
      const response = yield* send(world, { ...REPLY, b: 'SCHEDULE_TOPIC_XXXX' }, SEND_REPLY_MESSAGE_V2)
      expect([response.code, told]).toEqual([ResponseCode.NO_PERMISSION, []])
    })
  })
})

/** From the commit log of a real broker: what it has stored of this reply. */
function storedProperties(): string {
  const log = decodeUtf8(goldenStore('store-full').get('commitlog/00000000000000000000')!)
  const from = log.indexOf('MSG_REGION\u0001DefaultRegion\u0002UNIQ_KEY\u00017F000001714F4E0E2F2A679E42A50003')
  const end = 'TRACE_ON\u0001true\u0002'
  const text = log.slice(from, log.indexOf(end, from) + end.length)
  return text.replace(/(?<=CORRELATION_ID\u0001)[^\u0002]+/, '1021bef5-7b86-41ac-98f0-2038aba0fe72')
}
