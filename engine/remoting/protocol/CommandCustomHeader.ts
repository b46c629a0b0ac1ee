import { assert } from '../../kernel/assert'
import { parseInt32, parseLong } from '../../kernel/java/javaParse'

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
      return text.toLowerCase() === 'true'
    case 'BoundaryType':
      return text.toLowerCase() === 'upper' ? 'UPPER' : 'LOWER'
  }
}
