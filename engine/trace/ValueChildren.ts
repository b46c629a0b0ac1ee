import type { ObjectIds } from './ObjectIds'
import type { NamedValue } from './ValueReader'
import { ValueSummary } from './ValueSummary'
import { ValueTape } from './ValueTape'
import { dataOf, ValueWriter } from './ValueWriter'

/** Part of a living value. */
export interface Child {
  readonly name: string
  readonly value: unknown
}

/**
 * The parts of living values, under the names by which paths lead to them: names of fields, indexes of elements, previews of
 * keys. Like {@link ValueWriter}, it runs nothing of the program: it reads own data properties only.
 */
export class ValueChildren {
  private readonly ids: ObjectIds

  constructor(ids: ObjectIds) {
    this.ids = ids
  }

  /** All parts of a value, in their order; none of texts and bytes, which have rows instead. */
  of(value: unknown): readonly Child[] {
    if (typeof value !== 'object' || value === null) return []
    if (Array.isArray(value)) {
      return Array.from({ length: value.length }, (_, index) => child(String(index), dataOf(value, String(index))))
    }
    if (value instanceof Uint8Array) return []
    if (value instanceof Set) {
      return [...Set.prototype.values.call(value)].map((each, index) => child(String(index), each))
    }
    if (value instanceof Map) {
      return this.keysOf(value).map(({ name, value: key }) => child(name, Map.prototype.get.call(value, key)))
    }
    const names = Object.keys(value)
    if (value instanceof Error) names.unshift('message')
    return names.map((name) => child(name, dataOf(value, name)))
  }

  /** The keys of a map with their names. Keys that look the same, such as long texts that begin alike, are numbered. */
  keysOf(map: ReadonlyMap<unknown, unknown>): Child[] {
    const keys = [...Map.prototype.keys.call(map)] as unknown[]
    const seen = new Map<string, number>()
    return this.summaries(keys.map((key) => child('', key))).map(({ value: { preview } }, index) => {
      const times = (seen.get(preview) ?? 0) + 1
      seen.set(preview, times)
      return child(times === 1 ? preview : `${preview} (${times})`, keys[index])
    })
  }

  /** Copies of the values with their names: nothing in them is alive. */
  summaries(children: readonly Child[]): NamedValue[] {
    const tape = new ValueTape()
    const writer = new ValueWriter(tape, this.ids)
    const summary = new ValueSummary(tape, this.ids)
    return children.map(({ name, value }) => {
      const { position } = tape
      writer.writeGroup([value], false)
      return { name, value: summary.decodeGroup(position)[0]! }
    })
  }
}

function child(name: string, value: unknown): Child {
  return { name, value }
}
