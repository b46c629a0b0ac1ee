import { describe, expect, it } from 'vitest'
import { javaHashCode } from '../../../../engine/kernel/java/javaHashCode'
import { JavaHashMap } from '../../../../engine/kernel/java/JavaHashMap'
import { JavaHashSet } from '../../../../engine/kernel/java/JavaHashSet'
import { Random } from '../../../../engine/kernel/Random'

/** java.util.HashMap written down as it is: a table of chains that is doubled and filled anew. Without its trees. */
class PlainHashMap {
  private table: string[][] = Array.from({ length: 16 }, () => [])
  private count = 0

  private chainOf(key: string): string[] {
    const hash = javaHashCode(key)
    return this.table[(hash ^ (hash >>> 16)) & (this.table.length - 1)]!
  }

  put(key: string): void {
    if (this.chainOf(key).includes(key)) return
    this.chainOf(key).push(key)
    this.count++
    if (this.count <= this.table.length * 0.75) return
    const keys = this.keys()
    this.table = Array.from({ length: this.table.length * 2 }, () => [])
    for (const each of keys) this.chainOf(each).push(each)
  }

  delete(key: string): void {
    const chain = this.chainOf(key)
    if (!chain.includes(key)) return
    chain.splice(chain.indexOf(key), 1)
    this.count--
  }

  keys(): string[] {
    return this.table.flat()
  }
}

describe('the order of a JavaHashMap', () => {
  it('is that of the names of a message’s properties in every RocketMQ log', () => {
    const map = new JavaHashMap<string>()
    for (const name of ['WAIT', 'UNIQ_KEY', 'TAGS', 'KEYS']) map.put(name, '')
    expect(map.keys()).toEqual(['KEYS', 'UNIQ_KEY', 'WAIT', 'TAGS'])
  })

  it('inside a bucket is that of age, and putting again changes nothing', () => {
    const map = new JavaHashMap<number>()
    for (const key of ['BB', 'Aa', 'BB']) map.put(key, map.size)
    expect(map.entries()).toEqual([['BB', 2], ['Aa', 1]])
    map.delete('BB')
    map.put('BB', 3)
    expect(map.keys()).toEqual(['Aa', 'BB'])
  })

  it('is that of Java however the map grows and shrinks', () => {
    const random = new Random(11)
    for (let round = 0; round < 20; round++) {
      const map = new JavaHashMap<true>()
      const plain = new PlainHashMap()
      for (let each = 0; each < 150; each++) {
        const key = `${'abcdef'[random.nextInt(6)]}${random.nextInt(120)}`
        if (random.nextInt(4) === 0) {
          map.delete(key)
          plain.delete(key)
        } else {
          map.put(key, true)
          plain.put(key)
        }
        expect(map.keys()).toEqual(plain.keys())
      }
    }
  })

  it('is another when the map was made larger', () => {
    const names = ['KEYS', 'TAGS', 'WAIT', 'UNIQ_KEY', 'DELAY', 'u']
    const orders = [16, 128].map((capacity) => {
      const map = new JavaHashMap<true>(capacity)
      for (const name of names) map.put(name, true)
      return map.keys()
    })
    expect([...orders[1]!].sort()).toEqual([...names].sort())
    expect(orders[0]).not.toEqual(orders[1])
  })
})

describe('a JavaHashMap', () => {
  it('is a map', () => {
    const map = new JavaHashMap<number>()
    expect([map.size, map.has('a'), map.get('a'), map.delete('a')]).toEqual([0, false, undefined, false])
    map.put('a', 1)
    map.put('a', 2)
    expect([map.size, map.has('a'), map.get('a')]).toEqual([1, true, 2])
    expect(map.toObject()).toEqual({ a: 2 })
    expect([map.delete('a'), map.size, map.keys()]).toEqual([true, 0, []])
  })
})

describe('a JavaHashSet', () => {
  it('is walked through in the same order', () => {
    const names = Array.from({ length: 40 }, (_, index) => `name-${index * 7}`)
    const map = new JavaHashMap<true>()
    for (const name of names) map.put(name, true)
    const set = new JavaHashSet(names)
    set.add(names[0]!)
    expect([...set]).toEqual(map.keys())
    expect([set.size, set.has('name-7'), set.delete('name-7'), set.has('name-7'), set.size]).toEqual([40, true, true, false, 39])
  })
})
