import { describe, expect, test } from 'vitest'
import { LocalFileOffsetStore } from '../../../engine/client/consumer/store/LocalFileOffsetStore'
import { ReadOffsetType } from '../../../engine/client/consumer/store/ReadOffsetType'
import { MQClientException } from '../../../engine/client/exception/MQClientException'
import { parseDate, timeMillisToHumanString3 } from '../../../engine/common/humanTime'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { string2File } from '../../../engine/ports/textFile'
import { caught } from '../support/caught'
import { runInKernel } from '../support/runInKernel'

const PATH = '.rocketmq_offsets/10.0.0.61@DEFAULT/CG/offsets.json'
const { READ_FROM_MEMORY, READ_FROM_STORE, MEMORY_FIRST_THEN_STORE } = ReadOffsetType

function mq(queueId: number): MessageQueue {
  return new MessageQueue('TopicTest', 'broker-a', queueId)
}

function withStore(body: (store: LocalFileOffsetStore, disk: MemoryDisk) => Blocking<void>): void {
  runInKernel(function* () {
    const disk = new MemoryDisk()
    yield* body(open(disk), disk)
  })
}

function open(disk: MemoryDisk): LocalFileOffsetStore {
  return new LocalFileOffsetStore(disk, '10.0.0.61@DEFAULT', 'CG')
}

const text = (disk: MemoryDisk, path = PATH): string => decodeUtf8(disk.contents(path)!)

describe('offsets in a file of the client', () => {
  test('are written as RocketMQ writes them', () => {
    withStore(function* (store, disk) {
      store.updateOffset(mq(3), 12, false)
      yield* store.persistAll([mq(3)])
      const queue = '{\n\t\t\t"brokerName":"broker-a",\n\t\t\t"queueId":3,\n\t\t\t"topic":"TopicTest"\n\t\t}'
      expect(text(disk)).toBe(`{\n\t"offsetTable":{${queue}:12\n\t}\n}`)
    })
  })

  test('are found again, and what is not persisted stays as it was', () => {
    withStore(function* (store, disk) {
      for (const id of [0, 1, 2, 3]) store.updateOffset(mq(id), 10 + id, false)
      yield* store.persistAll([0, 1, 2, 3].map(mq))
      store.updateOffset(mq(0), 20, true)
      store.updateOffset(mq(1), 21, true)
      yield* store.persist(mq(0))
      const again = open(disk)
      yield* again.load()
      const found: number[] = []
      for (const id of [0, 1, 2, 3]) found.push(yield* again.readOffset(mq(id), READ_FROM_MEMORY))
      expect(found).toEqual([20, 11, 12, 13])
      expect(text(disk, `${PATH}.bak`)).toContain(':10')
    })
  })

  test('are looked for where one says', () => {
    withStore(function* (store) {
      store.updateOffset(mq(0), 5, false)
      yield* store.persist(mq(0))
      store.updateOffset(mq(0), 7, false)
      expect(yield* store.readOffset(mq(0), READ_FROM_MEMORY)).toBe(7)
      expect(yield* store.readOffset(mq(0), MEMORY_FIRST_THEN_STORE)).toBe(7)
      expect(yield* store.readOffset(mq(0), READ_FROM_STORE)).toBe(5)
      expect(yield* store.readOffset(mq(0), READ_FROM_MEMORY)).toBe(5)
      expect(yield* store.readOffset(mq(1), MEMORY_FIRST_THEN_STORE)).toBe(-1)
      store.removeOffset(mq(0))
      expect(yield* store.readOffset(mq(0), READ_FROM_MEMORY)).toBe(-1)
      expect(yield* store.readOffset(mq(0), MEMORY_FIRST_THEN_STORE)).toBe(5)
      expect(store.cloneOffsetTable('TopicTest')).toEqual([[mq(0), 5]])
      expect(store.cloneOffsetTable('Other')).toEqual([])
    })
  })

  test('only grow if one says so, and no more once they are frozen', () => {
    withStore(function* (store) {
      store.updateOffset(mq(0), 5, true)
      store.updateOffset(mq(0), 3, true)
      expect(yield* store.readOffset(mq(0), READ_FROM_MEMORY)).toBe(5)
      store.updateAndFreezeOffset(mq(0), 2)
      store.updateOffset(mq(0), 9, false)
      expect(yield* store.readOffset(mq(0), READ_FROM_MEMORY)).toBe(2)
    })
  })

  test('come from the version before when the file is damaged; when both are, the consumer does not start', () => {
    withStore(function* (store, disk) {
      for (const offset of [1, 2]) {
        store.updateOffset(mq(0), offset, false)
        yield* store.persist(mq(0))
      }
      yield* string2File(disk, PATH, '{"offsetTable":{{')
      const again = open(disk)
      yield* again.load()
      expect(yield* again.readOffset(mq(0), READ_FROM_MEMORY)).toBe(2)
      yield* string2File(disk, PATH, '')
      const error = yield* caught(() => open(disk).load())
      expect(error).toBeInstanceOf(MQClientException)
      again.updateOffset(mq(0), 9, false)
      yield* again.persistAll([mq(0)])
      expect(text(disk)).toBe('')
    })
  })
})

test('times are read and written as people write them', () => {
  expect(timeMillisToHumanString3(Date.UTC(2026, 0, 2, 3, 4, 5))).toBe('20260102030405')
  expect(parseDate('20260102030405')).toBe(Date.UTC(2026, 0, 2, 3, 4, 5))
  expect(parseDate('20261301000000')).toBe(Date.UTC(2027, 0, 1))
  expect([parseDate('2026-01-02'), parseDate('')]).toEqual([null, null])
  for (let day = -400; day < 60_000; day += 13) {
    const millis = (day * 86_400 + (day * 7919) % 86_400) * 1000
    const text = new Date(millis).toISOString().slice(0, 19).replace(/[-T:]/g, '')
    expect([timeMillisToHumanString3(millis), parseDate(text)]).toEqual([text, millis])
  }
})
