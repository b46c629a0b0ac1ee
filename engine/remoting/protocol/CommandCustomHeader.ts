/** The Java types that a field of a command's header can have. Null stands for a missing value of any of them. */
export type FieldType = 'String' | 'Integer' | 'int' | 'Long' | 'long' | 'Boolean' | 'boolean' | 'BoundaryType'

/** A header of one kind of command: plain fields, named as on the wire. */
export type CommandCustomHeader = object

/**
 * A class of headers. Java finds the fields by reflection; here the class lists them, in the order of their declaration,
 * those of its superclasses last.
 */
export interface HeaderClass<T extends CommandCustomHeader = CommandCustomHeader> {
  new (): T
  readonly fields: Readonly<Record<string, FieldType>>
  /** Original: FastCodesHeader. Its fields are written in the order of declaration by the binary encoding. */
  readonly fastFields?: readonly string[]
}

/** Optional fields that every request header has. Original: RpcRequestHeader. */
export const RPC_REQUEST_FIELDS = { ns: 'String', nsd: 'Boolean', bname: 'String', oway: 'Boolean' } as const

/** Original: TopicRequestHeader and TopicQueueRequestHeader. */
export const TOPIC_REQUEST_FIELDS = { lo: 'Boolean', ...RPC_REQUEST_FIELDS } as const

const INTEGER = /^[+-]?\d+$/

/** What the text of a field means in its type; null for a number that is none. */
export function parseField(type: FieldType, text: string): string | number | boolean | null {
  switch (type) {
    case 'String':
      return text
    case 'Boolean':
    case 'boolean':
      return text.toLowerCase() === 'true'
    case 'BoundaryType':
      return text.toLowerCase() === 'upper' ? 'UPPER' : 'LOWER'
    default:
      return INTEGER.test(text) ? Number(text) : null
  }
}
