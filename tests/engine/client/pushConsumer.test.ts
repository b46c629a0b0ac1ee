import { describe, expect, test } from 'vitest'
import type { ConsumerEnvironment } from '../../../engine/client/ClientEnvironment'
import { DefaultMQPushConsumer } from '../../../engine/client/consumer/DefaultMQPushConsumer'
import { MessageListenerConcurrently } from '../../../engine/client/consumer/listener/MessageListenerConcurrently'
import { MQClientException } from '../../../engine/client/exception/MQClientException'
import { RebalanceService } from '../../../engine/client/impl/consumer/RebalanceService'
import { PakoCompressor } from '../../../engine/adapters/zlib/PakoCompressor'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Process } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { MemoryWire } from '../../../engine/ports/memory/MemoryWire'
import { caught } from '../support/caught'
import { runInKernel } from '../support/runInKernel'

class Nothing extends MessageListenerConcurrently {
  *consumeMessage(): Blocking<'CONSUME_SUCCESS'> {
    return 'CONSUME_SUCCESS'
  }
}

function create(process: Process, group = 'CG', wire = new MemoryWire(process.kernel)): DefaultMQPushConsumer {
  const environment: ConsumerEnvironment = { wire, compressor: new PakoCompressor(), disk: new MemoryDisk() }
  const consumer = new DefaultMQPushConsumer(process, environment, group)
  consumer.clientIP = '10.0.0.61'
  consumer.namesrvAddr = '10.0.0.11:9876'
  consumer.registerMessageListener(new Nothing())
  return consumer
}

/** Facts: the table of defaults and ranges in the facts about the client, §5.1. */
describe('a push consumer', () => {
  test('has the defaults of 5.3.2', () => {
    runInKernel(function* (process) {
      expect(create(process)).toMatchObject({
        messageModel: 'CLUSTERING', consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
        consumeThreadMin: 20, consumeThreadMax: 20,
        consumeConcurrentlyMaxSpan: 2000, pullThresholdForQueue: 1000, pullThresholdSizeForQueue: 100,
        pullThresholdForTopic: -1,
        pullThresholdSizeForTopic: -1, pullInterval: 0, consumeMessageBatchMaxSize: 1, pullBatchSize: 32,
        pullBatchSizeInBytes: 262_144, postSubscriptionWhenPull: false, maxReconsumeTimes: -1,
        suspendCurrentQueueTimeMillis: 1000,
        consumeTimeout: 15, awaitTerminationMillisWhenShutdown: 0, persistConsumerOffsetInterval: 5000,
      })
    })
  })

  test.each<[string, Partial<DefaultMQPushConsumer>]>([
    ['the default group', { consumerGroup: 'DEFAULT_CONSUMER' }],
    ['a group that can’t be', { consumerGroup: 'a b' }],
    ['no listener', { messageListener: null }],
    ['a time that is none', { consumeTimestamp: 'yesterday' }],
    ['no thread', { consumeThreadMin: 0 }],
    ['too many threads', { consumeThreadMax: 1001 }],
    ['more threads at least than at most', { consumeThreadMin: 21 }],
    ['no span', { consumeConcurrentlyMaxSpan: 0 }],
    ['too wide a span', { consumeConcurrentlyMaxSpan: 65_536 }],
    ['no messages', { pullThresholdForQueue: 0 }],
    ['no messages of a topic', { pullThresholdForTopic: 0 }],
    ['too many of a topic', { pullThresholdForTopic: 6_553_501 }],
    ['no bytes', { pullThresholdSizeForQueue: 0 }],
    ['too many bytes', { pullThresholdSizeForQueue: 1025 }],
    ['too many bytes of a topic', { pullThresholdSizeForTopic: 102_401 }],
    ['a pause before the last pull', { pullInterval: -1 }],
    ['empty batches', { consumeMessageBatchMaxSize: 0 }],
    ['batches that are too big', { consumeMessageBatchMaxSize: 1025 }],
    ['pulls of nothing', { pullBatchSize: 0 }],
    ['pulls of too much', { pullBatchSize: 1025 }],
  ])('does not start with %s', (_name, settings) => {
    runInKernel(function* (process) {
      const consumer = Object.assign(create(process), settings)
      expect(yield* caught(() => consumer.start())).toBeInstanceOf(MQClientException)
      expect(consumer.getDefaultMQPushConsumerImpl().getServiceState()).toBe('START_FAILED')
      expect(yield* caught(() => consumer.start())).toBeInstanceOf(MQClientException)
    })
  })

  test('does not subscribe to nothing', () => {
    runInKernel(function* (process) {
      expect(yield* caught(() => create(process).subscribe('T', '||'))).toBeInstanceOf(MQClientException)
    })
  })

  test('that finds no name server is shut down again', () => {
    runInKernel(function* (process) {
      const consumer = create(process)
      yield* consumer.subscribe('T', '*')
      expect(String(yield* caught(() => consumer.start()))).toContain('IllegalStateException')
      expect(consumer.getDefaultMQPushConsumerImpl().getServiceState()).toBe('SHUTDOWN_ALREADY')
      yield* sleep(1000)
      expect([...process.threads].map(({ name }) => name)).not.toContain('PullMessageService')
    })
  })
})

test('a rebalance comes every 20 s, after a second when it has failed, and never twice in a second', () => {
  runInKernel(function* (process) {
    const times: number[] = []
    let isBalanced = true
    const begin = process.currentTimeMillis()
    const service = new RebalanceService(process, function* () {
      times.push(process.currentTimeMillis() - begin)
      return isBalanced
    })
    service.start()
    service.wakeup()
    yield* sleep(21_500)
    expect(times).toEqual([1000, 21_000])
    service.wakeup()
    service.wakeup()
    yield* sleep(2000)
    expect(times).toEqual([1000, 21_000, 22_000])
    isBalanced = false
    service.wakeup()
    yield* sleep(2100)
    expect(times.slice(3)).toEqual([23_500, 24_500, 25_500])
    yield* service.shutdown()
  })
})
