import { describe, expect, test } from 'vitest'
import { PakoCompressor } from '../../../engine/adapters/zlib/PakoCompressor'
import { BrokerConfig } from '../../../engine/broker/BrokerConfig'
import { BrokerController } from '../../../engine/broker/BrokerController'
import { MQClientException } from '../../../engine/client/exception/MQClientException'
import type { EndTransactionContext } from '../../../engine/client/hook/EndTransactionHook'
import { LocalTransactionState } from '../../../engine/client/producer/LocalTransactionState'
import type { TransactionListener } from '../../../engine/client/producer/TransactionListener'
import { TransactionMQProducer } from '../../../engine/client/producer/TransactionMQProducer'
import type { Message } from '../../../engine/common/message/Message'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import type { MessageExt } from '../../../engine/common/message/MessageExt'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Process } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { NamesrvConfig } from '../../../engine/namesrv/NamesrvConfig'
import { NamesrvController } from '../../../engine/namesrv/NamesrvController'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { MemoryWire } from '../../../engine/ports/memory/MemoryWire'
import { NettyServerConfig } from '../../../engine/remoting/netty/NettyServerConfig'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { MessageStoreConfig } from '../../../engine/store/config/MessageStoreConfig'
import { PageCache } from '../../../engine/store/pagecache/PageCache'
import { goldenLines, hexToBytes } from '../support/golden'
import { runInKernel } from '../support/runInKernel'
import { FakeCluster, message, NAMESRV, TOPIC } from './support/FakeCluster'
import { runIn } from '../support/withCluster'

const { COMMIT_MESSAGE, ROLLBACK_MESSAGE, UNKNOW } = LocalTransactionState

/** An application: what its part of a transaction says, and what it says when it is asked. */
class Application implements TransactionListener {
  readonly executed: string[]
  readonly asked: MessageExt[]
  readonly execute: () => Blocking<LocalTransactionState | null>
  readonly check: () => Blocking<LocalTransactionState>

  constructor(
    execute: () => Blocking<LocalTransactionState | null>,
    check = execute as () => Blocking<LocalTransactionState>,
  ) {
    this.executed = []
    this.asked = []
    this.execute = execute
    this.check = check
  }

  *executeLocalTransaction(msg: Message, arg: unknown): Blocking<LocalTransactionState | null> {
    this.executed.push(`${String(arg)} ${msg.transactionId}`)
    return yield* this.execute()
  }

  *checkLocalTransaction(msg: MessageExt): Blocking<LocalTransactionState> {
    this.asked.push(msg)
    return yield* this.check()
  }
}

function* says(state: LocalTransactionState | null): Blocking<LocalTransactionState | null> {
  return state
}

function* throws(): Blocking<never> {
  throw new Error('no money')
}

function producerOf(cluster: FakeCluster, listener: TransactionListener | null): TransactionMQProducer {
  const environment = { wire: cluster.wire, compressor: new PakoCompressor() }
  const producer = new TransactionMQProducer(cluster.process, environment, 'PG_tx')
  return Object.assign(producer, { namesrvAddr: NAMESRV, clientIP: '10.0.0.1', transactionListener: listener })
}

/** What the broker has heard of the ends of transactions. */
function endsAt(cluster: FakeCluster): Array<Record<string, string>> {
  const ends = cluster.brokers[0]!.arrivals.filter(({ code }) => code === RequestCode.END_TRANSACTION)
  return ends.map(({ command }) => ({ ...command.extFields!.toObject(), remark: String(command.remark) }))
}

const OFFSET_ID = '7F00000100002A9F0000000000002278'

function withFakes(
  listener: TransactionListener | null, body: (cluster: FakeCluster, producer: TransactionMQProducer) => Blocking<void>,
): void {
  const cluster = new FakeCluster()
  const broker = cluster.addBroker('broker-a')
  broker.reply = ({ header }) => {
    const transactionId = /UNIQ_KEY\u0001(\w+)/.exec(header.i!)![1]!
    return { msgId: OFFSET_ID, queueOffset: 5, transactionId }
  }
  cluster.route()
  cluster.run(function* () {
    const producer = producerOf(cluster, listener)
    yield* producer.start()
    yield* body(cluster, producer)
  })
}

describe('a message in a transaction', () => {
  test.each([
    ['commits', COMMIT_MESSAGE, '8'],
    ['rolls back', ROLLBACK_MESSAGE, '12'],
    ['does not know', UNKNOW, '0'],
    ['says nothing', null, '0'],
  ])('is stored as a half message, and the broker is told that the application %s', (_, state, commitOrRollback) => {
    const application = new Application(() => says(state))
    withFakes(application, function* (cluster, producer) {
      const msg = message()
      msg.setDelayTimeLevel(3)
      const result = yield* producer.sendMessageInTransaction(msg, 'order 7')
      expect(result).toMatchObject({ sendStatus: 'SEND_OK', queueOffset: 5, offsetMsgId: null })
      expect(result.localTransactionState).toBe(state ?? UNKNOW)
      expect(application.executed).toEqual([`order 7 ${result.msgId}`])
      const { header } = cluster.brokers[0]!.sends[0]!
      expect(header.f).toBe(4)
      const properties = MessageDecoder.string2messageProperties(header.i)
      expect(properties.toObject()).toMatchObject({ TRAN_MSG: 'true', PGROUP: 'PG_tx' })
      expect(properties.has('DELAY')).toBe(false)
      yield* sleep(10)
      expect(endsAt(cluster)).toEqual([{
        topic: TOPIC, producerGroup: 'PG_tx', bname: 'broker-a', commitLogOffset: '8824', tranStateTableOffset: '5', commitOrRollback,
        msgId: result.msgId, transactionId: result.msgId, fromTransactionCheck: 'false', remark: 'null',
      }])
    })
  })

  test('ends with a frame that is a real client’s, but for the numbers in it', () => {
    withFakes(new Application(() => says(COMMIT_MESSAGE)), function* (cluster, producer) {
      yield* producer.sendMessageInTransaction(message(), null)
      yield* sleep(10)
      const frames = goldenLines<{ name: string; hex: string }>('wire/10-tx.jsonl')
      const theirs = RemotingCommand.decode(hexToBytes(frames.find(({ name }) => name === 'END_TRANSACTION')!.hex))
      const ours = cluster.brokers[0]!.arrivals.find(({ code }) => code === RequestCode.END_TRANSACTION)!.command
      expect(ours.extFields!.keys()).toEqual(theirs.extFields!.keys())
      expect([ours.flag, ours.language, ours.version, ours.body, ours.remark]).toEqual(
        [theirs.flag, theirs.language, theirs.version, theirs.body, theirs.remark])
    })
  })

  test('whose application throws is of unknown end, and the broker is told why', () => {
    withFakes(new Application(throws), function* (cluster, producer) {
      const result = yield* producer.sendMessageInTransaction(message(), null)
      expect(result.localTransactionState).toBe(UNKNOW)
      yield* sleep(10)
      const remark = 'executeLocalTransactionBranch exception: Error: no money'
      expect(endsAt(cluster)[0]).toMatchObject({ commitOrRollback: '0', remark })
    })
  })

  test.each([ResponseCode.FLUSH_DISK_TIMEOUT, ResponseCode.FLUSH_SLAVE_TIMEOUT, ResponseCode.SLAVE_NOT_AVAILABLE])(
    'that is not safe (%i) is rolled back, and the application does nothing', (code) => {
      const application = new Application(() => says(COMMIT_MESSAGE))
      withFakes(application, function* (cluster, producer) {
        cluster.brokers[0]!.answer(code)
        const result = yield* producer.sendMessageInTransaction(message(), null)
        expect([result.localTransactionState, application.executed]).toEqual([ROLLBACK_MESSAGE, []])
        yield* sleep(10)
        expect(endsAt(cluster)[0]).toMatchObject({ commitOrRollback: '12' })
      })
    })

  test('that is not stored is an exception, and the application does nothing', () => {
    const application = new Application(() => says(COMMIT_MESSAGE))
    withFakes(application, function* (cluster, producer) {
      cluster.brokers[0]!.answer(ResponseCode.MESSAGE_ILLEGAL)
      yield* expectException(producer.sendMessageInTransaction(message(), null))
      expect([application.executed, endsAt(cluster)]).toEqual([[], []])
    })
  })

  test('without a listener is an exception', () => {
    withFakes(null, function* (cluster, producer) {
      yield* expectException(producer.sendMessageInTransaction(message(), null))
      expect(cluster.brokers[0]!.sends).toEqual([])
    })
  })

  test('whose broker is gone meanwhile ends without an exception', () => {
    const cluster = new FakeCluster()
    const application = new Application(function* () {
      cluster.brokers[0]!.close()
      return COMMIT_MESSAGE
    })
    cluster.addBroker('broker-a').reply = () => ({ msgId: OFFSET_ID })
    cluster.route()
    cluster.run(function* () {
      const producer = producerOf(cluster, application)
      yield* producer.start()
      const result = yield* producer.sendMessageInTransaction(message(), null)
      expect(result.localTransactionState).toBe(COMMIT_MESSAGE)
    })
  })

  test('is seen by hooks before the broker hears of its end; what they throw does no harm', () => {
    const seen: EndTransactionContext[] = []
    withFakes(new Application(() => says(COMMIT_MESSAGE)), function* (cluster, producer) {
      producer.getDefaultMQProducerImpl().registerEndTransactionHook({
        hookName: () => 'witness',
        endTransaction: (context) => {
          seen.push(context)
          throw new Error('a bad hook')
        },
      })
      const { msgId } = yield* producer.sendMessageInTransaction(message(), null)
      yield* sleep(10)
      expect(endsAt(cluster)).toHaveLength(1)
      expect(seen).toMatchObject([{
        producerGroup: 'PG_tx', brokerAddr: '10.0.0.21:10911', msgId, transactionId: msgId,
        transactionState: COMMIT_MESSAGE, fromTransactionCheck: false,
      }])
    })
  })
})

function* expectException(sending: Blocking<unknown>): Blocking<void> {
  try {
    yield* sending
  } catch (error) {
    expect(error).toBeInstanceOf(MQClientException)
    return
  }
  throw new Error('there was no exception')
}

interface RunningProducer {
  readonly producer: TransactionMQProducer
  readonly process: Process
}

interface World {
  readonly process: Process
  readonly broker: BrokerController
  newProducer(listener: TransactionListener, namespace?: string): Blocking<RunningProducer>
}

/** Nothing is fake: a name server, a broker, and producers in processes of their own. */
function withCluster(body: (world: World) => Blocking<void>): void {
  runInKernel(function* (process) {
    const { kernel } = process
    const wire = new MemoryWire(kernel)
    const nameServer = kernel.createProcess({ name: 'namesrv', host: '10.0.0.11' })
    const port = Object.assign(new NettyServerConfig(), { listenPort: 9876 })
    const namesrv = new NamesrvController(nameServer, wire, new MemoryDisk(), new NamesrvConfig(), port)
    yield* runIn(nameServer, function* () {
      yield* namesrv.initialize()
      yield* namesrv.start()
    })
    const brokerProcess = kernel.createProcess({ name: 'broker-a', host: '10.0.0.21' })
    const names = { brokerName: 'broker-a', namesrvAddr: NAMESRV }
    const broker = new BrokerController(
      brokerProcess, wire, new PageCache(kernel, '10.0.0.21', new MemoryDisk()), Object.assign(new BrokerConfig(), names),
      Object.assign(new MessageStoreConfig(), { mappedFileSizeCommitLog: 1_048_576 }),
      Object.assign(new NettyServerConfig(), { listenPort: 10_911 }),
    )
    yield* runIn(brokerProcess, function* () {
      yield* broker.initialize()
      yield* broker.start()
    })
    let count = 0
    const environment = { wire, compressor: new PakoCompressor() }
    const newProducer: World['newProducer'] = function* (listener, namespace = '') {
      const own = kernel.createProcess({ name: `producer-${++count}`, host: `10.0.0.${count}` })
      const producer = new TransactionMQProducer(own, environment, 'PG_tx')
      // A producer that has no route yet is known to no broker.
      const settings = { namesrvAddr: NAMESRV, clientIP: own.host, namespace, topics: [TOPIC] }
      yield* runIn(own, () => Object.assign(producer, settings, { transactionListener: listener }).start())
      return { producer, process: own }
    }
    yield* body({ process, broker, newProducer })
  })
}

function delivered(broker: BrokerController, topic = TOPIC): string[] {
  return [0, 1, 2, 3].flatMap((queueId) => {
    const { messageMapedList } = broker.getMessageStore().getMessage('group', topic, queueId, 0, 32, null)!
    return messageMapedList.map((record) => decodeUtf8(MessageDecoder.decode(record.get(0, record.size))!.body!))
  })
}

describe('each point at which a transaction can break off', () => {
  test('the producer dies in its own part: another one of the group is asked', () => {
    withCluster(function* ({ broker, newProducer }) {
      const slow = new Application(function* () {
        yield* sleep(100_000)
        return COMMIT_MESSAGE
      })
      const other = new Application(() => says(UNKNOW), () => says(COMMIT_MESSAGE) as Blocking<LocalTransactionState>)
      const first = yield* newProducer(slow)
      const sending = first.process.spawn('application', function* () {
        yield* first.producer.sendMessageInTransaction(message(TOPIC, 'paid'), null)
      })
      yield* sleep(3000)
      expect([slow.executed.length, delivered(broker)]).toEqual([1, []])
      first.process.kernel.kill(first.process)
      yield* newProducer(other)
      yield* sleep(65_000)
      expect(sending.isAlive).toBe(false)
      expect([delivered(broker), other.asked.length]).toEqual([['paid'], 1])
      const [question] = other.asked
      expect(question).toMatchObject({ topic: TOPIC, transactionId: question!.properties.get('UNIQ_KEY') })
    })
  })

  test.each([
    ['it has committed', COMMIT_MESSAGE, ['paid']],
    ['it has rolled back', ROLLBACK_MESSAGE, []],
  ] as const)('its end gets lost, and when asked the producer says that %s', (_, state, expected) => {
    withCluster(function* ({ broker, newProducer }) {
      const application = new Application(() => says(UNKNOW), () => says(state) as Blocking<LocalTransactionState>)
      const { producer, process } = yield* newProducer(application)
      yield* runIn(process, () => producer.sendMessageInTransaction(message(TOPIC, 'paid'), null))
      yield* sleep(35_000)
      expect(delivered(broker)).toEqual(expected)
      yield* sleep(100_000)
      expect([application.asked.length, delivered(broker)]).toEqual([1, expected])
    })
  })

  test('the producer does not know when it is asked, or throws: it is asked again', () => {
    withCluster(function* ({ broker, newProducer }) {
      const answers = [() => says(UNKNOW), throws, () => says(COMMIT_MESSAGE)]
      const answer = (): Blocking<LocalTransactionState> => answers.shift()!() as Blocking<LocalTransactionState>
      const application = new Application(() => says(UNKNOW), answer)
      const { producer, process } = yield* newProducer(application)
      yield* runIn(process, () => producer.sendMessageInTransaction(message(TOPIC, 'paid'), null))
      yield* sleep(200_000)
      expect([application.asked.length, delivered(broker)]).toEqual([3, ['paid']])
    })
  })

  test('all goes well: delivered once, and nobody asks', () => {
    withCluster(function* ({ broker, newProducer }) {
      const application = new Application(() => says(COMMIT_MESSAGE))
      const { producer, process } = yield* newProducer(application)
      yield* runIn(process, () => producer.sendMessageInTransaction(message(TOPIC, 'paid'), null))
      yield* sleep(100_000)
      expect([application.asked, delivered(broker)]).toEqual([[], ['paid']])
      yield* runIn(process, () => producer.shutdown())
      expect([...process.threads].filter(({ name }) => name.startsWith('TransactionCheckThread_'))).toEqual([])
    })
  })

  test('a question shows the message as the application has sent it: without the namespace, and not compressed', () => {
    withCluster(function* ({ newProducer }) {
      const application = new Application(() => says(UNKNOW))
      const { producer, process } = yield* newProducer(application, 'NS')
      const body = 'long '.repeat(2000)
      yield* runIn(process, () => producer.sendMessageInTransaction(message(TOPIC, body), null))
      yield* sleep(35_000)
      expect(application.asked).toHaveLength(1)
      expect([application.asked[0]!.topic, decodeUtf8(application.asked[0]!.body!)]).toEqual([TOPIC, body])
    })
  })
})
