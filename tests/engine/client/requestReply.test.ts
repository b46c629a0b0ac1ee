import { describe, expect, test } from 'vitest'
import { DefaultMQPushConsumer } from '../../../engine/client/consumer/DefaultMQPushConsumer'
import { MessageListenerConcurrently } from '../../../engine/client/consumer/listener/MessageListenerConcurrently'
import { MQClientException } from '../../../engine/client/exception/MQClientException'
import { RequestTimeoutException } from '../../../engine/client/exception/RequestTimeoutException'
import type { DefaultMQProducer } from '../../../engine/client/producer/DefaultMQProducer'
import type { RequestCallback } from '../../../engine/client/producer/RequestCallback'
import { MessageUtil } from '../../../engine/client/utils/MessageUtil'
import type { Message } from '../../../engine/common/message/Message'
import type { MessageExt } from '../../../engine/common/message/MessageExt'
import type { MessageQueue } from '../../../engine/common/message/MessageQueue'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { Random } from '../../../engine/kernel/Random'
import { randomUUID } from '../../../engine/kernel/java/randomUUID'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import { caught } from '../support/caught'
import { messageTo, type WholeCluster, withCluster } from '../support/withCluster'

const REPLIES = 'DefaultCluster_REPLY_TOPIC'

class Replier extends MessageListenerConcurrently {
  readonly outcomes: unknown[]
  private readonly producer: DefaultMQProducer
  private readonly millis: number

  constructor(producer: DefaultMQProducer, millis: number) {
    super()
    this.outcomes = []
    this.producer = producer
    this.millis = millis
  }

  *consumeMessage([msg]: readonly MessageExt[]): Blocking<'CONSUME_SUCCESS'> {
    // Most messages are no requests.
    if (MessageUtil.getReplyToClient(msg!) === null) return 'CONSUME_SUCCESS'
    yield* sleep(this.millis)
    const text = decodeUtf8(msg!.body!)
    const body = text === 'much' ? 'x'.repeat(5000) : `you said ${text}`
    const reply = MessageUtil.createReplyMessage(msg!, encodeUtf8(body))
    this.outcomes.push(yield* caught(() => this.producer.send(reply, 3000)))
    return 'CONSUME_SUCCESS'
  }
}

/** A machine that replies to each message of the topic, after that many ms. */
function* startReplier(cluster: WholeCluster, millis = 10): Blocking<Replier> {
  return yield* cluster.elsewhere(function* (process) {
    const producer = cluster.producer(process, 'repliers')
    yield* producer.start()
    const consumer = new DefaultMQPushConsumer(process, cluster.environment, 'CG')
    Object.assign(consumer, cluster.settings, { clientIP: process.host, consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET' })
    const replier = new Replier(producer, millis)
    consumer.registerMessageListener(replier)
    yield* consumer.subscribe('Questions', '*')
    yield* consumer.start()
    yield* sleep(2000)
    return replier
  })
}

type Body = (producer: DefaultMQProducer, cluster: WholeCluster, replier: Replier) => Blocking<void>

function withReplier(body: Body, millis?: number): void {
  withCluster(function* (cluster) {
    const producer = cluster.producer()
    yield* producer.start()
    // The topic is there before its consumer, so that this need not wait for the next look at the routes.
    yield* producer.send(messageTo('Questions', 'first'), 3000)
    const replier = yield* startReplier(cluster, millis)
    yield* body(producer, cluster, replier)
  })
}

/** A callback that writes down what it hears: texts, or errors. */
function listening(): RequestCallback & { readonly heard: unknown[] } {
  const heard: unknown[] = []
  return {
    heard,
    onSuccess: (message) => heard.push(textOf(message)),
    onException: (error) => heard.push(error),
  }
}

function textOf(message: Message): string {
  return decodeUtf8(message.body!)
}

describe('a request', () => {
  test('returns with the reply, whichever way its queue is chosen', () => {
    withReplier(function* (producer) {
      expect(textOf(yield* producer.request(messageTo('Questions', 'one'), 3000))).toBe('you said one')
      const [mq] = yield* producer.fetchPublishMessageQueues('Questions')
      expect(textOf(yield* producer.requestToQueue(messageTo('Questions', 'two'), mq!, 3000))).toBe('you said two')
      const selector = { select: (mqs: readonly MessageQueue[]) => mqs[1]! }
      const reply = yield* producer.requestBySelector(messageTo('Questions', 'three'), selector, null, 3000)
      expect(textOf(reply)).toBe('you said three')
    })
  })

  test('tells its callback of the reply, once', () => {
    withReplier(function* (producer) {
      const callback = listening()
      yield* producer.requestAsync(messageTo('Questions', 'one'), callback, 3000)
      const [mq] = yield* producer.fetchPublishMessageQueues('Questions')
      yield* producer.requestToQueueAsync(messageTo('Questions', 'two'), mq!, callback, 3000)
      const selector = { select: (mqs: readonly MessageQueue[]) => mqs[1]! }
      yield* producer.requestBySelectorAsync(messageTo('Questions', 'three'), selector, null, callback, 3000)
      yield* sleep(5000)
      expect(callback.heard.sort()).toEqual(['you said one', 'you said three', 'you said two'])
    })
  })

  test('has a reply that says where it was, and that is stored as well', () => {
    withReplier(function* (producer, { brokers }) {
      const message = messageTo('Questions', 'one')
      const reply = (yield* producer.request(message, 3000)) as MessageExt
      const id = message.getProperty('CORRELATION_ID')!
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
      expect(reply).toMatchObject({ topic: REPLIES, queueId: 0, storeHost: '10.0.0.21:10911' })
      expect(Object.fromEntries(reply.properties.entries())).toMatchObject({
        MSG_TYPE: 'reply', CORRELATION_ID: id, TTL: '3000', MSG_REGION: 'DefaultRegion', TRACE_ON: 'true',
      })
      expect(Number(reply.getProperty('ARRIVE_TIME'))).toBeGreaterThanOrEqual(Number(reply.getProperty('PUSH_REPLY_TIME')))
      yield* sleep(100)
      const store = brokers[0]!.getMessageStore()
      expect(store.getMaxOffsetInQueue(REPLIES, 0)).toBe(1)
    })
  })

  test('may be answered with more than fits uncompressed', () => {
    withReplier(function* (producer) {
      expect(textOf(yield* producer.request(messageTo('Questions', 'much'), 3000))).toBe('x'.repeat(5000))
    })
  })

  test('that nobody answers in time ends with RequestTimeoutException; the reply that comes later finds nobody', () => {
    withReplier(function* (producer, { process }, replier) {
      const begin = process.currentTimeMillis()
      const error = yield* caught(() => producer.request(messageTo('Questions', 'slow'), 1000))
      expect(error).toBeInstanceOf(RequestTimeoutException)
      expect(error).toMatchObject({ responseCode: 10_006 })
      expect(process.currentTimeMillis() - begin).toBeLessThan(1010)
      const callback = listening()
      yield* producer.requestAsync(messageTo('Questions', 'slow'), callback, 500)
      yield* sleep(4500)
      expect(callback.heard).toHaveLength(1)
      expect(callback.heard[0]).toBeInstanceOf(RequestTimeoutException)
      expect(replier.outcomes).toEqual(['nothing was thrown', 'nothing was thrown'])
    }, 2500)
  })

  test('that can not be sent fails at once, and its callback hears why', () => {
    withReplier(function* (producer, { brokers }) {
      const broker = brokers[0]!
      broker.brokerConfig.startAcceptSendRequestTimeStamp = Number.MAX_SAFE_INTEGER
      const error = yield* caught(() => producer.request(messageTo('Questions', 'one'), 3000))
      expect(error).toBeInstanceOf(MQClientException)
      expect(String((error as MQClientException).cause)).toContain('takes no messages')
      const callback = listening()
      yield* producer.requestAsync(messageTo('Questions', 'one'), callback, 3000)
      yield* sleep(1000)
      expect(callback.heard).toHaveLength(1)
      expect(String(callback.heard[0])).toContain('takes no messages')
    })
  })

  test('of a client that has gone can not be answered', () => {
    withReplier(function* (producer, _cluster, replier) {
      const callback = listening()
      yield* producer.requestAsync(messageTo('Questions', 'one'), callback, 3000)
      yield* producer.shutdown()
      yield* sleep(5000)
      expect(String(replier.outcomes.at(-1))).toContain('MQBrokerException')
      expect(String(replier.outcomes.at(-1))).toContain('is not connected')
    }, 2000)
  })
})

test('there is no reply to a message that no broker has seen', () => {
  expect(() => MessageUtil.createReplyMessage(messageTo('T', 'x'), new Uint8Array(1))).toThrow(MQClientException)
  const request = messageTo('T', 'x')
  request.putProperty('CLUSTER', 'c')
  request.putProperty('REPLY_TO_CLIENT', 'me')
  const reply = MessageUtil.createReplyMessage(request, new Uint8Array(1))
  expect([...reply.properties.entries()]).toEqual([['MSG_TYPE', 'reply'], ['REPLY_TO_CLIENT', 'me']])
  expect(MessageUtil.getReplyToClient(reply)).toBe('me')
})

test('random ids differ, and have the marks of version 4', () => {
  const random = new Random(7)
  const ids = Array.from({ length: 200 }, () => randomUUID(random))
  expect(new Set(ids).size).toBe(200)
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})
