import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { currentTimeMillis } from '../../../../engine/kernel/Process'
import { sleep } from '../../../../engine/kernel/sleep'
import type { DefaultMessageStore } from '../../../../engine/store/DefaultMessageStore'
import { messageOf, onMachine, startStore } from '../support/stores'

const PAGE = 4096

/** Writes at least so many pages. */
function* writePages(store: DefaultMessageStore, pages: number): Blocking<void> {
  const end = store.getMaxPhyOffset() + pages * PAGE
  while (store.getMaxPhyOffset() < end) yield* store.putMessage(messageOf({ body: 'x'.repeat(1000) }))
}

describe('asynchronous flush', () => {
  test('every half second, if four pages are dirty', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      // The very first flush of the service is a thorough one.
      yield* sleep(600)
      yield* writePages(store, 3)
      yield* sleep(1000)
      expect(store.getCommitLog().getFlushedWhere()).toBe(0)
      yield* writePages(store, 2)
      yield* sleep(510)
      expect(store.getCommitLog().getFlushedWhere()).toBe(store.getMaxPhyOffset())
    })
  })

  test('every ten seconds whatever there is, and only that moves the checkpoint', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      yield* sleep(600)
      const put = yield* store.putMessage(messageOf())
      yield* sleep(8000)
      expect(store.getCommitLog().getFlushedWhere()).toBe(0)
      expect(store.getStoreCheckpoint().physicMsgTimestamp).toBe(0)
      yield* sleep(3000)
      expect(store.getCommitLog().getFlushedWhere()).toBe(store.getMaxPhyOffset())
      expect(store.getStoreCheckpoint().physicMsgTimestamp).toBe(put.appendMessageResult!.storeTimestamp)
    })
  })

  test('one call flushes one file', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { flushIntervalCommitLog: 1_000_000 })
      yield* writePages(store, 20)
      expect(store.getMaxPhyOffset()).toBeGreaterThan(65_536)
      const queue = store.getCommitLog().getMappedFileQueue()
      expect(yield* queue.flush(0)).toBe(false)
      expect(queue.getFlushedWhere()).toBe(65_536)
      expect(yield* queue.flush(0)).toBe(false)
      expect(queue.getFlushedWhere()).toBe(store.getMaxPhyOffset())
      expect(yield* queue.flush(0)).toBe(true)
    })
  })

  test('a put does not wait for the disk', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      yield* store.putMessage(messageOf())
      machine.disk.behaviour.flushMicros = 60_000_000
      const before = machine.process.kernel.now
      yield* store.putMessage(messageOf())
      expect(machine.process.kernel.now - before).toBeLessThan(1000)
    })
  })

  test('consume queues are flushed with two dirty pages, or after a minute', () => {
    onMachine(function* (machine) {
      const sizes = { mappedFileSizeConsumeQueue: 2000 * 20, mappedFileSizeCommitLog: 1 << 20 }
      const store = yield* startStore(machine, sizes)
      yield* sleep(1100)
      const path = 'store/consumequeue/TopicTest/0/00000000000000000000'
      const entriesOnDisk = (): number => machine.memory.contents(path).findLastIndex((byte) => byte !== 0)
      yield* store.putMessage(messageOf())
      yield* sleep(5000)
      expect(entriesOnDisk()).toBe(-1)
      for (let index = 0; index < 410; index++) yield* store.putMessage(messageOf())
      yield* sleep(1100)
      expect(entriesOnDisk()).toBeGreaterThan(2 * PAGE - 20)
      yield* store.putMessage(messageOf())
      yield* sleep(61_000)
      expect(entriesOnDisk()).toBeGreaterThan(411 * 20)
    })
  })
})

describe('synchronous flush', () => {
  test('a put returns when the message is on the disk', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { flushDiskType: 'SYNC_FLUSH' })
      yield* store.putMessage(messageOf())
      machine.disk.behaviour.flushMicros = 50_000
      const before = currentTimeMillis()
      const result = yield* store.putMessage(messageOf())
      expect(result.putMessageStatus).toBe('PUT_OK')
      expect(currentTimeMillis() - before).toBeGreaterThanOrEqual(50)
      expect(store.getCommitLog().getFlushedWhere()).toBe(store.getMaxPhyOffset())
      const end = store.getMaxPhyOffset()
      const log = machine.memory.contents('store/commitlog/00000000000000000000')
      expect([...log.subarray(end - 9, end - 2)]).not.toEqual([0, 0, 0, 0, 0, 0, 0])
    })
  })

  test('messages that come during a flush share the next', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { flushDiskType: 'SYNC_FLUSH' })
      yield* store.putMessage(messageOf())
      machine.disk.behaviour.flushMicros = 100_000
      const took: number[] = []
      const threads = Array.from({ length: 20 }, (_, writer) =>
        machine.process.spawn(`writer-${writer}`, function* () {
          const before = currentTimeMillis()
          expect((yield* store.putMessage(messageOf({ queueId: writer }))).putMessageStatus).toBe('PUT_OK')
          took.push(currentTimeMillis() - before)
        }),
      )
      for (const thread of threads) yield* thread.join()
      expect(Math.max(...took)).toBeLessThan(400)
    })
  })

  test('a disk that is too slow: FLUSH_DISK_TIMEOUT after five seconds, although the message is there', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { flushDiskType: 'SYNC_FLUSH' })
      yield* store.putMessage(messageOf())
      machine.disk.behaviour.flushMicros = 20_000_000
      const before = currentTimeMillis()
      const result = yield* store.putMessage(messageOf())
      expect(result.putMessageStatus).toBe('FLUSH_DISK_TIMEOUT')
      expect(result.isOk()).toBe(true)
      expect(currentTimeMillis() - before).toBeGreaterThanOrEqual(4990)
      expect(currentTimeMillis() - before).toBeLessThan(5020)
    })
  })

  test('a message that says WAIT=false is not waited for', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { flushDiskType: 'SYNC_FLUSH' })
      yield* store.putMessage(messageOf())
      machine.disk.behaviour.flushMicros = 1_000_000
      const before = currentTimeMillis()
      const result = yield* store.putMessage(messageOf({ properties: 'WAIT=false;' }))
      expect(result.putMessageStatus).toBe('PUT_OK')
      expect(currentTimeMillis() - before).toBeLessThan(5)
    })
  })

  test('only what is safe can be consumed', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { flushDiskType: 'SYNC_FLUSH' })
      yield* store.putMessage(messageOf())
      machine.disk.behaviour.flushMicros = 1_000_000
      const future = yield* store.asyncPutMessage(messageOf())
      yield* sleep(500)
      expect(future.isDone()).toBe(false)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(1)
      yield* sleep(1000)
      expect(future.isDone()).toBe(true)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(2)
    })
  })

  test('a message at the beginning of the next file is flushed too', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { flushDiskType: 'SYNC_FLUSH' })
      yield* store.putMessage(messageOf({ body: 'x'.repeat(60_000) }))
      const result = yield* store.putMessage(messageOf({ body: 'x'.repeat(60_000) }))
      expect(result.putMessageStatus).toBe('PUT_OK')
      expect(result.appendMessageResult!.wroteOffset).toBe(65_536)
      expect(store.getCommitLog().getFlushedWhere()).toBe(store.getMaxPhyOffset())
    })
  })

  test('a device that fails is not noticed: that is how the original has it', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { flushDiskType: 'SYNC_FLUSH' })
      yield* store.putMessage(messageOf())
      machine.disk.behaviour.isBroken = true
      const result = yield* store.putMessage(messageOf())
      expect(result.putMessageStatus).toBe('PUT_OK')
      expect(machine.cache.unsafePages()).toBeGreaterThan(0)
    }, { allowUncaught: true })
  })
})
