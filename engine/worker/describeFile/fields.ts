import { getLong } from '../../common/longs'
import type { FieldKind, FileField } from '../StoreView'

/** Builds the fields of a stretch one after the other. */
export class FieldRow {
  readonly fields: FileField[]
  private readonly view: DataView
  private readonly start: number
  private at: number

  /** `start`: where the stretch begins in the file. */
  constructor(view: DataView, start: number, at = 0) {
    this.fields = []
    this.view = view
    this.start = start
    this.at = at
  }

  get position(): number {
    return this.at
  }

  byte(name: string): number {
    const value = this.view.getInt8(this.at)
    this.add(name, 1, String(value))
    return value
  }

  short(name: string): number {
    const value = this.view.getInt16(this.at)
    this.add(name, 2, String(value))
    return value
  }

  /** `say` puts the number into words. */
  int(name: string, say: (value: number) => string = String): number {
    const value = this.view.getInt32(this.at)
    this.add(name, 4, say(value))
    return value
  }

  /** @returns -1 for what isn't a safe integer: where damage made it, it leads nowhere */
  long(name: string, say: (value: number) => string = String): number {
    const value = getLong(this.view, this.at)
    const isSafe = Number.isSafeInteger(value)
    this.add(name, 8, isSafe ? say(value) : String(this.view.getBigInt64(this.at)))
    return isSafe ? value : -1
  }

  add(name: string, length: number, value: string, more: Pick<FileField, 'links' | 'children'> = {}): void {
    if (length < 0 || this.at + length > this.view.byteLength) throw new RangeError(`${name} leads out of its record`)
    this.fields.push({ kind: 'value', name, offset: this.start + this.at, length, value, ...more })
    this.at += length
  }
}

export function group(
  kind: FieldKind,
  name: string,
  place: { readonly offset: number; readonly length: number },
  more: Partial<FileField> = {},
): FileField {
  return { kind, name, ...place, value: '', ...more }
}

/** What nothing has been written to, or nothing that means anything. */
export function free(offset: number, end: number): FileField[] {
  return end > offset ? [group('free', 'free', { offset, length: end - offset })] : []
}

/** The last moment that there is a date for, in ms since 1970. */
const LAST_DATE = 8.64e15

export function time(millis: number): string {
  return millis <= 0 || millis > LAST_DATE ? String(millis) : `${millis} · ${new Date(millis).toISOString()}`
}

export function hexWord(value: number): string {
  return `0x${(value >>> 0).toString(16).padStart(8, '0').toUpperCase()}`
}
