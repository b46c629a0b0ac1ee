import { describe, expect, test } from 'vitest'
import { MessageDecoder } from '../../../../engine/common/message/MessageDecoder'
import type { MessageExt } from '../../../../engine/common/message/MessageExt'
import { MessageSysFlag } from '../../../../engine/common/sysflag/MessageSysFlag'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { IllegalArgumentException } from '../../../../engine/kernel/errors'
import { Random } from '../../../../engine/kernel/Random'
import { sleep } from '../../../../engine/kernel/sleep'
import type { DefaultMessageStore } from '../../../../engine/store/DefaultMessageStore'
import { PageCache } from '../../../../engine/store/pagecache/PageCache'
import type { MessageFields, TestMachine } from '../support/stores'
import { inNewProcess, messageOf, onMachine, startStore } from '../support/stores'

const FOREVER = 8_000_000_000_000

function* put(store: DefaultMessageStore, fields: MessageFields): Blocking<void> {
  const result = yield* store.putMessage(messageOf(fields))
  if (!result.isOk()) throw new Error(result.putMessageStatus)
}

function query(store: DefaultMessageStore, key: string, maxNum = 32, begin = 0, end = FOREVER): MessageExt[] {
  const { messageMapedList } = store.queryMessage('TopicTest', key, maxNum, begin, end)
  return messageMapedList.map((record) => MessageDecoder.decode(record.get(0, record.size))!)
}

function offsets(store: DefaultMessageStore, key: string, maxNum?: number, begin?: number, end?: number): number[] {
  return query(store, key, maxNum, begin, end).map((message) => message.queueOffset)
}

describe('the index', () => {
  test('finds messages by each of their keys and by their ids, those of one topic', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      yield* put(store, { properties: 'KEYS=order1  red;UNIQ_KEY=ID1;' })
      yield* put(store, { properties: 'KEYS=order2 red;UNIQ_KEY=ID2;' })
      yield* put(store, { topic: 'Other', properties: 'KEYS=red;' })
      yield* put(store, {})
      yield* sleep(5)
      expect(offsets(store, 'red')).toEqual([0, 1])
      expect(offsets(store, 'order2')).toEqual([1])
      expect(offsets(store, 'ID1')).toEqual([0])
      expect(offsets(store, '')).toEqual([])
      const [file] = store.getIndexService().getIndexFileList()
      expect([file!.getIndexCount(), file!.getHashSlotCount()]).toEqual([7, 6])
      const result = store.queryMessage('TopicTest', 'red', 32, 0, FOREVER)
      expect(result.indexLastUpdatePhyoffset).toBe(file!.getEndPhyOffset())
      expect(result.getBufferTotalSize()).toBe(result.messageMapedList[0]!.size + result.messageMapedList[1]!.size)
    })
  })

  test('the youngest of those in a span of time, not more than wanted', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { maxMsgsNumBatch: 5 })
      const times: number[] = []
      for (let count = 0; count < 10; count++) {
        times.push(store.process.currentTimeMillis())
        yield* put(store, { properties: 'KEYS=k;' })
        yield* sleep(2000)
      }
      expect(offsets(store, 'k', 3)).toEqual([7, 8, 9])
      expect(offsets(store, 'k', 100)).toEqual([5, 6, 7, 8, 9])
      expect(offsets(store, 'k', 100, times[2]!, times[4]! + 500)).toEqual([2, 3, 4])
      expect(offsets(store, 'k', 100, times[9]! + 5000, FOREVER)).toEqual([])
    })
  })

  test('half messages are found, rolled back ones are not', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      yield* put(store, { sysFlag: MessageSysFlag.TRANSACTION_PREPARED_TYPE, body: 'half', properties: 'KEYS=k;' })
      yield* put(store, { sysFlag: MessageSysFlag.TRANSACTION_ROLLBACK_TYPE, body: 'not', properties: 'KEYS=k;' })
      yield* put(store, { sysFlag: MessageSysFlag.TRANSACTION_COMMIT_TYPE, body: 'yes', properties: 'KEYS=k;' })
      yield* sleep(5)
      expect(query(store, 'k').map((message) => new TextDecoder().decode(message.body!))).toEqual(['half', 'yes'])
    })
  })

  test('goes on in the next file, in the middle of a message; the full one is flushed and in the checkpoint', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { maxIndexNum: 4 })
      yield* put(store, { properties: 'KEYS=a b;' })
      yield* sleep(10)
      yield* put(store, { properties: 'KEYS=a b;' })
      yield* sleep(10)
      yield* put(store, { properties: 'KEYS=a b c d e f;' })
      yield* sleep(10)
      const files = store.getIndexService().getIndexFileList()
      expect(files.map((file) => file.getIndexCount())).toEqual([3, 3, 3, 1])
      expect(new Set(files.map((file) => file.getFileName())).size).toBe(4)
      expect(files.map((file) => file.getFileName())).toEqual(files.map((file) => file.getFileName()).sort())
      expect(offsets(store, 'b')).toEqual([0, 1, 2])
      expect(offsets(store, 'f')).toEqual([2])
      expect(store.getStoreCheckpoint().indexMsgTimestamp).toBe(files[2]!.getEndTimestamp())
      expect(store.getIndexService().getTotalSize()).toBe(4 * files[0]!.getFileSize())
    })
  })

  test('a file that is full and has no successor yet is not in the checkpoint, as nobody has flushed it', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { maxIndexNum: 4 })
      yield* put(store, { properties: 'KEYS=a b c;' })
      yield* sleep(10)
      // Fills the second file while the first is being flushed.
      yield* put(store, { properties: 'KEYS=d e f;' })
      yield* sleep(2000)
      const [first, second] = store.getIndexService().getIndexFileList()
      expect([first!.isWriteFull(), second!.isWriteFull()]).toEqual([true, true])
      expect(machine.cache.fileAt(second!.getFileName())!.unsafeRanges(true)).not.toEqual([])
      expect(store.getStoreCheckpoint().indexMsgTimestamp).toBe(first!.getEndTimestamp())
      expect(first!.getEndTimestamp()).toBeLessThan(second!.getEndTimestamp())
    })
  })

  test('is there after a clean shutdown', () => {
    onMachine(function* (machine) {
      yield* inNewProcess(machine, function* (process) {
        const store = yield* startStore(machine, { maxIndexNum: 4 }, process)
        for (let count = 0; count < 5; count++) yield* put(store, { properties: 'KEYS=k;' })
        yield* sleep(10)
        yield* store.shutdown()
      })
      const store = yield* startStore(machine, { maxIndexNum: 4 })
      expect(offsets(store, 'k')).toEqual([0, 1, 2, 3, 4])
      yield* put(store, { properties: 'KEYS=k;' })
      yield* sleep(5)
      expect(offsets(store, 'k')).toEqual([0, 1, 2, 3, 4, 5])
      expect(store.getIndexService().getIndexFileList()).toHaveLength(2)
    })
  })

  test('after a kill full files stay, and the last is made anew', () => {
    onMachine(function* (machine) {
      const changes = { maxIndexNum: 4 }
      const [, dead] = yield* inNewProcess(machine, function* (process) {
        const store = yield* startStore(machine, changes, process)
        for (let count = 0; count < 5; count++) {
          yield* put(store, { properties: 'KEYS=k;' })
          yield* sleep(5)
        }
      })
      const before = machine.memory.paths().filter((path) => path.includes('/index/'))
      machine.process.kernel.kill(dead)
      yield* sleep(1000)
      const store = yield* startStore(machine, changes)
      const after = machine.memory.paths().filter((path) => path.includes('/index/'))
      expect(after[0]).toBe(before[0])
      expect(after[1]).not.toBe(before[1])
      expect(after).toHaveLength(2)
      // As in the original, the message that a full file ends with is not older than that file: it is entered again.
      expect(offsets(store, 'k')).toEqual([0, 1, 2, 2, 3, 4])
    })
  })

  test('files that a power cut has emptied do not keep the checkpoint from later ones, nor a kill from keeping those', () => {
    onMachine(function* (machine) {
      const changes = { maxIndexNum: 4 }
      const [size, without] = yield* inNewProcess(machine, function* (process) {
        const store = yield* startStore(machine, changes, process)
        yield* put(store, { properties: 'KEYS=a;' })
        yield* sleep(10)
        return store.getIndexService().getTotalSize()
      })
      machine.process.kernel.kill(without)
      for (const name of ['20200101000000001', '20200101000000002']) yield* machine.cache.map(`store/index/${name}`, size)
      const [full, dead] = yield* inNewProcess(machine, function* (process) {
        const store = yield* startStore(machine, changes, process)
        for (const keys of ['b c', 'd']) {
          yield* put(store, { properties: `KEYS=${keys};` })
          yield* sleep(10)
        }
        const files = store.getIndexService().getIndexFileList()
        expect(files.map((file) => file.getIndexCount())).toEqual([0, 3, 1])
        expect(store.getStoreCheckpoint().indexMsgTimestamp).toBe(files[1]!.getEndTimestamp())
        return files[1]!.getFileName()
      })
      machine.process.kernel.kill(dead)
      const store = yield* startStore(machine, changes)
      expect(store.getIndexService().getIndexFileList()[1]!.getFileName()).toBe(full)
    })
  })

  test('expired files go, but never the last', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { maxIndexNum: 3 })
      for (let count = 0; count < 6; count++) {
        yield* put(store, { properties: 'KEYS=k;' })
        yield* sleep(5)
      }
      const service = store.getIndexService()
      const second = service.getIndexFileList()[1]!
      yield* service.deleteExpiredFile(second.getEndPhyOffset())
      expect(service.getIndexFileList()[0]).toBe(second)
      yield* service.deleteExpiredFile(FOREVER)
      expect(service.getIndexFileList()).toHaveLength(1)
      expect(offsets(store, 'k')).toEqual([4, 5])
    })
  })

  test('can be switched off', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { messageIndexEnable: false })
      yield* put(store, { properties: 'KEYS=k;' })
      yield* sleep(5)
      expect(offsets(store, 'k')).toEqual([])
      expect(machine.memory.paths().some((path) => path.includes('index'))).toBe(false)
    })
  })

  test('without room for a file the store takes no more messages', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { maxIndexNum: 4 })
      for (let count = 0; count < 3; count++) yield* put(store, { properties: 'KEYS=k;' })
      yield* sleep(100)
      machine.disk.behaviour.isFull = true
      yield* put(store, { properties: 'KEYS=k;' })
      yield* sleep(2500)
      expect(store.runningFlags.isWriteable()).toBe(true)
      yield* sleep(1000)
      expect(store.runningFlags.isWriteable()).toBe(false)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(4)
    })
  })
})

/** What a power cut leaves when the index was faster than the log: a full and flushed file that knows lost messages. */
describe('an index that is ahead of the log', () => {
  const changes = { maxIndexNum: 40 }
  const LOG = 'store/commitlog/00000000000000000000'
  const COUNT = 100
  const LEFT = 70

  /** A hundred messages in three index files; the log then loses those from number `left` on. */
  function* loseEndOfLog(machine: TestMachine, left = LEFT): Blocking<void> {
    const [cut, dead] = yield* inNewProcess(machine, function* (process) {
      const store = yield* startStore(machine, changes, process)
      for (let count = 0; count < COUNT; count++) {
        yield* put(store, { properties: `KEYS=k${count};` })
        yield* sleep(5)
      }
      yield* machine.cache.sync()
      return store.getQueueStore().getConsumeQueue('TopicTest', 0)!.get(left)!.pos
    })
    machine.process.kernel.kill(dead)
    const log = yield* machine.cache.map(LOG, 0)
    log.put(cut, new Uint8Array(machine.memory.contents(LOG).length - cut))
    yield* log.force()
  }

  function* emptyLastFile(machine: TestMachine): Blocking<void> {
    const last = machine.memory.paths().filter((path) => path.startsWith('store/index/')).at(-1)!
    const file = yield* machine.cache.map(last, 0)
    file.put(0, new Uint8Array(machine.memory.contents(last).length))
  }

  function* check(machine: TestMachine): Blocking<void> {
    const store = yield* startStore(machine, changes)
    expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(LEFT)
    // After a crash a message may be in the index twice, as in the original.
    const found = Array.from({ length: LEFT }, (_, number) => [...new Set(offsets(store, `k${number}`))])
    expect(found).toEqual(Array.from({ length: LEFT }, (_, number) => [number]))
    for (let count = 0; count < COUNT; count++) yield* put(store, { body: 'another, and longer', properties: 'KEYS=new;' })
    yield* sleep(5)
    for (let number = LEFT; number < COUNT; number++) expect(query(store, `k${number}`)).toEqual([])
    expect(offsets(store, 'new', 64)).toHaveLength(64)
  }

  test('is made anew from the log as far as that goes', () => {
    onMachine(function* (machine) {
      yield* loseEndOfLog(machine)
      yield* check(machine)
    })
  })

  test('and the checkpoint vouches only for what has stayed', () => {
    onMachine(function* (machine) {
      yield* loseEndOfLog(machine, 20)
      const store = yield* startStore(machine, changes)
      expect(store.getIndexService().getIndexFileList().map((file) => file.getIndexCount())).toEqual([20])
      expect(store.getStoreCheckpoint().indexMsgTimestamp).toBe(0)
    })
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('and once more when the power fails right after that (seed %d)', (seed) => {
    onMachine(function* (machine) {
      yield* loseEndOfLog(machine)
      const [, dead] = yield* inNewProcess(machine, function* (process) {
        yield* startStore(machine, changes, process)
      })
      machine.process.kernel.kill(dead)
      machine.cache.powerCut(new Random(seed))
      yield* check(machine)
    })
  })

  test('while nobody has come to flush the files that were filled meanwhile', () => {
    onMachine(function* (machine) {
      yield* loseEndOfLog(machine)
      // A last file of zeros makes recovery enter the whole log again. On a disk that never waits no other thread gets a turn.
      yield* emptyLastFile(machine)
      yield* machine.cache.sync()
      const { process, memory } = machine
      yield* check({ ...machine, cache: new PageCache(process.kernel, process.host, memory) })
    })
  })

  test('also when the file after it has come to nothing', () => {
    onMachine(function* (machine) {
      yield* loseEndOfLog(machine)
      yield* emptyLastFile(machine)
      yield* check(machine)
    })
  })
})

describe('a flush of a full file that fails', () => {
  /** Twenty keys in files of three; the first full one can't be flushed by the thread that is started for it. */
  function* failFirstFlush(machine: TestMachine): Blocking<DefaultMessageStore> {
    const { kernel } = machine.process
    const store = yield* startStore(machine, { maxIndexNum: 4 })
    kernel.sink = {
      types: new Set(['disk-created']),
      emit: (event) => {
        const files = store.getIndexService().getIndexFileList().length
        if (files !== 1 || !(event as { path?: string }).path!.includes('/index/')) return
        machine.disk.behaviour.isBroken = true
        kernel.schedule(3000, 'the disk works again', () => (machine.disk.behaviour.isBroken = false))
      },
    }
    for (let count = 0; count < 20; count++) {
      yield* put(store, { properties: `KEYS=k${count};` })
      yield* sleep(10)
    }
    return store
  }

  test('is made good before the checkpoint vouches for a later one', () => {
    onMachine(function* (machine) {
      const store = yield* failFirstFlush(machine)
      const full = store.getIndexService().getIndexFileList().filter((file) => file.isWriteFull())
      expect(store.getStoreCheckpoint().indexMsgTimestamp).toBe(full.at(-1)!.getEndTimestamp())
      for (const file of full) {
        const path = file.getFileName()
        expect(machine.cache.fileAt(path)!.unsafeRanges(true)).toEqual([])
      }
    })
  })

  test.each(Array.from({ length: 12 }, (_, index) => 101 + index * 7919))('so that after a power cut all keys are found (seed %d)', (seed) => {
    onMachine(function* (machine) {
      const [, process] = yield* inNewProcess(machine, function* (own) {
        yield* failFirstFlush({ ...machine, process: own })
        yield* sleep(20_000)
      })
      machine.process.kernel.kill(process)
      machine.cache.powerCut(new Random(seed))
      const store = yield* startStore(machine, { maxIndexNum: 4 })
      const missing = Array.from({ length: 20 }, (_, count) => `k${count}`).filter((key) => offsets(store, key).length === 0)
      expect(missing).toEqual([])
    })
  })
})

test('a query for fewer than no messages is refused', () => {
  onMachine(function* (machine) {
    const store = yield* startStore(machine)
    expect(() => store.queryMessage('TopicTest', 'k', -1, 0, FOREVER)).toThrow(IllegalArgumentException)
  })
})

test('files whose names are no numbers are left alone', () => {
  onMachine(function* (machine) {
    for (const name of ['20231114221320000.bak', 'readme', ' 1']) yield* machine.disk.open(`store/index/${name}`, true)
    const store = yield* startStore(machine)
    expect(store.getIndexService().getIndexFileList()).toEqual([])
    expect(machine.memory.paths().filter((path) => path.includes('/index/'))).toHaveLength(3)
  })
})
