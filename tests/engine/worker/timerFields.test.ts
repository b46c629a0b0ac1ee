import { expect, test } from 'vitest'
import { describeFile } from '../../../engine/worker/describeFile/describeFile'
import type { StoreReader } from '../../../engine/worker/describeFile/StoreReader'
import { hexToBytes } from '../support/golden'
import { goldenStore } from '../store/support/goldenFiles'
import { goldenTimer } from '../store/support/goldenTimer'

const GOLDEN = goldenTimer()
const WHEEL = 'store/timerwheel'
const LOG = 'store/timerlog/00000000000000000000'
const CHECK = 'store/config/timercheck'

function filled(size: number, pieces: ReadonlyArray<readonly [position: number, hex: string]>): Uint8Array {
  const bytes = new Uint8Array(size)
  for (const [position, hex] of pieces) bytes.set(hexToBytes(hex), position)
  return bytes
}

const files = new Map([...goldenStore('store-full')].map(([path, bytes]) => [`store/${path}`, bytes]))
files.set(WHEEL, filled(38_707_200, Object.entries(GOLDEN.timerwheel).map(([index, hex]) => [Number(index) * 32, hex])))
files.set(LOG, filled(1_048_576, GOLDEN.timerlog.map((hex, index) => [index * 52, hex])))
files.set(CHECK, filled(4096, [[0, GOLDEN.timercheck]]))

const reader: StoreReader = {
  indexSizes: { hashSlotNum: 100, indexNum: 400 },
  paths: () => [...files.keys()].sort(),
  sizeOf: (path) => files.get(path)?.length ?? 0,
  read: (path, from, length) => Uint8Array.from(files.get(path)?.subarray(from, from + length) ?? []),
}

test('each record of the timer’s log says when it is due, and leads to its message and to the record before it', () => {
  const records = describeFile(reader, LOG, 0, 1_048_576).filter(({ kind }) => kind === 'record')
  expect(records).toHaveLength(GOLDEN.timerlog.length)
  for (const { links, children } of records) {
    const names = ['size', 'prevPos', 'magic', 'currWriteTime', 'delayedTime', 'offsetPy', 'sizePy', 'hashCode', 'reserved']
    expect(children!.map(({ name }) => name)).toEqual(names)
    const message = links!.find(({ to }) => to === 'log')!
    const [record] = describeFile(reader, message.path, message.position, message.position + 1)
    expect(record).toMatchObject({ kind: 'record', offset: message.position, length: message.length })
    expect(record!.value).toContain('rmq_sys_wheel_timer')
  }
  expect(records[4]!.value).toContain('DELETE')
  expect(records[4]!.links).toContainEqual({ to: 'timer', path: LOG, position: 156, length: 52 })
})

test('each slot of the wheel in use is shown, and leads to the last record of its chain', () => {
  const slots = describeFile(reader, WHEEL, 0, 38_707_200).filter(({ kind }) => kind === 'slot')
  expect(slots.map(({ name }) => name)).toEqual(Object.keys(GOLDEN.timerwheel))
  for (const { links } of slots) {
    const [link] = links!
    expect(describeFile(reader, link!.path, link!.position, link!.position + 1)[0]).toMatchObject({ kind: 'record' })
  }
})

test('the fields of a wheel cover what is in view', () => {
  const first = Number(Object.keys(GOLDEN.timerwheel)[0]) * 32
  let end = first - 4096
  for (const { offset, length } of describeFile(reader, WHEEL, first - 4096, first + 4096)) {
    expect(offset).toBe(end)
    end = offset + length
  }
  expect(end).toBe(first + 4096)
})

test('the checkpoint of the timer is seven numbers', () => {
  const [header, rest] = describeFile(reader, CHECK, 0, 4096)
  expect(header!.children!.map(({ length }) => length)).toEqual([8, 8, 8, 8, 8, 8, 8])
  expect(header!.children![1]).toMatchObject({ name: 'lastTimerLogFlushPos', value: '728' })
  expect(rest).toMatchObject({ kind: 'free', offset: 56, length: 4040 })
})
