export type ValueType =
  | 'null' | 'undefined' | 'boolean' | 'number' | 'bigint' | 'string' | 'object' | 'array' | 'bytes' | 'function'
  /** Part of a long text or of bytes, as it is shown. */
  | 'row'

/** A value as it was when it was captured: plain data, never live, JSON-able. */
export interface ValueTree {
  readonly type: ValueType
  /** One line, such as `Message#12 { topic: 'OrderPaid', flag: 0, … }`. */
  readonly preview: string
  readonly className?: string
  /** Positive for objects whose methods were called in this run: then the same whenever the run is repeated. */
  readonly objectId?: number
  /** The first fields, elements or entries; absent when they weren't looked at. */
  readonly fields?: ReadonlyArray<{ readonly name: string; readonly value: ValueTree }>
}

const MAX_PREVIEW = 96

/** `{ a: 1, b: 'x', … }` as far as it fits. */
export function previewOfFields(fields: NonNullable<ValueTree['fields']>, total: number): string {
  let text = ''
  for (let index = 0; index < fields.length; index++) {
    const { name, value } = fields[index]!
    const next = `${text === '' ? '' : ', '}${name}: ${value.preview}`
    if (text.length + next.length > MAX_PREVIEW) return `{ ${text}${text === '' ? '…' : ', …'} }`
    text += next
  }
  if (fields.length < total) text += text === '' ? '…' : ', …'
  return text === '' ? '{}' : `{ ${text} }`
}
