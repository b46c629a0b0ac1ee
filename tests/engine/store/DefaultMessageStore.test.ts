import { describe, expect, test } from 'vitest'
import { currentTimeMillis } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import { DefaultMessageStore } from '../../../engine/store/DefaultMessageStore'
import { PutMessageResult } from '../../../engine/store/put/PutMessageResult'
import { batchBody, batchOf, inNewProcess, messageOf, onMachine, smallConfig, startStore } from './support/stores'

function logBytes(store: DefaultMessageStore, position: number, length: number): number[] {
  const file = store.getCommitLog().getMappedFileQueue().findMappedFileByOffset(position)!
  return [...file.getBuffer().get(position - file.getFileFromOffset(), length)]
}

describe('DefaultMessageStore', () => {
  test('a message is appended, gets its number, and can be consumed a millisecond later', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      const result = yield* store.putMessage(messageOf({ queueId: 2, properties: 'TAGS=TagA;' }))
      expect(result.putMessageStatus).toBe('PUT_OK')
      expect(result.isOk()).toBe(true)
      expect(result.appendMessageResult).toMatchObject({ wroteOffset: 0, logicsOffset: 0, msgNum: 1 })
      expect(store.getMaxOffsetInQueue('TopicTest', 2)).toBe(0)
      yield* sleep(3)
      expect(store.getMaxOffsetInQueue('TopicTest', 2)).toBe(1)
      const unit = store.getQueueStore().getConsumeQueue('TopicTest', 2)!.get(0)
      const size = result.appendMessageResult!.wroteBytes
      expect(unit).toEqual({ queueOffset: 0, pos: 0, size, tagsCode: 2598919 })
      expect(store.dispatchBehindBytes()).toBe(0)
    })
  })

  test('numbers are counted for each queue, positions over all', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      const numbers: number[] = []
      for (const queueId of [0, 1, 0, 0, 1]) {
        numbers.push((yield* store.putMessage(messageOf({ queueId }))).appendMessageResult!.logicsOffset)
      }
      expect(numbers).toEqual([0, 0, 1, 2, 1])
      yield* sleep(5)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(3)
      expect(store.getMaxOffsetInQueue('TopicTest', 1)).toBe(2)
      const positions = [0, 1, 2].map((index) => store.getQueueStore().getConsumeQueue('TopicTest', 0)!.get(index)!.pos)
      const size = store.getMaxPhyOffset() / 5
      expect(positions).toEqual([0, 2 * size, 3 * size])
    })
  })

  test('files lie where the original has them', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      yield* store.putMessage(messageOf({ queueId: 3 }))
      yield* sleep(100)
      expect(machine.memory.paths()).toEqual([
        'store/abort',
        'store/abort.bak',
        'store/checkpoint',
        'store/commitlog/00000000000000000000',
        'store/commitlog/00000000000000065536',
        'store/consumequeue/TopicTest/3/00000000000000000000',
        'store/index/20231114221320001',
        'store/lock',
      ])
      expect(new TextDecoder().decode(machine.memory.contents('store/abort'))).toBe(String(machine.process.pid))
      yield* store.shutdown()
      expect(machine.memory.paths()).toEqual([
        'store/abort.bak',
        'store/checkpoint',
        'store/commitlog/00000000000000000000',
        'store/consumequeue/TopicTest/3/00000000000000000000',
        'store/index/20231114221320001',
        'store/lock',
      ])
      expect(machine.cache.unsafePages()).toBe(0)
    })
  })

  test('what does not fit goes to the next file, behind it lies a blank record', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      const big = messageOf({ body: 'x'.repeat(30_000) })
      const first = yield* store.putMessage(big)
      const size = first.appendMessageResult!.wroteBytes
      yield* store.putMessage(messageOf({ body: 'x'.repeat(30_000) }))
      const third = yield* store.putMessage(messageOf({ body: 'x'.repeat(30_000) }))
      expect(third.appendMessageResult).toMatchObject({ wroteOffset: 65_536, logicsOffset: 2 })
      const blank = 65_536 - 2 * size
      expect(logBytes(store, 2 * size, 9)).toEqual([0, 0, blank >> 8, blank & 255, 0xcb, 0xd4, 0x31, 0x94, 0])
      yield* sleep(10)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(3)
      expect(store.getQueueStore().getConsumeQueue('TopicTest', 0)!.get(2)!.pos).toBe(65_536)
    })
  })

  test('a file keeps eight bytes for the blank record', () => {
    const fits = (slack: number): number =>
      onMachine(function* (machine) {
        const store = yield* startStore(machine)
        const overhead = (yield* store.putMessage(messageOf({ body: '' }))).appendMessageResult!.wroteBytes
        const free = 65_536 - overhead
        const body = 'x'.repeat(free - overhead - slack)
        return (yield* store.putMessage(messageOf({ body }))).appendMessageResult!.wroteOffset
      })
    expect(fits(8)).toBeLessThan(65_536)
    expect(fits(7)).toBe(65_536)
  })

  test('consume queues roll over as well', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      for (let index = 0; index < 250; index++) yield* store.putMessage(messageOf())
      yield* sleep(10)
      expect(machine.memory.paths().filter((path) => path.includes('consumequeue'))).toEqual([
        'store/consumequeue/TopicTest/0/00000000000000000000',
        'store/consumequeue/TopicTest/0/00000000000000002000',
        'store/consumequeue/TopicTest/0/00000000000000004000',
      ])
      const size = store.getMaxPhyOffset()
      expect(size).toBeGreaterThan(0)
      const unit = store.getQueueStore().getConsumeQueue('TopicTest', 0)!.get(249)!
      expect(unit.pos + unit.size).toBe(size)
      expect(store.getQueueStore().getConsumeQueue('TopicTest', 0)!.get(250)).toBeNull()
    })
  })

  test('a batch becomes messages with consecutive numbers, all in one file', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      yield* store.putMessage(messageOf({ body: 'x'.repeat(65_000) }))
      const result = yield* store.putMessages(batchOf(batchBody(['one', 'two', 'three', 'y'.repeat(200)])))
      expect(result.appendMessageResult).toMatchObject({ wroteOffset: 65_536, logicsOffset: 1, msgNum: 4 })
      expect(result.appendMessageResult!.getMsgId().split(',').length).toBe(4)
      const after = yield* store.putMessage(messageOf())
      expect(after.appendMessageResult!.logicsOffset).toBe(5)
      yield* sleep(10)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(6)
      const units = [1, 2, 3, 4].map((index) => store.getQueueStore().getConsumeQueue('TopicTest', 0)!.get(index)!)
      const ends = units.map(({ pos, size }) => pos + size)
      expect(units.slice(1).map(({ pos }) => pos)).toEqual(ends.slice(0, 3))
    })
  })

  test('a delayed or transactional batch is illegal', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      for (const fields of [{ sysFlag: 4 }, { properties: 'DELAY=3;' }]) {
        const result = yield* store.putMessages(batchOf(batchBody(['one']), fields))
        expect(result).toMatchObject({ putMessageStatus: 'MESSAGE_ILLEGAL', appendMessageResult: null })
      }
    })
  })

  test('half messages have no number and are not for consumers', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      yield* store.putMessage(messageOf())
      const half = yield* store.putMessage(messageOf({ sysFlag: 4 }))
      expect(half.appendMessageResult!.logicsOffset).toBe(0)
      const next = yield* store.putMessage(messageOf())
      expect(next.appendMessageResult!.logicsOffset).toBe(1)
      yield* sleep(5)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(2)
    })
  })

  test('many writers at once: every number once, store times never run backwards', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      const results: Array<{ position: number; number: number; time: number }> = []
      const threads = Array.from({ length: 8 }, (_, writer) =>
        machine.process.spawn(`writer-${writer}`, function* () {
          for (let index = 0; index < 50; index++) {
            const put = yield* store.putMessage(messageOf({ body: 'x'.repeat(200 + writer) }))
            const { wroteOffset, logicsOffset, storeTimestamp } = put.appendMessageResult!
            results.push({ position: wroteOffset, number: logicsOffset, time: storeTimestamp })
            if (index % 7 === writer % 7) yield* sleep(1)
          }
        }),
      )
      for (const thread of threads) yield* thread.join()
      const byPosition = [...results].sort((one, other) => one.position - other.position)
      expect(byPosition.map((each) => each.number)).toEqual(Array.from({ length: 400 }, (_, index) => index))
      const times = byPosition.map((each) => each.time)
      expect(times).toEqual([...times].sort((one, other) => one - other))
      yield* sleep(20)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(400)
    })
  })

  test('a hook may answer in place of the log', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      store.getPutMessageHookList().push({
        hookName: 'never',
        executeBeforePutMessage: () => new PutMessageResult('SERVICE_NOT_AVAILABLE', null),
      })
      expect((yield* store.putMessage(messageOf())).putMessageStatus).toBe('SERVICE_NOT_AVAILABLE')
      expect(store.getMaxPhyOffset()).toBe(0)
    })
  })

  test('the store is one process at a time; a dead one is no hindrance', () => {
    onMachine(function* (machine) {
      const [, first] = yield* inNewProcess(machine, (process) => startStore(machine, {}, process))
      let failure: unknown = null
      try {
        yield* startStore(machine)
      } catch (error) {
        failure = error
      }
      expect(failure).toMatchObject({ name: 'IllegalStateException', message: 'store/lock is locked' })
      machine.process.kernel.kill(first)
      const store = yield* startStore(machine)
      expect(store.isShutdown()).toBe(false)
    })
  })

  test('a full disk: no file, no message; afterwards it goes on', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      machine.disk.behaviour.isFull = true
      const refused = yield* store.putMessage(messageOf())
      expect(refused).toMatchObject({ putMessageStatus: 'CREATE_MAPPED_FILE_FAILED', appendMessageResult: null })
      machine.disk.behaviour.isFull = false
      yield* sleep(5)
      expect((yield* store.putMessage(messageOf())).putMessageStatus).toBe('PUT_OK')
    })
  })

  test('holding the put lock for more than a second means that the page cache is busy', () => {
    onMachine(function* (machine) {
      machine.disk.behaviour.directoryMicros = 3_000_000
      const store = yield* startStore(machine)
      machine.process.spawn('writer', function* () {
        yield* store.putMessage(messageOf())
      })
      yield* sleep(500)
      expect(store.isOSPageCacheBusy()).toBe(false)
      yield* sleep(700)
      expect(store.isOSPageCacheBusy()).toBe(true)
      yield* sleep(5000)
      expect(store.isOSPageCacheBusy()).toBe(false)
    })
  })

  test('store times are the clock of the broker inside the lock', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      yield* sleep(1234)
      const before = currentTimeMillis()
      const result = yield* store.putMessage(messageOf())
      expect(result.appendMessageResult!.storeTimestamp).toBeGreaterThanOrEqual(before)
      expect(result.appendMessageResult!.storeTimestamp).toBeLessThanOrEqual(currentTimeMillis())
    })
  })

  test('a listener hears of each message that can be consumed', () => {
    onMachine(function* (machine) {
      const heard: string[] = []
      const store = new DefaultMessageStore(machine.process, machine.cache, smallConfig(), {
        *arriving(topic, queueId, logicOffset) {
          heard.push(`${topic} ${queueId} ${logicOffset}`)
        },
      })
      yield* store.load()
      yield* store.start()
      yield* store.putMessage(messageOf({ queueId: 1 }))
      yield* store.putMessage(messageOf({ queueId: 1 }))
      yield* sleep(5)
      expect(heard).toEqual(['TopicTest 1 1', 'TopicTest 1 2'])
    })
  })
})
