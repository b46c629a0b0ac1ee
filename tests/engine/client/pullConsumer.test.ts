import { describe, expect, test } from 'vitest'
import { DefaultMQPullConsumer } from '../../../engine/client/consumer/DefaultMQPullConsumer'
import type { MessageQueueListener } from '../../../engine/client/consumer/MessageQueueListener'
import { MessageSelector } from '../../../engine/client/consumer/MessageSelector'
import type { PullResult } from '../../../engine/client/consumer/PullResult'
import { MQClientException } from '../../../engine/client/exception/MQClientException'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { TopicConfig } from '../../../engine/common/TopicConfig'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { caught } from '../support/caught'
import { messageTo, type WholeCluster, withCluster } from '../support/withCluster'

const TOPIC = 'T'
const QUEUE = new MessageQueue(TOPIC, 'broker-a', 0)

/** A consumer that runs, and that many messages in queue 0: their bodies are their numbers. */
function withConsumer(
  body: (consumer: DefaultMQPullConsumer, cluster: WholeCluster) => Blocking<void>,
  changes: Partial<DefaultMQPullConsumer> = {},
): void {
  withCluster(function* (cluster) {
    const [broker] = cluster.brokers
    yield* broker!.getTopicConfigManager().updateTopicConfig(new TopicConfig(TOPIC, 4, 4))
    yield* broker!.registerBrokerAll(true)
    for (let i = 0; i < 4; i++) yield* sendOne(cluster, i)
    const consumer = new DefaultMQPullConsumer(cluster.process, cluster.environment, 'CG')
    Object.assign(consumer, cluster.settings, changes)
    yield* consumer.start()
    yield* body(consumer, cluster)
  }, { broker: { enablePropertyFilter: true } })
}

function* sendOne(cluster: WholeCluster, number: number): Blocking<void> {
  const producer = cluster.producer(cluster.process, `group-${number}`)
  yield* producer.start()
  const message = messageTo(TOPIC, String(number))
  message.setTags(number % 2 === 0 ? 'even' : 'odd')
  message.putUserProperty('number', String(number))
  yield* producer.sendToQueue(message, QUEUE, 3000)
  yield* producer.shutdown()
  yield* sleep(10)
}

function bodies({ msgFoundList }: PullResult): string[] {
  return msgFoundList.map(({ body }) => decodeUtf8(body!))
}

describe('a pull consumer', () => {
  test('pulls from the queue and the offset that it is told, what its tags or its selector want', () => {
    withConsumer(function* (consumer) {
      const found = yield* consumer.pull(QUEUE, '*', 1, 2)
      expect([found.pullStatus, bodies(found), found.nextBeginOffset]).toEqual(['FOUND', ['1', '2'], 3])
      expect(bodies(yield* consumer.pull(QUEUE, 'odd', 0, 32))).toEqual(['1', '3'])
      expect(bodies(yield* consumer.pull(QUEUE, MessageSelector.bySql('number >= 2'), 0, 32))).toEqual(['2', '3'])
      expect((yield* consumer.pull(QUEUE, 'neither', 0, 32)).pullStatus).toBe('NO_MATCHED_MSG')
      const end = yield* consumer.pull(QUEUE, '*', 4, 32)
      expect([end.pullStatus, end.nextBeginOffset, end.maxOffset]).toEqual(['NO_NEW_MSG', 4, 4])
      expect((yield* consumer.pull(QUEUE, '*', 9, 32)).pullStatus).toBe('OFFSET_ILLEGAL')
    })
  })

  test('waits for a message if it is told to, up to 20 seconds and a little more', () => {
    withConsumer(function* (consumer, cluster) {
      const { process } = cluster
      process.spawn('later', function* () {
        yield* sleep(7000)
        yield* sendOne(cluster, 4)
      })
      const begin = process.currentTimeMillis()
      expect(bodies(yield* consumer.pullBlockIfNotFound(QUEUE, '*', 4, 32))).toEqual(['4'])
      expect(Math.round((process.currentTimeMillis() - begin) / 100)).toBe(70)
      const none = yield* consumer.pullBlockIfNotFound(QUEUE, '*', 5, 32)
      expect(none.pullStatus).toBe('NO_NEW_MSG')
      const waited = process.currentTimeMillis() - begin - 7000
      expect(waited).toBeGreaterThan(20_000)
      expect(waited).toBeLessThan(25_100)
    })
  })

  test('tells a callback', () => {
    withConsumer(function* (consumer) {
      const heard: unknown[] = []
      const callback = {
        *onSuccess(result: PullResult) { heard.push(bodies(result)) },
        *onException(error: unknown) { heard.push(String(error)) },
      }
      yield* consumer.pullAsync(QUEUE, '*', 0, 1, callback)
      yield* consumer.pullBlockIfNotFoundAsync(QUEUE, '*', 3, 1, callback)
      yield* consumer.pullAsync(new MessageQueue(TOPIC, 'broker-a', 9), '*', 0, 1, callback)
      yield* sleep(100)
      expect(heard).toEqual([['0'], ['3'], expect.stringContaining('MQBrokerException')])
    })
  })

  test.each([[-1, 1], [0, 0], [0, -1]])('refuses to pull from %i that many: %i', (offset, maxNums) => {
    withConsumer(function* (consumer) {
      expect(yield* caught(() => consumer.pull(QUEUE, '*', offset, maxNums))).toBeInstanceOf(MQClientException)
      expect(yield* caught(() => consumer.pull(QUEUE, '||', 0, 1))).toBeInstanceOf(MQClientException)
    })
  })

  test('knows where queues begin and end, and how far it is', () => {
    withConsumer(function* (consumer, { process }) {
      expect([yield* consumer.minOffset(QUEUE), yield* consumer.maxOffset(QUEUE)]).toEqual([0, 4])
      expect(yield* consumer.searchOffset(QUEUE, process.currentTimeMillis() + 1000)).toBe(4)
      const queues = yield* consumer.fetchSubscribeMessageQueues(TOPIC)
      expect(queues.map(({ queueId }) => queueId).sort()).toEqual([0, 1, 2, 3])
      consumer.updateConsumeOffset(QUEUE, 3)
      expect(yield* consumer.fetchConsumeOffset(QUEUE, false)).toBe(3)
      // The broker has not been told.
      expect(yield* consumer.fetchConsumeOffset(QUEUE, true)).toBe(0)
    })
  })

  test('shares the queues of topics that it registers, and tells the broker how far it is in them', () => {
    const heard: number[] = []
    const listener: MessageQueueListener = {
      messageQueueChanged: (_, all, mine) => heard.push(all.length, mine.length),
    }
    withConsumer(function* (consumer, { brokers }) {
      yield* sleep(25_000)
      expect(heard.slice(-2)).toEqual([4, 4])
      expect(consumer.fetchMessageQueuesInBalance(TOPIC)).toHaveLength(4)
      consumer.updateConsumeOffset(QUEUE, 2)
      yield* sleep(6000)
      expect(brokers[0]!.getConsumerOffsetManager().queryOffset('CG', TOPIC, 0)).toBe(2)
      yield* consumer.shutdown()
      expect(yield* caught(() => consumer.pull(QUEUE, '*', 0, 1))).toBeInstanceOf(MQClientException)
    }, { registerTopics: [TOPIC], messageQueueListener: listener })
  })

  test('gives a message back, which lies in the retry topic ten seconds later; also if its broker does not know it', () => {
    withConsumer(function* (consumer, { brokers }) {
      const { msgFoundList: [first, second] } = yield* consumer.pull(QUEUE, '*', 0, 2)
      yield* consumer.sendMessageBack(first!, 0)
      second!.commitLogOffset += 1
      yield* consumer.sendMessageBack(second!, 0)
      const store = brokers[0]!.getMessageStore()
      yield* sleep(9000)
      expect(store.getMaxOffsetInQueue('%RETRY%CG', 0)).toBe(0)
      yield* sleep(2500)
      expect(store.getMaxOffsetInQueue('%RETRY%CG', 0)).toBe(2)
      const retries = yield* consumer.pull(new MessageQueue('%RETRY%CG', 'broker-a', 0), '*', 0, 32)
      expect(bodies(retries).sort()).toEqual(['0', '1'])
      expect(retries.msgFoundList.map(({ reconsumeTimes }) => reconsumeTimes)).toEqual([1, 1])
    })
  })

  test.each([
    ['the default group', { consumerGroup: 'DEFAULT_CONSUMER' }], ['a group that can’t be', { consumerGroup: 'a b' }],
    ['less patience than the broker', { consumerTimeoutMillisWhenSuspend: 19_999 }],
  ])('does not start with %s', (_name, changes) => {
    expect(() => withConsumer(function* () {}, changes)).toThrow(MQClientException)
  })
})
