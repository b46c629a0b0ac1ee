/** A slot that is watched says when its value is another one, and only then. */
import { expect, test } from 'vitest'
import { ObjectIds } from '../../../engine/trace/ObjectIds'
import { NOWHERE, SlotWatch } from '../../../engine/trace/SlotWatch'

function watched(root: unknown, ...path: string[]): () => boolean {
  const watch = new SlotWatch(path, new ObjectIds())
  expect(watch.hasChanged(root)).toBe(false)
  return () => watch.hasChanged(root)
}

test('another value of a field is a change, the same one is none', () => {
  const object: { field: unknown } = { field: 1 }
  const hasChanged = watched(object, 'field')
  for (const [value, isOther] of [[1, false], [2, true], [NaN, true], [NaN, false], [0, true], [-0, true], ['', true]] as const) {
    object.field = value
    expect(hasChanged(), String(value)).toBe(isOther)
  }
})

test('of a collection its size counts, of an object its first fields, of bytes their contents', () => {
  const list: unknown[] = [1, 2]
  const inner = { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 }
  const bytes = new Uint8Array(20)
  const root = { list, map: new Map([['key', 1]]), inner, bytes }
  const [listChanged, mapChanged, innerChanged, bytesChanged] = ['list', 'map', 'inner', 'bytes'].map((name) => watched(root, name))
  list[0] = 3
  root.map.set('key', 2)
  inner.g = 2
  for (const hasChanged of [listChanged!, mapChanged!, innerChanged!, bytesChanged!]) expect(hasChanged()).toBe(false)
  list.push(4)
  root.map.set('other', 2)
  inner.f = 2
  bytes[19] = 1
  for (const hasChanged of [listChanged!, mapChanged!, innerChanged!, bytesChanged!]) {
    expect(hasChanged()).toBe(true)
    expect(hasChanged()).toBe(false)
  }
})

test('what another object takes the place of is another value, also when the two look alike', () => {
  const root = { message: { topic: 'A' } }
  const hasChanged = watched(root, 'message')
  root.message = { topic: 'A' }
  expect(hasChanged()).toBe(true)
})

test('entries of a map are found by what their keys look like, and come and go', () => {
  const key = { id: 1 }
  const map = new Map<unknown, unknown>([[7, 'seven'], ["it's\n\\", 'text'], [key, 'object']])
  const byNumber = watched(map, '7')
  const byText = watched(map, "'it\\'s\\n\\\\'")
  const byObject = watched(map, 'Object { id: 1 }')
  const absent = watched(map, "'later'")
  map.set(7, 'other')
  map.set("it's\n\\", 'other')
  map.set(key, 'other')
  for (const hasChanged of [byNumber, byText, byObject]) expect(hasChanged()).toBe(true)
  map.delete(7)
  map.delete(key)
  map.set('later', undefined)
  for (const hasChanged of [byNumber, byObject, absent]) expect(hasChanged()).toBe(true)
  map.set({ id: 1 }, 'new')
  expect(byObject()).toBe(true)
})

test('elements are found by their index, and a path may lead nowhere for a while', () => {
  const root: { list: unknown[] | null; set: Set<unknown> } = { list: [1, [2]], set: new Set(['a', 'b']) }
  const element = watched(root, 'list', '1', '0')
  const second = watched(root, 'set', '1')
  root.list = null
  root.set.delete('a')
  expect(element()).toBe(true)
  expect(second()).toBe(true)
  expect(element()).toBe(false)
  root.list = [1, [undefined]]
  expect(element()).toBe(true)
})

test('a variable that is declared now is a change', () => {
  const watch = new SlotWatch([], new ObjectIds())
  expect(watch.hasChanged(NOWHERE)).toBe(false)
  expect(watch.hasChanged(undefined)).toBe(true)
})

test('nothing of the program runs', () => {
  const root = Object.defineProperty({}, 'field', { enumerable: true, get: () => expect.unreachable() as unknown })
  expect(watched(root, 'field')()).toBe(false)
})
