import { describe, expect, test } from 'vitest'
import type { BrokerController } from '../../../engine/broker/BrokerController'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import type { MessageExt } from '../../../engine/common/message/MessageExt'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { ThreadPoolExecutor } from '../../../engine/kernel/concurrent/ThreadPoolExecutor'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { CheckTransactionStateRequestHeader } from '../../../engine/remoting/protocol/header/CheckTransactionStateRequestHeader'
import { EndTransactionRequestHeader } from '../../../engine/remoting/protocol/header/EndTransactionRequestHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import type { BrokerChanges, BrokerWorld } from './support'
import { BROKER_ADDR, heartbeat, newBroker, run, send, withBroker } from './support'

const [COMMIT, ROLLBACK, UNKNOW] = [8, 12, 0]
const HALF = 'RMQ_SYS_TRANS_HALF_TOPIC'
const OP = 'RMQ_SYS_TRANS_OP_HALF_TOPIC'
const GROUP = 'CID_RMQ_SYS_TRANS'

interface Half {
  readonly commitLogOffset: number
  readonly tranStateTableOffset: number
}

function halfProperties(more = ''): string {
  return `TRAN_MSG\u0001true\u0002PGROUP\u0001PG\u0002TAGS\u0001TagA\u0002${more}`
}

/** Born now, as a client would say. */
function* sendHalf(world: BrokerWorld, body = 'half', more = ''): Blocking<Half> {
  const g = world.brokerProcess.currentTimeMillis()
  const response = yield* send(world, { body, f: 4, g, i: halfProperties(more), b: 'TopicTx', e: 2 })
  expect(response.code).toBe(ResponseCode.SUCCESS)
  const { offset } = MessageDecoder.decodeMessageId(response.extFields!.get('msgId')!)
  return { commitLogOffset: offset, tranStateTableOffset: Number(response.extFields!.get('queueOffset')) }
}

function* end(
  world: BrokerWorld, half: Half, commitOrRollback: number, changes: Partial<EndTransactionRequestHeader> = {},
): Blocking<RemotingCommand> {
  const fields = { topic: 'TopicTx', producerGroup: 'PG', msgId: 'id', commitOrRollback, ...half, ...changes }
  const header = Object.assign(new EndTransactionRequestHeader(), fields)
  const request = RemotingCommand.createRequestCommand(RequestCode.END_TRANSACTION, header)
  return yield* world.client.invokeSync(BROKER_ADDR, request, 3000)
}

function messagesIn(broker: BrokerController, topic: string, queueId = 0): MessageExt[] {
  const result = broker.getMessageStore().getMessage('group', topic, queueId, 0, 32, null)!
  return result.messageMapedList.map((record) => MessageDecoder.decode(record.get(0, record.size))!)
}

function bodiesIn(broker: BrokerController, topic: string, queueId = 0): string[] {
  return messagesIn(broker, topic, queueId).map(({ body }) => decodeUtf8(body!))
}

function offsetsOf(broker: BrokerController): number[] {
  const manager = broker.getConsumerOffsetManager()
  return [HALF, OP].map((topic) => manager.queryOffset(GROUP, topic, 0))
}

interface Asked {
  readonly at: number
  readonly body: string
  readonly half: Half
}

/** A producer of the group that writes down what it is asked. */
function* listen(world: BrokerWorld): Blocking<Asked[]> {
  const asked: Asked[] = []
  const processor = {
    rejectRequest: () => false,
    *processRequest(_context: unknown, request: RemotingCommand): Blocking<null> {
      const header = request.decodeCommandCustomHeader(CheckTransactionStateRequestHeader)
      const message = MessageDecoder.decode(request.body!)!
      expect([header.topic, message.topic, message.queueId]).toEqual([HALF, 'TopicTx', 2])
      const half = { commitLogOffset: header.commitLogOffset!, tranStateTableOffset: header.tranStateTableOffset! }
      asked.push({ at: world.brokerProcess.currentTimeMillis(), body: decodeUtf8(message.body!), half })
      return null
    },
  }
  const executor = new ThreadPoolExecutor(world.process, { threadNamePrefix: 'asked', corePoolSize: 1 })
  world.client.registerProcessor(RequestCode.CHECK_TRANSACTION_STATE, processor, executor)
  yield* world.client.invokeSync(BROKER_ADDR, heartbeat('client', 'PG'), 3000)
  return asked
}

/** Ends the broker as `kill -9` does, and starts another one on the same machine. */
function* restart(world: BrokerWorld, changes: BrokerChanges = {}): Blocking<BrokerController> {
  const { kernel } = world.process
  kernel.kill(world.brokerProcess)
  const process = kernel.createProcess({ name: 'broker-a', host: '10.0.0.21' })
  const broker = newBroker(process, world.wire, world.cache, changes)
  yield* run(process, function* () {
    expect(yield* broker.initialize()).toBe(true)
    yield* broker.start()
  })
  return broker
}

function transactionThreads(world: BrokerWorld): string[] {
  const names = [...world.brokerProcess.threads].map(({ name }) => name)
  return names.filter((name) => /^Transaction/.test(name)).sort()
}

describe('a half message', () => {
  test('is seen by nobody, is delivered when it is committed, and says then that it was half', () => {
    withBroker(function* (world) {
      const half = yield* sendHalf(world, 'paid')
      yield* sleep(100)
      expect([bodiesIn(world.broker, 'TopicTx', 2), bodiesIn(world.broker, HALF)]).toEqual([[], ['paid']])
      expect((yield* end(world, half, COMMIT)).code).toBe(ResponseCode.SUCCESS)
      yield* sleep(100)
      const [message, ...others] = messagesIn(world.broker, 'TopicTx', 2)
      expect(others).toEqual([])
      const preparedTransactionOffset = half.commitLogOffset
      expect(message).toMatchObject({ sysFlag: COMMIT, preparedTransactionOffset, queueOffset: 0 })
      const properties = { TRAN_MSG: 'true', REAL_TOPIC: 'TopicTx', REAL_QID: '2', TAGS: 'TagA' }
      expect(message!.properties.toObject()).toMatchObject(properties)
    })
  })

  test('that is rolled back is never delivered, and the broker never asks', () => {
    withBroker(function* (world) {
      const asked = yield* listen(world)
      expect((yield* end(world, yield* sendHalf(world), ROLLBACK)).code).toBe(ResponseCode.SUCCESS)
      yield* sleep(100_000)
      expect([bodiesIn(world.broker, 'TopicTx', 2), bodiesIn(world.broker, OP), asked]).toEqual([[], ['0,'], []])
      expect(offsetsOf(world.broker)).toEqual([1, 1])
    })
  })

  test('is refused by a broker that takes no transactions', () => {
    withBroker(function* (world) {
      const response = yield* send(world, { f: 4, i: halfProperties() })
      expect(response.code).toBe(ResponseCode.NO_PERMISSION)
      expect(world.broker.getMessageStore().getMaxPhyOffset()).toBe(0)
    }, { broker: { rejectTransactionMessage: true } })
  })

  test('of an old client that sends a delayed message once more is an ordinary one', () => {
    withBroker(function* (world) {
      yield* send(world, { i: halfProperties('DELAY\u00011\u0002'), j: 1 })
      yield* sleep(3000)
      expect([bodiesIn(world.broker, 'TopicTest'), bodiesIn(world.broker, HALF)]).toEqual([['hello'], []])
    })
  })
})

describe('the end of a transaction', () => {
  test.each<[string, number, Partial<EndTransactionRequestHeader>]>([
    ['another group', ResponseCode.SYSTEM_ERROR, { producerGroup: 'other' }],
    ['another number in the queue', ResponseCode.SYSTEM_ERROR, { tranStateTableOffset: 7 }],
    ['no number in the queue', ResponseCode.SYSTEM_ERROR, { tranStateTableOffset: null }],
    ['a place beyond the log', ResponseCode.SYSTEM_ERROR, { commitLogOffset: 9999 }],
    ['no place', ResponseCode.SYSTEM_ERROR, { commitLogOffset: null }],
    ['no end', ResponseCode.SYSTEM_ERROR, { commitOrRollback: null }],
  ])('with %s is refused', (_, code, changes) => {
    withBroker(function* (world) {
      const half = yield* sendHalf(world)
      for (const type of [COMMIT, ROLLBACK]) expect((yield* end(world, half, type, changes)).code).toBe(code)
      yield* sleep(10_000)
      expect([bodiesIn(world.broker, 'TopicTx', 2), bodiesIn(world.broker, OP)]).toEqual([[], []])
    })
  })

  test('of a message that is none of a transaction is refused', () => {
    withBroker(function* (world) {
      yield* send(world)
      const half = { commitLogOffset: 0, tranStateTableOffset: 0 }
      expect((yield* end(world, half, COMMIT)).code).toBe(ResponseCode.SYSTEM_ERROR)
    })
  })

  test('that is told twice delivers twice: a broker keeps no list of what it has delivered', () => {
    withBroker(function* (world) {
      const half = yield* sendHalf(world)
      yield* end(world, half, COMMIT)
      yield* end(world, half, COMMIT)
      yield* sleep(100)
      expect(bodiesIn(world.broker, 'TopicTx', 2)).toEqual(['half', 'half'])
    })
  })

  test('that the producer does not know is not answered', () => {
    withBroker(function* (world) {
      const half = yield* sendHalf(world)
      for (const type of [UNKNOW, 4]) {
        let error: unknown = null
        try {
          yield* end(world, half, type)
        } catch (caught) {
          error = caught
        }
        expect(String(error)).toContain('RemotingTimeoutException')
      }
    })
  })

  test('can’t be told to a slave', () => {
    withBroker(function* (world) {
      const response = yield* end(world, { commitLogOffset: 0, tranStateTableOffset: 0 }, COMMIT)
      expect(response.code).toBe(ResponseCode.SLAVE_NOT_AVAILABLE)
    }, { broker: { brokerId: 1 }, store: { brokerRole: 'SLAVE' } })
  })

  test('that can’t be stored is answered so, and the half message stays', () => {
    withBroker(function* (world) {
      const half = yield* sendHalf(world)
      world.broker.getMessageStore().runningFlags.makeFenced(true)
      expect((yield* end(world, half, COMMIT)).code).toBe(ResponseCode.SERVICE_NOT_AVAILABLE)
      world.broker.getMessageStore().runningFlags.makeFenced(false)
      yield* sleep(10_000)
      expect(bodiesIn(world.broker, OP)).toEqual([])
    })
  })

  test.each([['10', 8000, ResponseCode.SUCCESS], ['10', 11_000, ResponseCode.ILLEGAL_OPERATION], ['1', 5000, ResponseCode.SUCCESS],
    ['1', 7000, ResponseCode.ILLEGAL_OPERATION], ['x', 7000, ResponseCode.ILLEGAL_OPERATION]] as const)(
    'of a message that wants its producer left alone for %s s comes after %i ms', (seconds, millis, code) => {
      withBroker(function* (world) {
        const half = yield* sendHalf(world, 'half', `CHECK_IMMUNITY_TIME_IN_SECONDS\u0001${seconds}\u0002`)
        yield* sleep(millis)
        expect((yield* end(world, half, COMMIT)).code).toBe(code)
        const whenAsked = yield* end(world, half, COMMIT, { fromTransactionCheck: true })
        expect(whenAsked.code).toBe(ResponseCode.SUCCESS)
      })
    })
})

describe('what is done with', () => {
  test('is written down together, three seconds later or a little more', () => {
    withBroker(function* (world) {
      const halves: Half[] = []
      for (let count = 0; count < 3; count++) halves.push(yield* sendHalf(world))
      for (const half of [halves[2]!, halves[0]!]) yield* end(world, half, ROLLBACK)
      yield* sleep(2500)
      expect(bodiesIn(world.broker, OP)).toEqual([])
      yield* end(world, halves[1]!, ROLLBACK)
      yield* sleep(4000)
      expect(bodiesIn(world.broker, OP)).toEqual(['2,0,1,'])
    })
  })

  test('is written down at once when there is much of it', () => {
    withBroker(function* (world) {
      const half = yield* sendHalf(world)
      for (let count = 0; count < 6; count++) yield* end(world, half, ROLLBACK)
      yield* sleep(100)
      expect(bodiesIn(world.broker, OP)).toEqual(['0,0,0,0,0,'])
      yield* sleep(7000)
      expect(bodiesIn(world.broker, OP)).toEqual(['0,0,0,0,0,', '0,'])
    }, { broker: { transactionOpMsgMaxSize: 9 } })
  })
})

describe('a transaction whose end nobody tells', () => {
  test('is asked about at the next look after it is old enough, and again and again, as often as is allowed', () => {
    withBroker(function* (world) {
      const begin = world.brokerProcess.currentTimeMillis()
      const asked = yield* listen(world)
      yield* sendHalf(world)
      yield* sleep(140_000)
      expect(asked.map(({ at }) => Math.round((at - begin) / 1000))).toEqual([30, 60, 90])
      expect(asked.map(({ half }) => half.tranStateTableOffset)).toEqual([1, 2, 3])
      const [discarded] = messagesIn(world.broker, 'TRANS_CHECK_MAX_TIME_TOPIC')
      expect(discarded!.properties.get('TRANSACTION_CHECK_TIMES')).toBe('3')
      expect(offsetsOf(world.broker)).toEqual([4, -1])
      expect(world.broker.getTransactionalMessageService().getTransactionMetrics().getTransactionCount('TopicTx')).toBe(0)
    }, { broker: { transactionCheckMax: 3 } })
  })

  test('is delivered when the producer says so, asked or not', () => {
    withBroker(function* (world) {
      const asked = yield* listen(world)
      const first = yield* sendHalf(world, 'first')
      yield* sendHalf(world, 'second')
      yield* sleep(35_000)
      expect(asked.map(({ body }) => body)).toEqual(['first', 'second'])
      yield* end(world, asked[1]!.half, COMMIT, { fromTransactionCheck: true })
      yield* end(world, first, COMMIT)
      yield* sleep(100)
      expect(bodiesIn(world.broker, 'TopicTx', 2)).toEqual(['second', 'first'])
      // What was asked about is another message since: of the first one the broker does not know that it is done with.
      yield* sleep(30_000)
      expect(asked.slice(2).map(({ body }) => body)).toEqual(['first'])
    })
  })

  test('is not asked about while no producer of its group is there', () => {
    withBroker(function* (world) {
      yield* sendHalf(world)
      yield* sleep(35_000)
      const asked = yield* listen(world)
      yield* sleep(30_000)
      expect(asked.map(({ half }) => half.tranStateTableOffset)).toEqual([2])
    })
  })

  test('is asked about after a crash, too', () => {
    withBroker(function* (world) {
      const half = yield* sendHalf(world, 'ended')
      yield* sendHalf(world, 'open')
      yield* end(world, half, COMMIT)
      const asked = yield* listen(world)
      yield* sleep(1000)
      // That the first one is done with was not written down yet.
      const broker = yield* restart(world)
      yield* world.client.invokeSync(BROKER_ADDR, heartbeat('client', 'PG'), 3000)
      yield* sleep(35_000)
      expect(asked.map(({ body }) => body)).toEqual(['ended', 'open'])
      expect(bodiesIn(broker, 'TopicTx', 2)).toEqual(['ended'])
    })
  })

  test('is left alone as long as its message says, at the end of the queue', () => {
    withBroker(function* (world) {
      const asked = yield* listen(world)
      yield* sendHalf(world, 'patient', 'CHECK_IMMUNITY_TIME_IN_SECONDS\u000170\u0002')
      yield* sendHalf(world, 'other')
      yield* sleep(65_000)
      expect(asked.map(({ body }) => body)).toEqual(['other', 'other'])
      const copies = messagesIn(world.broker, HALF).filter(({ body }) => decodeUtf8(body!) === 'patient')
      expect(copies.map(({ properties }) => properties.get('TRAN_PREPARED_QUEUE_OFFSET'))).toEqual([undefined, '0', '0'])
      yield* sleep(30_000)
      expect(asked.slice(2).map(({ body }) => body).sort()).toEqual(['other', 'patient'])
    })
  })

  test('that is left alone and ends meanwhile is asked about all the same, as in 5.3.2: by then the copy is all that counts', () => {
    withBroker(function* (world) {
      const asked = yield* listen(world)
      const half = yield* sendHalf(world, 'patient', 'CHECK_IMMUNITY_TIME_IN_SECONDS\u000170\u0002')
      yield* sleep(35_000)
      yield* end(world, half, COMMIT)
      yield* sleep(60_000)
      expect([asked.map(({ body }) => body), bodiesIn(world.broker, 'TopicTx', 2)]).toEqual([['patient'], ['patient']])
    })
  })

  test('is given up when its file may be deleted', () => {
    withBroker(function* (world) {
      const asked = yield* listen(world)
      const g = world.brokerProcess.currentTimeMillis() - 73 * 3_600_000
      yield* send(world, { body: 'old', f: 4, g, i: halfProperties(), b: 'TopicTx', e: 2 })
      yield* sleep(35_000)
      expect([asked, bodiesIn(world.broker, 'TRANS_CHECK_MAX_TIME_TOPIC')]).toEqual([[], ['old']])
    })
  })

  test('is asked about once it can be: a store that refuses holds the question up, and the look ends after a minute', () => {
    withBroker(function* (world) {
      const asked = yield* listen(world)
      yield* sendHalf(world)
      yield* sleep(25_000)
      world.broker.getMessageStore().runningFlags.makeFenced(true)
      yield* sleep(10_000)
      world.broker.getMessageStore().runningFlags.makeFenced(false)
      yield* sleep(2000)
      expect(asked).toHaveLength(1)
    })
  })
})

describe('the threads of transactions', () => {
  test('are not there without one, and end with the broker', () => {
    withBroker(function* (world) {
      yield* send(world)
      yield* sleep(70_000)
      expect(transactionThreads(world)).toEqual([])
      yield* end(world, yield* sendHalf(world), COMMIT)
      yield* sleep(70_000)
      expect(transactionThreads(world)).toEqual([
        'TransactionFlushService', 'TransactionalMessageCheckService', 'TransactionalOpBatchService',
      ])
      yield* run(world.brokerProcess, () => world.broker.shutdown())
      expect(transactionThreads(world)).toEqual([])
    })
  })

  test('of a slave are not there either', () => {
    withBroker(function* (world) {
      yield* sendHalf(world)
      yield* sleep(2000)
      const slave = yield* restart(world, { broker: { brokerId: 1 }, store: { brokerRole: 'SLAVE' } })
      yield* sleep(70_000)
      expect(bodiesIn(slave, HALF)).toEqual(['half'])
    })
  })

  test('count on where the broker before has ended', () => {
    withBroker(function* (world) {
      yield* sendHalf(world)
      yield* sleep(4000)
      const broker = yield* restart(world)
      const half = yield* sendHalf({ ...world, broker })
      expect(broker.getTransactionalMessageService().getTransactionMetrics().getTransactionCount('TopicTx')).toBe(2)
      yield* end(world, half, ROLLBACK)
      expect(broker.getTransactionalMessageService().getTransactionMetrics().getTransactionCount('TopicTx')).toBe(1)
    })
  })
})
