import { describe, expect, it } from 'vitest'
import { EventHub } from '../../../engine/cluster/EventHub'

describe('listeners that want different events', () => {
  it('each get their own, and together they want no more than that', () => {
    const hub = new EventHub()
    const heard: string[] = []
    hub.add({ types: new Set(['power-cut']), emit: ({ type }) => heard.push(`first ${type}`) })
    hub.add({ types: new Set(['power-cut', 'timer-fired']), emit: ({ type }) => heard.push(`second ${type}`) })
    expect([...hub.types!].sort()).toEqual(['power-cut', 'timer-fired'])
    hub.emit({ type: 'power-cut', process: 'p', host: 'h' })
    hub.emit({ type: 'timer-fired', process: 'p', label: 'l' })
    expect(heard).toEqual(['first power-cut', 'second power-cut', 'second timer-fired'])
  })

  it('want everything as soon as one of them does', () => {
    const hub = new EventHub()
    hub.add({ types: new Set(['power-cut']), emit: () => undefined })
    hub.add({ emit: () => undefined })
    hub.add({ types: new Set(['timer-fired']), emit: () => undefined })
    expect(hub.types).toBeUndefined()
  })
})
