import { describe, expect, test } from 'vitest'
import { TopicConfig } from '../../../engine/common/TopicConfig'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { sleep } from '../../../engine/kernel/sleep'
import { TopicConfigSerializeWrapper } from '../../../engine/remoting/protocol/body/TopicConfigSerializeWrapper'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { FaultyDisk } from '../../../engine/ports/memory/FaultyDisk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { PageCache } from '../../../engine/store/pagecache/PageCache'
import { goldenLines, hexToBytes } from '../support/golden'
import { BROKER_ADDR, newBroker, run, withBroker } from './support'

const [request, response] = goldenLines<{ readonly hex: string }>('wire/40-ha-master-slave.sync.jsonl').map(({ hex }) =>
  RemotingCommand.decode(hexToBytes(hex)),
) as [RemotingCommand, RemotingCommand]

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

describe('a slave', () => {
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
      const slaveProcess = process.kernel.createProcess({ name: 'slave', host: '10.0.0.22' })
      const cache = new PageCache(process.kernel, '10.0.0.22', new FaultyDisk(new MemoryDisk()))
      const slave = newBroker(slaveProcess, wire, cache, { broker: { brokerId: 1 }, store: { brokerRole: 'SLAVE' } })
      slave['slaveSynchronize'].setMasterAddr(BROKER_ADDR)
      yield* run(slaveProcess, function* () {
        yield* slave.initialize()
        yield* slave.start()
        // The name server of this test knows of no master.
        slave['slaveSynchronize'].setMasterAddr(BROKER_ADDR)
      })
      yield* broker.getTopicConfigManager().updateTopicConfig(new TopicConfig('New'))
      for (let second = 0; second < 135; second++) {
        slave['slaveSynchronize'].setMasterAddr(BROKER_ADDR)
        yield* sleep(1000)
      }
      expect(asked).toHaveLength(2)
      expect(asked[0]!).toBeGreaterThan(60)
      expect(asked[0]!).toBeLessThan(64)
      expect(asked[1]! - asked[0]!).toBeGreaterThan(60)
      expect(slave.getTopicConfigManager().selectTopicConfig('New')).not.toBeNull()
    })
  })
})
