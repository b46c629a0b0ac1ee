import { describe, expect, test } from 'vitest'
import { JavaConcurrentHashMap } from '../../../../engine/kernel/java/JavaConcurrentHashMap'
import { goldenLines } from '../../support/golden'

/** What a real ConcurrentHashMap was given (`+key`), what was taken out of it (`-key`), and its keys after that. */
interface Vector {
  readonly capacity: number
  readonly ints: boolean
  readonly ops: string
  readonly order: string
}

const VECTORS = goldenLines<Vector>('vectors/concurrent-hash-map.jsonl')

describe('a JavaConcurrentHashMap', () => {
  test.each(VECTORS)('is walked through as Java walks (capacity $capacity, numbers: $ints)', (vector) => {
    const { capacity, ints, ops, order } = vector
    const map = new JavaConcurrentHashMap<string | number, string>(capacity === 0 ? undefined : capacity)
    for (const op of ops.split(' ')) {
      const key = ints ? Number(op.slice(1)) : op.slice(1)
      if (op.startsWith('+')) map.set(key, op)
      else map.delete(key)
    }
    expect([...map.keys()].join(' ')).toBe(order)
    expect([...map.values()].join(' ')).toBe([...map.keys()].map((key) => `+${key}`).join(' '))
    expect(map.size).toBe(order.split(' ').length)
  })

  test('is a map', () => {
    const map = new JavaConcurrentHashMap<string, number>()
    expect([map.has('a'), map.get('a'), map.delete('a')]).toEqual([false, undefined, false])
    map.set('a', 1).set('a', 2).set('b', 3)
    const seen: Array<[string, number]> = []
    map.forEach((value, key) => seen.push([key, value]))
    expect(seen).toEqual([...map])
    expect(new Map(map)).toEqual(new Map([['a', 2], ['b', 3]]))
    expect([map.delete('a'), map.size, map.has('a')]).toEqual([true, 1, false])
  })
})
