import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { sleep } from '../../../../engine/kernel/sleep'
import { MemoryDisk } from '../../../../engine/ports/memory/MemoryDisk'
import { FaultyDisk } from '../../../../engine/ports/memory/FaultyDisk'
import { CleanCommitLogService } from '../../../../engine/store/clean/CleanCommitLogService'
import type { MessageStoreConfig } from '../../../../engine/store/config/MessageStoreConfig'
import type { DefaultMessageStore } from '../../../../engine/store/DefaultMessageStore'
import { diskSpaceUsedRatio } from '../../../../engine/store/clean/diskSpaceUsedRatio'
import { PageCache } from '../../../../engine/store/pagecache/PageCache'
import { runInKernel } from '../../support/runInKernel'
import type { TestMachine } from '../support/stores'
import { messageOf, onMachine, startStore } from '../support/stores'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** The clock of a run begins at 22:13:20. */
const UNTIL_FOUR = 5 * HOUR + 47 * MINUTE

/** Fills a file of the commit log with each ten messages. */
function* put(store: DefaultMessageStore, count: number): Blocking<void> {
  for (let index = 0; index < count; index++) {
    const result = yield* store.putMessage(messageOf({ body: 'x'.repeat(6000), properties: 'KEYS=k;' }))
    if (!result.isOk()) throw new Error(result.putMessageStatus)
  }
  yield* sleep(100)
}

function logFiles(store: DefaultMessageStore): number[] {
  return store.getCommitLog().getMappedFileQueue().getMappedFiles().map((file) => file.getFileFromOffset() / 65_536)
}

const QUIET: Partial<MessageStoreConfig> = { flushIntervalCommitLog: MINUTE, flushIntervalConsumeQueue: MINUTE }
const LONG = { limitMillis: 200 * HOUR }

describe('cleaning by age', () => {
  test('at four o’clock files go that are old enough', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { ...QUIET, fileReservedTime: 6 })
      yield* put(store, 25)
      yield* sleep(UNTIL_FOUR - MINUTE)
      yield* put(store, 10)
      expect(logFiles(store)).toEqual([0, 1, 2, 3])
      // It is four, but the files are not six hours old yet; a quarter of an hour later they are.
      yield* sleep(3 * MINUTE)
      expect(logFiles(store)).toEqual([0, 1, 2, 3])
      yield* sleep(15 * MINUTE)
      expect(logFiles(store)).toEqual([2, 3])
      expect(store.getMinPhyOffset()).toBe(2 * 65_536)
      expect(machine.memory.paths().filter((path) => path.includes('commitlog/'))).toHaveLength(3)
    }, LONG)
  })

  test('at another hour they stay, until somebody asks for it', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { ...QUIET, fileReservedTime: 1, deleteWhen: '12' })
      yield* put(store, 25)
      yield* sleep(3 * HOUR)
      expect(logFiles(store)).toEqual([0, 1, 2])
      store.executeDeleteFilesManually()
      yield* sleep(20_000)
      expect(logFiles(store)).toEqual([2])
    }, LONG)
  })

  test('several hours may be given', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { ...QUIET, fileReservedTime: 0, deleteWhen: '09;22' })
      yield* put(store, 25)
      yield* sleep(70_000)
      expect(logFiles(store)).toEqual([2])
    })
  })

  test.each(['22:00', '22 ', '22.0', ';22'])('deleteWhen=%j ends each round, so that nothing is ever deleted', (deleteWhen) => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { ...QUIET, fileReservedTime: 0, deleteWhen })
      yield* put(store, 25)
      store.executeDeleteFilesManually()
      yield* sleep(10 * MINUTE)
      expect(logFiles(store)).toEqual([0, 1, 2])
    })
  })

  test.each(['+22', '22;', '22;never'])('deleteWhen=%j is read up to the hour that it is', (deleteWhen) => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { ...QUIET, fileReservedTime: 0, deleteWhen })
      yield* put(store, 25)
      yield* sleep(70_000)
      expect(logFiles(store)).toEqual([2])
    })
  })

  test('consume queues and index follow', () => {
    onMachine(function* (machine) {
      const changes = { ...QUIET, fileReservedTime: 0, deleteWhen: '22', mappedFileSizeConsumeQueue: 100, maxIndexNum: 5 }
      const store = yield* startStore(machine, changes)
      yield* put(store, 27)
      yield* sleep(90_000)
      expect(logFiles(store)).toEqual([2])
      const queue = store.getQueueStore().getConsumeQueue('TopicTest', 0)!
      expect([queue.getMinOffsetInQueue(), queue.getMaxOffsetInQueue()]).toEqual([20, 27])
      expect(queue.getMappedFileQueue().getFirstMappedFile()!.getFileFromOffset()).toBe(400)
      const files = store.getIndexService().getIndexFileList()
      expect(files[0]!.getEndPhyOffset()).toBeGreaterThanOrEqual(2 * 65_536)
      expect(store.queryMessage('TopicTest', 'k', 32, 0, 8e12).messageMapedList).toHaveLength(7)
      expect(store.getMessage('group', 'TopicTest', 0, 3, 1, null)).toMatchObject({
        status: 'OFFSET_TOO_SMALL',
        nextBeginOffset: 20,
      })
      // What is left can be read after a restart.
      yield* store.shutdown()
      const again = yield* startStore(machine, changes)
      expect(again.getMinOffsetInQueue('TopicTest', 0)).toBe(20)
      expect(again.getMessage('group', 'TopicTest', 0, 20, 1, null)!.status).toBe('FOUND')
      yield* put(again, 1)
      expect(again.getMaxOffsetInQueue('TopicTest', 0)).toBe(28)
    })
  })

  test('a queue whose messages are all gone keeps its last file and its numbers', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { ...QUIET, fileReservedTime: 0, deleteWhen: '22' })
      for (let count = 0; count < 3; count++) yield* store.putMessage(messageOf({ topic: 'Old' }))
      yield* put(store, 25)
      yield* sleep(90_000)
      expect([store.getMinOffsetInQueue('Old', 0), store.getMaxOffsetInQueue('Old', 0)]).toEqual([3, 3])
      expect(store.getMessage('group', 'Old', 0, 1, 1, null)).toMatchObject({ status: 'OFFSET_TOO_SMALL' })
      const put4 = yield* store.putMessage(messageOf({ topic: 'Old' }))
      expect(put4.appendMessageResult!.logicsOffset).toBe(3)
    })
  })

  test('not more than ten files in a round', () => {
    onMachine(function* (machine) {
      const changes = { ...QUIET, fileReservedTime: 0, deleteWhen: '22', deleteFileBatchMax: 3 }
      const store = yield* startStore(machine, changes)
      yield* put(store, 65)
      yield* sleep(61_000)
      expect(logFiles(store)).toEqual([3, 4, 5, 6])
      yield* sleep(10_000)
      expect(logFiles(store)).toEqual([6])
    })
  })
})

/** A store on a disk of so many bytes, of which others take a part. */
function onDiskOf<T>(
  capacity: number,
  body: (store: DefaultMessageStore, occupy: (bytes: number) => Blocking<void>) => Blocking<T>,
  changes: Partial<MessageStoreConfig> = {},
): T {
  return runInKernel(function* (process) {
    const memory = new MemoryDisk(capacity)
    const disk = new FaultyDisk(memory)
    const machine: TestMachine = { process, memory, disk, cache: new PageCache(process.kernel, process.host, disk) }
    const store = yield* startStore(machine, { ...QUIET, deleteWhen: '12', ...changes })
    return yield* body(store, function* (bytes) {
      const file = yield* disk.open('somebody/else', true)
      file.truncate(bytes)
    })
  })
}

describe('cleaning because of space', () => {
  const MB = 1_000_000

  test('above 75 % old files go, young ones stay', () => {
    onDiskOf(2 * MB, function* (store, occupy) {
      yield* put(store, 25)
      yield* occupy(1.3 * MB)
      yield* sleep(70_000)
      expect(logFiles(store)).toEqual([0, 1, 2])
      store.messageStoreConfig.fileReservedTime = 0
      yield* sleep(10_000)
      expect(logFiles(store)).toEqual([2])
    })
  })

  test('above 85 % young ones go too, if they may', () => {
    const run = (cleanFileForciblyEnable: boolean): number[] =>
      onDiskOf(2 * MB, function* (store, occupy) {
        yield* put(store, 25)
        yield* occupy(1.46 * MB)
        yield* sleep(70_000)
        expect(store.runningFlags.isWriteable()).toBe(true)
        return logFiles(store)
      }, { cleanFileForciblyEnable })
    expect(run(true)).toEqual([2])
    expect(run(false)).toEqual([0, 1, 2])
  })

  test('above 90 % no messages are taken until there is room again', () => {
    onDiskOf(2 * MB, function* (store, occupy) {
      yield* put(store, 5)
      yield* occupy(1.8 * MB)
      yield* sleep(70_000)
      expect(store.runningFlags.isWriteable()).toBe(false)
      expect(store.runningFlags.isCQWriteable()).toBe(true)
      yield* occupy(1.5 * MB)
      yield* sleep(10_000)
      expect(store.runningFlags.isWriteable()).toBe(true)
    })
  })

  test('the bounds of the thresholds', () => {
    onDiskOf(2 * MB, function* (store) {
      const config = Object.assign(store.messageStoreConfig, {
        diskMaxUsedSpaceRatio: 5,
        diskSpaceCleanForciblyRatio: 99,
        diskSpaceWarningLevelRatio: 10,
      })
      expect([
        config.getDiskMaxUsedSpaceRatio(),
        config.getDiskSpaceCleanForciblyRatio(),
        config.getDiskSpaceWarningLevelRatio(),
      ]).toEqual([10, 85, 35])
      yield* sleep(1)
    })
  })

  test('a file that is not dispatched yet stays', () => {
    onDiskOf(2 * MB, function* (store) {
      yield* put(store, 35)
      const service = new CleanCommitLogService(store, store.getCommitLog(), () => 65_536 + 1)
      store.messageStoreConfig.fileReservedTime = 0
      service.executeDeleteFilesManually()
      expect(yield* service.run()).toBe(1)
      expect(logFiles(store)).toEqual([1, 2, 3])
      expect(service.getManualDeleteFileSeveralTimes()).toBe(19)
    })
  })

  test('the ratio is rounded up to whole percents', () => {
    expect(diskSpaceUsedRatio({ total: 1000, used: 751 })).toBe(0.76)
    expect(diskSpaceUsedRatio({ total: 1000, used: 750 })).toBe(0.75)
    expect(diskSpaceUsedRatio({ total: Infinity, used: 5 })).toBe(0)
    expect(diskSpaceUsedRatio({ total: 0, used: 0 })).toBe(1)
  })
})
