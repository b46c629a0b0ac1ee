/** The picture of the objects: nothing on top of anything, what is new, where the keys lead. */
import { describe, expect, test } from 'vitest'
import { annotations } from '../../../content/annotations'
import { patternsOf } from '../../../content/annotations/patterns'
import { badgesOf } from '../../../components/objects/logic/badges'
import { freshIn, type ObjectPicture } from '../../../components/objects/logic/fresh'
import { OBJECT_BOX, layOutObjects, type LayoutOptions, type PlacedObject } from '../../../components/objects/logic/layout'
import { neighbourOf } from '../../../components/objects/logic/neighbour'
import { rowsOf, titleOf } from '../../../components/objects/logic/rows'
import type { ShownObject } from '../../../engine/worker/protocol'

/** `key`: labels joined with dots; the parent's key is what stands before the last. */
function object(key: string, more: Partial<ShownObject> = {}): ShownObject {
  const [label = '', ...above] = key.split('.').reverse()
  return {
    key, parent: above.length === 0 ? null : above.reverse().join('.'), label, kind: 'object', className: 'Holder', symbol: null,
    objectId: 0, size: 0, isStatic: false, fields: [], references: [], hidden: 0, ...more,
  }
}

const field = (name: string, preview = '1'): ShownObject['fields'][number] => ({ name, value: { type: 'number', preview } })

const OBJECTS = [
  object('manager', { isStatic: true }),
  object('producer', { fields: [field('a'), field('b')], size: 30 }),
  object('manager.table', { kind: 'table', className: 'Map', size: 5, fields: ['x', 'y', 'z', 'w', 'v'].map((name) => field(name)) }),
  object('producer.impl', { references: [{ label: 'back', to: 'producer' }, { label: 'over', to: 'manager.table.v' }], hidden: 2 }),
  object('manager.table.v', { objectId: 7 }),
  object('producer.impl.one'),
  object('producer.impl.other'),
]

const OPTIONS: LayoutOptions = { open: new Set(), width: 900, hasBadges: ({ isStatic }) => isStatic }

function overlaps(boxes: readonly PlacedObject[]): string[] {
  return boxes.flatMap((one, index) => boxes.slice(index + 1).flatMap((other) => {
    const isBeside = one.x + one.width <= other.x || other.x + other.width <= one.x
    const isAbove = one.y + one.height <= other.y || other.y + other.height <= one.y
    return isBeside || isAbove ? [] : [`${one.object.key} over ${other.object.key}`]
  }))
}

describe('the layout', () => {
  const everything = new Set(OBJECTS.map(({ key }) => key))

  test.each([900, 360, 240])('has no box on top of another one, %i px wide', (width) => {
    for (const open of [new Set<string>(), everything]) {
      const layout = layOutObjects(OBJECTS, { ...OPTIONS, open, width })
      expect(layout.boxes).toHaveLength(OBJECTS.length)
      expect(overlaps(layout.boxes)).toEqual([])
      for (const { x, y, width: wide, height } of layout.boxes) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
        expect(x + wide).toBeLessThanOrEqual(layout.width)
        expect(y + height).toBeLessThanOrEqual(layout.height)
      }
    }
  })

  test('goes from left to right, what is referred to beside the one that refers to it or below', () => {
    const { boxes, edges } = layOutObjects(OBJECTS, OPTIONS)
    const at = new Map(boxes.map((box) => [box.object.key, box]))
    for (const { object: { key, parent } } of boxes) {
      if (parent === null) continue
      expect(at.get(key)!.x).toBe(at.get(parent)!.x + OBJECT_BOX.width + OBJECT_BOX.gapX)
      expect(at.get(key)!.y).toBeGreaterThanOrEqual(at.get(parent)!.y)
    }
    expect(at.get('manager.table.v')!.y).toBe(at.get('manager')!.y)
    expect(edges.filter(({ kind }) => kind === 'child')).toHaveLength(5)
    expect(edges.filter(({ kind }) => kind === 'reference').map(({ from, to }) => [from, to])).toEqual([
      ['producer.impl', 'producer'], ['producer.impl', 'manager.table.v'],
    ])
  })

  test('leaves those in place that stand above what is new', () => {
    const before = layOutObjects(OBJECTS, OPTIONS).boxes
    const after = layOutObjects([...OBJECTS, object('producer.impl.new')], OPTIONS).boxes
    const places = new Map(after.map(({ object: { key }, x, y }) => [key, [x, y]]))
    for (const { object: { key }, x, y } of before) expect(places.get(key)).toEqual([x, y])
  })

  test('lists each before what it refers to', () => {
    const keys = layOutObjects(OBJECTS, OPTIONS).boxes.map(({ object: { key } }) => key)
    expect(keys).toEqual([
      'manager', 'manager.table', 'manager.table.v', 'producer', 'producer.impl', 'producer.impl.one', 'producer.impl.other',
    ])
    expect(layOutObjects(OBJECTS, { ...OPTIONS, width: 300 }).boxes.map(({ object: { key } }) => key)).toEqual(keys)
  })
})

test('a closed table shows its first plain entries, an open object all its fields', () => {
  const [, producer, table, impl] = OBJECTS as [ShownObject, ShownObject, ShownObject, ShownObject]
  expect(rowsOf(table, OBJECTS, false).map((row) => row.kind === 'field' && row.name)).toEqual(['x', 'y', 'z'])
  expect(rowsOf(producer, OBJECTS, false)).toEqual([])
  expect(rowsOf(producer, OBJECTS, true)).toEqual([
    { kind: 'field', name: 'a', preview: '1' }, { kind: 'field', name: 'b', preview: '1' }, { kind: 'left', count: 28 },
  ])
  expect(rowsOf(impl, OBJECTS, false)).toEqual([
    { kind: 'reference', label: 'back', to: 'producer', target: 'Holder' },
    { kind: 'reference', label: 'over', to: 'manager.table.v', target: 'Holder' }, { kind: 'hidden', count: 2 },
  ])
  expect(titleOf(table)).toBe('Map(5)')
})

describe('what is new', () => {
  function picture(event: number, objects: readonly ShownObject[], other: Partial<ObjectPicture> = {}): ObjectPicture {
    return { run: 'a', node: 'n', event, objects, ...other }
  }
  const before = picture(5, OBJECTS)
  const more = [...OBJECTS, object('producer.new'), object('producer.new.inner'), object('producer.impl.folded')]

  test('was not there in the picture before, and not folded away', () => {
    expect([...freshIn(picture(9, more), before)]).toEqual(['producer.new', 'producer.new.inner'])
    const exchanged = OBJECTS.map((each) => (each.objectId === 7 ? { ...each, objectId: 8 } : each))
    expect([...freshIn(picture(9, exchanged), before)]).toEqual(['manager.table.v'])
  })

  test('is nothing in another run, on another node, on the way back, or when a number is given', () => {
    expect(freshIn(picture(9, more), null).size).toBe(0)
    expect(freshIn(picture(9, more, { run: 'b' }), before).size).toBe(0)
    expect(freshIn(picture(9, more, { node: 'm' }), before).size).toBe(0)
    expect(freshIn(picture(4, more), before).size).toBe(0)
    const numbered = OBJECTS.map((each) => ({ ...each, objectId: each.objectId || 99 }))
    expect(freshIn(picture(9, numbered), before).size).toBe(0)
  })
})

test('arrow keys lead along references, up and down the list, and stop at its ends', () => {
  const { boxes } = layOutObjects(OBJECTS, OPTIONS)
  expect(neighbourOf(boxes, 'producer', 'ArrowRight')).toBe('producer.impl')
  expect(neighbourOf(boxes, 'producer.impl', 'ArrowLeft')).toBe('producer')
  expect(neighbourOf(boxes, 'manager.table.v', 'ArrowDown')).toBe('producer')
  expect(neighbourOf(boxes, 'manager', 'ArrowUp')).toBeNull()
  expect(neighbourOf(boxes, 'producer', 'End')).toBe('producer.impl.other')
  expect(neighbourOf(boxes, 'producer.impl.one', 'ArrowRight')).toBeNull()
  expect(neighbourOf(boxes, 'producer', 'x')).toBeNull()
})

test('badges are the patterns that the margin speaks of, what is static, and the state', () => {
  const patterns = patternsOf(annotations, 'en')
  expect(patterns['client/producer/DefaultMQProducer']).toEqual(['Facade'])
  expect(patterns['client/impl/producer/DefaultMQProducerImpl']).toEqual(['State', 'Strategy'])
  expect(patternsOf(annotations, 'zh')['client/impl/MQClientManager']).toEqual(['单例'])
  const holder = { type: 'object', preview: 'x', fields: [{ name: 'state', value: { type: 'string', preview: "'RUNNING'" } }] } as const
  const impl = object('impl', { symbol: 'client/impl/producer/DefaultMQProducerImpl', fields: [{ name: 'serviceState', value: holder }] })
  expect(badgesOf(impl, patterns).map(({ text }) => text)).toEqual(['State', 'Strategy', 'RUNNING'])
  const service = object('service', { fields: [{ name: 'thread', value: { ...holder, className: 'Thread' } }] })
  expect(badgesOf(service, {})).toEqual([])
  expect(badgesOf(object('manager', { isStatic: true }), {})).toEqual([{ kind: 'static', text: 'static' }])
})
