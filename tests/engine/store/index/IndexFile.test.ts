import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { IndexFile, indexKeyHashMethod } from '../../../../engine/store/index/IndexFile'
import { hourOfDay, timeMillisToHumanString } from '../../../../engine/store/index/timeMillisToHumanString'
import { bytesToHex } from '../../support/golden'
import { onMachine } from '../support/stores'

const SIZES = { hashSlotNum: 10, indexNum: 5 }
const FILE_SIZE = 40 + 10 * 4 + 5 * 20
const T = 1_700_000_000_000

function withFile(body: (file: IndexFile, contents: () => Uint8Array) => Blocking<void>): void {
  onMachine(function* (machine) {
    const file = yield* IndexFile.create(machine.cache, 'index/1', SIZES, null)
    const buffer = yield* machine.cache.map('index/1', 0)
    yield* body(file, () => buffer.get(0, FILE_SIZE))
  })
}

function find(file: IndexFile, key: string, begin = T, end = T + 1_000_000, maxNum = 32): number[] {
  const phyOffsets: number[] = []
  file.selectPhyOffset(phyOffsets, key, maxNum, begin, end)
  return phyOffsets
}

describe('an index file', () => {
  test('has the bytes that the original has', () => {
    withFile(function* (file, contents) {
      expect(file.getFileSize()).toBe(FILE_SIZE)
      // "a" has hash 97 and slot 7, "k" 107 and the same slot.
      file.putKey('a', 0x1234, T)
      file.putKey('k', 0x5678, T + 2500)
      const bytes = contents()
      const time = T.toString(16).padStart(16, '0')
      const end = (T + 2500).toString(16).padStart(16, '0')
      expect(bytesToHex(bytes.subarray(0, 40))).toBe(
        `${time}${end}00000000000012340000000000005678` + '00000001' + '00000003',
      )
      expect(bytesToHex(bytes.subarray(40 + 28, 40 + 32))).toBe('00000002')
      expect(bytesToHex(bytes.subarray(80 + 20, 80 + 60))).toBe(
        '00000061' + '0000000000001234' + '00000000' + '00000000' +
          '0000006b' + '0000000000005678' + '00000002' + '00000001',
      )
    })
  })

  test('finds what was entered, the youngest first, and only what has the whole hash', () => {
    withFile(function* (file) {
      file.putKey('a', 100, T)
      file.putKey('k', 200, T)
      file.putKey('a', 300, T + 1000)
      expect(find(file, 'a')).toEqual([300, 100])
      expect(find(file, 'k')).toEqual([200])
      expect(find(file, 'u')).toEqual([])
      expect(find(file, 'a', T, T + 1000, 1)).toEqual([300])
    })
  })

  test('compares times by whole seconds after its begin', () => {
    withFile(function* (file) {
      file.putKey('a', 100, T + 500)
      file.putKey('a', 200, T + 2499)
      // Entry 200 seems to be of T + 500 + 1000.
      expect(find(file, 'a', T + 1501, T + 9000)).toEqual([])
      expect(find(file, 'a', T + 1500, T + 1500)).toEqual([200])
      expect(find(file, 'a', T, T + 1499)).toEqual([100])
    })
  })

  test('is full with one entry less than it has room for', () => {
    withFile(function* (file) {
      for (let count = 0; count < 4; count++) expect(file.putKey('a', count, T)).toBe(true)
      expect(file.isWriteFull()).toBe(true)
      expect(file.putKey('a', 4, T)).toBe(false)
      expect(find(file, 'a')).toEqual([3, 2, 1, 0])
    })
  })

  test('a file after another: the first entry counts its time from the end of that one', () => {
    onMachine(function* (machine) {
      const first = yield* IndexFile.create(machine.cache, 'index/1', SIZES, null)
      first.putKey('a', 100, T)
      const second = yield* IndexFile.create(machine.cache, 'index/2', SIZES, first)
      expect([second.getBeginTimestamp(), second.getEndPhyOffset()]).toEqual([T, 100])
      second.putKey('a', 200, T + 10_000)
      expect([second.getBeginTimestamp(), second.getBeginPhyOffset()]).toEqual([T + 10_000, 200])
      expect(find(second, 'a', T + 20_000, T + 20_000)).toEqual([200])
      expect(find(second, 'a', T + 10_000, T + 10_000)).toEqual([])
    })
  })

  test('a slot that leads out of the file counts as an empty one', () => {
    withFile(function* (file) {
      file.putKey('a', 100, T)
      expect(find(file, 'a')).toEqual([100])
    })
    onMachine(function* (machine) {
      const file = yield* IndexFile.create(machine.cache, 'index/1', SIZES, null)
      const buffer = yield* machine.cache.map('index/1', 0)
      file.putKey('b', 100, T)
      buffer.putInt(40 + 28, 77)
      expect(find(file, 'a')).toEqual([])
      file.putKey('a', 200, T)
      expect(buffer.getInt(80 + 40 + 16)).toBe(0)
      // An entry that is before itself ends the chain.
      buffer.putInt(80 + 40 + 16, 2)
      expect(find(file, 'a')).toEqual([200])
    })
  })

  test('loaded it is the same; a count that cannot be is one', () => {
    onMachine(function* (machine) {
      const file = yield* IndexFile.create(machine.cache, 'index/1', SIZES, null)
      file.putKey('a', 100, T)
      const again = yield* IndexFile.load(machine.cache, 'index/1', SIZES)
      expect([again.getIndexCount(), again.getEndTimestamp(), find(again, 'a')]).toEqual([1, T, [100]])
      const buffer = yield* machine.cache.map('index/1', 0)
      buffer.putInt(36, -5)
      expect((yield* IndexFile.load(machine.cache, 'index/1', SIZES)).getIndexCount()).toBe(0)
    })
  })

  test('knows whether it overlaps with a time', () => {
    withFile(function* (file) {
      file.putKey('a', 100, T)
      file.putKey('a', 200, T + 5000)
      const overlaps = (begin: number, end: number): boolean => file.isTimeMatched(T + begin, T + end)
      expect([overlaps(-2, -1), overlaps(-1, 0), overlaps(-1, 9000)]).toEqual([false, true, true])
      expect([overlaps(10, 20), overlaps(5000, 6000), overlaps(5001, 6000)]).toEqual([true, true, false])
    })
  })
})

describe('hashes and names', () => {
  test('hashes are those of the original', () => {
    const file = path.resolve(import.meta.dirname, '../../../golden/vectors/algos.jsonl')
    const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line.includes('"indexKeyHash"'))
    expect(lines).toHaveLength(4)
    for (const line of lines) {
      const { key, hash } = JSON.parse(line) as { key: string; hash: number }
      expect(indexKeyHashMethod(key), key).toBe(hash)
    }
  })

  test('a time as 17 digits', () => {
    expect(timeMillisToHumanString(1_795_229_552_930)).toBe('20261121025232930')
    expect(timeMillisToHumanString(0)).toBe('19700101000000000')
    expect(timeMillisToHumanString(951_782_400_000 + 86_399_999)).toBe('20000229235959999')
    expect(timeMillisToHumanString(1_709_251_200_000)).toBe('20240301000000000')
    expect(timeMillisToHumanString(4_102_444_799_001)).toBe('20991231235959001')
    expect(hourOfDay(1_795_229_552_930)).toBe(2)
  })
})
