import type { ObjectIds } from './ObjectIds'
import type { ValueTape, ValueTapeReader } from './ValueTape'
import type { ValueTree } from './ValueTree'
import { previewOfFields } from './ValueTree'
import { ValueTag } from './ValueWriter'

type Field = { readonly name: string; readonly value: ValueTree }

/** Turns what {@link ValueWriter} put onto the tape back into trees. */
export class ValueSummary {
  private readonly tape: ValueTape
  private readonly ids: ObjectIds

  constructor(tape: ValueTape, ids: ObjectIds) {
    this.tape = tape
    this.ids = ids
  }

  /** The values of the group that begins at this position of the tape. */
  decodeGroup(position: number): ValueTree[] {
    const reader = this.tape.reader(position)
    const values: ValueTree[] = []
    for (let left = reader.readVarint(); left > 0; left--) values.push(this.decode(reader))
    return values
  }

  private decode(reader: ValueTapeReader): ValueTree {
    const tag = reader.readByte()
    switch (tag) {
      case ValueTag.UNDEFINED:
        return { type: 'undefined', preview: 'undefined' }
      case ValueTag.NULL:
        return { type: 'null', preview: 'null' }
      case ValueTag.FALSE:
      case ValueTag.TRUE:
        return { type: 'boolean', preview: tag === ValueTag.TRUE ? 'true' : 'false' }
      case ValueTag.INTEGER:
        return { type: 'number', preview: String(reader.readVarint()) }
      case ValueTag.NEGATIVE:
        return { type: 'number', preview: String(-reader.readVarint()) }
      case ValueTag.FLOAT: {
        const value = reader.readFloat()
        return { type: 'number', preview: Object.is(value, -0) ? '-0' : String(value) }
      }
      case ValueTag.STRING:
        return this.decodeText(reader)
      case ValueTag.BIGINT:
        return { type: 'bigint', preview: `${reader.readString()}n` }
      case ValueTag.FUNCTION:
        return { type: 'function', preview: 'function' }
      case ValueTag.SYMBOL:
        return { type: 'object', preview: 'symbol' }
      default:
        return this.decodeObject(tag, reader)
    }
  }

  private decodeText(reader: ValueTapeReader): ValueTree {
    const length = reader.readVarint()
    const text = reader.readString()
    const quoted = `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
    return { type: 'string', preview: text.length < length ? `${quoted.slice(0, -1)}…' (${length})` : quoted }
  }

  private decodeObject(tag: number, reader: ValueTapeReader): ValueTree {
    const packed = reader.readVarint()
    const objectId = this.ids.resolve(packed % 2 === 1 ? -(packed - 1) / 2 : packed / 2)
    const className = tag === ValueTag.OBJECT ? reader.readString() : ''
    const size = reader.readVarint()
    const kept = reader.readVarint()
    switch (tag) {
      case ValueTag.ARRAY:
        return this.collection('array', 'Array', objectId, size, this.elements(reader, kept))
      case ValueTag.MAP:
        return this.collection('object', 'Map', objectId, size, this.entries(reader, kept))
      case ValueTag.SET:
        return this.collection('object', 'Set', objectId, size, this.elements(reader, kept))
      case ValueTag.BYTES:
        return { type: 'bytes', className: 'Uint8Array', objectId, preview: previewOfBytes(reader, size, kept) }
      default: {
        const fields = this.fields(reader, kept)
        const name = objectId > 0 ? `${className}#${objectId}` : className
        const preview = kept > 0 ? `${name} ${previewOfFields(fields, size)}` : name
        return { type: 'object', className, objectId, preview, ...(kept > 0 ? { fields } : {}) }
      }
    }
  }

  private collection(
    type: 'array' | 'object',
    className: string,
    objectId: number,
    size: number,
    fields: readonly Field[],
  ): ValueTree {
    const preview = `${className}(${size})`
    return { type, className, objectId, preview, ...(fields.length > 0 ? { fields } : {}) }
  }

  private elements(reader: ValueTapeReader, count: number): Field[] {
    const fields: Field[] = []
    for (let index = 0; index < count; index++) fields.push({ name: String(index), value: this.decode(reader) })
    return fields
  }

  private entries(reader: ValueTapeReader, count: number): Field[] {
    const fields: Field[] = []
    for (let index = 0; index < count; index++) {
      const name = this.decode(reader).preview
      fields.push({ name, value: this.decode(reader) })
    }
    return fields
  }

  private fields(reader: ValueTapeReader, count: number): Field[] {
    const fields: Field[] = []
    for (let index = 0; index < count; index++) {
      const name = reader.readString()
      fields.push({ name, value: this.decode(reader) })
    }
    return fields
  }
}

/** `361 B: 00 00 01 65 …` */
function previewOfBytes(reader: ValueTapeReader, size: number, kept: number): string {
  let text = `${size} B`
  for (let index = 0; index < kept; index++) {
    text += `${index === 0 ? ':' : ''} ${reader.readByte().toString(16).padStart(2, '0')}`
  }
  return kept > 0 && kept < size ? `${text} …` : text
}
