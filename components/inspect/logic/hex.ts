import type { FrameField } from '../../../engine/worker/protocol'

export const BYTES_A_ROW = 16

/** A field with its place in the tree of fields. */
export interface FlatField {
  /** Position in the list; also the number by which bytes refer to it. */
  readonly index: number
  readonly depth: number
  readonly field: FrameField
}

/** The fields in the order in which they are read, those inside of others after them. */
export function flatten(fields: readonly FrameField[]): FlatField[] {
  const flat: FlatField[] = []
  const add = (each: readonly FrameField[], depth: number): void => {
    for (const field of each) {
      flat.push({ index: flat.length, depth, field })
      add(field.children ?? [], depth + 1)
    }
  }
  add(fields, 0)
  return flat
}

/** For each byte the number of the innermost field that it belongs to, -1 for what is between fields. */
export function ownersOf(flat: readonly FlatField[], length: number): Int16Array {
  const owners = new Int16Array(length).fill(-1)
  // Inner fields come later in the list and so have the last word.
  for (const { index, field } of flat) owners.fill(index, field.offset, field.offset + field.length)
  return owners
}

export interface HexRow {
  readonly offset: number
  readonly bytes: readonly number[]
}

export function hexRows(bytes: Uint8Array): HexRow[] {
  const rows: HexRow[] = []
  for (let offset = 0; offset < bytes.length; offset += BYTES_A_ROW) {
    rows.push({ offset, bytes: [...bytes.subarray(offset, offset + BYTES_A_ROW)] })
  }
  return rows
}

export function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}

/** The letter of a byte, or a dot for what can't be printed. */
export function ascii(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'
}
