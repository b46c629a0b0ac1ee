import { describe, expect, test } from 'vitest'
import { DefaultLitePullConsumer } from '../../../engine/client/consumer/DefaultLitePullConsumer'
import { MessageSelector } from '../../../engine/client/consumer/MessageSelector'
import { MQClientException } from '../../../engine/client/exception/MQClientException'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { MessageQueueMap } from '../../../engine/common/message/MessageQueueMap'
import { TopicConfig } from '../../../engine/common/TopicConfig'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { IllegalArgumentException, IllegalStateException } from '../../../engine/kernel/errors'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import type { TraceEvent } from '../../../engine/trace/events'
import { caught } from '../support/caught'
import { messageTo, type WholeCluster, withCluster } from '../support/withCluster'

const TOPIC = 'T'

function lite(cluster: WholeCluster, changes: Partial<DefaultLitePullConsumer> = {}): DefaultLitePullConsumer {
  const consumer = new DefaultLitePullConsumer(cluster.process, cluster.environment, 'CG')
  return Object.assign(consumer, cluster.settings, { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET' }, changes)
}

/** That many messages in each of the four queues: their bodies are `queue/number`. */
function* fill(cluster: WholeCluster, count: number, from = 0): Blocking<void> {
  const producer = cluster.producer(cluster.process, `group-${from}`)
  yield* producer.start()
  for (let i = from; i < from + count; i++) {
    for (let queue = 0; queue < 4; queue++) {
      const message = messageTo(TOPIC, `${queue}/${i}`)
      message.setTags(i % 2 === 0 ? 'even' : 'odd')
      message.putUserProperty('number', String(i))
      yield* producer.sendToQueue(message, queueOf(queue), 3000)
    }
  }
  yield* producer.shutdown()
}

function queueOf(queueId: number): MessageQueue {
  return new MessageQueue(TOPIC, 'broker-a', queueId)
}

function expected(count: number, from = 0): string[] {
  const numbers = Array.from({ length: count }, (_, i) => i + from)
  return [0, 1, 2, 3].flatMap((queue) => numbers.map((i) => `${queue}/${i}`)).sort()
}

/** Polls until nothing has come for a while. */
function* pollAll(consumer: DefaultLitePullConsumer, quietMillis = 1500): Blocking<string[]> {
  const bodies: string[] = []
  while (true) {
    const messages = yield* consumer.poll(quietMillis)
    if (messages.length === 0) return bodies
    bodies.push(...messages.map(({ body }) => decodeUtf8(body!)))
  }
}

function withMessages(count: number, body: (cluster: WholeCluster) => Blocking<void>, broker: object = {}): void {
  withCluster(function* (cluster) {
    yield* createTopic(cluster)
    yield* fill(cluster, count)
    yield* body(cluster)
  }, { broker })
}

function* createTopic({ brokers: [broker] }: WholeCluster): Blocking<void> {
  yield* broker!.getTopicConfigManager().updateTopicConfig(new TopicConfig(TOPIC, 4, 4))
  yield* broker!.registerBrokerAll(true)
}

describe('a lite pull consumer that subscribes', () => {
  test('polls each message once, those of a queue in their order, and the next one of its group goes on there', () => {
    withMessages(25, function* (cluster) {
      const consumer = lite(cluster)
      yield* consumer.subscribe(TOPIC)
      yield* consumer.start()
      const bodies = yield* pollAll(consumer, 3000)
      expect([...bodies].sort()).toEqual(expected(25))
      for (const queue of [0, 1, 2, 3]) {
        const numbers = bodies.filter((text) => text.startsWith(`${queue}/`)).map((text) => Number(text.slice(2)))
        expect(numbers).toEqual(numbers.map((_, index) => index))
      }
      // What a poll has returned is committed by one that comes later.
      yield* sleep(5000)
      yield* consumer.poll(10)
      yield* consumer.shutdown()
      yield* fill(cluster, 2, 25)
      const next = lite(cluster)
      yield* next.subscribe(TOPIC)
      yield* next.start()
      expect((yield* pollAll(next, 3000)).sort()).toEqual(expected(2, 25))
    })
  })

  test('gets what its tags or its selector want', () => {
    withMessages(6, function* (cluster) {
      const polled: string[][] = []
      for (const [group, wanted] of [['odd ones', 'odd'], ['large ones', MessageSelector.bySql('number > 3')]] as const) {
        const consumer = lite(cluster, { consumerGroup: group.replace(' ', '_') })
        yield* consumer.subscribe(TOPIC, wanted)
        yield* consumer.start()
        polled.push((yield* pollAll(consumer, 3000)).map((text) => text.slice(2)))
        yield* consumer.shutdown()
      }
      expect(polled.map((numbers) => [...new Set(numbers)].sort())).toEqual([['1', '3', '5'], ['4', '5']])
      expect(polled.map((numbers) => numbers.length)).toEqual([12, 8])
    }, { enablePropertyFilter: true })
  })

  test('shares the queues with another, and tells its listener of those it has', () => {
    withMessages(5, function* (cluster) {
      const heard: number[] = []
      const one = lite(cluster)
      yield* one.subscribe(TOPIC, '*', { messageQueueChanged: (_, mqAll, mine) => heard.push(mqAll.length, mine.length) })
      yield* one.start()
      yield* sleep(5000)
      expect(yield* one.assignment()).toHaveLength(4)
      yield* cluster.elsewhere(function* (process) {
        const other = new DefaultLitePullConsumer(process, cluster.environment, 'CG')
        Object.assign(other, cluster.settings, { clientIP: process.host, consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET' })
        yield* other.subscribe(TOPIC)
        yield* other.start()
        yield* sleep(5000)
        expect(yield* other.assignment()).toHaveLength(2)
      })
      expect(yield* one.assignment()).toHaveLength(2)
      expect(heard).toEqual([4, 4, 4, 2])
    })
  })

  test('asks with a code of its own, brings along what it wants, and says that it reads a stream', () => {
    withMessages(1, function* (cluster) {
      const requests: RemotingCommand[] = []
      cluster.process.kernel.sink = {
        emit: (event: object) => {
          const { type, ...fields } = event as TraceEvent
          if (type !== 'frame-sent' || (fields as { isResponse: boolean }).isResponse) return
          requests.push(RemotingCommand.decode((fields as { bytes: Uint8Array }).bytes))
        },
      }
      const consumer = lite(cluster)
      yield* consumer.subscribe(TOPIC)
      yield* consumer.start()
      yield* pollAll(consumer, 3000)
      const pulls = requests.filter(({ code }) => code === RequestCode.LITE_PULL_MESSAGE)
      expect(pulls.length).toBeGreaterThanOrEqual(4)
      expect(Object.fromEntries(pulls[0]!.extFields!.entries())).toMatchObject({
        sysFlag: '22', subscription: '*', expressionType: 'TAG', subVersion: '0', commitOffset: '0', maxMsgNums: '10',
        suspendTimeoutMillis: '20000', ReqT: '0',
      })
      expect(requests.some(({ code }) => code === RequestCode.PULL_MESSAGE)).toBe(false)
      expect(consumer.getDefaultLitePullConsumerImpl().getFactory().clientId).toMatch(/@STREAM$/)
    })
  })

  test('gives up a topic that it unsubscribes from', () => {
    withMessages(1, function* (cluster) {
      const consumer = lite(cluster)
      yield* consumer.subscribe(TOPIC)
      yield* consumer.start()
      yield* pollAll(consumer, 3000)
      yield* consumer.unsubscribe(TOPIC)
      expect(yield* consumer.assignment()).toEqual([])
      yield* fill(cluster, 1, 1)
      expect(yield* pollAll(consumer)).toEqual([])
    })
  })
})

describe('a lite pull consumer whose queues are assigned', () => {
  /** Started, with all four queues. */
  function* assigned(
    cluster: WholeCluster, changes: Partial<DefaultLitePullConsumer> = {},
  ): Blocking<DefaultLitePullConsumer> {
    const consumer = lite(cluster, changes)
    yield* consumer.assign([0, 1, 2, 3].map(queueOf))
    yield* consumer.start()
    return consumer
  }

  test('reads those and no others, at once, also if others do', () => {
    withMessages(3, function* (cluster) {
      const consumer = lite(cluster)
      yield* consumer.start()
      yield* consumer.assign([queueOf(1)])
      expect(yield* pollAll(consumer)).toEqual(['1/0', '1/1', '1/2'])
      yield* consumer.assign([queueOf(2)])
      expect(yield* pollAll(consumer)).toEqual(['2/0', '2/1', '2/2'])
      expect(yield* consumer.assignment()).toEqual([queueOf(2)])
    })
  })

  test('gets those with the tags that were set before the start', () => {
    withMessages(4, function* (cluster) {
      const consumer = lite(cluster)
      consumer.setSubExpressionForAssign(TOPIC, 'even')
      yield* consumer.assign([queueOf(1)])
      yield* consumer.start()
      expect(yield* pollAll(consumer)).toEqual(['1/0', '1/2'])
      expect(() => consumer.setSubExpressionForAssign(TOPIC, 'odd')).toThrow(IllegalStateException)
      expect(() => consumer.setSubExpressionForAssign(TOPIC, ' ')).toThrow(IllegalArgumentException)
    })
  })

  test('jumps to the begin, to the end, and to any message between them', () => {
    withMessages(30, function* (cluster) {
      const consumer = yield* assigned(cluster)
      yield* pollAll(consumer)
      yield* consumer.seek(queueOf(2), 27)
      expect(yield* pollAll(consumer)).toEqual(['2/27', '2/28', '2/29'])
      yield* consumer.seekToBegin(queueOf(2))
      expect(yield* pollAll(consumer)).toHaveLength(30)
      yield* consumer.seekToBegin(queueOf(2))
      yield* consumer.seekToEnd(queueOf(2))
      expect(yield* pollAll(consumer)).toEqual([])
      yield* fill(cluster, 1, 30)
      expect((yield* pollAll(consumer)).sort()).toEqual(expected(1, 30))
    })
  })

  test.each([[-1], [31]])('does not jump out of the queue (%i), nor in one that it does not have', (offset) => {
    withMessages(30, function* (cluster) {
      const consumer = yield* assigned(cluster)
      expect(yield* caught(() => consumer.seek(queueOf(0), offset))).toBeInstanceOf(MQClientException)
      expect(yield* caught(() => consumer.seek(queueOf(9), 0))).toBeInstanceOf(MQClientException)
    })
  })

  test('pauses with a queue, and goes on with it a second later at most', () => {
    withMessages(1, function* (cluster) {
      const consumer = yield* assigned(cluster)
      yield* pollAll(consumer)
      consumer.pause([queueOf(0), queueOf(1)])
      // Pulls that wait at the broker are still answered, once.
      yield* fill(cluster, 1, 1)
      yield* pollAll(consumer)
      yield* fill(cluster, 1, 2)
      expect((yield* pollAll(consumer)).sort()).toEqual(['2/2', '3/2'])
      consumer.resume([queueOf(0)])
      expect(yield* pollAll(consumer)).toEqual(['0/2'])
    })
  })

  test('commits by itself with polls, every five seconds, and the broker hears of it five seconds later at most', () => {
    withMessages(3, function* (cluster) {
      const consumer = yield* assigned(cluster)
      const atBroker = (): number => cluster.brokers[0]!.getConsumerOffsetManager().queryOffset('CG', TOPIC, 1)
      yield* pollAll(consumer, 500)
      // The broker has never heard of the group, and says 0 while the queue has its first message.
      expect(yield* consumer.committed(queueOf(1))).toBe(0)
      yield* sleep(5000)
      yield* consumer.poll(10)
      expect([yield* consumer.committed(queueOf(1)), atBroker()]).toEqual([3, -1])
      yield* sleep(10_000)
      expect(atBroker()).toBe(3)
    })
  })

  test('commits what it is told to when it is told to', () => {
    withMessages(3, function* (cluster) {
      const consumer = yield* assigned(cluster, { autoCommit: false })
      const atBroker = (queueId: number): number => cluster.brokers[0]!.getConsumerOffsetManager().queryOffset('CG', TOPIC, queueId)
      yield* pollAll(consumer, 7000)
      // The broker has never heard of the group, and says 0 while the queue has its first message.
      expect(yield* consumer.committed(queueOf(1))).toBe(0)
      yield* consumer.commit()
      expect([yield* consumer.committed(queueOf(1)), atBroker(1)]).toEqual([3, -1])
      yield* consumer.commitQueues([queueOf(1)], true)
      yield* sleep(10)
      expect([atBroker(1), atBroker(2)]).toEqual([3, -1])
      const offsets = new MessageQueueMap<number>()
      offsets.set(queueOf(2), 1)
      yield* consumer.commitOffsets(offsets, true)
      yield* sleep(10)
      expect([atBroker(1), atBroker(2)]).toEqual([3, 1])
    })
  })

  test('finds the first message of a time, and the queues of a topic', () => {
    withMessages(1, function* (cluster) {
      yield* sleep(10_000)
      const then = cluster.process.currentTimeMillis()
      yield* fill(cluster, 2, 1)
      const consumer = yield* assigned(cluster)
      expect(yield* consumer.offsetForTimestamp(queueOf(0), then)).toBe(1)
      expect((yield* consumer.fetchMessageQueues(TOPIC)).map(({ queueId }) => queueId).sort()).toEqual([0, 1, 2, 3])
      expect(yield* caught(() => consumer.fetchMessageQueues('Nowhere'))).toBeInstanceOf(MQClientException)
    })
  })

  test('pulls no more than it may hold', () => {
    withMessages(60, function* (cluster) {
      const postponed = new Set<string>()
      cluster.process.kernel.sink = {
        emit: (event: object) => {
          if ((event as TraceEvent).type === 'pull-postponed') postponed.add((event as { reason: string }).reason)
        },
      }
      const consumer = yield* assigned(cluster, { pullThresholdForQueue: 20 })
      yield* sleep(2000)
      expect(consumer.getDefaultLitePullConsumerImpl().cachedRequestCount()).toBe(12)
      expect([...postponed]).toEqual(['count'])
      expect((yield* pollAll(consumer)).sort()).toEqual(expected(60))
      const few = yield* assigned(cluster, { consumerGroup: 'Few', pullThresholdForAll: 30 })
      yield* sleep(2000)
      expect(few.getDefaultLitePullConsumerImpl().cachedRequestCount()).toBeLessThanOrEqual(7)
      expect([...postponed]).toContain('all')
    })
  })

  test('goes on when the broker has refused its pulls for a while', () => {
    withMessages(2, function* (cluster) {
      const consumer = yield* assigned(cluster)
      yield* pollAll(consumer)
      cluster.brokers[0]!.brokerConfig.litePullMessageEnable = false
      yield* fill(cluster, 2, 2)
      expect(yield* pollAll(consumer)).toEqual([])
      cluster.brokers[0]!.brokerConfig.litePullMessageEnable = true
      expect((yield* pollAll(consumer)).sort()).toEqual(expected(2, 2))
    })
  })

  test('hears that its topic has other queues', () => {
    withMessages(1, function* (cluster) {
      const consumer = yield* assigned(cluster)
      const heard: number[] = []
      const listener = { onChanged: (_: string, queues: readonly unknown[]) => heard.push(queues.length) }
      yield* consumer.registerTopicMessageQueueChangeListener(TOPIC, listener)
      yield* sleep(45_000)
      expect(heard).toEqual([])
      yield* cluster.brokers[0]!.getTopicConfigManager().updateTopicConfig(new TopicConfig(TOPIC, 6, 6))
      yield* sleep(65_000)
      expect(heard).toEqual([6])
    })
  })

  test('says how it is configured, and how far it is', () => {
    withMessages(3, function* (cluster) {
      const consumer = yield* assigned(cluster)
      yield* sleep(1000)
      const info = yield* consumer.getDefaultLitePullConsumerImpl().consumerRunningInfo()
      expect(Object.fromEntries(info.properties)).toMatchObject({ pullBatchSize: '10', autoCommit: 'true', consumerGroup: 'CG' })
      const queues = info.mqTable.map(([, { cachedMsgCount, commitOffset }]) => [cachedMsgCount, commitOffset])
      expect(queues).toEqual(Array(4).fill([3, 0]))
    })
  })
})

describe('a lite pull consumer', () => {
  test.each<[string, Partial<DefaultLitePullConsumer>]>([
    ['the default group', { consumerGroup: 'DEFAULT_CONSUMER' }],
    ['a group that can’t be', { consumerGroup: 'a b' }],
    ['less patience than the broker', { consumerTimeoutMillisWhenSuspend: 19_999 }],
  ])('does not start with %s', (_name, changes) => {
    withCluster(function* (cluster) {
      const consumer = lite(cluster, changes)
      expect(yield* caught(() => consumer.start())).toBeInstanceOf(MQClientException)
      expect(consumer.getDefaultLitePullConsumerImpl().getServiceState()).toBe('START_FAILED')
    })
  })

  test('starts once, polls only while it runs, and either subscribes or is assigned queues', () => {
    withCluster(function* (cluster) {
      const consumer = lite(cluster)
      expect(yield* caught(() => consumer.poll(1))).toBeInstanceOf(IllegalStateException)
      yield* consumer.start()
      expect(consumer.isRunning()).toBe(true)
      expect(yield* caught(() => consumer.start())).toBeInstanceOf(MQClientException)
      expect(yield* caught(() => consumer.assign([]))).toBeInstanceOf(IllegalArgumentException)
      expect(yield* caught(() => consumer.poll(-1))).toBeInstanceOf(IllegalArgumentException)
      yield* consumer.assign([queueOf(0)])
      expect(yield* caught(() => consumer.subscribe(TOPIC))).toBeInstanceOf(MQClientException)
      const other = lite(cluster)
      yield* other.subscribe(TOPIC)
      expect(yield* caught(() => other.assign([queueOf(0)]))).toBeInstanceOf(IllegalStateException)
      expect(yield* caught(() => other.subscribe('', '*'))).toBeInstanceOf(MQClientException)
      yield* consumer.shutdown()
      yield* sleep(60_000)
      expect(yield* caught(() => consumer.poll(1))).toBeInstanceOf(IllegalStateException)
      expect([...cluster.process.threads].map(({ name }) => name).filter((name) => name.startsWith('PullMsgThread'))).toEqual([])
    })
  })
})
