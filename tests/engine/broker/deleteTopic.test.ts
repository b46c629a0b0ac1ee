import { expect, test } from 'vitest'
import { sleep } from '../../../engine/kernel/sleep'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import type { BrokerWorld } from './support'
import { BROKER_ADDR, newBroker, run, send, withBroker } from './support'

type Fields = Readonly<Record<string, string>>

function* order(world: BrokerWorld, code: number, fields: Fields = {}): Blocking<RemotingCommand> {
  const request = RemotingCommand.createRequestCommand(code, null)
  for (const [name, value] of Object.entries(fields)) request.addExtField(name, value)
  return yield* world.client.invokeSync(BROKER_ADDR, request, 5000)
}

test('a deleted topic has lost its queues and what groups had consumed; messages that come later are numbered from 0', () => {
  withBroker(function* (world) {
    for (let number = 0; number < 5; number++) yield* send(world, { b: 'Gone', e: 0 })
    yield* sleep(100)
    const store = world.broker.getMessageStore()
    world.broker.getConsumerOffsetManager().commitOffset('group', 'Gone', 0, 3)
    expect(yield* world.memory.list('store/consumequeue/Gone')).toEqual(['store/consumequeue/Gone/0/00000000000000000000'])
    expect((yield* order(world, RequestCode.DELETE_TOPIC_IN_BROKER, { topic: 'Gone' })).code).toBe(0)
    expect(world.broker.getTopicConfigManager().selectTopicConfig('Gone')).toBeNull()
    expect(world.broker.getConsumerOffsetManager().queryOffset('group', 'Gone', 0)).toBe(-1)
    expect(store.getQueueStore().getConsumeQueue('Gone', 0)).toBeNull()
    expect(yield* world.memory.list('store/consumequeue/Gone')).toEqual([])
    yield* send(world, { b: 'Gone', e: 0 })
    yield* sleep(100)
    expect(store.getMaxOffsetInQueue('Gone', 0)).toBe(1)
    expect(store.getMessage('group', 'Gone', 0, 0, 32, null)?.getMessageCount()).toBe(1)
  })
})

test('queues of a topic that the broker does not know are cleaned; those of the system are not', () => {
  withBroker(function* (world) {
    yield* send(world, { b: 'Known', e: 0 })
    yield* send(world, { b: 'Unknown', e: 0 })
    yield* send(world, { b: 'BenchmarkTest', e: 0 })
    yield* sleep(100)
    yield* world.broker.getTopicConfigManager().deleteTopicConfig('Unknown')
    yield* order(world, RequestCode.CLEAN_UNUSED_TOPIC)
    const topics = world.broker.getMessageStore().getQueueStore().getConsumeQueueTable()
    const left = ['Known', 'Unknown', 'BenchmarkTest'].filter((topic) => topics.has(topic))
    expect(left).toEqual(['Known', 'BenchmarkTest'])
  })
})

test('a queue whose messages are all gone from the log is cleaned, others stay', () => {
  withBroker(function* (world) {
    yield* send(world, { b: 'Old', e: 0 })
    for (let number = 0; number < 300; number++) yield* send(world, { b: 'New', e: 0, body: 'x'.repeat(1000) })
    yield* sleep(1000)
    const store = world.broker.getMessageStore()
    const files = store.getCommitLog().getMappedFileQueue()
    yield* files.deleteExpiredFile(files.getFirstMappedFile()!)
    yield* order(world, RequestCode.CLEAN_EXPIRED_CONSUMEQUEUE)
    expect(store.getQueueStore().getConsumeQueue('Old', 0)).toBeNull()
    expect(store.getQueueStore().getConsumeQueue('New', 0)).not.toBeNull()
  })
})

test('settings that are changed while the broker runs count at once and are written down', () => {
  withBroker(function* (world) {
    const request = RemotingCommand.createRequestCommand(RequestCode.UPDATE_BROKER_CONFIG, null)
    request.body = new TextEncoder().encode('brokerPermission=4\nmaxMessageSize=1000\n')
    const registrations = world.heard.length
    expect((yield* world.client.invokeSync(BROKER_ADDR, request, 5000)).code).toBe(0)
    expect(world.broker.brokerConfig.brokerPermission).toBe(4)
    expect(world.broker.messageStoreConfig.maxMessageSize).toBe(1000)
    // The name servers hear of the permission.
    expect(world.heard.length).toBeGreaterThan(registrations)
    expect(yield* world.memory.exists('store/config/broker.properties')).toBe(true)
  })
})

test('a broker that starts again on a store with a deleted topic comes up', () => {
  withBroker(function* (world) {
    for (let number = 0; number < 5; number++) yield* send(world, { b: 'Gone', e: 0 })
    yield* sleep(2000)
    yield* order(world, RequestCode.DELETE_TOPIC_IN_BROKER, { topic: 'Gone' })
    yield* send(world, { b: 'Gone', e: 0 })
    yield* sleep(2000)
    yield* run(world.brokerProcess, () => world.broker.shutdown())
    world.process.kernel.exit(world.brokerProcess)
    const process = world.process.kernel.createProcess({ name: 'broker-a', host: '10.0.0.21' })
    const again = newBroker(process, world.wire, world.cache, {})
    const isUp = yield* run(process, () => again.initialize())
    expect(isUp).toBe(true)
    expect(again.getMessageStore().getMaxOffsetInQueue('Gone', 0)).toBe(1)
  })
})
