import { describe, expect, test } from 'vitest'
import { ObjectIds } from '../../../engine/trace/ObjectIds'
import { __t } from '../../../engine/trace/probe'
import { ValueSummary } from '../../../engine/trace/ValueSummary'
import { ValueTape } from '../../../engine/trace/ValueTape'
import type { ValueTree } from '../../../engine/trace/ValueTree'
import { ValueWriter } from '../../../engine/trace/ValueWriter'

class Message {
  readonly topic: string
  readonly body: Uint8Array
  readonly next: Message | null
  constructor(topic: string, next: Message | null = null) {
    this.topic = topic
    this.body = new Uint8Array([1, 255])
    this.next = next
  }

  get expensive(): never {
    throw new Error('a getter has run')
  }
}
__t.c(Message, 0, 'Message')

function capture(...values: unknown[]): ValueTree[] {
  const tape = new ValueTape()
  const ids = new ObjectIds()
  const { position } = tape
  new ValueWriter(tape, ids).writeGroup(values, false)
  return new ValueSummary(tape, ids).decodeGroup(position)
}

function preview(value: unknown): string {
  return capture(value)[0]!.preview
}

describe('simple values', () => {
  test.each([
    [undefined, 'undefined'], [null, 'null'], [true, 'true'], [false, 'false'],
    [0, '0'], [-0, '-0'], [-1, '-1'], [127, '127'], [128, '128'],
    [2 ** 31, '2147483648'], [-(2 ** 40), '-1099511627776'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'], [0.1, '0.1'], [NaN, 'NaN'],
    [-Infinity, '-Infinity'], [1e21, '1e+21'],
    [12345678901234567890n, '12345678901234567890n'], ['', "''"], ["it's\n", "'it\\'s\\n'"], ['你好 ü', "'你好 ü'"],
    [() => 1, 'function'], [Symbol('s'), 'symbol'],
  ])('%s', (value, expected) => {
    expect(preview(value)).toBe(expected)
  })

  test('long strings keep their beginning and their length', () => {
    expect(preview('x'.repeat(100))).toBe(`'${'x'.repeat(64)}…' (100)`)
  })

  test('strings survive when the table of strings is full', () => {
    const tape = new ValueTape()
    for (let index = 0; index < 50_000; index++) tape.intern(`string ${index}`)
    const ids = new ObjectIds()
    const { position } = tape
    new ValueWriter(tape, ids).writeGroup(['new ✓', 'string 7'], false)
    const values = new ValueSummary(tape, ids).decodeGroup(position)
    expect(values.map((each) => each.preview)).toEqual(["'new ✓'", "'string 7'"])
  })
})

describe('objects', () => {
  test('show their class and their first fields, one level deep, and run no getter', () => {
    const [value] = capture(new Message('a', new Message('b')))
    expect(value).toMatchObject({ type: 'object', className: 'Message' })
    expect(value!.fields!.map(({ name, value: field }) => `${name} ${field.preview}`)).toEqual([
      "topic 'a'", 'body 2 B', 'next Message',
    ])
    expect(value!.fields![2]!.value.fields).toBeUndefined()
  })

  test('with own accessors are not asked', () => {
    const [value] = capture({ get trap() { throw new Error('a getter has run') }, plain: 1 })
    expect(value!.fields!.map((each) => `${each.name} ${each.value.preview}`)).toEqual(['trap undefined', 'plain 1'])
  })

  test('with many fields show six and say that there are more', () => {
    const [value] = capture({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 })
    expect(value!.fields).toHaveLength(6)
    expect(value!.preview).toBe('Object { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, … }')
  })

  test('that are one have one number', () => {
    const message = new Message('a')
    const [first, second, other] = capture(message, message, new Message('a'))
    expect(first!.objectId).toBe(second!.objectId)
    expect(other!.objectId).not.toBe(first!.objectId)
  })

  test('of errors have the message', () => {
    class SpecialError extends Error {}
    expect(preview(new SpecialError('why'))).toBe("Error { message: 'why' }")
  })

  test('collections show their size and first elements', () => {
    const [array, map, set, bytes] = capture([1, [2]], new Map([['k', 1]]), new Set(['x']), new Uint8Array(20))
    expect(array).toMatchObject({ type: 'array', preview: 'Array(2)' })
    expect(array!.fields!.map((each) => each.value.preview)).toEqual(['1', 'Array(1)'])
    expect(map).toMatchObject({ preview: 'Map(1)', fields: [{ name: "'k'", value: { preview: '1' } }] })
    expect(set).toMatchObject({ preview: 'Set(1)', fields: [{ name: '0', value: { preview: "'x'" } }] })
    expect(bytes).toMatchObject({ type: 'bytes', preview: `20 B:${' 00'.repeat(16)} …` })
  })

  test('are data at once: later changes do not show', () => {
    const tape = new ValueTape()
    const ids = new ObjectIds()
    const living = { count: 1 }
    new ValueWriter(tape, ids).writeGroup([living], false)
    living.count = 2
    expect(new ValueSummary(tape, ids).decodeGroup(0)[0]!.preview).toBe('Object { count: 1 }')
  })

  test('after many bytes in one group are kept without fields', () => {
    const big = (): object => Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`f${index}`, 0.5 + index]))
    const values = capture(...Array.from({ length: 12 }, big))
    expect(values[0]!.fields).toHaveLength(6)
    expect(values[11]!.fields).toBeUndefined()
  })

  test('trees are plain JSON', () => {
    const values = capture(new Message('a'), [1n], undefined)
    expect(JSON.parse(JSON.stringify(values))).toEqual(values)
  })
})
