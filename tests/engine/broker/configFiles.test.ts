import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { BrokerConfig } from '../../../engine/broker/BrokerConfig'
import type { ConfigManager } from '../../../engine/broker/ConfigManager'
import { ConsumerOffsetManager } from '../../../engine/broker/offset/ConsumerOffsetManager'
import { ScheduleMessageService } from '../../../engine/broker/schedule/ScheduleMessageService'
import { SubscriptionGroupManager } from '../../../engine/broker/subscription/SubscriptionGroupManager'
import { TopicConfigManager } from '../../../engine/broker/topic/TopicConfigManager'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Process } from '../../../engine/kernel/Process'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import { sleep } from '../../../engine/kernel/sleep'
import { FaultyDisk } from '../../../engine/ports/memory/FaultyDisk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { jsonFields, plainJson } from '../support/plainJson'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { SubscriptionGroupConfig } from '../../../engine/remoting/protocol/subscription/SubscriptionGroupConfig'
import { MessageStoreConfig } from '../../../engine/store/config/MessageStoreConfig'
import { DefaultMessageStore } from '../../../engine/store/DefaultMessageStore'
import { PageCache } from '../../../engine/store/pagecache/PageCache'
import { goldenLines, hexToBytes } from '../support/golden'
import { runInKernel } from '../support/runInKernel'
import { goldenStore } from '../store/support/goldenFiles'
import { BROKER_ADDR, run, withBroker } from './support'

const STORES = { 'store-quick': goldenStore('store-quick'), 'store-full': goldenStore('store-full') }
type StoreName = keyof typeof STORES
const FILES = ['topics.json', 'subscriptionGroup.json', 'consumerOffset.json', 'delayOffset.json']

function golden(store: StoreName, file: string): string {
  return decodeUtf8(STORES[store].get(`config/${file}`)!)
}

/** What writes each of the files. */
function managers(process: Process, memory: MemoryDisk): Map<string, ConfigManager> {
  const disk = new FaultyDisk(memory)
  const brokerConfig = Object.assign(new BrokerConfig(), { brokerName: 'broker-a' })
  const storeConfig = new MessageStoreConfig()
  const store = new DefaultMessageStore(process, new PageCache(process.kernel, process.host, disk), storeConfig)
  const nobody = function* (): Blocking<void> {}
  return new Map<string, ConfigManager>([
    ['topics.json', new TopicConfigManager(process, disk, brokerConfig, storeConfig, nobody)],
    ['subscriptionGroup.json', new SubscriptionGroupManager(process, disk, brokerConfig, storeConfig)],
    ['consumerOffset.json', new ConsumerOffsetManager(process, disk, brokerConfig, storeConfig)],
    ['delayOffset.json', new ScheduleMessageService(process, disk, brokerConfig, store)],
  ])
}

function* install(memory: MemoryDisk, file: string, text: string): Blocking<void> {
  const opened = yield* memory.open(`store/config/${file}`, true)
  opened.write(0, encodeUtf8(text))
}

/** Reads the file as a broker does that starts, and writes it as one does that ends. */
function readAndWritten(file: string, text: string): string {
  return runInKernel(function* (process) {
    const memory = new MemoryDisk()
    yield* install(memory, file, text)
    const manager = managers(process, memory).get(file)!
    // Without the queues of the store, which would correct the offsets.
    if (manager instanceof ScheduleMessageService) manager.decode(text)
    else expect(yield* manager.load()).toBe(true)
    yield* manager.persist()
    expect(decodeUtf8(memory.contents(`store/config/${file}.bak`))).toBe(text)
    return decodeUtf8(memory.contents(`store/config/${file}`))
  })
}

describe('a configuration file of a real broker', () => {
  test.each(FILES.map((file) => [file]))('of one message: %s is read and written again byte for byte', (file) => {
    expect(readAndWritten(file, golden('store-quick', file))).toBe(golden('store-quick', file))
  })

  const others = FILES.filter((file) => file !== 'consumerOffset.json').map((file) => [file])
  test.each(others)('that has served everybody: %s is read and written again byte for byte', (file) => {
    expect(readAndWritten(file, golden('store-full', file))).toBe(golden('store-full', file))
  })

  test('with twelve offsets and more is written again in another order, as a real broker does', () => {
    const vector = path.resolve(import.meta.dirname, '../../golden/vectors/consumerOffset-reread.json')
    const text = golden('store-full', 'consumerOffset.json')
    expect(readAndWritten('consumerOffset.json', text)).toBe(readFileSync(vector, 'utf8'))
  })

  test('comes into being by the same commits', () => {
    const text = golden('store-full', 'consumerOffset.json')
    const { dataVersion, offsetTable } = plainJson(text) as {
      dataVersion: { timestamp: number }
      offsetTable: Record<string, Record<string, number>>
    }
    const made = runInKernel(function* (process) {
      const manager = managers(process, new MemoryDisk()).get('consumerOffset.json') as ConsumerOffsetManager
      // In an order that has nothing to do with the file's.
      for (const topicAtGroup of Object.keys(offsetTable).sort()) {
        const [topic, ...group] = topicAtGroup.split('@')
        for (const [queueId, offset] of Object.entries(offsetTable[topicAtGroup]!)) {
          manager.commitOffset(group.join('@'), topic!, Number(queueId), offset)
        }
      }
      Object.assign(manager.getDataVersion(), dataVersion)
      return manager.encode(true)
    })
    expect(made).toBe(text)
  })
})

/** The times at which the tables have changed are other ones each time. */
function withoutTimes(text: string): string {
  return text.replace(/"timestamp":\d+/g, '"timestamp":0')
}

describe('a new broker', () => {
  test('that is asked the same leaves the same files behind', () => {
    const frames = goldenLines<{ serverPort: number; dir: string; kind: string; hex: string }>('wire/02-quick.jsonl')
    withBroker(function* ({ client, broker, brokerProcess, memory }) {
      for (const { serverPort, dir, kind, hex } of frames) {
        if (serverPort !== 10_911 || dir !== 'c2s') continue
        const request = RemotingCommand.decode(hexToBytes(hex))
        if (kind === 'oneway') yield* client.invokeOneway(BROKER_ADDR, request, 3000)
        else yield* client.invokeSync(BROKER_ADDR, request, 3000)
        yield* sleep(20)
      }
      yield* run(brokerProcess, () => broker.shutdown())
      for (const file of FILES) {
        const ours = decodeUtf8(memory.contents(`store/config/${file}`))
        expect(withoutTimes(ours), file).toBe(withoutTimes(golden('store-quick', file)))
      }
    })
  })

  test('writes down how far consumers are every five seconds, delay offsets every ten', () => {
    withBroker(function* ({ broker, memory }) {
      const offsets = 'store/config/consumerOffset.json'
      yield* sleep(9000)
      expect(memory.paths().filter((file) => /Offset/.test(file))).toEqual([])
      yield* sleep(1500)
      expect(memory.paths()).toContain('store/config/delayOffset.json')
      broker.getConsumerOffsetManager().commitOffset('CG', 'TopicTest', 0, 7)
      expect(decodeUtf8(memory.contents(offsets))).not.toContain('TopicTest@CG')
      yield* sleep(5000)
      expect(decodeUtf8(memory.contents(offsets))).toContain('"TopicTest@CG":{0:7')
      expect(memory.paths()).not.toContain('store/config/delayOffset.json.bak')
      yield* sleep(5000)
      expect(memory.paths()).toContain('store/config/delayOffset.json.bak')
    })
  })
})

describe('what is damaged', () => {
  test.each(FILES.map((file) => [file]))('%s: the file before it is taken', (file) => {
    runInKernel(function* (process) {
      const memory = new MemoryDisk()
      const text = golden('store-quick', file)
      yield* install(memory, file, text.slice(0, 40))
      yield* install(memory, `${file}.bak`, text)
      const manager = managers(process, memory).get(file)!
      expect(yield* manager.load()).toBe(true)
      expect(manager.encode(true)).toBe(text)
      yield* install(memory, `${file}.bak`, '{"dataVersion":')
      expect(yield* managers(process, memory).get(file)!.load()).toBe(false)
    })
  })
})

describe('the offsets of delay levels', () => {
  test('are brought back into their queues at the start', () => {
    runInKernel(function* (process) {
      const memory = new MemoryDisk()
      yield* install(memory, 'delayOffset.json', golden('store-full', 'delayOffset.json').replace('1:1,', '1:1,19:5,'))
      const service = managers(process, memory).get('delayOffset.json') as ScheduleMessageService
      expect(yield* service.load()).toBe(true)
      expect([...service.getOffsetTable()]).toEqual([[1, 0], [2, 0], [3, 0], [19, 5]])
    })
  })
})

describe('groups', () => {
  test('come into being by being asked for, unless the broker does not want it or the name is none', () => {
    withBroker(function* ({ broker }) {
      const manager = broker.getSubscriptionGroupManager()
      const { counter } = manager.getDataVersion()
      expect(yield* manager.findSubscriptionGroupConfig('CG_new')).toEqual(new SubscriptionGroupConfig('CG_new'))
      expect(manager.getDataVersion().counter).toBe(counter + 1)
      expect(yield* manager.findSubscriptionGroupConfig('no blanks')).toBeNull()
      expect(yield* manager.findSubscriptionGroupConfig('x'.repeat(256))).toBeNull()
      broker.brokerConfig.autoCreateSubscriptionGroup = false
      expect(yield* manager.findSubscriptionGroupConfig('CG_other')).toBeNull()
      expect(yield* manager.findSubscriptionGroupConfig('CID_RMQ_SYS_other')).not.toBeNull()
      expect(yield* manager.findSubscriptionGroupConfig('TOOLS_CONSUMER')).not.toBeNull()
    })
  })

  test('what is not said of them keeps its default, what is unknown is left out', () => {
    const policy = { type: 'EXPONENTIAL', exponentialRetryPolicy: { initial: 4000 } }
    const fields = { groupName: 'G', consumeEnable: false, subscriptionDataSet: [{ topic: 'T' }], groupRetryPolicy: policy }
    const config = SubscriptionGroupConfig.fromJson(jsonFields({ ...fields, brokerId: null, unknown: 1 }))
    const subscription = { topic: 'T', expressionType: null, expression: null, version: 0 }
    const whole = { type: 'EXPONENTIAL', exponentialRetryPolicy: { initial: 4000, max: 7_200_000, multiplier: 2 } }
    const expected = { ...fields, subscriptionDataSet: new Set([subscription]), groupRetryPolicy: whole }
    expect(config).toEqual(Object.assign(new SubscriptionGroupConfig('G'), expected))
  })

  test('two threads that write the file at the same time write it one after the other', () => {
    withBroker(function* ({ broker, brokerProcess, memory }) {
      const manager = broker.getSubscriptionGroupManager()
      const threads = ['CG_1', 'CG_2', 'CG_3'].map((group) =>
        brokerProcess.spawn(group, function* () {
          yield* manager.findSubscriptionGroupConfig(group)
        }),
      )
      for (const thread of threads) yield* thread.join()
      const [text, previous] = ['', '.bak'].map((suffix) => {
        return decodeUtf8(memory.contents(`store/config/subscriptionGroup.json${suffix}`))
      })
      for (const group of ['CG_1', 'CG_2', 'CG_3']) expect(text).toContain(group)
      // Whoever had to wait for a turn has written what there was by then.
      expect(previous).toBe(text)
    })
  })
})
