import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { sleep } from '../../../../engine/kernel/sleep'
import type { DefaultMessageStore } from '../../../../engine/store/DefaultMessageStore'
import type { TestMachine } from '../support/stores'
import { bytesToHex, hexToBytes } from '../../support/golden'
import { batchBody, batchOf, inNewProcess, messageOf, onMachine, startStore } from '../support/stores'

const FILE = 64 * 1024

/** A client's batch of one message with a body `hello` and properties of this text. */
function elementWith(properties: string): Uint8Array {
  const [head] = [batchBody(['hello'])]
  const text = new TextEncoder().encode(properties)
  const bytes = new Uint8Array(head!.length + text.length)
  bytes.set(head!)
  const view = new DataView(bytes.buffer)
  view.setInt32(0, bytes.length)
  view.setInt16(head!.length - 2, text.length)
  bytes.set(text, head!.length)
  return bytes
}

function joined(...pieces: Uint8Array[]): Uint8Array {
  return hexToBytes(pieces.map(bytesToHex).join(''))
}

function property(name: string, length: number): string {
  return `${name}\u0001${'v'.repeat(length - name.length - 2)}\u0002`
}

/** What 5.3.2 does, although nobody can have wanted it. */
describe('the original’s accidents', () => {
  test('a message that is larger than a file is acknowledged, gets no number and is nowhere', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      const offsets: number[] = []
      for (const body of ['small', 'x'.repeat(100_000), 'small']) {
        const result = yield* store.putMessage(messageOf({ body }))
        expect(result.putMessageStatus).toBe('PUT_OK')
        offsets.push(result.appendMessageResult!.logicsOffset)
      }
      yield* sleep(20)
      expect(offsets).toEqual([0, 1, 1])
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(2)
      // The rest of the first file and the whole of the second are blank.
      expect(store.getMessage('group', 'TopicTest', 0, 0, 32, null)!.messageMapedList.map((one) => one.startOffset))
        .toEqual([0, 2 * FILE])
    })
  })

  test('with SYNC_FLUSH it is acknowledged as safe, and a batch that is larger than a file just so', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine, { flushDiskType: 'SYNC_FLUSH' })
      const large = yield* store.putMessage(messageOf({ body: 'x'.repeat(100_000) }))
      expect(large).toMatchObject({ putMessageStatus: 'PUT_OK', appendMessageResult: { status: 'END_OF_FILE' } })
      expect(store.getCommitLog().getFlushedWhere()).toBe(2 * FILE)
      const batch = yield* store.putMessages(batchOf(batchBody(['a', 'x'.repeat(70_000), 'c'])))
      expect(batch).toMatchObject({ putMessageStatus: 'PUT_OK', appendMessageResult: { status: 'END_OF_FILE', msgNum: 1 } })
      // The first has been tried in the fourth file, the others never.
      const places = batch.appendMessageResult!.getMsgId().split(',').map((id) => Number.parseInt(id.slice(16), 16))
      expect(places).toEqual([3 * FILE, 0, 0])
      yield* sleep(20)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(0)
      yield* store.putMessage(messageOf())
      yield* sleep(20)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(1)
    })
  })

  /** One message, then a batch of two of which the first has 32,767 bytes of properties, and the batch some of its own. */
  function* putTooManyProperties(store: DefaultMessageStore): Blocking<void> {
    yield* store.putMessage(messageOf({ body: 'first' }))
    const batch = batchOf(joined(elementWith(property('long', 32_767)), elementWith('')), { properties: 'WAIT=true;' })
    const result = yield* store.putMessages(batch)
    expect(result).toMatchObject({ putMessageStatus: 'PUT_OK', appendMessageResult: { logicsOffset: 1, msgNum: 2 } })
  }

  test('a message of a batch with 32,767 bytes of properties is acknowledged and stops the dispatching', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      yield* putTooManyProperties(store)
      for (let count = 0; count < 3; count++) {
        yield* sleep(10)
        const result = yield* store.putMessage(messageOf())
        expect(result.appendMessageResult!.logicsOffset).toBe(3 + count)
      }
      yield* sleep(1000)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(1)
      expect(store.dispatchBehindBytes()).toBeLessThan(0)
    })
  })

  test.each(['shutdown', 'kill'] as const)('and the next start cuts the log at it (after a %s)', (end) => {
    onMachine(function* (machine: TestMachine) {
      const [, process] = yield* inNewProcess(machine, function* (own) {
        const store = yield* startStore(machine, {}, own)
        yield* putTooManyProperties(store)
        yield* sleep(10)
        yield* store.putMessage(messageOf())
        if (end === 'shutdown') yield* store.shutdown()
      })
      machine.process.kernel.kill(process)
      const store = yield* startStore(machine)
      const first = store.getCommitLog().getMessage(0, 4)!.getInt(0)
      expect(store.getMaxPhyOffset()).toBe(first)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(1)
    })
  })

  test('beyond the place to which it has skipped, the dispatching finds its way again', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      yield* putTooManyProperties(store)
      yield* sleep(10)
      for (let count = 0; count < 400; count++) {
        yield* store.putMessage(messageOf({ body: 'x'.repeat(100) }))
        yield* sleep(2)
      }
      yield* sleep(100)
      expect(store.dispatchBehindBytes()).toBe(0)
      const max = store.getMaxOffsetInQueue('TopicTest', 0)
      expect(max).toBeGreaterThan(100)
      expect(max).toBeLessThan(403)
    })
  })

  test.each(['INNER_BASE', 'INNER_NUM'])('a message of a batch whose %s is no number stops it likewise', (wrong) => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      const properties = ['INNER_BASE', 'INNER_NUM'].map((name) => `${name}\u0001${name === wrong ? ' 1' : '1'}\u0002`)
      yield* store.putMessages(batchOf(elementWith(properties.join(''))))
      yield* sleep(20)
      expect(store.getMaxOffsetInQueue('TopicTest', 0)).toBe(0)
    })
  })

  test('a delayed message whose level is no number is no message', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      for (const level of ['4', '+3', '4x', ' 4', '0x10', '1e1', '4.0', '2147483648']) {
        yield* store.putMessage(messageOf({ topic: 'SCHEDULE_TOPIC_XXXX', properties: `DELAY=${level};` }))
        yield* sleep(5)
      }
      expect(store.getMaxOffsetInQueue('SCHEDULE_TOPIC_XXXX', 0)).toBe(2)
    })
  })

  test('a batch that is none is refused', () => {
    onMachine(function* (machine) {
      const store = yield* startStore(machine)
      const element = elementWith('')
      const negative = Uint8Array.from(element)
      new DataView(negative.buffer).setInt16(element.length - 2, -element.length)
      for (const body of [negative, element.subarray(0, -1), joined(element, Uint8Array.of(0, 0, 0))]) {
        const [error] = yield* caught(store.putMessages(batchOf(body)))
        expect(error).toBeInstanceOf(Error)
      }
    })
  })
})

test('a checksum that a client has brought along is taken out before the store writes its own', () => {
  onMachine(function* (machine) {
    const store = yield* startStore(machine, { enabledAppendPropCRC: true, forceVerifyPropCRC: true })
    yield* store.putMessage(messageOf({ properties: '__CRC32#=1;a=b;__CRC32#=2;x__CRC32#=3;' }))
    yield* sleep(5)
    const [record] = store.getMessage('group', 'TopicTest', 0, 0, 1, null)!.messageMapedList
    const text = new TextDecoder().decode(record!.get(0, record!.size)).replaceAll('\u0001', '=').replaceAll('\u0002', ';')
    expect(text.slice(text.indexOf('a=b'))).toMatch(/^a=b;x__CRC32#=3;__CRC32#=\d{10};$/)
  })
})

function* caught(work: Blocking<unknown>): Blocking<[unknown]> {
  try {
    yield* work
    return [null]
  } catch (error) {
    return [error]
  }
}
