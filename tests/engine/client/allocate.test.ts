import { describe, expect, it } from 'vitest'
import type { AllocateMessageQueueStrategy } from '../../../engine/client/consumer/AllocateMessageQueueStrategy'
import { AllocateMachineRoomNearby } from '../../../engine/client/consumer/rebalance/AllocateMachineRoomNearby'
import { AllocateMessageQueueAveragely } from '../../../engine/client/consumer/rebalance/AllocateMessageQueueAveragely'
import { AllocateMessageQueueAveragelyByCircle } from '../../../engine/client/consumer/rebalance/AllocateMessageQueueAveragelyByCircle'
import { AllocateMessageQueueByConfig } from '../../../engine/client/consumer/rebalance/AllocateMessageQueueByConfig'
import { AllocateMessageQueueByMachineRoom } from '../../../engine/client/consumer/rebalance/AllocateMessageQueueByMachineRoom'
import { AllocateMessageQueueConsistentHash } from '../../../engine/client/consumer/rebalance/AllocateMessageQueueConsistentHash'
import { ConsistentHashRouter } from '../../../engine/common/consistenthash/ConsistentHashRouter'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { IllegalArgumentException } from '../../../engine/kernel/errors'
import { md5 } from '../../../engine/kernel/java/md5'
import { encodeUtf8 } from '../../../engine/kernel/Utf8'
import { bytesToHex, goldenLines } from '../support/golden'

interface Row {
  readonly strategy: string
  readonly brokers: readonly string[]
  readonly queues: number
  readonly cidAll: readonly string[]
  readonly cid: string
  readonly result?: readonly string[]
  readonly error?: string
}

const ROWS = goldenLines<Row>('vectors/allocate.jsonl')
const RESOLVER = {
  brokerDeployIn: ({ brokerName }: MessageQueue) => brokerName.split(/[@-]/)[0]!,
  consumerDeployIn: (cid: string) => cid.split('-')[0]!,
}

function queuesOf(brokers: readonly string[], queues: number): MessageQueue[] {
  const ids = Array.from({ length: queues }, (_, id) => id)
  return brokers.flatMap((name) => ids.map((id) => new MessageQueue('TopicTest', name, id)))
}

function strategiesFor(mqAll: readonly MessageQueue[]): AllocateMessageQueueStrategy[] {
  const config = new AllocateMessageQueueByConfig()
  config.setMessageQueueList(mqAll.slice(0, 1))
  const machineRoom = new AllocateMessageQueueByMachineRoom()
  machineRoom.setConsumeridcs(['r1', 'r3'])
  return [
    new AllocateMessageQueueAveragely(), new AllocateMessageQueueAveragelyByCircle(), config, machineRoom,
    new AllocateMachineRoomNearby(new AllocateMessageQueueAveragely(), RESOLVER),
    new AllocateMachineRoomNearby(new AllocateMessageQueueConsistentHash(), RESOLVER),
    new AllocateMessageQueueConsistentHash(),
  ]
}

const NAMES = strategiesFor([]).map((strategy) => strategy.getName())

/** The queues, or what is thrown. */
function outcomeOf({ strategy: name, brokers, queues, cidAll, cid }: Row): unknown {
  const mqAll = queuesOf(brokers, queues)
  // The one that is set has a queue also where the topic has none.
  const set = mqAll.length === 0 ? queuesOf(['broker-a'], 1) : mqAll
  const strategy = strategiesFor(set).find((each) => each.getName() === name)!
  try {
    return strategy.allocate('group', cid, mqAll, cidAll).map(({ brokerName, queueId }) => `${brokerName}/${queueId}`)
  } catch (error) {
    return error instanceof IllegalArgumentException ? error.name : String(error)
  }
}

describe('the strategies of consumers', () => {
  it.each(NAMES)('%s gives everybody what it gives them in RocketMQ', (name) => {
    const rows = ROWS.filter(({ strategy }) => strategy === name)
    expect(rows.length).toBeGreaterThan(200)
    const differences = rows.flatMap((row) => {
      const [ours, theirs] = [outcomeOf(row), row.result ?? row.error]
      return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ row, ours }]
    })
    expect(differences).toEqual([])
  })

  it('has a table for each of them, and no other', () => {
    expect([...new Set(ROWS.map(({ strategy }) => strategy))].sort()).toEqual([...NAMES].sort())
  })

  it('consistent hash moves only the queues of the member that leaves', () => {
    const mqAll = queuesOf(['broker-a', 'broker-b'], 16)
    const strategy = new AllocateMessageQueueConsistentHash()
    const ownersAmong = (cidAll: string[]): Map<string, string> => new Map(cidAll.flatMap((cid) =>
      strategy.allocate('group', cid, mqAll, cidAll).map((mq): [string, string] => [mq.key(), cid])))
    const [before, after] = [ownersAmong(['c1', 'c2', 'c3']), ownersAmong(['c1', 'c3'])]
    expect([before.size, after.size]).toEqual([32, 32])
    for (const [mq, owner] of before) if (owner !== 'c2') expect(after.get(mq)).toBe(owner)
  })

  it('consistent hash without a place for anybody gives nobody anything, and refuses fewer', () => {
    const mqAll = queuesOf(['broker-a'], 4)
    expect(new AllocateMessageQueueConsistentHash(0).allocate('group', 'c1', mqAll, ['c1'])).toEqual([])
    expect(() => new AllocateMessageQueueConsistentHash(-1)).toThrow(IllegalArgumentException)
  })
})

describe('the ring', () => {
  const [one, other] = [{ key: 'one' }, { key: 'other' }]
  /** Places by length: short texts first. */
  const byLength = (text: string): number => text.length

  it('is empty without nodes', () => {
    expect(new ConsistentHashRouter([], 10).routeNode('text')).toBeNull()
  })

  it('leads to the next place, and from behind the last one to the first', () => {
    const router = new ConsistentHashRouter([one, other], 1, byLength)
    expect(['', 'x'.repeat(5), 'x'.repeat(6), 'x'.repeat(7), 'x'.repeat(8)].map((text) => router.routeNode(text)!.key))
      .toEqual(['one', 'one', 'other', 'other', 'one'])
  })

  it('gives a node that comes again more places, and takes them all', () => {
    const router = new ConsistentHashRouter([one, other], 3)
    router.addNode(one, 2)
    expect([router.getExistingReplicas(one), router.getExistingReplicas(other)]).toEqual([5, 3])
    router.removeNode(one)
    expect([router.getExistingReplicas(one), router.routeNode('text')!.key]).toEqual([0, 'other'])
    expect(() => router.addNode(one, -1)).toThrow(IllegalArgumentException)
  })
})

describe('MD5', () => {
  it.each([
    ['', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 'd174ab98d277d9f5a5611c2c9f419d9f'],
    ['1234567890'.repeat(8), '57edf4a22be3c955ac49da2e2107b67a'],
    ['x'.repeat(55), '04364420e25c512fd958a70738aa8f72'],
    ['x'.repeat(56), '668a72d5ba17f08e62dabcafad6db14b'],
    ['x'.repeat(64), 'c1bb4f81d892b2d57947682aeb252456'],
  ])('of %j is %s', (text, digest) => {
    expect(bytesToHex(md5(encodeUtf8(text)))).toBe(digest)
  })
})
