/** The little of the platform's text codecs that the engine uses; they behave the same everywhere. */
declare class TextEncoder {
  encode(text: string): Uint8Array
  encodeInto(text: string, target: Uint8Array): { read: number; written: number }
}
declare class TextDecoder {
  constructor(label: string, options: { readonly ignoreBOM: boolean })
  decode(bytes: Uint8Array): string
}

const encoder = new TextEncoder()
/** A byte order mark is a character like any other, as in Java. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Up to this many letters, names for the most part, are faster encoded one by one than by calling the platform. */
const SHORT = 64
const ASCII_END = 0x80

/** The same for decoding. */
const FEW = 16

/** @notrace */
export function encodeUtf8(text: string): Uint8Array {
  if (text.length > SHORT) return encoder.encode(text)
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit >= ASCII_END) return encoder.encode(text)
    bytes[index] = unit
  }
  return bytes
}

/** Encodes to the beginning of `target`, which must have room for three bytes a UTF-16 unit. @returns bytes written */
export function encodeUtf8Into(text: string, target: Uint8Array): number {
  if (text === '') return 0
  return encoder.encodeInto(text, target).written
}

/** @notrace */
export function decodeUtf8(bytes: Uint8Array): string {
  // Applied and not spread: spreading walks the bytes with an iterator, at four times the cost.
  if (bytes.length <= FEW && isAscii(bytes)) return String.fromCharCode.apply(null, bytes as unknown as number[])
  return decoder.decode(bytes)
}

/** @notrace */
function isAscii(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index++) if (bytes[index]! >= ASCII_END) return false
  return true
}
