import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { javaHashCode } from '../../../../engine/kernel/java/javaHashCode'
import { sleep } from '../../../../engine/kernel/sleep'
import { MessageDecoder } from '../../../../engine/common/message/MessageDecoder'
import type { MessageStoreConfig } from '../../../../engine/store/config/MessageStoreConfig'
import type { DefaultMessageStore } from '../../../../engine/store/DefaultMessageStore'
import type { GetMessageResult } from '../../../../engine/store/get/GetMessageResult'
import type { MessageFilter } from '../../../../engine/store/get/MessageFilter'
import type { TestMachine } from '../support/stores'
import { messageOf, onMachine, startStore } from '../support/stores'

function* storeWith(
  machine: TestMachine,
  count: number,
  changes: Partial<MessageStoreConfig> = {},
  size = 100,
): Blocking<DefaultMessageStore> {
  const store = yield* startStore(machine, changes)
  for (let index = 0; index < count; index++) {
    const properties = index % 2 === 0 ? 'TAGS=even;' : 'TAGS=odd;'
    yield* store.putMessage(messageOf({ body: `${index} `.padEnd(size, 'x'), properties }))
  }
  yield* sleep(10)
  return store
}

function get(
  store: DefaultMessageStore,
  offset: number,
  maxMsgNums = 32,
  filter: MessageFilter | null = null,
  maxTotalMsgSize?: number,
): GetMessageResult {
  return store.getMessage('group', 'TopicTest', 0, offset, maxMsgNums, filter, maxTotalMsgSize)!
}

function summary(result: GetMessageResult): unknown[] {
  const { status, messageQueueOffset, nextBeginOffset } = result
  return [status, messageQueueOffset, nextBeginOffset]
}

const onlyTag = (tag: string): MessageFilter => ({
  isMatchedByConsumeQueue: (tagsCode) => tagsCode === javaHashCode(tag),
  isMatchedByCommitLog: () => true,
})

describe('getMessage', () => {
  test('gives the records from an offset on and says where to go on', () => {
    onMachine(function* (machine) {
      const store = yield* storeWith(machine, 10)
      const result = get(store, 3, 4)
      expect(summary(result)).toEqual(['FOUND', [3, 4, 5, 6], 7])
      expect([result.minOffset, result.maxOffset, result.getMessageCount()]).toEqual([0, 10, 4])
      const messages = result.messageMapedList.map((record) => MessageDecoder.decode(record.get(0, record.size))!)
      expect(messages.map((message) => message.queueOffset)).toEqual([3, 4, 5, 6])
      const bytes = result.messageMapedList.reduce((sum, record) => sum + record.size, 0)
      expect(result.getBufferTotalSize()).toBe(bytes)
      expect(result.suggestPullingFromSlave).toBe(false)
    })
  })

  test('an offset outside of the queue', () => {
    onMachine(function* (machine) {
      const store = yield* storeWith(machine, 10)
      expect(summary(get(store, 10))).toEqual(['OFFSET_OVERFLOW_ONE', [], 10])
      expect(summary(get(store, 11))).toEqual(['OFFSET_OVERFLOW_BADLY', [], 10])
      store.getQueueStore().getConsumeQueue('TopicTest', 0)!.correctMinOffset(store.getMaxPhyOffset() / 2)
      expect(summary(get(store, 1))).toEqual(['OFFSET_TOO_SMALL', [], 5])
      expect(summary(store.getMessage('group', 'Other', 0, 7, 32, null)!)).toEqual(['NO_MESSAGE_IN_QUEUE', [], 0])
    })
  })

  test('a slave does not correct offsets, unless it shall', () => {
    onMachine(function* (machine) {
      const store = yield* storeWith(machine, 3)
      store.messageStoreConfig.brokerRole = 'SLAVE'
      expect(summary(get(store, 7))).toEqual(['OFFSET_OVERFLOW_BADLY', [], 7])
      store.messageStoreConfig.offsetCheckInSlave = true
      expect(summary(get(store, 7))).toEqual(['OFFSET_OVERFLOW_BADLY', [], 3])
    })
  })

  test('not more than 32 messages or 256 KiB from memory, 8 messages or 64 KiB from the disk', () => {
    onMachine(function* (machine) {
      const changes = { mappedFileSizeCommitLog: 1024 * 1024 }
      const store = yield* storeWith(machine, 60, changes)
      expect(get(store, 0, 100).messageQueueOffset).toHaveLength(32)
      store.messageStoreConfig.accessMessageInMemoryMaxRatio = 0
      const fromDisk = get(store, 0, 100)
      expect(fromDisk.messageQueueOffset).toHaveLength(8)
      expect(fromDisk.suggestPullingFromSlave).toBe(true)
      // What is asked for counts when it is less.
      expect(get(store, 0, 3).messageQueueOffset).toHaveLength(3)
    })
    onMachine(function* (machine) {
      const store = yield* storeWith(machine, 20, { mappedFileSizeCommitLog: 1024 * 1024 }, 20_000)
      expect(get(store, 0).messageQueueOffset).toHaveLength(13)
      store.messageStoreConfig.accessMessageInMemoryMaxRatio = 0
      expect(get(store, 0).messageQueueOffset).toHaveLength(3)
      // The first is always given, whatever its size.
      expect(get(store, 0, 32, null, 10_000).messageQueueOffset).toEqual([0])
      expect(get(store, 0, 32, null, 41_000).messageQueueOffset).toEqual([0, 1])
    })
  })

  test('a filter by tag: what it does not let pass is passed over', () => {
    onMachine(function* (machine) {
      const store = yield* storeWith(machine, 10)
      expect(summary(get(store, 0, 3, onlyTag('odd')))).toEqual(['FOUND', [1, 3, 5], 6])
      expect(summary(get(store, 8, 3, onlyTag('odd')))).toEqual(['FOUND', [9], 10])
      expect(summary(get(store, 0, 3, onlyTag('none')))).toEqual(['NO_MATCHED_MESSAGE', [], 10])
      const byContent: MessageFilter = {
        isMatchedByConsumeQueue: () => true,
        isMatchedByCommitLog: (record) => MessageDecoder.decode(record!.get(0, record!.size))!.queueOffset >= 6,
      }
      expect(summary(get(store, 0, 3, byContent))).toEqual(['FOUND', [6, 7, 8], 9])
    })
  })

  test('a filter that lets nothing pass looks at 800 entries at a time', () => {
    onMachine(function* (machine) {
      const store = yield* storeWith(machine, 900, { mappedFileSizeConsumeQueue: 2000 * 20 }, 10)
      expect(summary(get(store, 50, 32, onlyTag('none')))).toEqual(['NO_MATCHED_MESSAGE', [], 851])
    })
  })

  test('ends with the file of the queue; more files if configured', () => {
    onMachine(function* (machine) {
      const store = yield* storeWith(machine, 250)
      expect(summary(get(store, 95))).toEqual(['FOUND', [95, 96, 97, 98, 99], 100])
      expect(summary(get(store, 95, 32, onlyTag('none')))).toEqual(['NO_MATCHED_MESSAGE', [], 100])
      store.messageStoreConfig.travelCqFileNumWhenGetMessage = 2
      expect(summary(get(store, 95, 32, onlyTag('none')))).toEqual(['NO_MATCHED_MESSAGE', [], 200])
    })
  })

  test('messages that are gone while the queue still has them', () => {
    onMachine(function* (machine) {
      const store = yield* storeWith(machine, 90, {}, 1000)
      const [first] = store.getCommitLog().getMappedFileQueue().getMappedFiles()
      yield* store.getCommitLog().getMappedFileQueue().deleteExpiredFile(first!)
      const result = get(store, 1, 2)
      const firstInNextFile = result.messageQueueOffset[0]!
      expect(firstInNextFile).toBeGreaterThan(50)
      expect(summary(result)).toEqual(['FOUND', [firstInNextFile, firstInNextFile + 1], firstInNextFile + 2])
      store.messageStoreConfig.maxFilterMessageSize = 200
      expect(summary(get(store, 1, 2))).toEqual(['MESSAGE_WAS_REMOVING', [], 12])
      // As in the original, position 0 always means the first file that there is, and whatever record begins it.
      expect(summary(get(store, 0, 1))).toEqual(['FOUND', [0], 1])
    })
  })

  test('nothing while the store cannot be read', () => {
    onMachine(function* (machine) {
      const store = yield* storeWith(machine, 1)
      store.runningFlags.getAndMakeNotReadable()
      expect(store.getMessage('group', 'TopicTest', 0, 0, 1, null)).toBeNull()
      store.runningFlags.getAndMakeReadable()
      yield* store.shutdown()
      expect(store.getMessage('group', 'TopicTest', 0, 0, 1, null)).toBeNull()
    })
  })
})

describe('looking for messages by time', () => {
  test('the first and the last of a time, and between times', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      yield* sleep(10)
      const times: number[] = []
      // 0 1 2 | 3 4 | 5, a second between them
      for (const count of [3, 2, 1]) {
        times.push(store.process.currentTimeMillis())
        for (let index = 0; index < count; index++) yield* store.putMessage(messageOf())
        yield* sleep(1000)
      }
      const search = (time: number): number[] => [
        store.getOffsetInQueueByTime('TopicTest', 0, time, 'LOWER'),
        store.getOffsetInQueueByTime('TopicTest', 0, time, 'UPPER'),
      ]
      expect(times.map((_, index) => store.getMessageStoreTimeStamp('TopicTest', 0, [0, 3, 5][index]!))).toEqual(times)
      expect(times.map(search)).toEqual([[0, 2], [3, 4], [5, 5]])
      expect(times.map((time) => search(time - 500))).toEqual([[0, 0], [3, 2], [5, 4]])
      expect(search(times[2]! + 1)).toEqual([6, 5])
      expect(store.getEarliestMessageTime('TopicTest', 0)).toBe(times[0])
      expect(store.getMessageStoreTimeStamp('TopicTest', 0, 6)).toBe(-1)
      expect(store.getOffsetInQueueByTime('Other', 0, times[0]!, 'LOWER')).toBe(0)
    })
  })

  test('agrees with a look at every message, over several files and after some are gone', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { mappedFileSizeConsumeQueue: 20 * 20 })
      const times: number[] = []
      for (let index = 0; index < 90; index++) {
        const before = store.process.currentTimeMillis()
        yield* store.putMessage(messageOf({ body: 'x'.repeat(1500) }))
        times.push(store.process.currentTimeMillis() === before ? before : -1)
        if (index % 7 < 4) yield* sleep(1 + (index % 3))
      }
      yield* sleep(10)
      const min = 40
      const stored = times.map((_, index) => store.getMessageStoreTimeStamp('TopicTest', 0, index))
      const check = (from: number): void => {
        for (let time = stored[0]! - 2; time <= stored[89]! + 2; time++) {
          const lower = stored.findIndex((one, index) => index >= from && one >= time)
          const upper = stored.findLastIndex((one) => one <= time)
          expect(store.getOffsetInQueueByTime('TopicTest', 0, time, 'LOWER')).toBe(lower === -1 ? 90 : lower)
          expect(store.getOffsetInQueueByTime('TopicTest', 0, time, 'UPPER')).toBe(Math.max(from, upper))
        }
      }
      check(0)
      const queue = store.getQueueStore().getConsumeQueue('TopicTest', 0)!
      yield* queue.deleteExpiredFile(queue.get(min)!.pos)
      expect(queue.getMinOffsetInQueue()).toBe(min)
      check(min)
    })
  })
})
