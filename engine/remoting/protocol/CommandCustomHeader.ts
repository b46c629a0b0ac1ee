import { assert } from '../../kernel/assert'
import { parseInt32, parseLong } from '../../kernel/java/javaParse'
import type { JavaHashMap } from '../../kernel/java/JavaHashMap'

/** The Java types that a field of a header can have. The primitive ones, in lower case, are never null. */
interface JavaTypes {
  String: string | null
  Integer: number | null
  Long: number | null
  Boolean: boolean | null
  boolean: boolean
  BoundaryType: 'UPPER' | 'LOWER' | null
}

export type FieldType = keyof JavaTypes

/** Names and types of the fields, in the order in which Java's reflection hands them on: it shows in a hash map's buckets. */
export type HeaderFields = Readonly<Record<string, FieldType>>

/** A header of one kind of command: plain fields, named as on the wire. Original: CommandCustomHeader. */
export type CommandCustomHeader = object

/** A header that reads its fields itself, since it comes with every message. Original: FastCodesHeader. */
export interface FastCodesHeader {
  /** A field that is missing stays as it is. @throws NumberFormatException for a number that Java would not take */
  decode(fields: JavaHashMap<string>): void
}

export function isFastCodesHeader(header: CommandCustomHeader): header is FastCodesHeader {
  return 'decode' in header
}

/** A class of headers. Java finds the fields by reflection; here the class has them as a table. */
export interface HeaderClass<T extends CommandCustomHeader = CommandCustomHeader> {
  new (): T
  readonly fields: HeaderFields
  /** For headers that are read and written without reflection: the fields, in this order. Original: FastCodesHeader */
  readonly fastFields?: readonly string[]
}

/** What a header with these fields has. */
export type HeaderValues<F extends HeaderFields> = { -readonly [K in keyof F]: JavaTypes[F[K]] }

/**
 * The base class of a header with these fields, all null (false, if primitive) at first:
 * `class GetRouteInfoRequestHeader extends headerOf({ topic: 'String' }) {}`.
 * The headers of a send, which are made several times for each message, set their fields one by one: that takes a tenth of the time.
 */
export function headerOf<const F extends HeaderFields>(
  fields: F,
): (new () => HeaderValues<F>) & { readonly fields: F } {
  const names = Object.keys(fields)
  assert(names.every((name) => /^[a-z]\w*$/i.test(name)), 'a header has names that Java can have')
  class Header {
    static readonly fields: F = fields

    constructor() {
      const values = this as Record<string, unknown>
      for (const name of names) values[name] = fields[name] === 'boolean' ? false : null
    }
  }
  return Header as unknown as (new () => HeaderValues<F>) & { readonly fields: F }
}

/** Optional fields that every request header has. Original: RpcRequestHeader. */
export const RPC_REQUEST_FIELDS = { ns: 'String', nsd: 'Boolean', bname: 'String', oway: 'Boolean' } as const

/** Original: TopicRequestHeader and TopicQueueRequestHeader. */
export const TOPIC_REQUEST_FIELDS = { lo: 'Boolean', ...RPC_REQUEST_FIELDS } as const

/** What the text of a field means in its type. @throws NumberFormatException for a number that Java would not take */
export function parseField(type: FieldType, text: string): string | number | boolean {
  switch (type) {
    case 'String':
      return text
    case 'Integer':
      return parseInt32(text)
    case 'Long':
      return parseLong(text)
    case 'Boolean':
    case 'boolean':
      return parseBoolean(text)
    case 'BoundaryType':
      return text.toLowerCase() === 'upper' ? 'UPPER' : 'LOWER'
  }
}

function parseBoolean(text: string): boolean {
  return text === 'true' || text.toLowerCase() === 'true'
}

/** Null when the field is missing. Original: FastCodesHeader#getAndCheckNotNull, Integer#parseInt. @throws NumberFormatException */
export function integerIn(fields: JavaHashMap<string>, name: string): number | null {
  const text = fields.get(name)
  return text === undefined ? null : parseInt32(text)
}

/** Null when the field is missing. Original: Long#parseLong. @throws NumberFormatException */
export function longIn(fields: JavaHashMap<string>, name: string): number | null {
  const text = fields.get(name)
  return text === undefined ? null : parseLong(text)
}

/** Null when the field is missing. Original: Boolean#parseBoolean */
export function booleanIn(fields: JavaHashMap<string>, name: string): boolean | null {
  const text = fields.get(name)
  return text === undefined ? null : parseBoolean(text)
}
