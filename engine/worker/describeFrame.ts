import { decodeUtf8 } from '../kernel/Utf8'
import { nameFields } from './nameFields'
import type { FrameField } from './protocol'

const LENGTH_BYTES = 4
const HEADER_START = 8

/**
 * A frame as fields with their places, for the view that shows them beside the bytes: total length, serialize type and
 * header length, the header's fields, the body. Works on both header encodings. Names are code, the same in every language.
 */
export function describeFrame(bytes: Uint8Array): FrameField[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const total = view.getInt32(0)
  const headerLength = view.getInt32(LENGTH_BYTES) & 0xffffff
  const isBinary = view.getUint8(LENGTH_BYTES) === 1
  const bodyStart = HEADER_START + headerLength
  const header = nameFields(isBinary ? binaryFields(bytes, view) : jsonFields(bytes.subarray(HEADER_START, bodyStart)))
  const fields: FrameField[] = [
    { name: 'length', offset: 0, length: LENGTH_BYTES, value: `${total} B` },
    { name: 'serializeType', offset: LENGTH_BYTES, length: 1, value: isBinary ? '1 ROCKETMQ' : '0 JSON' },
    { name: 'headerLength', offset: LENGTH_BYTES + 1, length: 3, value: `${headerLength} B` },
    { name: 'header', offset: HEADER_START, length: headerLength, value: '', children: header },
  ]
  const bodyLength = bytes.length - bodyStart
  if (bodyLength > 0) {
    const value = preview(bytes.subarray(bodyStart))
    fields.push({ name: 'body', offset: bodyStart, length: bodyLength, value })
  }
  return fields
}

/** The members of the JSON header in the order in which they stand there, the extFields one level deeper. */
function jsonFields(header: Uint8Array): FrameField[] {
  const text = decodeUtf8(header)
  return membersOf(text, 0, HEADER_START)
}

function membersOf(text: string, start: number, base: number): FrameField[] {
  const fields: FrameField[] = []
  let position = start + 1
  while (text[position] === '"') {
    const nameEnd = endOfString(text, position)
    const valueStart = nameEnd + 1
    const valueEnd = endOfValue(text, valueStart)
    const raw = text.slice(valueStart, valueEnd)
    const offset = base + byteLength(text.slice(0, position))
    fields.push({
      name: text.slice(position + 1, nameEnd - 1),
      offset,
      length: byteLength(text.slice(position, valueEnd)),
      value: raw.startsWith('{') ? '' : raw,
      ...(raw.startsWith('{') ? { children: membersOf(text, valueStart, base) } : {}),
    })
    position = text[valueEnd] === ',' ? valueEnd + 1 : valueEnd
  }
  return fields
}

/** The index after the closing quote of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let position = start + 1
  while (text[position] !== '"') position += text[position] === '\\' ? 2 : 1
  return position + 1
}

function endOfValue(text: string, start: number): number {
  let depth = 0
  for (let position = start; position < text.length; position++) {
    const char = text[position]
    if (char === '"') position = endOfString(text, position) - 1
    else if (char === '{' || char === '[') depth++
    else if (depth > 0 && (char === '}' || char === ']')) depth--
    else if (depth === 0 && (char === ',' || char === '}')) return position
  }
  return text.length
}

function byteLength(text: string): number {
  let length = 0
  for (const char of text) {
    const code = char.codePointAt(0)!
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return length
}

/** code, language, version, opaque, flag, remark, extFields. See `engine/remoting/protocol/RocketMQSerializable.ts`. */
function binaryFields(bytes: Uint8Array, view: DataView): FrameField[] {
  const fields: FrameField[] = []
  let at = HEADER_START
  const add = (name: string, length: number, value: string): void => {
    fields.push({ name, offset: at, length, value })
    at += length
  }
  add('code', 2, String(view.getInt16(at)))
  add('language', 1, String(view.getInt8(at)))
  add('version', 2, String(view.getInt16(at)))
  add('opaque', 4, String(view.getInt32(at)))
  add('flag', 4, String(view.getInt32(at)))
  const remarkLength = view.getInt32(at)
  add('remark', 4 + remarkLength, preview(bytes.subarray(at + 4, at + 4 + remarkLength)))
  const extLength = view.getInt32(at)
  const children = binaryExtFields(bytes, view, at + 4, at + 4 + extLength)
  fields.push({ name: 'extFields', offset: at, length: 4 + extLength, value: `${extLength} B`, children })
  return fields
}

function binaryExtFields(bytes: Uint8Array, view: DataView, start: number, end: number): FrameField[] {
  const fields: FrameField[] = []
  let at = start
  while (at < end) {
    const nameLength = view.getInt16(at)
    const valueStart = at + 2 + nameLength
    const valueLength = view.getInt32(valueStart)
    const next = valueStart + 4 + valueLength
    const name = preview(bytes.subarray(at + 2, valueStart))
    fields.push({ name, offset: at, length: next - at, value: preview(bytes.subarray(valueStart + 4, next)) })
    at = next
  }
  return fields
}

/** Text if it is text, else the number of bytes. */
function preview(bytes: Uint8Array): string {
  const isText = bytes.every((byte) => byte >= 0x20 || byte === 1 || byte === 2 || byte === 9 || byte === 10)
  if (!isText) return `${bytes.length} B`
  return decodeUtf8(bytes.subarray(0, 400)).replaceAll('\u0001', '␁').replaceAll('\u0002', '␂')
}
