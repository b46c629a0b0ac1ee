import { lastAtMost } from '../../trace/ClockMarks'
import type { Cursor } from '../protocol'

/** The latest value of each key as of a cursor, from changes in the order in which they happened. */
export class Fold<V> {
  private readonly changes: Map<string, { readonly events: number[]; readonly values: V[] }>

  constructor() {
    this.changes = new Map()
  }

  add(event: Cursor, key: string, value: V): void {
    const known = this.changes.get(key) ?? { events: [], values: [] }
    known.events.push(event)
    known.values.push(value)
    this.changes.set(key, known)
  }

  /** What each key's value was after everything up to and including the event. Keys without one yet are left out. */
  at(event: Cursor): Map<string, V> {
    const state = new Map<string, V>()
    for (const [key, { events, values }] of this.changes) {
      const index = lastAtMost(events, event)
      if (index >= 0) state.set(key, values[index]!)
    }
    return state
  }
}
