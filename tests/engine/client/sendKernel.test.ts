import { describe, expect, it } from 'vitest'
import { PakoCompressor } from '../../../engine/adapters/zlib/PakoCompressor'
import { MQBrokerException } from '../../../engine/client/exception/MQBrokerException'
import { MQClientException } from '../../../engine/client/exception/MQClientException'
import type { CheckForbiddenContext } from '../../../engine/client/hook/CheckForbiddenHook'
import type { SendMessageContext } from '../../../engine/client/hook/SendMessageContext'
import type { DefaultMQProducer } from '../../../engine/client/producer/DefaultMQProducer'
import { Message } from '../../../engine/common/message/Message'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { goldenLines } from '../support/golden'
import { FakeBroker } from './support/FakeBroker'
import { caught } from '../support/caught'
import { FakeCluster, message, Outcome, TOPIC } from './support/FakeCluster'

function oneBroker(topic = TOPIC): { cluster: FakeCluster; broker: FakeBroker; outcome: Outcome } {
  const cluster = new FakeCluster()
  const broker = cluster.addBroker('broker-a', 1)
  cluster.route(topic)
  return { cluster, broker, outcome: new Outcome(cluster) }
}

/** The properties of a request, as `name=value`. */
function propertiesOf(text: string | null): string[] {
  return (text ?? '').split('\u0002').filter((each) => each !== '').map((each) => each.replace('\u0001', '='))
}

describe('the id of a message', () => {
  it('has 32 digits: address, process, time and a number', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const ids: string[] = []
      for (let each = 0; each < 3; each++) ids.push((yield* producer.send(message())).msgId)
      for (const id of ids) expect(id).toMatch(/^0A000001[0-9A-F]{24}$/)
      const first = parseInt(ids[0]!.slice(28), 16)
      expect(ids.map((id) => parseInt(id.slice(28), 16))).toEqual([first, first + 1, first + 2])
      expect(new Set(ids.map((id) => id.slice(0, 20))).size).toBe(1)
      expect(parseInt(ids[0]!.slice(8, 12), 16)).toBe(cluster.process.pid & 0xffff)
      const sent = broker.sends.map(({ header }) => propertiesOf(header.i).find((each) => each.startsWith('UNIQ')))
      expect(sent).toEqual(ids.map((id) => `UNIQ_KEY=${id}`))
    })
  })

  it('stays the same when the message is sent again', () => {
    const { cluster } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const msg = message()
      const ids = [(yield* producer.send(msg)).msgId, (yield* producer.send(msg)).msgId]
      expect(ids[0]).toBe(ids[1])
    })
  })

  it('is not the one that the broker gives', () => {
    const { cluster } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const result = yield* producer.send(message())
      expect(result.offsetMsgId).toBe('broker-a#0')
      expect(result.queueOffset).toBe(0)
    })
  })
})

describe('a large body', () => {
  it.each([
    [4095, 0],
    [4096, 0x301],
    [6000, 0x301],
  ])('of %i bytes has the sysFlag %i', (length, sysFlag) => {
    const { cluster, broker, outcome } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const body = new Uint8Array(length).fill(65)
      const msg = new Message(TOPIC, body)
      yield* producer.send(msg)
      yield* producer.sendAsync(msg, outcome)
      yield* sleep(10)
      yield* producer.sendOneway(msg)
      yield* sleep(10)
      expect(msg.body).toBe(body)
      expect(broker.sends).toHaveLength(3)
      for (const { header, command } of broker.sends) {
        expect(header.f).toBe(sysFlag)
        const arrived = sysFlag === 0 ? command.body! : new PakoCompressor().decompress(command.body!)
        expect(arrived).toEqual(body)
        expect(command.body!.length < length).toBe(sysFlag !== 0)
      }
    })
  })

  it('is compressed again for each try, and whole again after a failure', () => {
    const { cluster, broker } = oneBroker()
    broker.answer(ResponseCode.SYSTEM_ERROR)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ compressMsgBodyOverHowmuch: 100 })
      const msg = new Message(TOPIC, new Uint8Array(1000))
      yield* caught(() => producer.send(msg))
      expect(msg.body).toHaveLength(1000)
      expect(broker.sends).toHaveLength(3)
      for (const { command } of broker.sends) expect(new PakoCompressor().decompress(command.body!)).toHaveLength(1000)
    })
  })
})

describe('the request for a message', () => {
  interface Frame {
    readonly i: number
    readonly header: { readonly code: number; readonly flag: number; readonly extFields: Record<string, string> }
  }
  const frames = new Map(goldenLines<Frame>('wire/03-producers.jsonl').map((frame) => [frame.i, frame.header]))

  /** Everything but what differs from run to run: time, id and queue. */
  function comparable(fields: Record<string, string>): string[] {
    const entries = Object.entries({ ...fields, g: 'time', e: 'queue' })
    return entries.map(([name, value]) => `${name}: ${value.replace(/UNIQ_KEY\u0001\w{32}/, 'UNIQ_KEY\u0001id')}`)
  }

  function likeGolden(): FakeCluster {
    const cluster = oneBroker('TopicAll').cluster
    cluster.addBroker('broker-b')
    return cluster
  }

  it('has the fields that RocketMQ’s own has, in its order', () => {
    const cluster = likeGolden()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ producerGroup: 'PG_all' })
      const plain = new Message('TopicAll', encodeUtf8('x'))
      plain.setTags('TagA')
      plain.setKeys(['k1', 'k2'])
      const unicode = new Message('TopicAll', encodeUtf8('正文'))
      unicode.setTags('标签')
      unicode.setKeys('键一')
      unicode.putUserProperty('属性', '值')
      const flagged = new Message('TopicAll', encodeUtf8('x'))
      flagged.setTags('TagF')
      flagged.setKeys('flag')
      flagged.flag = 7
      flagged.setWaitStoreMsgOK(false)
      const zipped = new Message('TopicAll', new Uint8Array(6000))
      zipped.setTags('TagZ')
      zipped.setKeys('zip')
      const messages = new Map([[6, plain], [27, unicode], [29, flagged], [25, zipped]])
      for (const [frame, msg] of messages) {
        yield* producer.send(msg)
        const { command } = cluster.brokers[0]!.sends.at(-1)!
        const golden = frames.get(frame)!
        expect(comparable(command.extFields!.toObject())).toEqual(comparable(golden.extFields))
        expect(command.code).toBe(golden.code)
      }
    })
  })

  it('moves the number of tries of a retry topic to the header, where the text still has them', () => {
    const { cluster, broker } = oneBroker('%RETRY%group-a')
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const msg = message('%RETRY%group-a')
      msg.putProperty('RECONSUME_TIME', '3')
      msg.putProperty('MAX_RECONSUME_TIMES', '16')
      yield* producer.send(msg)
      expect(broker.sends[0]!.header).toMatchObject({ j: 3, l: 16 })
      expect(propertiesOf(broker.sends[0]!.header.i)).toContain('RECONSUME_TIME=3')
      expect(msg.getProperty('RECONSUME_TIME')).toBeNull()
      expect(msg.getProperty('MAX_RECONSUME_TIMES')).toBeNull()
    })
  })

  it('says of a prepared transaction that it is one', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const msg = message()
      msg.putProperty('TRAN_MSG', 'true')
      yield* producer.send(msg)
      msg.putProperty('TRAN_MSG', 'false')
      yield* producer.send(msg)
      expect(broker.sends.map(({ header }) => header.f)).toEqual([4, 0])
    })
  })

  it('has a code of its own for an answer to a request', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const msg = message()
      msg.putProperty('MSG_TYPE', 'reply')
      yield* caught(() => producer.send(msg, 100))
      expect(broker.timesOf(RequestCode.SEND_REPLY_MESSAGE_V2).length).toBeGreaterThan(0)
    })
  })
})

describe('a producer with a namespace', () => {
  const NAMESPACE: Partial<DefaultMQProducer> = { namespace: 'NS', retryTimesWhenSendFailed: 1 }

  it('puts it before the topic and the group on the wire, and nowhere else', () => {
    const { cluster, broker, outcome } = oneBroker(`NS%${TOPIC}`)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(NAMESPACE)
      const msg = message()
      const result = yield* producer.send(msg)
      expect(msg.topic).toBe(TOPIC)
      expect(result.messageQueue.topic).toBe(TOPIC)
      yield* producer.sendAsync(msg, outcome)
      yield* sleep(10)
      expect(outcome.results.map(({ messageQueue }) => messageQueue.topic)).toEqual([TOPIC])
      expect(msg.topic).toBe(TOPIC)
      yield* producer.sendToQueue(msg, new MessageQueue(TOPIC, 'broker-a', 0))
      expect(broker.sends).toHaveLength(3)
      for (const { header } of broker.sends) {
        expect(header).toMatchObject({ a: 'NS%group-a', b: `NS%${TOPIC}` })
        expect(propertiesOf(header.i)).toContain('INSTANCE_ID=NS')
      }
      const queues = yield* producer.fetchPublishMessageQueues(TOPIC)
      expect(queues.map(({ topic }) => topic)).toEqual([TOPIC])
    })
  })

  it('puts it before the topic again when a send is tried again', () => {
    const { cluster, broker } = oneBroker(`NS%${TOPIC}`)
    broker.next(ResponseCode.SYSTEM_ERROR)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer(NAMESPACE)
      const msg = message()
      yield* producer.send(msg)
      expect(broker.sends.map(({ header }) => header.b)).toEqual([`NS%${TOPIC}`, `NS%${TOPIC}`])
      expect(msg.topic).toBe(TOPIC)
    })
  })
})

describe('a producer without one', () => {
  it('says nothing of it', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      yield* producer.send(message())
      expect(broker.sends[0]!.header.i).not.toContain('INSTANCE_ID')
    })
  })
})

describe('the VIP channel', () => {
  it('is two ports lower, for sends only', () => {
    const { cluster, broker } = oneBroker()
    const vip = new FakeBroker(cluster.kernel, cluster.wire, { name: 'vip', host: broker.host, queues: 1, id: 0 }, 10_909)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ vipChannelEnabled: true, topics: [TOPIC] })
      yield* producer.send(message())
      expect(vip.sends).toHaveLength(1)
      expect(broker.sends).toEqual([])
      expect(broker.heartbeats.length).toBeGreaterThan(0)
      expect(vip.heartbeats).toEqual([])
    })
  })
})

describe('a hook for sends', () => {
  interface Call {
    readonly when: string
    readonly mode: string
    readonly result: string | null
    readonly error: string | null
  }

  function noting(calls: Call[]): (when: string) => (context: SendMessageContext) => void {
    return (when) => ({ communicationMode: mode, sendResult, exception }) => {
      const error = exception === null ? null : (exception as Error).name
      calls.push({ when, mode, result: sendResult?.sendStatus ?? null, error })
    }
  }

  function hooked(producer: DefaultMQProducer): Call[] {
    const calls: Call[] = []
    const note = noting(calls)
    producer.getDefaultMQProducerImpl().registerSendMessageHook({
      hookName: () => 'notes',
      sendMessageBefore: note('before'),
      sendMessageAfter: note('after'),
    })
    return calls
  }

  it('sees each try before and after', () => {
    const { cluster, broker } = oneBroker()
    broker.next(ResponseCode.SYSTEM_ERROR)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const calls = hooked(producer)
      yield* producer.send(message())
      expect(calls).toEqual([
        { when: 'before', mode: 'SYNC', result: null, error: null },
        { when: 'after', mode: 'SYNC', result: null, error: 'MQBrokerException' },
        { when: 'before', mode: 'SYNC', result: null, error: null },
        { when: 'after', mode: 'SYNC', result: 'SEND_OK', error: null },
      ])
    })
  })

  it('sees an asynchronous send end twice: when it is sent, and when it is answered', () => {
    const { cluster, outcome } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const calls = hooked(producer)
      yield* producer.sendAsync(message(), outcome)
      yield* sleep(10)
      expect(calls.map(({ when, result }) => `${when} ${result}`)).toEqual(['before null', 'after null', 'after SEND_OK'])
    })
  })

  it('learns what kind of message it is, and where it goes', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const contexts: SendMessageContext[] = []
      producer.getDefaultMQProducerImpl().registerSendMessageHook({
        hookName: () => 'keeps',
        sendMessageBefore: (context) => contexts.push(context),
        sendMessageAfter: () => undefined,
      })
      const kinds = [{}, { TRAN_MSG: 'true' }, { DELAY: '3' }, { __STARTDELIVERTIME: '1' }, { TRAN_MSG: 'true', DELAY: '1' }]
      for (const properties of kinds) {
        const msg = message()
        for (const [name, value] of Object.entries(properties)) msg.putProperty(name, value)
        yield* producer.send(msg)
      }
      const types = ['Normal_Msg', 'Trans_Msg_Half', 'Delay_Msg', 'Delay_Msg', 'Delay_Msg']
      expect(contexts.map(({ msgType }) => msgType)).toEqual(types)
      const where = { producerGroup: 'group-a', brokerAddr: broker.address, bornHost: '10.0.0.1', namespace: null }
      expect(contexts[0]).toMatchObject({ ...where, mq: { topic: TOPIC, brokerName: 'broker-a', queueId: 0 } })
    })
  })

  it('stops nothing by throwing', () => {
    const { cluster, broker, outcome } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const bug = (): never => {
        throw new RangeError('a bug')
      }
      const hook = { hookName: () => 'has a bug', sendMessageBefore: bug, sendMessageAfter: bug }
      producer.getDefaultMQProducerImpl().registerSendMessageHook(hook)
      const calls = hooked(producer)
      expect((yield* producer.send(message())).sendStatus).toBe('SEND_OK')
      yield* producer.sendAsync(message(), outcome)
      yield* sleep(10)
      expect(outcome.results).toHaveLength(1)
      expect(broker.sends).toHaveLength(2)
      expect(calls).toHaveLength(5)
    })
  })

  it('sees a failure that is not retried', () => {
    const { cluster, broker } = oneBroker()
    broker.answer(ResponseCode.MESSAGE_ILLEGAL)
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const calls = hooked(producer)
      expect(yield* caught(() => producer.send(message()))).toBeInstanceOf(MQBrokerException)
      expect(calls.map(({ when, error }) => `${when} ${error}`)).toEqual(['before null', 'after MQBrokerException'])
    })
  })
})

describe('a hook that may forbid', () => {
  it('stops the send by throwing, before anything is sent', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const seen: CheckForbiddenContext[] = []
      producer.getDefaultMQProducerImpl().registerCheckForbiddenHook({
        hookName: () => 'forbids',
        checkForbidden: (context) => {
          seen.push(context)
          if (decodeUtf8(context.message.body!) === 'secret') throw new MQClientException('forbidden')
        },
      })
      yield* producer.send(message(TOPIC, 'paid'))
      expect(yield* caught(() => producer.send(message(TOPIC, 'secret')))).toBeInstanceOf(MQClientException)
      expect(broker.sends.map(({ text }) => text)).toEqual(['paid'])
      const context = { group: 'group-a', brokerAddr: broker.address, communicationMode: 'SYNC', unitMode: false }
      expect(seen[0]).toMatchObject(context)
    })
  })
})
