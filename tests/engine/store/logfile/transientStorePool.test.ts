import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { sleep } from '../../../../engine/kernel/sleep'
import type { MessageStoreConfig } from '../../../../engine/store/config/MessageStoreConfig'
import type { DefaultMessageStore } from '../../../../engine/store/DefaultMessageStore'
import { bytesToHex } from '../../support/golden'
import { inNewProcess, messageOf, onMachine, startStore } from '../support/stores'

const POOL: Partial<MessageStoreConfig> = { transientStorePoolEnable: true }
/** The thread that copies is not woken: it copies every 200 ms. */
const LAZY: Partial<MessageStoreConfig> = { ...POOL, wakeCommitWhenPutMessage: false }
const LOG = 'store/commitlog/00000000000000000000'

function* put(store: DefaultMessageStore, count: number, size = 100): Blocking<void> {
  for (let index = 0; index < count; index++) {
    const result = yield* store.putMessage(messageOf({ body: 'x'.repeat(size) }))
    if (!result.isOk()) throw new Error(result.putMessageStatus)
  }
}

describe('with a pool of memory to write to', () => {
  test('messages are written at once, and can be read when they are copied to the file', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, LAZY)
      yield* sleep(10)
      yield* put(store, 3)
      const queue = store.getCommitLog().getMappedFileQueue()
      expect(queue.getMaxWrotePosition()).toBeGreaterThan(0)
      expect([store.getMaxPhyOffset(), queue.getCommittedWhere()]).toEqual([0, 0])
      expect(queue.remainHowManyDataToCommit()).toBe(queue.getMaxWrotePosition())
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(0)
      yield* sleep(250)
      expect(queue.remainHowManyDataToCommit()).toBe(0)
      expect(store.getMaxPhyOffset()).toBe(queue.getMaxWrotePosition())
      expect(store.getMessage('group', 'TopicTest', 0, 0, 32, null)!.messageQueueOffset).toEqual([0, 1, 2])
    })
  })

  test('a message wakes the thread that copies, which does so when four pages are written', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, POOL)
      yield* sleep(500)
      yield* put(store, 1)
      yield* sleep(5)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(0)
      yield* put(store, 4, 4096)
      yield* sleep(5)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(5)
    })
  })

  test('a killed process loses what is not copied; without a pool it loses nothing', () => {
    const survivors = (changes: Partial<MessageStoreConfig>): number =>
      onMachine(function* (machine) {
        const [, dead] = yield* inNewProcess(machine, function* (process) {
          const store = yield* startStore(machine, changes, process)
          yield* put(store, 3)
          yield* sleep(500)
          yield* put(store, 4)
        })
        machine.process.kernel.kill(dead)
        const store = yield* startStore(machine, changes)
        yield* sleep(10)
        return store.getMaxOffsetInQueue('TopicTest', 0)
      })
    expect(survivors(LAZY)).toBe(3)
    expect(survivors({})).toBe(7)
  })

  test('the files are the same as without one, over several of them and after a restart', () => {
    const logs = (changes: Partial<MessageStoreConfig>): string[] =>
      onMachine(function* (machine) {
        yield* inNewProcess(machine, function* (process) {
          const store = yield* startStore(machine, changes, process)
          for (let round = 0; round < 30; round++) {
            yield* put(store, 5, 1000)
            yield* sleep(100)
          }
          yield* store.shutdown()
        })
        const store = yield* startStore(machine, changes)
        yield* put(store, 150, 1000)
        yield* sleep(1000)
        expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(300)
        yield* store.shutdown()
        return machine.memory.paths()
          .filter((path) => path.includes('commitlog/'))
          .map((path) => withoutTimes(machine.memory.contents(path)))
      })
    const withPool = logs(POOL)
    expect(withPool).toHaveLength(6)
    expect(withPool).toEqual(logs({}))
  })

  test('a complete file gives its memory back', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { ...POOL, transientStorePoolSize: 3 })
      expect(store.isTransientStorePoolDeficient()).toBe(false)
      for (let round = 0; round < 10; round++) {
        yield* put(store, 30, 1000)
        yield* sleep(300)
        expect(store.isTransientStorePoolDeficient()).toBe(false)
      }
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(300)
    })
  })

  test('with too little of it files are written directly', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { ...POOL, transientStorePoolSize: 1 })
      yield* put(store, 200, 1000)
      expect(store.isTransientStorePoolDeficient()).toBe(true)
      yield* sleep(1000)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(200)
      expect(store.getCommitLog().getMappedFileQueue().remainHowManyDataToCommit()).toBe(0)
    })
  })

  test('SYNC_FLUSH waits until it is copied and flushed', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { ...LAZY, flushDiskType: 'SYNC_FLUSH' })
      yield* sleep(1000)
      const begin = store.process.currentTimeMillis()
      const result = yield* store.putMessage(messageOf())
      expect(result.putMessageStatus).toBe('PUT_OK')
      expect(store.process.currentTimeMillis() - begin).toBeLessThan(210)
      expect(store.getCommitLog().getFlushedWhere()).toBe(result.appendMessageResult!.wroteBytes)
      expect(machine.memory.contents(LOG)[7]).toBe(0xa7)
    })
  })

  test('a slave has none', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { ...POOL, brokerRole: 'SLAVE' })
      yield* put(store, 1)
      expect(store.getMaxPhyOffset()).toBeGreaterThan(0)
      expect(store.isTransientStorePoolDeficient()).toBe(false)
    })
  })
})

/** Records without their store timestamps: the threads of the two runs don't take the same time. */
function withoutTimes(log: Uint8Array): string {
  const bytes = log.slice()
  const view = new DataView(bytes.buffer)
  for (let position = 0; position + 64 <= bytes.length && view.getInt32(position) > 0; ) {
    const size = view.getInt32(position)
    if (view.getInt32(position + 4) === -626843481) bytes.fill(0, position + 56, position + 64)
    position += size
  }
  return bytesToHex(bytes)
}
