import { describe, expect, test } from 'vitest'
import { MessageConst } from '../../../engine/common/message/MessageConst'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import { MessageExtBrokerInner } from '../../../engine/common/message/MessageExtBrokerInner'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Process } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import type { TestMachine } from './support/stores'
import { firstDifference, installFiles, goldenStore } from './support/goldenFiles'
import { onMachine, startStore } from './support/stores'

/**
 * The store of one real broker that served producers, consumers of all kinds, delays, retries, transactions, requests
 * and pop: 68 messages in 39 queues.
 */
const golden = goldenStore('store-full')
const SIZES = {
  mappedFileSizeCommitLog: 1_048_576,
  mappedFileSizeConsumeQueue: 6000,
  maxHashSlotNum: 100,
  maxIndexNum: 400,
}
const INDEX = 'index/20261121025232930'

function filesOf(kind: string): string[] {
  return [...golden.keys()].filter((file) => file.startsWith(kind))
}

function differences(machine: TestMachine, files: readonly string[]): string[] {
  return files.flatMap((file) => firstDifference(file, machine.memory.contents(`store/${file}`), golden.get(file)!) ?? [])
}

function* installCrashed(machine: TestMachine, wanted: (path: string) => boolean): Blocking<void> {
  yield* installFiles(machine, golden, wanted)
  yield* machine.disk.open('store/abort', true)
}

describe('the store of a real broker', () => {
  test('opened and closed it is the same, byte for byte, but for where the checkpoint says that the last record begins', () => {
    onMachine(function* (machine) {
      yield* installFiles(machine, golden)
      const store = yield* startStore(machine, SIZES)
      yield* store.shutdown()
      const kept = [...golden.keys()]
      expect(differences(machine, kept.filter((file) => file !== 'checkpoint'))).toEqual([])
      // A real 5.3.2 that opens and closes it notes where recovery has found the last record.
      const checkpoint = Uint8Array.from(golden.get('checkpoint')!)
      new DataView(checkpoint.buffer).setBigInt64(32, 0x57dbn)
      expect(firstDifference('checkpoint', machine.memory.contents('store/checkpoint'), checkpoint)).toBeNull()
      expect(machine.memory.paths()).toEqual([...kept.map((file) => `store/${file}`), 'store/abort.bak'].sort())
    })
  })

  test('from its commit log alone we make the same queues and the same index', () => {
    onMachine(function* (machine) {
      yield* installCrashed(machine, (file) => file.startsWith('commitlog/'))
      const store = yield* startStore(machine, SIZES)
      yield* store.shutdown()
      const queues = filesOf('consumequeue/')
      expect(queues.length).toBeGreaterThan(30)
      expect(differences(machine, [...filesOf('commitlog/'), ...queues])).toEqual([])
      const made = machine.memory.paths().filter((path) => path.startsWith('store/index/'))
      expect(made).toHaveLength(1)
      expect(firstDifference(INDEX, machine.memory.contents(made[0]!), golden.get(INDEX)!)).toBeNull()
      expect(machine.memory.paths().filter((path) => path.startsWith('store/consumequeue/'))).toHaveLength(queues.length)
    })
  })
})

const LOG = golden.get('commitlog/00000000000000000000')!

interface Located {
  readonly offset: number
  readonly record: Uint8Array
}

/** All records of the commit log. */
function records(): Located[] {
  const view = new DataView(LOG.buffer, LOG.byteOffset, LOG.length)
  const found: Located[] = []
  for (let offset = 0, size = view.getInt32(0); size > 0; offset += size, size = view.getInt32(offset)) {
    found.push({ offset, record: LOG.subarray(offset, offset + size) })
  }
  return found
}

/** The message as it must have been when the broker gave it to its store: body and properties as they are in the log. */
function messageIn(record: Uint8Array): MessageExtBrokerInner {
  const read = MessageDecoder.decode(record)!
  const view = new DataView(record.buffer, record.byteOffset, record.length)
  const topicAt = 88 + view.getInt32(84)
  const propertiesAt = topicAt + 1 + record[topicAt]! + 2
  const message = Object.assign(new MessageExtBrokerInner(), read)
  message.body = record.slice(88, topicAt)
  message.propertiesString = new TextDecoder().decode(record.subarray(propertiesAt))
  return message
}

/** Sets the process's clock to the middle of a millisecond. */
function setClock(process: Process, millis: number): void {
  process.clockSkew = (millis - process.kernel.epochMillis) * 1000 + 500 - process.kernel.now
}

describe('the messages of a real broker', () => {
  test('are all read, through their queues, by their keys and ids, and at their times', () => {
    onMachine(function* (machine) {
      yield* installFiles(machine, golden)
      const store = yield* startStore(machine, SIZES)
      const all = records()
      expect(all).toHaveLength(68)
      const found: number[] = []
      for (const [topic, queues] of store.getQueueStore().getConsumeQueueTable()) {
        for (const queueId of queues.keys()) {
          const max = store.getMaxOffsetInQueue(topic, queueId)
          let offset = store.getMinOffsetInQueue(topic, queueId)
          while (offset < max) {
            const result = store.getMessage('group', topic, queueId, offset, 3, null)!
            expect(result.status).toBe('FOUND')
            for (const [index, record] of result.messageMapedList.entries()) {
              const message = MessageDecoder.decode(record.get(0, record.size))!
              expect(message).toMatchObject({ topic, queueId, queueOffset: result.messageQueueOffset[index] })
              expect(store.getMessageStoreTimeStamp(topic, queueId, message.queueOffset)).toBe(message.storeTimestamp)
              found.push(record.startOffset)
            }
            offset = result.nextBeginOffset
          }
          expect(store.getMessage('group', topic, queueId, max, 3, null)!.status).toBe('OFFSET_OVERFLOW_ONE')
        }
      }
      expect(found.sort((one, other) => one - other)).toEqual(all.map(({ offset }) => offset))
      let keyCount = 0
      for (const { offset, record } of all) {
        const message = MessageDecoder.decode(record)!
        const uniqKey = message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX)
        const keys = [...(message.getKeys() ?? '').split(' '), uniqKey ?? ''].filter((key) => key !== '')
        keyCount += keys.length
        for (const key of keys) {
          // Times are whole seconds after the file's begin.
          const { storeTimestamp: time, topic } = message
          const result = store.queryMessage(topic, key, 64, time - 1000, time)
          expect(result.messageMapedList.map((one) => one.startOffset), key).toContain(offset)
        }
      }
      expect(keyCount).toBe(112)
    })
  })

  test('written again they give the same log, queues, index and checkpoint', () => {
    onMachine(function* (machine) {
      const { process } = machine
      setClock(process, MessageDecoder.decode(LOG)!.storeTimestamp - 5000)
      const store = yield* startStore(machine, SIZES)
      for (const { offset, record } of records()) {
        const message = messageIn(record)
        const { storeTimestamp, queueOffset } = message
        setClock(process, storeTimestamp)
        const { appendMessageResult } = yield* store.putMessage(message)
        expect(appendMessageResult).toMatchObject({ wroteOffset: offset, logicsOffset: queueOffset, storeTimestamp })
      }
      yield* sleep(10)
      yield* store.shutdown()
      const made = machine.memory.paths().find((path) => path.startsWith('store/index/'))!
      const kept = [...filesOf('commitlog/'), ...filesOf('consumequeue/'), 'checkpoint', 'lock']
      expect(differences(machine, kept)).toEqual([])
      expect(firstDifference(INDEX, machine.memory.contents(made), golden.get(INDEX)!)).toBeNull()
    })
  })
})

describe('the comparison of files', () => {
  test('names the field in which they differ', () => {
    const changed = (file: string, at: number): string | null => {
      const bytes = Uint8Array.from(golden.get(file)!)
      bytes[at]! ^= 1
      return firstDifference(file, bytes, golden.get(file)!)
    }
    const log = 'commitlog/00000000000000000000'
    expect(changed(log, 27)).toMatch(/record at 0, QUEUEOFFSET: \d+ instead of \d+/)
    expect(changed(log, 90)).toMatch(/record at 0, BODY/)
    expect(changed('consumequeue/TopicAll/0/00000000000000000000', 28)).toMatch(/entry 1, size: /)
    expect(changed('checkpoint', 9)).toMatch(/checkpoint, logicsMsgTimestamp: /)
    expect(changed(INDEX, 39)).toMatch(/header, indexCount: 112 instead of 113/)
    expect(changed(INDEX, 44)).toMatch(/slot 1: /)
    expect(changed(INDEX, 440 + 20 + 15)).toMatch(/entry 1, timeDiff: 1 instead of 0/)
    expect(firstDifference('lock', new Uint8Array(3), golden.get('lock')!)).toBe('lock: 3 bytes instead of 4')
  })
})
