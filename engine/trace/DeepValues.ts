import type { ObjectIds } from './ObjectIds'
import type { NamedValue } from './ValueReader'
import { ValueChildren } from './ValueChildren'

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

/** Looks into living values, as deep as asked for, while their thread stands still. */
export class DeepValues {
  private readonly children: ValueChildren
  private readonly scope: ReadonlyMap<string, unknown>

  /** @param names of the values, as in the source */
  constructor(ids: ObjectIds, names: readonly string[], values: readonly unknown[]) {
    this.children = new ValueChildren(ids)
    this.scope = new Map(names.map((name, index) => [name, values[index]]))
  }

  /** @returns null when the path leads nowhere now */
  contents({ path, from, count }: Question): Contents | null {
    const [variable = '', ...names] = path
    if (!this.scope.has(variable)) return null
    let value = this.scope.get(variable)
    for (const name of names) {
      const child = this.children.of(value).find((each) => each.name === name)
      if (child === undefined) return null
      value = child.value
    }
    if (typeof value === 'string') return { path, from, ...rowsOfText(value, from, count) }
    if (value instanceof Uint8Array) return { path, from, ...rowsOfBytes(value, from, count) }
    const children = this.children.of(value)
    return { path, total: children.length, from, entries: this.children.summaries(children.slice(from, from + count)) }
  }
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
