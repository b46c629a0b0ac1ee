import { describe, expect, it } from 'vitest'
import { MQClientException } from '../../../engine/client/exception/MQClientException'
import { Message } from '../../../engine/common/message/Message'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { goldenLines, hexToBytes } from '../support/golden'
import type { FakeBroker } from './support/FakeBroker'
import { caught } from '../support/caught'
import { FakeCluster, message, Outcome, TOPIC } from './support/FakeCluster'

function oneBroker(): { cluster: FakeCluster; broker: FakeBroker } {
  const cluster = new FakeCluster()
  const broker = cluster.addBroker('broker-a', 2)
  cluster.route()
  return { cluster, broker }
}

function three(): Message[] {
  return ['one', 'two', 'three'].map((body) => message(TOPIC, body))
}

/** A batch's body taken apart by the rules of its format, with ids made equal. */
function parts(body: Uint8Array): object[] {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const found: object[] = []
  for (let at = 0; at < body.length; at += view.getInt32(at)) {
    const length = view.getInt32(at + 16)
    const properties = at + 22 + length
    expect(view.getInt32(at)).toBe(22 + length + view.getInt16(properties - 2))
    found.push({
      magic: view.getInt32(at + 4),
      crc: view.getInt32(at + 8),
      flag: view.getInt32(at + 12),
      text: decodeUtf8(body.subarray(at + 20, at + 20 + length)),
      properties: decodeUtf8(body.subarray(properties, at + view.getInt32(at))).replace(/\w{32}/, 'id'),
    })
  }
  return found
}

describe('several messages in one send', () => {
  it('are one request, one after the other, with one result', () => {
    const { cluster, broker } = oneBroker()
    broker.reply = () => ({ msgId: 'o-1,o-2,o-3' })
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const result = yield* producer.sendBatch(three())
      expect(broker.timesOf(RequestCode.SEND_BATCH_MESSAGE)).toHaveLength(1)
      const send = broker.sends[0]!
      expect(send.header).toMatchObject({ b: TOPIC, f: 0, m: true })
      const plain = { magic: 0, crc: 0, flag: 0, properties: 'UNIQ_KEY\u0001id\u0002WAIT\u0001true\u0002' }
      expect(parts(send.command.body!)).toEqual(['one', 'two', 'three'].map((text) => ({ ...plain, text })))
      expect(result.offsetMsgId).toBe('o-1,o-2,o-3')
      expect(result.msgId.split(',')).toHaveLength(3)
      for (const id of result.msgId.split(',')) expect(decodeUtf8(send.command.body!)).toContain(id)
      expect(send.header.i).toMatch(/^UNIQ_KEY\u0001\w{32}\u0002WAIT\u0001true\u0002$/)
    })
  })

  it('look as RocketMQ’s own producer makes them look', () => {
    const { cluster, broker } = oneBroker()
    const frames = goldenLines<{ readonly name: string; readonly kind: string; readonly hex: string }>(
      'wire/03-producers.jsonl',
    )
    const golden = hexToBytes(frames.find(({ name, kind }) => name === 'SEND_BATCH_MESSAGE' && kind === 'request')!.hex)
    const headerLength = new DataView(golden.buffer).getInt32(4) & 0xffffff
    const expected = parts(golden.slice(8 + headerLength)) as Array<{ text: string; properties: string }>
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const messages = expected.map(({ text, properties }) => {
        const msg = new Message(TOPIC, encodeUtf8(text))
        for (const property of properties.split('\u0002').filter((each) => !/^(UNIQ_KEY\u0001|WAIT\u0001|$)/.test(each))) {
          const [name, value] = property.split('\u0001')
          msg.putProperty(name!, value!)
        }
        return msg
      })
      yield* producer.sendBatch(messages)
      expect(messages).toHaveLength(3)
      expect(parts(broker.sends[0]!.command.body!)).toEqual(expected)
    })
  })

  it('can be sent to a given queue, and asynchronously', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const outcome = new Outcome(cluster)
      const mq = new MessageQueue(TOPIC, 'broker-a', 1)
      yield* producer.sendBatchToQueue(three(), mq)
      yield* producer.sendBatchAsync(three(), outcome)
      yield* producer.sendBatchToQueueAsync(three(), mq, outcome)
      yield* sleep(10)
      expect(outcome.results.map(({ msgId }) => msgId.split(',').length)).toEqual([3, 3])
      expect(broker.timesOf(RequestCode.SEND_BATCH_MESSAGE)).toHaveLength(3)
      expect(broker.sends.map(({ command }) => parts(command.body!).length)).toEqual([3, 3, 3])
      expect(broker.sends.filter(({ place }) => place === `${TOPIC}/1`).length).toBeGreaterThanOrEqual(2)
    })
  })

  it('are never compressed', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      yield* producer.sendBatch([new Message(TOPIC, new Uint8Array(10_000))])
      expect(broker.sends[0]!.header.f).toBe(0)
      expect(broker.sends[0]!.command.body!.length).toBeGreaterThan(10_000)
    })
  })

  it('share the wish to wait for the store', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      const messages = three()
      for (const msg of messages) msg.setWaitStoreMsgOK(false)
      yield* producer.sendBatch(messages)
      expect(broker.sends[0]!.header.i).toContain('WAIT\u0001false')
    })
  })
})

/** Changes the second of three messages. */
function withSecond(change: (msg: Message) => void): Message[] {
  const messages = three()
  change(messages[1]!)
  return messages
}

const REFUSED: Array<[string, Message[]]> = [
  ['none', []],
  ['of different topics', withSecond((msg) => msg.setTopic('Another'))],
  ['of which one is delayed', withSecond((msg) => msg.setDelayTimeLevel(3))],
  ['of which one does not wait for the store', withSecond((msg) => msg.setWaitStoreMsgOK(false))],
  ['for a retry topic', [message('%RETRY%group-a')]],
  ['of which one has no body', withSecond((msg) => msg.setBody(null))],
  ['of which one is too large', withSecond((msg) => msg.setBody(new Uint8Array(4 * 1024 * 1024 + 1)))],
]

describe('messages that can not travel together', () => {
  it.each(REFUSED)('%s: are refused, all of them', (_, messages) => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      expect(yield* caught(() => producer.sendBatch(messages))).toBeInstanceOf(MQClientException)
      expect(broker.sends).toEqual([])
    })
  })

  it('are too large together: each may be allowed and all not', () => {
    const { cluster, broker } = oneBroker()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer({ maxMessageSize: 1000 })
      const each = new Message(TOPIC, new Uint8Array(600))
      yield* producer.sendBatch([each])
      expect(yield* caught(() => producer.sendBatch([each, new Message(TOPIC, new Uint8Array(600))]))).toMatchObject({
        responseCode: 13,
      })
      expect(broker.sends).toHaveLength(1)
    })
  })
})
