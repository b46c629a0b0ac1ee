import { describe, expect, test } from 'vitest'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { sleep } from '../../../engine/kernel/sleep'
import { SendMessageRequestHeader } from '../../../engine/remoting/protocol/header/SendMessageRequestHeader'
import type { SendMessageRequestHeaderV2 } from '../../../engine/remoting/protocol/header/SendMessageRequestHeaderV2'
import { SendMessageResponseHeader } from '../../../engine/remoting/protocol/header/SendMessageResponseHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { batchBody } from '../store/support/stores'
import type { SendFields } from './support'
import { BROKER_ADDR, send, sendRequest, withBroker } from './support'

describe('SendMessageProcessor', () => {
  test('answers with the place of the message, and stores what only a broker knows', () => {
    withBroker(function* (world) {
      const properties = 'TAGS\u0001TagA\u0002UNIQ_KEY\u0001U1\u0002POP_CK\u0001x\u0002'
      const response = yield* send(world, { e: 2, h: 7, i: properties, j: 1 })
      expect(response).toMatchObject({ code: ResponseCode.SUCCESS, remark: null })
      expect(response.getExtField('MSG_REGION')).toBe('DefaultRegion')
      expect(response.getExtField('TRACE_ON')).toBe('true')
      expect(response.decodeCommandCustomHeader(SendMessageResponseHeader)).toMatchObject({
        msgId: '0A00001500002A9F0000000000000000',
        queueId: 2,
        queueOffset: 0,
        transactionId: 'U1',
      })
      const message = world.broker.getMessageStore().lookMessageByOffset(0)!
      expect(message).toMatchObject({
        topic: 'TopicTest',
        queueId: 2,
        flag: 7,
        reconsumeTimes: 1,
        bornTimestamp: 1_700_000_000_000,
        storeHost: BROKER_ADDR,
        msgId: '0A00001500002A9F0000000000000000',
      })
      expect(message.bornHost).toMatch(/^10\.0\.0\.1:5\d{4}$/)
      expect(decodeUtf8(message.body!)).toBe('hello')
      expect(Object.fromEntries(message.properties.entries())).toEqual({
        TAGS: 'TagA',
        UNIQ_KEY: 'U1',
        MSG_REGION: 'DefaultRegion',
        TRACE_ON: 'true',
        CLUSTER: 'DefaultCluster',
      })
    })
  })

  test('both forms of the header mean the same', () => {
    withBroker(function* (world) {
      const header = Object.assign(new SendMessageRequestHeader(), {
        producerGroup: 'group',
        topic: 'TopicTest',
        defaultTopic: 'TBW102',
        defaultTopicQueueNums: 4,
        queueId: 3,
        sysFlag: 0,
        bornTimestamp: 5,
        flag: 9,
        properties: '',
      })
      const request = RemotingCommand.createRequestCommand(RequestCode.SEND_MESSAGE, header)
      request.body = new Uint8Array([1, 2])
      expect((yield* world.client.invokeSync(BROKER_ADDR, request, 3000)).code).toBe(ResponseCode.SUCCESS)
      yield* send(world, { e: 3, g: 5, h: 9, i: '' })
      const store = world.broker.getMessageStore()
      const first = store.lookMessageByOffset(0)!
      const second = store.lookMessageByOffset(first.storeSize)!
      expect([second.queueId, second.flag, second.bornTimestamp]).toEqual([3, 9, 5])
      expect([first.queueId, first.flag, first.bornTimestamp]).toEqual([3, 9, 5])
      expect(second.queueOffset).toBe(1)
    })
  })

  test('a message without an id gets one', () => {
    withBroker(function* (world) {
      const response = yield* send(world)
      const { transactionId } = response.decodeCommandCustomHeader(SendMessageResponseHeader)
      expect(transactionId).toMatch(/^0A000015[0-9A-F]{24}$/)
    })
  })

  test('queue -1 means any', () => {
    withBroker(function* (world) {
      const queues = new Set<number>()
      for (let index = 0; index < 40; index++) {
        const header = (yield* send(world, { e: -1 })).decodeCommandCustomHeader(SendMessageResponseHeader)
        queues.add(header.queueId!)
      }
      expect([...queues].sort()).toEqual([0, 1, 2, 3])
    })
  })

  test('a batch is answered with all ids', () => {
    withBroker(function* (world) {
      const request = sendRequest({ m: true, i: '' }, RequestCode.SEND_BATCH_MESSAGE)
      request.body = batchBody(['one', 'two', 'three'])
      const response = yield* world.client.invokeSync(BROKER_ADDR, request, 3000)
      expect(response.code).toBe(ResponseCode.SUCCESS)
      const header = response.decodeCommandCustomHeader(SendMessageResponseHeader)
      expect(header.msgId!.split(',').length).toBe(3)
      expect(header.queueOffset).toBe(0)
      yield* sleep(5)
      expect(world.broker.getMessageStore().getMaxOffsetInQueue('TopicTest', 0)).toBe(3)
      const last = MessageDecoder.decodeMessageId(header.msgId!.split(',')[2]!)
      const stored = world.broker.getMessageStore().lookMessageByOffset(last.offset)!
      expect(decodeUtf8(stored.body!)).toBe('three')
      expect(stored.getProperty('CLUSTER')).toBe('DefaultCluster')
    })
  })

  test('with synchronous flush the answer waits for the disk, the thread that took the message does not', () => {
    withBroker(
      function* (world) {
        yield* send(world)
        world.disk.behaviour.flushMicros = 100_000
        const before = world.process.currentTimeMillis()
        const senders = Array.from({ length: 10 }, (_, index) =>
          world.process.spawn(`sender-${index}`, function* () {
            expect((yield* send(world, { e: index % 4 })).code).toBe(ResponseCode.SUCCESS)
          }),
        )
        for (const sender of senders) yield* sender.join()
        const took = world.process.currentTimeMillis() - before
        expect(took).toBeGreaterThanOrEqual(100)
        // Ten messages, four threads: one after the other it would be three flushes at least.
        expect(took).toBeLessThan(250)
      },
      { store: { flushDiskType: 'SYNC_FLUSH' } },
    )
  })

  test('a disk that does not come back in time: FLUSH_DISK_TIMEOUT, with the place of the message', () => {
    withBroker(
      function* (world) {
        yield* send(world)
        world.disk.behaviour.flushMicros = 60_000_000
        const response = yield* world.client.invokeSync(BROKER_ADDR, sendRequest(), 10_000)
        expect(response.code).toBe(ResponseCode.FLUSH_DISK_TIMEOUT)
        const header = response.decodeCommandCustomHeader(SendMessageResponseHeader)
        expect(header).toMatchObject({ queueId: 0, queueOffset: 1 })
      },
      { store: { flushDiskType: 'SYNC_FLUSH' } },
    )
  })

  const refusals: Array<[string, SendFields, number, string]> = [
    ['a blank topic', { b: ' ' }, ResponseCode.INVALID_PARAMETER, 'blank'],
    ['illegal characters', { b: 'a b' }, ResponseCode.INVALID_PARAMETER, 'illegal characters'],
    ['a topic that is too long', { b: 'x'.repeat(128) }, ResponseCode.INVALID_PARAMETER, '127'],
    ['a topic of the system', { b: 'SCHEDULE_TOPIC_XXXX' }, ResponseCode.NO_PERMISSION, 'SCHEDULE_TOPIC_XXXX'],
    ['an unknown topic, no default', { b: 'New', c: 'nothing' }, ResponseCode.TOPIC_NOT_EXIST, 'New'],
    ['a queue that is not there', { e: 4 }, ResponseCode.INVALID_PARAMETER, 'no queue 4'],
    ['a batch to a retry topic', { b: '%RETRY%group', m: true }, ResponseCode.MESSAGE_ILLEGAL, '%RETRY%group'],
  ]
  test.each(refusals)('refuses %s', (_what, fields, code, word) => {
    withBroker(function* (world) {
      yield* send(world)
      const response = yield* send(world, fields)
      expect(response.code).toBe(code)
      expect(response.remark).toContain(word)
      expect(response.getExtField('MSG_REGION')).toBe('DefaultRegion')
      expect(world.broker.getMessageStore().getMaxOffsetInQueue('TopicTest', 0)).toBeLessThan(2)
    })
  })

  test('refuses bodies and properties that are too big', () => {
    withBroker(
      function* (world) {
        expect((yield* send(world, { body: 'x'.repeat(1001) })).code).toBe(ResponseCode.MESSAGE_ILLEGAL)
        const properties = `K\u0001${'x'.repeat(33_000)}\u0002`
        expect((yield* send(world, { i: properties })).code).toBe(ResponseCode.MESSAGE_ILLEGAL)
        expect((yield* send(world, { body: 'x'.repeat(1000) })).code).toBe(ResponseCode.SUCCESS)
      },
      { store: { maxMessageSize: 1000 } },
    )
  })

  test('takes nothing while the store is not writeable, or full, or a slave', () => {
    withBroker(function* (world) {
      yield* send(world)
      const store = world.broker.getMessageStore()
      store.runningFlags.getAndMakeNotWriteable()
      expect((yield* send(world)).code).toBe(ResponseCode.SERVICE_NOT_AVAILABLE)
      store.runningFlags.getAndMakeWriteable()
      expect((yield* send(world)).code).toBe(ResponseCode.SUCCESS)
    })
    withBroker(function* (world) {
      world.disk.behaviour.isFull = true
      // The first to need a file waits five seconds for it; whoever comes after knows.
      const first = yield* world.client.invokeSync(BROKER_ADDR, sendRequest({ b: 'BenchmarkTest' }), 10_000)
      expect(first.code).toBe(ResponseCode.SYSTEM_ERROR)
      expect((yield* send(world, { b: 'BenchmarkTest' })).code).toBe(ResponseCode.SYSTEM_ERROR)
    })
    withBroker(
      function* (world) {
        const response = yield* send(world)
        expect(response.code).toBe(ResponseCode.SYSTEM_BUSY)
        expect(response.remark).toContain('[REJECTREQUEST]')
      },
      { store: { brokerRole: 'SLAVE' }, broker: { brokerId: 1 } },
    )
  })

  test('a slave that may stand in for its master leaves it to its store to refuse a message', () => {
    withBroker(
      function* (world) {
        expect((yield* send(world)).code).toBe(ResponseCode.SERVICE_NOT_AVAILABLE)
      },
      { store: { brokerRole: 'SLAVE' }, broker: { brokerId: 1, enableSlaveActingMaster: true } },
    )
  })

  test.each([
    [1, ResponseCode.SYSTEM_BUSY],
    [5, ResponseCode.SUCCESS],
  ])('with a pool of %i pieces of memory the second message gets %i', (transientStorePoolSize, code) => {
    withBroker(
      function* (world) {
        expect((yield* send(world)).code).toBe(ResponseCode.SUCCESS)
        expect((yield* send(world)).code).toBe(code)
      },
      { store: { transientStorePoolEnable: true, transientStorePoolSize } },
    )
  })

  test('a oneway message is stored and not answered', () => {
    withBroker(function* (world) {
      yield* world.client.invokeOneway(BROKER_ADDR, sendRequest(), 3000)
      yield* sleep(100)
      expect(world.broker.getMessageStore().getMaxOffsetInQueue('TopicTest', 0)).toBe(1)
      expect(world.client.getResponseTableSize()).toBe(0)
    })
  })

  test('before its time it takes nothing', () => {
    withBroker(
      function* (world) {
        expect((yield* send(world)).code).toBe(ResponseCode.SYSTEM_ERROR)
        yield* sleep(60_000)
        expect((yield* send(world)).code).toBe(ResponseCode.SUCCESS)
      },
      { broker: { startAcceptSendRequestTimeStamp: 1_700_000_000_000 + 50_000 } },
    )
  })

  test('the second door, two ports below, leads to the same store', () => {
    withBroker(function* (world) {
      const response = yield* world.client.invokeSync('10.0.0.21:10909', sendRequest(), 3000)
      expect(response.code).toBe(ResponseCode.SUCCESS)
      expect(world.broker.getMessageStore().lookMessageByOffset(0)!.storeHost).toBe(BROKER_ADDR)
    })
  })
})

describe('what a 5.3.2 answers with code 1, and does not store', () => {
  const property = (name: string, value: string): string => `${name}\u0001${value}\u0002`

  test.each([
    ['a level with a letter', property('DELAY', '4x')],
    ['a blank before the level', property('DELAY', ' 4')],
    ['a hexadecimal level', property('DELAY', '0x10')],
    ['an exponent', property('DELAY', '1e1')],
    ['a fraction', property('DELAY', '4.0')],
    ['a level beyond an int', property('DELAY', '2147483648')],
    ['a time, without a timing wheel', property('TIMER_DELIVER_MS', '1800000000000')],
    ['a delay in seconds, without a timing wheel', property('TIMER_DELAY_SEC', '5')],
    ['a delay in milliseconds, without a timing wheel', property('TIMER_DELAY_MS', '5000')],
  ])('%s', (_, properties) => {
    withBroker(function* (world) {
      expect((yield* send(world, { i: properties })).code).toBe(ResponseCode.SYSTEM_ERROR)
      expect(world.broker.getMessageStore().getMaxPhyOffset()).toBe(0)
    }, { store: { timerWheelEnable: false } })
  })

  test.each([
    ['no body', (request: RemotingCommand) => void (request.body = null)],
    ['no queue', (request: RemotingCommand) => void (request.readCustomHeader<SendMessageRequestHeaderV2>()!.e = null)],
    ['no flags', (request: RemotingCommand) => void (request.readCustomHeader<SendMessageRequestHeaderV2>()!.f = null)],
    ['no birth', (request: RemotingCommand) => void (request.readCustomHeader<SendMessageRequestHeaderV2>()!.g = null)],
    ['a queue beyond an int', (request: RemotingCommand) => {
      request.readCustomHeader<SendMessageRequestHeaderV2>()!.e = 9_999_999_999
    }],
  ])('%s', (_, change) => {
    withBroker(function* (world) {
      const request = sendRequest()
      change(request)
      expect((yield* world.client.invokeSync(BROKER_ADDR, request, 3000)).code).toBe(ResponseCode.SYSTEM_ERROR)
      expect(world.broker.getMessageStore().getMaxPhyOffset()).toBe(0)
    })
  })
})

test('a request without any field is answered with code 1', () => {
  withBroker(function* (world) {
    const request = RemotingCommand.createRequestCommand(RequestCode.SEND_MESSAGE_V2, null)
    request.body = new Uint8Array([1])
    expect((yield* world.client.invokeSync(BROKER_ADDR, request, 3000)).code).toBe(ResponseCode.SYSTEM_ERROR)
  })
})

describe('delays that are none', () => {
  test.each(['', '-1', '0'])('level %j: the message is stored as any other', (level) => {
    withBroker(function* (world) {
      const response = yield* send(world, { i: `DELAY\u0001${level}\u0002` })
      expect(response.code).toBe(ResponseCode.SUCCESS)
      expect(world.broker.getMessageStore().getMaxPhyOffset()).toBeGreaterThan(0)
    })
  })
})
