import { describe, expect, test } from 'vitest'
import { ProcessQueue } from '../../../engine/client/impl/consumer/ProcessQueue'
import { MessageConst } from '../../../engine/common/message/MessageConst'
import { MessageExt } from '../../../engine/common/message/MessageExt'
import { JavaTreeMap, NoSuchElementException } from '../../../engine/kernel/java/JavaTreeMap'
import { sleep } from '../../../engine/kernel/sleep'
import { runInKernel } from '../support/runInKernel'

function message(queueOffset: number, bytes = 10): MessageExt {
  const msg = new MessageExt('T', new Uint8Array(bytes))
  msg.queueOffset = queueOffset
  return msg
}

function inQueue(body: (queue: ProcessQueue, msgs: MessageExt[]) => void): void {
  runInKernel(function* () {
    const queue = new ProcessQueue()
    const msgs = [5, 6, 7, 8].map((offset) => message(offset))
    queue.putMessage(msgs)
    body(queue, msgs)
  })
}

const offsets = (msgs: readonly MessageExt[]): number[] => msgs.map(({ queueOffset }) => queueOffset)

describe('what a consumer holds of a queue', () => {
  test('is counted and weighed, each message once', () => {
    inQueue((queue, msgs) => {
      expect([queue.getMsgCount(), queue.getMsgSize(), queue.getMaxSpan()]).toEqual([4, 40, 3])
      queue.putMessage([msgs[3]!, message(20, 60)])
      expect([queue.getMsgCount(), queue.getMsgSize(), queue.getMaxSpan()]).toEqual([5, 100, 15])
    })
  })

  test('decides on the offset: the smallest that is still here, however much is done behind it', () => {
    inQueue((queue, [five, six, seven, eight]) => {
      expect(queue.removeMessage([seven!])).toBe(5)
      expect(queue.removeMessage([six!, eight!])).toBe(5)
      expect([queue.getMsgCount(), queue.getMsgSize()]).toEqual([1, 10])
      expect(queue.removeMessage([five!])).toBe(9)
      expect(queue.removeMessage([five!])).toBe(-1)
      expect([queue.getMsgCount(), queue.getMsgSize(), queue.getMaxSpan()]).toEqual([0, 0, 0])
    })
  })

  test('tells how much more there is at the broker', () => {
    inQueue((queue) => {
      const last = message(9)
      last.putProperty(MessageConst.PROPERTY_MAX_OFFSET, '100')
      queue.putMessage([last])
      expect(queue.getMsgAccCnt()).toBe(91)
    })
  })

  test('is begun with once by an ordered consumer, until it finds nothing more', () => {
    runInKernel(function* () {
      const queue = new ProcessQueue()
      expect(queue.putMessage([message(0)])).toBe(true)
      expect(queue.putMessage([message(1)])).toBe(false)
      expect(offsets(queue.takeMessages(5))).toEqual([0, 1])
      expect(queue.commit()).toBe(2)
      expect(queue.putMessage([])).toBe(false)
      expect(queue.takeMessages(5)).toEqual([])
      expect(queue.putMessage([message(2)])).toBe(true)
    })
  })

  test('comes back uncounted to a queue that was reset meanwhile, which nobody consumes from any more', () => {
    inQueue((queue) => {
      const taken = queue.takeMessages(2)
      queue.dropped = true
      queue.clear()
      queue.makeMessageToConsumeAgain(taken)
      expect([queue.getMsgCount(), queue.hasTempMessage()]).toEqual([0, true])
    })
  })

  test('stays counted while an ordered listener has it, and comes back in order', () => {
    inQueue((queue) => {
      const taken = queue.takeMessages(2)
      expect([offsets(taken), queue.getMsgCount(), queue.getMaxSpan()]).toEqual([[5, 6], 4, 1])
      queue.makeMessageToConsumeAgain(taken)
      expect(offsets(queue.takeMessages(3))).toEqual([5, 6, 7])
      queue.rollback()
      expect(offsets(queue.takeMessages(1))).toEqual([5])
      expect([queue.commit(), queue.getMsgCount(), queue.getMsgSize()]).toEqual([6, 3, 30])
      expect(() => queue.commit()).toThrow(NoSuchElementException)
    })
  })

  test('can be thrown away', () => {
    inQueue((queue) => {
      queue.takeMessages(1)
      queue.clear()
      expect([queue.getMsgCount(), queue.getMsgSize(), queue.hasTempMessage()]).toEqual([0, 0, false])
    })
  })

  test('is somebody else’s 30 s after the lock was renewed, and gone wrong 120 s after the last pull', () => {
    runInKernel(function* () {
      const queue = new ProcessQueue()
      yield* sleep(30_000)
      expect(queue.isLockExpired()).toBe(false)
      yield* sleep(1)
      expect(queue.isLockExpired()).toBe(true)
      yield* sleep(89_999)
      expect(queue.isPullExpired()).toBe(false)
      yield* sleep(1)
      expect(queue.isPullExpired()).toBe(true)
    })
  })
})

test('a tree map keeps its keys in order, whatever comes and goes', () => {
  const map = new JavaTreeMap<number>()
  const expected = new Map<number, number>()
  for (let step = 0; step < 2000; step++) {
    const key = (step * 7919) % 97
    if (step % 3 === 2) expect(map.remove(key)).toBe(removed(expected, key))
    else if (step % 11 === 10 && map.size > 0) expected.delete(map.pollFirstEntry()!.key)
    else expect(map.put(key, step)).toBe(put(expected, key, step))
    const keys = [...expected.keys()].sort((one, other) => one - other)
    expect(map.keys()).toEqual(keys)
    expect(map.values()).toEqual(keys.map((each) => expected.get(each)))
    if (keys.length > 0) expect([map.firstKey(), map.lastKey()]).toEqual([keys[0], keys.at(-1)])
  }
  map.clear()
  expect([map.size, map.pollFirstEntry(), map.get(1), map.has(1)]).toEqual([0, null, undefined, false])
  expect(() => map.firstKey()).toThrow(NoSuchElementException)
})

function removed(map: Map<number, number>, key: number): number | undefined {
  const value = map.get(key)
  map.delete(key)
  return value
}

function put(map: Map<number, number>, key: number, value: number): number | undefined {
  const previous = map.get(key)
  map.set(key, value)
  return previous
}
