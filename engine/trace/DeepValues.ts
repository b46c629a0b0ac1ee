import type { ObjectIds } from './ObjectIds'
import type { NamedValue } from './ValueReader'
import { ValueSummary } from './ValueSummary'
import { ValueTape } from './ValueTape'
import { dataOf, ValueWriter } from './ValueWriter'

/** The way to a value: the name of a variable, then names of fields, indexes of elements, previews of keys. */
export type ValuePath = readonly string[]

/** What is asked of a value, and which part of that. */
export interface Question {
  readonly path: ValuePath
  readonly from: number
  readonly count: number
}

/** What lies within a value: fields, elements, entries, or rows of bytes. */
export interface Contents {
  readonly path: ValuePath
  /** How many there are in all. */
  readonly total: number
  /** The number of the first of `entries` among all. */
  readonly from: number
  readonly entries: readonly NamedValue[]
}

/** Bytes in a row, and characters in a row of a long text. */
const ROW_BYTES = 16
const ROW_CHARACTERS = 64

/** Part of a living value. */
interface Child {
  readonly name: string
  readonly value: unknown
}

/**
 * Looks into living values, as deep as asked for, while their thread stands still. Like {@link ValueWriter}, it runs nothing of
 * the program: it reads own data properties only.
 */
export class DeepValues {
  private readonly ids: ObjectIds
  private readonly scope: ReadonlyMap<string, unknown>

  /** @param names of the values, as in the source */
  constructor(ids: ObjectIds, names: readonly string[], values: readonly unknown[]) {
    this.ids = ids
    this.scope = new Map(names.map((name, index) => [name, values[index]]))
  }

  /** @returns null when the path leads nowhere now */
  contents({ path, from, count }: Question): Contents | null {
    const [variable = '', ...names] = path
    if (!this.scope.has(variable)) return null
    let value = this.scope.get(variable)
    for (const name of names) {
      const child = this.childrenOf(value).find((each) => each.name === name)
      if (child === undefined) return null
      value = child.value
    }
    if (typeof value === 'string') return { path, from, ...rowsOfText(value, from, count) }
    if (value instanceof Uint8Array) return { path, from, ...rowsOfBytes(value, from, count) }
    const children = this.childrenOf(value)
    return { path, total: children.length, from, entries: this.summaries(children.slice(from, from + count)) }
  }

  private childrenOf(value: unknown): readonly Child[] {
    if (typeof value !== 'object' || value === null) return []
    if (Array.isArray(value)) {
      return Array.from({ length: value.length }, (_, index) => child(String(index), dataOf(value, String(index))))
    }
    if (value instanceof Uint8Array) return []
    if (value instanceof Set) {
      return [...Set.prototype.values.call(value)].map((each, index) => child(String(index), each))
    }
    if (value instanceof Map) return this.entriesOf(value)
    const names = Object.keys(value)
    if (value instanceof Error) names.unshift('message')
    return names.map((name) => child(name, dataOf(value, name)))
  }

  /** Keys that look the same, such as long texts that begin alike, are numbered. */
  private entriesOf(map: ReadonlyMap<unknown, unknown>): Child[] {
    const entries = [...Map.prototype.entries.call(map)] as Array<[unknown, unknown]>
    const keys = this.summaries(entries.map(([key]) => child('', key)))
    const seen = new Map<string, number>()
    return entries.map(([, value], index) => {
      const { preview } = keys[index]!.value
      const times = (seen.get(preview) ?? 0) + 1
      seen.set(preview, times)
      return child(times === 1 ? preview : `${preview} (${times})`, value)
    })
  }

  /** Copies of the values with their names: nothing in them is alive. */
  private summaries(children: readonly Child[]): NamedValue[] {
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

function rowsOfText(text: string, from: number, count: number): Pick<Contents, 'total' | 'entries'> {
  return rows(text.length, ROW_CHARACTERS, from, count, (at) => rowOf(String(at), text.slice(at, at + ROW_CHARACTERS)))
}

/** `00 01 68 69 …  ··hi` */
function rowsOfBytes(bytes: Uint8Array, from: number, count: number): Pick<Contents, 'total' | 'entries'> {
  return rows(bytes.length, ROW_BYTES, from, count, (at) => {
    const row = [...bytes.subarray(at, at + ROW_BYTES)]
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ').padEnd(ROW_BYTES * 3 - 1)
    const text = row.map((byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('')
    return rowOf(at.toString(16).padStart(4, '0'), `${hex}  ${text}`)
  })
}

function rowOf(offset: string, text: string): NamedValue {
  return { name: offset, value: { type: 'row', preview: text } }
}

function rows(
  length: number, size: number, from: number, count: number, row: (at: number) => NamedValue,
): Pick<Contents, 'total' | 'entries'> {
  const total = Math.ceil(length / size)
  const shown = Math.max(0, Math.min(count, total - from))
  return { total, entries: Array.from({ length: shown }, (_, index) => row((from + index) * size)) }
}
