import { describe, expect, test } from 'vitest'
import type { BrokerController } from '../../../engine/broker/BrokerController'
import { TopicConfig } from '../../../engine/common/TopicConfig'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Process } from '../../../engine/kernel/Process'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { sleep } from '../../../engine/kernel/sleep'
import { TopicConfigSerializeWrapper } from '../../../engine/remoting/protocol/body/TopicConfigSerializeWrapper'
import { RemotingTimeoutException } from '../../../engine/remoting/exception/RemotingTimeoutException'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { FaultyDisk } from '../../../engine/ports/memory/FaultyDisk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { PageCache } from '../../../engine/store/pagecache/PageCache'
import { goldenLines, hexToBytes } from '../support/golden'
import type { BrokerWorld } from './support'
import { BROKER_ADDR, newBroker, run, withBroker } from './support'

const FRAMES = goldenLines<{ readonly hex: string }>('wire/40-ha-master-slave.sync.jsonl').map(({ hex }) =>
  RemotingCommand.decode(hexToBytes(hex)),
)
const [request, response] = FRAMES as [RemotingCommand, RemotingCommand]

function withoutTimes(body: Uint8Array): string {
  return decodeUtf8(body).replace(/"timestamp":\d+/g, '"timestamp":0')
}

describe('what a slave asks its master', () => {
  test('is answered as a real master answers a real slave', () => {
    withBroker(function* ({ client }) {
      const ours = yield* client.invokeSync(BROKER_ADDR, request, 3000)
      expect([ours.code, ours.remark, ours.flag]).toEqual([response.code, response.remark, response.flag])
      expect([...ours.extFields!.entries()]).toEqual([...response.extFields!.entries()])
      const [mine, theirs] = [ours, response].map(({ body }) => JSON.parse(decodeUtf8(body!)) as Record<string, object>)
      expect(Object.keys(mine!)).toEqual(Object.keys(theirs!))
      const { TopicAll: created, ...system } = theirs!['topicConfigTable'] as Record<string, unknown>
      expect(created).toBeDefined()
      expect(mine!['topicConfigTable']).toEqual(system)
    })
  })

  test('topics too stand in the order of a real master', () => {
    withBroker(function* ({ client, broker }) {
      yield* broker.getTopicConfigManager().updateTopicConfig(new TopicConfig('TopicAll', 4, 4))
      const ours = yield* client.invokeSync(BROKER_ADDR, request, 3000)
      expect(withoutTimes(ours.body!)).toBe(withoutTimes(response.body!))
    })
  })

  test.each([2, 4, 6])('byte for byte, but for the times (%i)', (index) => {
    withBroker(function* ({ client }) {
      const theirs = FRAMES[index + 1]!
      const ours = yield* client.invokeSync(BROKER_ADDR, FRAMES[index]!, 3000)
      expect([ours.code, ours.remark, ours.flag, ours.extFields]).toEqual([0, null, 1, theirs.extFields])
      expect(withoutTimes(ours.body!)).toBe(withoutTimes(theirs.body!))
    })
  })

  test('becomes its own: the topics and their version; what the master does not have goes', () => {
    withBroker(function* ({ broker, memory }) {
      const manager = broker.getTopicConfigManager()
      yield* manager.updateTopicConfig(new TopicConfig('OnlyHere'))
      const theirs = TopicConfigSerializeWrapper.decode(response.body!)
      yield* manager.replaceAll(theirs)
      expect([...manager.getTopicConfigTable().keys()].sort()).toEqual([...theirs.topicConfigTable.keys()].sort())
      expect(manager.getDataVersion().equals(theirs.dataVersion)).toBe(true)
      expect(memory.paths()).toContain('store/config/topics.json')
    })
  })
})

interface Slave {
  readonly slave: BrokerController
  readonly slaveProcess: Process
  readonly files: MemoryDisk
}

function* startSlave({ wire, process }: Pick<BrokerWorld, 'wire' | 'process'>): Blocking<Slave> {
  const slaveProcess = process.kernel.createProcess({ name: 'slave', host: '10.0.0.22' })
  const files = new MemoryDisk()
  const cache = new PageCache(process.kernel, '10.0.0.22', new FaultyDisk(files))
  const slave = newBroker(slaveProcess, wire, cache, { broker: { brokerId: 1 }, store: { brokerRole: 'SLAVE' } })
  yield* run(slaveProcess, function* () {
    yield* slave.initialize()
    yield* slave.start()
  })
  return { slave, slaveProcess, files }
}

/** The name server of this test knows of no master, so the slave is told again and again. */
function* passSeconds(slave: BrokerController, seconds: number): Blocking<void> {
  for (let second = 0; second < seconds; second++) {
    slave['slaveSynchronize'].setMasterAddr(BROKER_ADDR)
    yield* sleep(1000)
  }
}

describe('a slave', () => {
  test('takes over groups, offsets of consumers and of delay levels, and keeps them on its disk', () => {
    withBroker(function* ({ broker, wire, process }) {
      const { slave, slaveProcess, files } = yield* startSlave({ wire, process })
      yield* slave.subscriptionGroupManager.findSubscriptionGroupConfig('OnlyHere')
      // Two tables that change in the same millisecond have the same version.
      yield* sleep(10)
      slave.consumerOffsetManager.commitOffset('OnlyHere', 'TopicTest', 1, 5)
      yield* broker.subscriptionGroupManager.findSubscriptionGroupConfig('CG')
      broker.consumerOffsetManager.commitOffset('CG', 'TopicTest', 0, 7)
      broker.scheduleMessageService.decode('{"offsetTable":{2:4}}')
      yield* passSeconds(slave, 65)
      const groups = slave.subscriptionGroupManager
      expect([groups.containsSubscriptionGroup('CG'), groups.containsSubscriptionGroup('OnlyHere')]).toEqual([true, false])
      expect(groups.getDataVersion()).toEqual(broker.subscriptionGroupManager.getDataVersion())
      expect(groups.encode()).toBe(broker.subscriptionGroupManager.encode())
      const offsets = slave.consumerOffsetManager
      expect(offsets.queryOffset('CG', 'TopicTest', 0)).toBe(7)
      expect(offsets.queryOffset('OnlyHere', 'TopicTest', 1)).toBe(5)
      expect(offsets.getDataVersion()).toEqual(broker.consumerOffsetManager.getDataVersion())
      expect([...slave.scheduleMessageService.getOffsetTable()]).toEqual([[2, 4]])
      const [kept, delays, table] = ['subscriptionGroup', 'delayOffset', 'consumerOffset'].map((name) => {
        return decodeUtf8(files.contents(`store/config/${name}.json`))
      })
      expect(kept).toBe(groups.encode(true))
      // As it came over the wire: a slave writes this file of its own accord only when it ends.
      expect(delays).toBe(broker.scheduleMessageService.encode())
      expect(table).toBe(offsets.encode(true))
      yield* run(slaveProcess, () => slave.shutdown())
      expect(decodeUtf8(files.contents('store/config/delayOffset.json'))).toBe(slave.scheduleMessageService.encode(true))
    })
  })

  test('whose master does not answer one question still asks the others', () => {
    withBroker(function* ({ broker, wire, process }) {
      const { slave } = yield* startSlave({ wire, process })
      broker.consumerOffsetManager.commitOffset('CG', 'TopicTest', 0, 7)
      slave['brokerOuterAPI'].getAllTopicConfig = function* () {
        throw new RemotingTimeoutException(BROKER_ADDR, 3000)
      }
      slave['brokerOuterAPI'].getAllDelayOffset = function* () {
        return null
      }
      yield* broker.subscriptionGroupManager.findSubscriptionGroupConfig('CG')
      yield* passSeconds(slave, 65)
      expect(slave.consumerOffsetManager.queryOffset('CG', 'TopicTest', 0)).toBe(7)
      expect(slave.subscriptionGroupManager.containsSubscriptionGroup('CG')).toBe(true)
    })
  })

  test('asks after a minute, and once more only when another one is over', () => {
    withBroker(function* ({ broker, wire, process }) {
      const asked: number[] = []
      const begin = process.kernel.now
      process.kernel.sink = {
        emit: (event) => {
          const frame = event as { type: string; code?: number; isResponse?: boolean }
          const isQuestion = frame.type === 'frame-sent' && frame.code === 21 && frame.isResponse === false
          if (isQuestion) asked.push((process.kernel.now - begin) / 1_000_000)
        },
      }
      const { slave } = yield* startSlave({ wire, process })
      yield* broker.getTopicConfigManager().updateTopicConfig(new TopicConfig('New'))
      yield* passSeconds(slave, 135)
      expect(asked).toHaveLength(2)
      expect(asked[0]!).toBeGreaterThan(60)
      expect(asked[0]!).toBeLessThan(64)
      expect(asked[1]! - asked[0]!).toBeGreaterThan(60)
      expect(slave.getTopicConfigManager().selectTopicConfig('New')).not.toBeNull()
    })
  })
})
