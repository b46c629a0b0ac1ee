import { describe, expect, it } from 'vitest'
import { EventHub } from '../../../engine/cluster/EventHub'

describe('listeners that want different events', () => {
  it('each get their own, and together they want no more than that', () => {
    const hub = new EventHub()
    const heard: string[] = []
    hub.add({ types: new Set(['a']), emit: ({ type }) => heard.push(`first ${type}`) })
    hub.add({ types: new Set(['a', 'b']), emit: ({ type }) => heard.push(`second ${type}`) })
    expect([...hub.types!].sort()).toEqual(['a', 'b'])
    for (const type of ['a', 'b']) hub.emit({ type })
    expect(heard).toEqual(['first a', 'second a', 'second b'])
  })

  it('want everything as soon as one of them does', () => {
    const hub = new EventHub()
    hub.add({ types: new Set(['a']), emit: () => undefined })
    hub.add({ emit: () => undefined })
    hub.add({ types: new Set(['b']), emit: () => undefined })
    expect(hub.types).toBeUndefined()
  })
})
