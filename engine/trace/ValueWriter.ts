import type { ObjectIds } from './ObjectIds'
import { classOfPrototype } from './probe'
import type { ValueTape } from './ValueTape'

/** The first byte of a captured value. */
export const ValueTag = {
  UNDEFINED: 0,
  NULL: 1,
  FALSE: 2,
  TRUE: 3,
  INTEGER: 4,
  NEGATIVE: 5,
  FLOAT: 6,
  STRING: 7,
  BIGINT: 8,
  FUNCTION: 9,
  SYMBOL: 10,
  OBJECT: 11,
  ARRAY: 12,
  MAP: 13,
  SET: 14,
  BYTES: 15,
} as const

/** Of a string this many characters are kept, of a value this many fields, of bytes this many. */
const MAX_CHARACTERS = 64
const MAX_FIELDS = 6
const MAX_SELF_FIELDS = 12
const MAX_BYTES = 16
/** After this many bytes on the tape the rest of a group of values is kept without fields. */
const MAX_GROUP = 384

const BUILT_IN: ReadonlyMap<object, string> = new Map<object, string>([
  [Object.prototype, 'Object'],
  [Array.prototype, 'Array'],
  [Map.prototype, 'Map'],
  [Set.prototype, 'Set'],
  [WeakMap.prototype, 'WeakMap'],
  [Uint8Array.prototype, 'Uint8Array'],
  [DataView.prototype, 'DataView'],
  [Error.prototype, 'Error'],
  [TypeError.prototype, 'TypeError'],
  [RangeError.prototype, 'RangeError'],
])

/**
 * Copies values onto the tape at the moment they are seen. Nothing of the program runs meanwhile: only own data
 * properties are read, never a getter, a proxy's or a subclass's method.
 */
export class ValueWriter {
  private readonly tape: ValueTape
  private readonly ids: ObjectIds
  private groupEnd: number

  constructor(tape: ValueTape, ids: ObjectIds) {
    this.tape = tape
    this.ids = ids
    this.groupEnd = 0
  }

  /** Writes values that belong together, such as the arguments of a call. `hasThis`: the first of them is `this`. */
  writeGroup(values: readonly unknown[], hasThis: boolean): void {
    this.groupEnd = this.tape.position + MAX_GROUP
    this.tape.writeVarint(values.length)
    for (let index = 0; index < values.length; index++) {
      this.write(values[index], index === 0 && hasThis ? MAX_SELF_FIELDS : MAX_FIELDS)
    }
  }

  private write(value: unknown, fieldLimit: number): void {
    const { tape } = this
    if (value === undefined) tape.writeByte(ValueTag.UNDEFINED)
    else if (value === null) tape.writeByte(ValueTag.NULL)
    else if (value === false) tape.writeByte(ValueTag.FALSE)
    else if (value === true) tape.writeByte(ValueTag.TRUE)
    else if (typeof value === 'number') this.writeNumber(value)
    else if (typeof value === 'string') this.writeText(value)
    else if (typeof value === 'bigint') {
      tape.writeByte(ValueTag.BIGINT)
      tape.writeString(value.toString())
    } else if (typeof value === 'function') tape.writeByte(ValueTag.FUNCTION)
    else if (typeof value === 'symbol') tape.writeByte(ValueTag.SYMBOL)
    else this.writeObject(value as object, tape.position > this.groupEnd ? 0 : fieldLimit)
  }

  private writeNumber(value: number): void {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
      this.tape.writeByte(value < 0 ? ValueTag.NEGATIVE : ValueTag.INTEGER)
      this.tape.writeVarint(Math.abs(value))
    } else {
      this.tape.writeByte(ValueTag.FLOAT)
      this.tape.writeFloat(value)
    }
  }

  private writeText(text: string): void {
    this.tape.writeByte(ValueTag.STRING)
    this.tape.writeVarint(text.length)
    this.tape.writeString(text.length > MAX_CHARACTERS ? text.slice(0, MAX_CHARACTERS) : text)
  }

  private writeObject(object: object, limit: number): void {
    if (Array.isArray(object)) {
      this.writeHead(ValueTag.ARRAY, object, object.length, Math.min(limit, object.length))
      for (let index = 0; index < Math.min(limit, object.length); index++) this.write(dataOf(object, String(index)), 0)
    } else if (object instanceof Map) this.writeMap(object, limit)
    else if (object instanceof Set) this.writeSet(object, limit)
    else if (object instanceof Uint8Array) this.writeBytes(object, limit)
    else this.writeFields(object, limit)
  }

  private writeHead(tag: number, object: object, size: number, kept: number): void {
    const { tape } = this
    const id = this.ids.value(object)
    tape.writeByte(tag)
    tape.writeVarint(id < 0 ? -id * 2 + 1 : id * 2)
    if (tag === ValueTag.OBJECT) tape.writeString(classNameOf(object))
    tape.writeVarint(size)
    tape.writeVarint(kept)
  }

  private writeMap(map: Map<unknown, unknown>, limit: number): void {
    let left = Math.min(limit, map.size)
    this.writeHead(ValueTag.MAP, map, map.size, left)
    if (left === 0) return
    for (const [key, value] of Map.prototype.entries.call(map)) {
      this.write(key, 0)
      this.write(value, 0)
      if (--left === 0) return
    }
  }

  private writeSet(set: Set<unknown>, limit: number): void {
    let left = Math.min(limit, set.size)
    this.writeHead(ValueTag.SET, set, set.size, left)
    if (left === 0) return
    for (const value of Set.prototype.values.call(set)) {
      this.write(value, 0)
      if (--left === 0) return
    }
  }

  private writeBytes(bytes: Uint8Array, limit: number): void {
    const kept = limit === 0 ? 0 : Math.min(MAX_BYTES, bytes.length)
    this.writeHead(ValueTag.BYTES, bytes, bytes.length, kept)
    for (let index = 0; index < kept; index++) this.tape.writeByte(bytes[index]!)
  }

  /** Fields in the order of their declaration; of an error its message as well. */
  private writeFields(object: object, limit: number): void {
    const names = limit === 0 ? [] : Object.keys(object)
    if (limit > 0 && object instanceof Error) names.unshift('message')
    const kept = Math.min(limit, names.length)
    this.writeHead(ValueTag.OBJECT, object, names.length, kept)
    for (let index = 0; index < kept; index++) {
      this.tape.writeString(names[index]!)
      this.write(dataOf(object, names[index]!), 0)
    }
  }
}

/** The value of an own property, unless that would run a getter. */
export function dataOf(object: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value
}

/** The name that an object's class has in the source, or that of the nearest ancestor that has one. */
export function classNameOf(object: object): string {
  let prototype: object | null = Object.getPrototypeOf(object) as object | null
  while (prototype !== null) {
    const name = classOfPrototype(prototype)?.name ?? BUILT_IN.get(prototype)
    if (name !== undefined) return name
    prototype = Object.getPrototypeOf(prototype) as object | null
  }
  return 'Object'
}
