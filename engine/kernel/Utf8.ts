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

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** Encodes to the beginning of `target`, which must have room for three bytes a UTF-16 unit. @returns bytes written */
export function encodeUtf8Into(text: string, target: Uint8Array): number {
  return encoder.encodeInto(text, target).written
}

export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}
