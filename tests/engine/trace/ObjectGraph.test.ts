/** What refers to what, in objects made for it. */
import { expect, test } from 'vitest'
import { JavaConcurrentHashMap } from '../../../engine/kernel/java/JavaConcurrentHashMap'
import { JavaHashMap } from '../../../engine/kernel/java/JavaHashMap'
import type { GraphNode, GraphOptions } from '../../../engine/trace/ObjectGraph'
import { ObjectGraph } from '../../../engine/trace/ObjectGraph'
import { ObjectIds } from '../../../engine/trace/ObjectIds'
import { __t } from '../../../engine/trace/probe'

class Holder {
  [name: string]: unknown

  constructor(fields: Readonly<Record<string, unknown>>) {
    Object.assign(this, fields)
  }
}
class SpecialHolder extends Holder {}
class Plumbing extends Holder {}

__t.c(Holder, 1, 'Holder')
__t.c(Plumbing, 2, 'Plumbing')

const isShown = ({ name }: { readonly name: string }): boolean => name === 'Holder'
const ALL: GraphOptions = { limit: 40, unfolded: new Set(), isShown }

function graph(fields: Readonly<Record<string, unknown>>, options: Partial<GraphOptions> = {}): GraphNode[] {
  const root = { name: 'root', value: new Holder(fields), isStatic: false }
  return new ObjectGraph(new ObjectIds(), { ...ALL, ...options }).build([root])
}

const labels = (nodes: readonly GraphNode[]): string[] => nodes.map(({ label }) => label)

test('objects, tables and lists are found, the nearest first, in the order of their fields', () => {
  const inner = new Holder({ table: new Map() })
  const nodes = graph({
    list: [inner, new Holder({})], number: 7, table: new Map([['a', new Holder({ deep: new Map() })]]), set: new Set([new Holder({})]),
  })
  expect(labels(nodes)).toEqual(['root', 'list', 'table', 'set', '0', "'a'", 'table', 'deep'])
  expect(nodes.map(({ kind }) => kind)).toEqual(['object', 'list', 'table', 'list', 'object', 'object', 'table', 'table'])
  expect(nodes[4]).toMatchObject({ key: '["root","list","0"]', parent: '["root","list"]', className: 'Holder', site: 1, size: 1 })
  expect(nodes[0]!.fields.map(({ name }) => name)).toEqual(['list', 'number', 'table', 'set'])
})

test('one that stands there already is referred to, also by itself', () => {
  const shared = new Holder({ table: new Map() })
  shared['me'] = shared
  const nodes = graph({ one: shared, other: shared })
  expect(labels(nodes)).toEqual(['root', 'one', 'table'])
  expect(nodes[0]!.references).toEqual([{ label: 'other', to: '["root","one"]' }])
  expect(nodes[1]!.references).toEqual([{ label: 'me', to: '["root","one"]' }])
})

test('an object stands where a field holds it rather than in a table, and below what is static rather than elsewhere', () => {
  const held = new Holder({ table: new Map() })
  const nodes = graph({ table: new Map([['a', held]]), holder: new Holder({ field: held }) })
  expect(nodes.find(({ label }) => label === 'field')!.parent).toBe('["root","holder"]')
  const roots = [
    { name: 'own', value: new Holder({ one: held }), isStatic: false },
    { name: 'Manager', value: new Holder({ table: held }), isStatic: true },
  ]
  const both = new ObjectGraph(new ObjectIds(), ALL).build(roots)
  expect(both.map(({ label, isStatic }) => [label, isStatic])).toEqual([
    ['Manager', true], ['table', false], ['own', false], ['table', false],
  ])
})

test('values, what refers to nothing, and other classes are fields of their holders', () => {
  const nodes = graph({
    plain: new Holder({ a: 1 }), plumbing: new Plumbing({ table: new Map() }), record: { table: new Map() },
    numbers: [1, 2], special: new SpecialHolder({ table: new Map() }), bytes: new Uint8Array(4), nothing: null,
  })
  expect(labels(nodes)).toEqual(['root', 'special', 'table'])
  expect(nodes[1]!.className).toBe('Holder')
  expect(nodes[0]!.hidden).toBe(0)
})

test('tables with Java’s order are tables', () => {
  const hash = new JavaHashMap<Holder>(16)
  hash.put('key', new Holder({ table: new Map() }))
  const concurrent = new JavaConcurrentHashMap<number, string>()
  concurrent.set(5, 'five')
  const nodes = graph({ hash, concurrent })
  expect(nodes.slice(1).map(({ label, kind, size }) => [label, kind, size])).toEqual([
    ['hash', 'table', 1], ['concurrent', 'table', 1], ["'key'", 'object', 1], ['table', 'table', 0],
  ])
  expect(nodes[2]!.fields).toEqual([{ name: '5', value: { type: 'string', preview: "'five'" } }])
})

test('what is folded away is counted, and unfolded on demand', () => {
  const table = new Map(Array.from({ length: 9 }, (_, index) => [index, new Map([[index, index]])]))
  const folded = graph({ table, more: new Map() }, { limit: 5 })
  expect(labels(folded)).toEqual(['root', 'table', 'more', '0', '1'])
  expect(folded[1]!.hidden).toBe(7)
  const unfolded = graph({ table, more: new Map() }, { limit: 5, unfolded: new Set(['["root","table"]']) })
  expect(labels(unfolded)).toEqual(['root', 'table', 'more', ...Array.from({ length: 9 }, (_, index) => String(index))])
  const short = graph({ table })
  expect(short[1]!.hidden).toBe(3)
})

test('nothing is run', () => {
  const trap = Object.defineProperty(new Holder({ table: new Map() }), 'field', { enumerable: true, get: () => expect.unreachable() as unknown })
  expect(labels(graph({ trap }))).toEqual(['root', 'trap', 'table'])
})
