import { describe, expect, test } from 'vitest'
import { checkBeforePutMessage } from '../../../../engine/broker/util/HookUtils'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { sleep } from '../../../../engine/kernel/sleep'
import type { DefaultMessageStore } from '../../../../engine/store/DefaultMessageStore'
import type { MessageFields, TestMachine } from '../support/stores'
import { batchBody, batchOf, messageOf, onMachine, startStore } from '../support/stores'

type Prepare = (store: DefaultMessageStore, machine: TestMachine) => Blocking<void>

function statusOf(fields: MessageFields, prepare?: Prepare): string {
  return onMachine(function* (machine) {
    const changes = { mappedFileSizeCommitLog: 1024 * 1024, maxMessageSize: 1000 }
    const store = yield* startStore(machine, changes)
    store.getPutMessageHookList().push({
      hookName: 'checkBeforePutMessage',
      executeBeforePutMessage: (message) => checkBeforePutMessage(store, message),
    })
    if (prepare !== undefined) yield* prepare(store, machine)
    const result = yield* store.putMessage(messageOf(fields))
    expect(result.isOk()).toBe(result.putMessageStatus === 'PUT_OK')
    return result.putMessageStatus
  })
}

/** A property that with its name and separators has so many bytes. */
const propertiesOf = (length: number): string => `P=${'v'.repeat(length - 3)};`

describe('what is refused, and how', () => {
  test('by size', () => {
    expect(statusOf({ body: 'x'.repeat(1000) })).toBe('PUT_OK')
    expect(statusOf({ body: 'x'.repeat(1001) })).toBe('MESSAGE_ILLEGAL')
    expect(statusOf({ properties: propertiesOf(32_767) })).toBe('PUT_OK')
    expect(statusOf({ properties: propertiesOf(32_768) })).toBe('PROPERTIES_SIZE_EXCEEDED')
    // Bytes count, not characters.
    expect(statusOf({ body: 'ü'.repeat(501) })).toBe('MESSAGE_ILLEGAL')
  })

  test('by topic', () => {
    expect(statusOf({ topic: 't'.repeat(127) })).toBe('PUT_OK')
    expect(statusOf({ topic: 't'.repeat(128) })).toBe('MESSAGE_ILLEGAL')
    expect(statusOf({ topic: `%RETRY%${'t'.repeat(248)}` })).toBe('PUT_OK')
    expect(statusOf({ topic: `%RETRY%${'t'.repeat(249)}` })).toBe('MESSAGE_ILLEGAL')
  })

  test('several messages in one', () => {
    expect(statusOf({ sysFlag: 0x80 })).toBe('MESSAGE_ILLEGAL')
    expect(statusOf({ properties: 'INNER_NUM=3;' })).toBe('MESSAGE_ILLEGAL')
  })

  test('by the state of the store', () => {
    expect(statusOf({}, (store) => store.shutdown())).toBe('SERVICE_NOT_AVAILABLE')
    expect(statusOf({}, function* (store) {
      store.messageStoreConfig.brokerRole = 'SLAVE'
    })).toBe('SERVICE_NOT_AVAILABLE')
    expect(statusOf({}, function* (store) {
      store.runningFlags.getAndMakeNotWriteable()
    })).toBe('SERVICE_NOT_AVAILABLE')
  })

  test('by the disk', () => {
    expect(statusOf({}, function* (_, machine) {
      machine.disk.behaviour.isFull = true
    })).toBe('CREATE_MAPPED_FILE_FAILED')
    // A minute later the store has noticed that itself.
    expect(statusOf({}, function* (_, machine) {
      machine.disk.behaviour.isFull = true
      yield* sleep(61_000)
    })).toBe('SERVICE_NOT_AVAILABLE')
    expect(statusOf({}, function* (_, machine) {
      machine.disk.behaviour.isFull = true
      yield* sleep(61_000)
      machine.disk.behaviour.isFull = false
      yield* sleep(10_000)
    })).toBe('PUT_OK')
  })

  test('a batch that is too big is nobody’s message', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { maxMessageSize: 100 })
      const thrown: string[] = []
      const big = batchOf(batchBody(['x'.repeat(100)]))
      const manyProperties = batchOf(batchBody(['x']), { properties: propertiesOf(32_768) })
      for (const batch of [big, manyProperties]) {
        try {
          yield* store.putMessages(batch)
        } catch (error) {
          thrown.push((error as Error).name)
        }
      }
      expect(thrown).toEqual(['IllegalArgumentException', 'IllegalArgumentException'])
      // The locks are free again.
      expect((yield* store.putMessage(messageOf())).putMessageStatus).toBe('PUT_OK')
    })
  })
})

describe('a topic of more than 127 characters', () => {
  const topic = `%RETRY%${'t'.repeat(200)}`

  test('makes records of version 2, which are dispatched, found and recovered', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      yield* store.putMessage(messageOf({ topic, properties: 'KEYS=k;' }))
      yield* store.putMessage(messageOf({ properties: 'KEYS=k;' }))
      yield* store.putMessages(batchOf(batchBody(['one', 'two']), { topic }))
      yield* sleep(5)
      const check = (from: DefaultMessageStore): void => {
        const result = from.getMessage('group', topic, 0, 0, 32, null)!
        expect(result.messageQueueOffset).toEqual([0, 1, 2])
        expect(result.messageMapedList.map((record) => record.getInt(4))).toEqual([-626843477, -626843477, -626843477])
        const [first] = result.messageMapedList
        expect(from.lookMessageByOffset(first!.startOffset)).toMatchObject({ topic, queueOffset: 0 })
        expect(from.queryMessage(topic, 'k', 32, 0, 8e12).messageMapedList).toHaveLength(1)
        expect(from.getMessageStoreTimeStamp(topic, 0, 2)).toBeGreaterThan(0)
        expect(from.selectOneMessageByOffset(first!.startOffset + first!.size)!.getInt(4)).toBe(-626843481)
      }
      check(store)
      yield* store.shutdown()
      check(yield* startStore(machine))
    })
  })

  test('unless that is switched off: then the length does not fit into its byte', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { autoMessageVersionOnTopicLen: false })
      yield* store.putMessage(messageOf({ topic }))
      yield* sleep(5)
      expect(store.getMaxOffsetInQueue(topic, 0)).toBe(0)
      expect(store.selectOneMessageByOffset(0)!.getInt(4)).toBe(-626843481)
    })
  })
})
