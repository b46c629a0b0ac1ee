import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { sleep } from '../../../../engine/kernel/sleep'
import type { PutMessageResult } from '../../../../engine/store/put/PutMessageResult'
import { messageOf } from '../support/stores'
import type { Pair, ReplicaMachine } from './support'
import { isCaughtUp, until, withPair } from './support'

const SYNC = { brokerRole: 'SYNC_MASTER', inSyncReplicas: 2 } as const

function* put(node: ReplicaMachine, count: number, bytes = 500): Blocking<PutMessageResult[]> {
  return yield* node.inside(function* () {
    const results: PutMessageResult[] = []
    for (let index = 0; index < count; index++) {
      const message = messageOf({ queueId: index % 4, body: String(index).padStart(bytes, '.'), properties: 'KEYS=k;' })
      results.push(yield* node.store.putMessage(message))
    }
    return results
  })
}

function* startAndCatchUp(pair: Pair): Blocking<void> {
  yield* pair.slave.start()
  yield* until(() => isCaughtUp(pair))
}

const statusOf = (results: readonly PutMessageResult[]): string[] =>
  results.map(({ putMessageStatus }) => putMessageStatus)

describe('an asynchronous master', () => {
  test('answers without a slave, and a slave that comes gets what is there', () => {
    withPair({}, function* (pair) {
      expect(statusOf(yield* put(pair.master, 3))).toEqual(['PUT_OK', 'PUT_OK', 'PUT_OK'])
      yield* startAndCatchUp(pair)
      expect(pair.slave.log(0)).toEqual(pair.master.log(0))
    })
  })

  test('is followed over the ends of files; queues and index are made on the slave, too', () => {
    withPair({}, function* (pair) {
      yield* put(pair.master, 1)
      yield* startAndCatchUp(pair)
      yield* put(pair.master, 300, 700)
      yield* until(() => isCaughtUp(pair))
      yield* sleep(100)
      const { master, slave } = pair
      expect(slave.store.getCommitLog().getMappedFileQueue().getMappedFiles().length).toBeGreaterThan(2)
      expect(slave.log(0)).toEqual(master.log(0))
      for (const queueId of [0, 1, 2, 3]) {
        expect(slave.store.getMaxOffsetInQueue('TopicTest', queueId)).toBe(
          master.store.getMaxOffsetInQueue('TopicTest', queueId),
        )
      }
      const found = (node: ReplicaMachine): number[] =>
        node.store.getMessage('g', 'TopicTest', 1, 20, 5, null)!.messageQueueOffset
      expect(found(slave)).toEqual([20, 21, 22, 23, 24])
      const byKey = (node: ReplicaMachine): number =>
        node.store.queryMessage('TopicTest', 'k', 64, 0, Number.MAX_SAFE_INTEGER).messageMapedList.length
      expect(byKey(slave)).toBe(byKey(master))
      expect(byKey(slave)).toBeGreaterThan(0)
    })
  })

  test('after a clean end of both the files on the two disks are the same, byte for byte', () => {
    withPair({}, function* (pair) {
      const { master, slave } = pair
      yield* put(master, 1)
      yield* startAndCatchUp(pair)
      yield* put(master, 250, 700)
      yield* until(() => isCaughtUp(pair))
      yield* sleep(100)
      yield* slave.inside(() => slave.store.shutdown())
      yield* master.inside(() => master.store.shutdown())
      const mine = yield* filesOf(master)
      expect([...mine.keys()].filter((path) => path.includes('/commitlog/')).length).toBeGreaterThan(2)
      expect([...mine.keys()].filter((path) => path.includes('/consumequeue/')).length).toBeGreaterThan(3)
      expect(yield* filesOf(slave)).toEqual(mine)
    })
  })

  test('gives an empty slave only its last file, as the original does', () => {
    withPair({}, function* (pair) {
      yield* put(pair.master, 200, 700)
      yield* startAndCatchUp(pair)
      const size = 64 * 1024
      const max = pair.master.store.getMaxPhyOffset()
      expect(pair.slave.store.getMinPhyOffset()).toBe(max - (max % size))
      expect(pair.slave.store.getMinPhyOffset()).toBeGreaterThan(0)
      expect(pair.slave.log(max - (max % size))).toEqual(pair.master.log(max - (max % size)))
    })
  })

  test('sends at most 32 KiB at once, and heartbeats when there is nothing', () => {
    withPair({}, function* (pair) {
      yield* put(pair.master, 80, 700)
      yield* startAndCatchUp(pair)
      yield* sleep(30_000)
      const sent = pair.of('ha-transfer').filter(({ side }) => side === 'sent')
      expect(Math.max(...sent.map(({ length }) => length))).toBe(32 * 1024)
      const beats = sent.filter(({ length }) => length === 0).map(({ millis }) => millis)
      expect(beats.length).toBeGreaterThanOrEqual(5)
      for (const [index, millis] of beats.slice(1).entries()) {
        expect(millis - beats[index]!).toBeGreaterThan(5000)
        expect(millis - beats[index]!).toBeLessThan(5300)
      }
      expect(pair.of('connection-closed')).toEqual([])
    })
  })
})

describe('a synchronous master', () => {
  test('answers when the slave has the message', () => {
    withPair(SYNC, function* (pair) {
      yield* pair.slave.start()
      yield* until(() => pair.master.store.getHaService()!.getConnectionList()[0]?.getSlaveAckOffset() === 0)
      expect(statusOf(yield* put(pair.master, 5))).toEqual(new Array(5).fill('PUT_OK'))
      expect(isCaughtUp(pair)).toBe(true)
      expect(pair.master.store.getHaService()!.getPush2SlaveMaxOffset()).toBe(pair.master.store.getMaxPhyOffset())
    })
  })

  test('with inSyncReplicas 1, which is the default, waits for nobody', () => {
    withPair({ brokerRole: 'SYNC_MASTER' }, function* ({ master }) {
      expect(statusOf(yield* put(master, 1))).toEqual(['PUT_OK'])
    })
  })

  test('without a slave says so after slaveTimeout; the message is stored all the same', () => {
    withPair(SYNC, function* ({ kernel, master }) {
      const begin = kernel.now
      expect(statusOf(yield* put(master, 1))).toEqual(['FLUSH_SLAVE_TIMEOUT'])
      expect((kernel.now - begin) / 1000).toBeGreaterThanOrEqual(3000)
      expect((kernel.now - begin) / 1000).toBeLessThan(3010)
      yield* sleep(10)
      expect(master.store.getMaxOffsetInQueue('TopicTest', 0)).toBe(1)
    })
  })

  test('does not wait for messages that do not want it', () => {
    withPair(SYNC, function* ({ kernel, master }) {
      const begin = kernel.now
      const [result] = yield* master.inside(function* () {
        return [yield* master.store.putMessage(messageOf({ properties: 'WAIT=false;' }))]
      })
      expect(result!.putMessageStatus).toBe('PUT_OK')
      expect(kernel.now - begin).toBeLessThan(1_000_000)
    })
  })

  test('counts slaves: with three wanted and one there, the time runs out', () => {
    withPair({ ...SYNC, inSyncReplicas: 3 }, function* (pair) {
      yield* pair.slave.start()
      yield* until(() => pair.master.store.getHaService()!.getConnectionCount() === 1)
      yield* sleep(6000)
      expect(statusOf(yield* put(pair.master, 1))).toEqual(['FLUSH_SLAVE_TIMEOUT'])
      expect(isCaughtUp(pair)).toBe(true)
    })
  })

  test('knows whether a slave is near enough to count', () => {
    withPair({ haMaxGapNotInSync: 2000 }, function* (pair) {
      const ha = pair.master.store.getHaService()!
      expect([ha.isSlaveOK(0), ha.inSyncReplicasNums(0)]).toEqual([false, 1])
      yield* put(pair.master, 1)
      yield* startAndCatchUp(pair)
      yield* sleep(10)
      const end = pair.master.store.getMaxPhyOffset()
      expect([ha.isSlaveOK(end + 1999), ha.inSyncReplicasNums(end + 1999)]).toEqual([true, 2])
      expect([ha.isSlaveOK(end + 2000), ha.inSyncReplicasNums(end + 2000)]).toEqual([false, 1])
    })
  })

  test('that counts its group refuses what too few could get, before it is written', () => {
    withPair(SYNC, function* (pair) {
      const ha = pair.master.store.getHaService()!
      ha.setAliveReplicaNumInGroup(2)
      expect(statusOf(yield* put(pair.master, 1))).toEqual(['IN_SYNC_REPLICAS_NOT_ENOUGH'])
      expect(pair.master.store.getMaxPhyOffset()).toBe(0)
      yield* pair.slave.start()
      yield* until(() => ha.getConnectionList()[0]?.getSlaveAckOffset() === 0)
      expect(statusOf(yield* put(pair.master, 1))).toEqual(['PUT_OK'])
      ha.setAliveReplicaNumInGroup(1)
      expect(statusOf(yield* put(pair.master, 1))).toEqual(['IN_SYNC_REPLICAS_NOT_ENOUGH'])
    })
  })

  test('that adapts to its group waits for those that are there', () => {
    withPair({ ...SYNC, enableAutoInSyncReplicas: true }, function* ({ kernel, master }) {
      master.store.getHaService()!.setAliveReplicaNumInGroup(1)
      const begin = kernel.now
      expect(statusOf(yield* put(master, 1))).toEqual(['PUT_OK'])
      expect(kernel.now - begin).toBeLessThan(1_000_000)
    })
    withPair({ ...SYNC, enableAutoInSyncReplicas: true, minInSyncReplicas: 2 }, function* ({ master }) {
      master.store.getHaService()!.setAliveReplicaNumInGroup(1)
      expect(statusOf(yield* put(master, 1))).toEqual(['IN_SYNC_REPLICAS_NOT_ENOUGH'])
    })
  })

  test('many senders wait for the same receipt', () => {
    withPair(SYNC, function* (pair) {
      const { master, slave, kernel } = pair
      yield* slave.start()
      yield* until(() => master.store.getHaService()!.getConnectionList()[0]?.getSlaveAckOffset() === 0)
      const begin = kernel.now
      const threads = [...new Array(20).keys()].map((index) =>
        master.process.spawn(`sender ${index}`, function* () {
          expect(statusOf(yield* put(master, 1))).toEqual(['PUT_OK'])
        }),
      )
      for (const thread of threads) yield* thread.join()
      expect(kernel.now - begin).toBeLessThan(100_000)
      expect(pair.of('ha-ack').filter(({ side, offset }) => side === 'sent' && offset > 0).length).toBeLessThan(20)
    })
  })
})

describe('a slave that dies', () => {
  test('and comes back goes on where its log ends', () => {
    withPair({}, function* (pair) {
      const { master, slave } = pair
      yield* put(master, 5)
      yield* startAndCatchUp(pair)
      slave.kill()
      yield* put(master, 20)
      yield* until(() => master.store.getHaService()!.getConnectionCount() === 0, 2000)
      yield* slave.restart()
      const had = slave.store.getMaxPhyOffset()
      expect(had).toBeGreaterThan(0)
      yield* until(() => isCaughtUp(pair))
      expect(slave.log(0)).toEqual(master.log(0))
      const afterwards = pair.of('ha-transfer').filter(({ side, length }) => side === 'sent' && length > 0).pop()!
      expect(afterwards.offset).toBe(had)
    })
  })

  test('without a word is given up after the housekeeping interval', () => {
    withPair({}, function* (pair) {
      const { master, slave, wire, kernel } = pair
      yield* put(master, 1)
      yield* startAndCatchUp(pair)
      const begin = kernel.now
      wire.cutPower(slave.host)
      slave.kill()
      yield* until(() => master.store.getHaService()!.getConnectionCount() === 0, 40_000)
      expect((kernel.now - begin) / 1000).toBeGreaterThan(14_000)
      expect((kernel.now - begin) / 1000).toBeLessThan(22_000)
    })
  })

  test('in the middle of a synchronous send makes it time out, and the next ones too', () => {
    withPair(SYNC, function* (pair) {
      const { master, slave } = pair
      yield* slave.start()
      yield* until(() => master.store.getHaService()!.getConnectionList()[0]?.getSlaveAckOffset() === 0)
      expect(statusOf(yield* put(master, 1))).toEqual(['PUT_OK'])
      slave.kill()
      expect(statusOf(yield* put(master, 2))).toEqual(['FLUSH_SLAVE_TIMEOUT', 'FLUSH_SLAVE_TIMEOUT'])
      yield* slave.restart()
      yield* until(() => isCaughtUp(pair))
      expect(statusOf(yield* put(master, 1))).toEqual(['PUT_OK'])
    })
  })
})

describe('a master that dies', () => {
  test('leaves a slave that can be read', () => {
    withPair({}, function* (pair) {
      yield* put(pair.master, 8)
      yield* startAndCatchUp(pair)
      yield* sleep(10)
      pair.master.kill()
      const result = pair.slave.store.getMessage('g', 'TopicTest', 0, 0, 32, null)!
      expect(result.messageQueueOffset).toEqual([0, 1])
      expect(pair.slave.store.getHaService()!.getHAClient()!.getCurrentState()).toBe('TRANSFER')
      yield* sleep(1000)
      expect(pair.slave.store.getHaService()!.getHAClient()!.getCurrentState()).toBe('READY')
    })
  })

  test('and comes back is found again by its slave', () => {
    withPair({}, function* (pair) {
      yield* put(pair.master, 8)
      yield* startAndCatchUp(pair)
      pair.master.kill()
      yield* sleep(12_000)
      yield* pair.master.restart()
      yield* put(pair.master, 8)
      yield* until(() => isCaughtUp(pair))
      expect(pair.slave.log(0)).toEqual(pair.master.log(0))
    })
  })
})

describe('a master that has lost the end of its log', () => {
  test('writes other messages there, and a slave that has the old ones is not told, as in the original', () => {
    withPair({}, function* (pair) {
      const { master, slave, wire } = pair
      yield* put(master, 4)
      yield* startAndCatchUp(pair)
      yield* sleep(1000)
      yield* put(master, 4)
      yield* until(() => isCaughtUp(pair))
      const old = slave.log(0)
      wire.cutPower(master.host)
      master.kill()
      master.cache.powerCut(pair.kernel.random)
      wire.restorePower(master.host)
      yield* master.restart()
      expect(master.store.getMaxPhyOffset()).toBeLessThan(old.length)
      yield* put(master, 8, 700)
      expect(master.store.getMaxPhyOffset()).toBeGreaterThan(old.length)
      yield* until(() => isCaughtUp(pair), 60_000)
      expect(slave.log(0).subarray(0, old.length)).toEqual(old)
      expect(slave.log(old.length)).toEqual(master.log(old.length))
      expect(slave.log(0)).not.toEqual(master.log(0))
    })
  })
})

describe('a slave whose log is not the beginning of the master’s', () => {
  test('refuses what does not begin where its own log ends, and hangs up', () => {
    withPair({}, function* (pair) {
      const { master, slave } = pair
      yield* put(master, 3)
      yield* startAndCatchUp(pair)
      yield* slave.inside(function* () {
        yield* slave.store.getCommitLog().appendData(slave.store.getMaxPhyOffset(), Uint8Array.of(1, 2, 3))
      })
      const foreign = slave.store.getMaxPhyOffset()
      yield* put(master, 3)
      yield* sleep(1000)
      expect(slave.store.getMaxPhyOffset()).toBe(foreign)
      expect(slave.store.getHaService()!.getHAClient()!.getCurrentState()).toBe('READY')
    })
  })
})

function* filesOf(node: ReplicaMachine): Blocking<Map<string, Uint8Array>> {
  yield* node.cache.sync()
  const files = new Map<string, Uint8Array>()
  for (const path of yield* node.memory.list('store')) {
    if (!/\/(commitlog|consumequeue)\//.test(path)) continue
    const file = yield* node.memory.open(path, false)
    const bytes = new Uint8Array(file.size())
    file.read(0, bytes)
    files.set(path, bytes)
  }
  return files
}
