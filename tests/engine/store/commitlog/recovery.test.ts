import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import type { Process } from '../../../../engine/kernel/Process'
import { Random } from '../../../../engine/kernel/Random'
import { sleep } from '../../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../../engine/kernel/Utf8'
import type { MessageStoreConfig } from '../../../../engine/store/config/MessageStoreConfig'
import { DefaultMessageStore } from '../../../../engine/store/DefaultMessageStore'
import type { TestMachine } from '../support/stores'
import { inNewProcess, messageOf, onMachine, smallConfig, startStore } from '../support/stores'

const LOG = 'store/commitlog/00000000000000000000'
const QUEUE = 'store/consumequeue/TopicTest/0/00000000000000000000'

function* put(store: DefaultMessageStore, count: number, size = 100, first = 0): Blocking<void> {
  for (let index = first; index < first + count; index++) {
    const result = yield* store.putMessage(messageOf({ body: `${index} `.padEnd(size, 'x') }))
    if (!result.isOk()) throw new Error(`message ${index}: ${result.putMessageStatus}`)
  }
}

/** The numbers at the beginning of the bodies, read through the consume queue. */
function consume(store: DefaultMessageStore): number[] {
  const queue = store.getQueueStore().findOrCreateConsumeQueue('TopicTest', 0)
  const numbers: number[] = []
  for (let index = queue.getMinOffsetInQueue(); index < queue.getMaxOffsetInQueue(); index++) {
    const unit = queue.get(index)!
    const message = store.lookMessageByOffset(unit.pos, unit.size)!
    expect(message.queueOffset).toBe(index)
    numbers.push(Number.parseInt(decodeUtf8(message.body!), 10))
  }
  return numbers
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

/** Starts a store in a process of its own and has it do something. */
function* liveOnce<T>(
  machine: TestMachine,
  body: (store: DefaultMessageStore) => Blocking<T>,
  changes: Partial<MessageStoreConfig> = {},
): Blocking<[T, Process]> {
  return yield* inNewProcess(machine, function* (process) {
    return yield* body(yield* startStore(machine, changes, process))
  })
}

function* overwrite(machine: TestMachine, path: string, position: number, bytes: number[]): Blocking<void> {
  const buffer = yield* machine.cache.map(path, 0)
  buffer.put(position, Uint8Array.from(bytes))
  yield* buffer.force()
}

describe('after a clean shutdown', () => {
  test('everything is there and the numbers go on', () => {
    onMachine(function* (machine) {
      yield* liveOnce(machine, function* (store) {
        yield* put(store, 10)
        yield* store.shutdown()
      })
      const store = yield* startStore(machine)
      expect(consume(store)).toEqual(upTo(10))
      yield* put(store, 2, 100, 10)
      yield* sleep(5)
      expect(consume(store)).toEqual(upTo(12))
    })
  })

  test('over several files of both kinds', () => {
    onMachine(function* (machine) {
      const [end] = yield* liveOnce(machine, function* (store) {
        yield* put(store, 450, 800)
        yield* store.shutdown()
        return store.getMaxPhyOffset()
      })
      expect(end).toBeGreaterThan(4 * 65_536)
      const store = yield* startStore(machine)
      expect(store.getMaxPhyOffset()).toBe(end)
      expect(consume(store)).toEqual(upTo(450))
      expect(store.getCommitLog().getFlushedWhere()).toBe(end)
    })
  })

  test('an empty store starts empty', () => {
    onMachine(function* (machine) {
      yield* liveOnce(machine, (store) => store.shutdown())
      const store = yield* startStore(machine)
      expect(store.getMaxPhyOffset()).toBe(0)
      yield* put(store, 1)
      yield* sleep(5)
      expect(consume(store)).toEqual([0])
    })
  })

  test('entries that are missing at the end are made again, all but the one that begins where the queues end', () => {
    onMachine(function* (machine) {
      yield* liveOnce(machine, function* (store) {
        yield* put(store, 10)
        yield* sleep(5)
        yield* store.shutdown()
      })
      // Entries 7, 8 and 9 are gone. Record 7 begins exactly where entry 6 says that record 6 ends.
      yield* overwrite(machine, QUEUE, 7 * 20, new Array<number>(60).fill(0))
      const store = yield* startStore(machine)
      const queue = store.getQueueStore().getConsumeQueue('TopicTest', 0)!
      expect(queue.getMaxOffsetInQueue()).toBe(9)
      expect(queue.get(7)!.pos).toBe(8 * (store.getMaxPhyOffset() / 10))
    })
  })

  test('a file of another size: the store does not start', () => {
    onMachine(function* (machine) {
      yield* liveOnce(machine, function* (store) {
        yield* put(store, 1)
        yield* store.shutdown()
      })
      const file = yield* machine.disk.open('store/commitlog/00000000000000065536', true)
      file.truncate(1000)
      let failure: unknown = null
      try {
        yield* startStore(machine)
      } catch (error) {
        failure = error
      }
      expect(failure).toMatchObject({ message: 'the store could not be loaded' })
    })
  })

  test('a last file without any bytes is swept away', () => {
    onMachine(function* (machine) {
      yield* liveOnce(machine, function* (store) {
        yield* put(store, 3)
        yield* store.shutdown()
      })
      yield* machine.disk.open('store/commitlog/00000000000000065536', true)
      const store = yield* startStore(machine)
      expect(consume(store)).toEqual(upTo(3))
      expect(machine.memory.paths()).not.toContain('store/commitlog/00000000000000065536')
    })
  })

  test('without a commit log the consume queues go too', () => {
    onMachine(function* (machine) {
      yield* liveOnce(machine, function* (store) {
        yield* put(store, 3)
        yield* sleep(5)
        yield* store.shutdown()
      })
      yield* machine.cache.delete(LOG)
      const store = yield* startStore(machine)
      expect(machine.memory.paths()).not.toContain(QUEUE)
      yield* put(store, 1)
      yield* sleep(5)
      expect(consume(store)).toEqual([0])
    })
  })
})

describe('after kill -9', () => {
  test('nothing is lost, dispatched or not: the page cache is the machine\'s', () => {
    onMachine(function* (machine) {
      const [, process] = yield* liveOnce(machine, function* (store) {
        yield* put(store, 150, 800)
      })
      machine.process.kernel.kill(process)
      expect(machine.memory.paths()).toContain('store/abort')
      const store = yield* startStore(machine)
      expect(consume(store)).toEqual(upTo(150))
      yield* put(store, 1, 800, 150)
      yield* sleep(5)
      expect(consume(store)).toEqual(upTo(151))
    })
  })

  test('consume queues are made again when they are gone', () => {
    onMachine(function* (machine) {
      const [, process] = yield* liveOnce(machine, function* (store) {
        yield* put(store, 20)
        yield* sleep(5)
      })
      machine.process.kernel.kill(process)
      yield* machine.cache.delete(QUEUE)
      const store = yield* startStore(machine)
      expect(consume(store)).toEqual(upTo(20))
    })
  })
})

describe('after a power cut', () => {
  test('a torn message at the end is cut off, with what comes after it', () => {
    onMachine(function* (machine) {
      const [size, process] = yield* liveOnce(machine, function* (store) {
        yield* put(store, 10)
        yield* sleep(5)
        return store.getMaxPhyOffset() / 10
      })
      machine.process.kernel.kill(process)
      // The body of message 8 is another than its checksum says.
      yield* overwrite(machine, LOG, 8 * size + 95, [0, 0, 0])
      const store = yield* startStore(machine)
      expect(consume(store)).toEqual(upTo(8))
      expect(store.getMaxPhyOffset()).toBe(8 * size)
      yield* put(store, 1, 100, 8)
      yield* sleep(5)
      expect(consume(store)).toEqual(upTo(9))
    })
  })

  test('nobody looks at checksums if nobody wants to', () => {
    onMachine(function* (machine) {
      const [size, process] = yield* liveOnce(machine, function* (store) {
        yield* put(store, 3)
        return store.getMaxPhyOffset() / 3
      })
      machine.process.kernel.kill(process)
      yield* overwrite(machine, LOG, size + 95, [48, 48, 48])
      const store = yield* startStore(machine, { checkCRCOnRecover: false })
      expect(store.getMaxPhyOffset()).toBe(3 * size)
    })
  })

  test('whatever it leaves: a beginning of the log, whole, and consume queues that agree with it', () => {
    const lost: number[] = []
    for (let seed = 1; seed <= 40; seed++) lost.push(countLost(seed, 'ASYNC_FLUSH'))
    expect(Math.max(...lost)).toBeGreaterThan(0)
  })

  test('with synchronous flush no message is lost that was answered with PUT_OK', () => {
    for (let seed = 1; seed <= 40; seed++) expect(countLost(seed, 'SYNC_FLUSH')).toBe(0)
  })
})

/** Writes for some seconds, cuts the power, starts again; how many of the messages answered with PUT_OK are missing. */
function countLost(seed: number, flushDiskType: 'ASYNC_FLUSH' | 'SYNC_FLUSH'): number {
  return onMachine(
    function* (machine) {
      const random = new Random(seed)
      let answered = 0
      const { kernel, host } = machine.process
      const process = kernel.createProcess({ name: 'broker', host })
      process.spawn('main', function* () {
        const store = yield* startStore(machine, { flushDiskType }, process)
        for (;;) {
          yield* put(store, 1, 50 + random.nextInt(3000), answered)
          answered++
          yield* sleep(random.nextInt(30))
        }
      })
      yield* sleep(500 + random.nextInt(3000))
      kernel.kill(process)
      machine.cache.powerCut(random)

      const store = yield* startStore(machine, { flushDiskType })
      const left = consume(store)
      expect(left).toEqual(upTo(left.length))
      // It goes on where it stopped, and everything can be consumed.
      yield* put(store, 3, 100, left.length)
      yield* sleep(20)
      expect(consume(store)).toEqual(upTo(left.length + 3))
      return Math.max(0, answered - left.length)
    },
    { seed },
  )
}

describe('files that are not as they should be', () => {
  function* withFiles(machine: TestMachine, paths: readonly string[]): Blocking<boolean> {
    for (const path of paths) yield* machine.disk.open(path, true)
    return yield* new DefaultMessageStore(machine.process, machine.cache, smallConfig()).load()
  }

  test.each([
    ['one without any bytes at the end of the log', ['store/commitlog/00000000000000000000'], true],
    ['two of them', ['store/commitlog/00000000000000000000', 'store/commitlog/00000000000000065536'], false],
    ['one at the end of a queue', ['store/consumequeue/T/0/00000000000000000000'], true],
    ['two of them', ['store/consumequeue/T/0/00000000000000000000', 'store/consumequeue/T/0/00000000000000002000'], false],
    ['a queue whose number is none', ['store/consumequeue/T/0x1/0', 'store/consumequeue/T/zero/0'], true],
  ])('%s: %j, the store starts: %j', (_what, paths, starts) => {
    onMachine(function* (machine) {
      expect(yield* withFiles(machine, paths)).toBe(starts)
    })
  })

  test('two empty files stay where they are, for an operator to see', () => {
    onMachine(function* (machine) {
      const paths = ['store/commitlog/00000000000000000000', 'store/commitlog/00000000000000065536']
      yield* withFiles(machine, paths)
      expect(machine.memory.paths()).toEqual(paths)
    })
  })

  test('a file of the log whose name is no position keeps the store from starting', () => {
    onMachine(function* (machine) {
      const file = yield* machine.disk.open('store/commitlog/copy', true)
      file.truncate(64 * 1024)
      expect(yield* withFiles(machine, [])).toBe(false)
    })
  })
})
