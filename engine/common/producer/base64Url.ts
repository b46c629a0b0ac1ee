// @notrace-file: Java's Base64.getUrlEncoder and getUrlDecoder.
import { IllegalArgumentException } from '../../kernel/errors'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Letters, digits, `-` and `_`, filled up with `=` to a multiple of four. Original: Base64.Encoder#encodeToString */
export function encodeBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (let from = 0; from < bytes.length; from += 3) {
    const [one, two = 0, three = 0] = bytes.subarray(from, from + 3)
    const group = (one! << 16) | (two << 8) | three
    const letters = [18, 12, 6, 0].map((shift) => ALPHABET[(group >> shift) & 63]!)
    text += letters.slice(0, Math.min(4, bytes.length - from + 1)).join('').padEnd(4, '=')
  }
  return text
}

/**
 * Takes texts with and without their `=`, as Java does. Original: Base64.Decoder#decode
 * @throws IllegalArgumentException
 */
export function decodeBase64Url(text: string): Uint8Array {
  const letters = text.replace(/={1,2}$/, '')
  const padding = text.length - letters.length
  const rest = letters.length % 4
  if (rest === 1 || (padding > 0 && (rest === 0 || rest + padding !== 4))) {
    throw new IllegalArgumentException('no whole groups of four letters')
  }
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4))
  let bits = 0
  for (let index = 0, at = 0; index < letters.length; index++) {
    const value = ALPHABET.indexOf(letters[index]!)
    if (value < 0) throw new IllegalArgumentException(`no letter of base64: ${letters[index]}`)
    bits = ((bits << 6) | value) & 0xff_ffff
    if (index % 4 !== 0) bytes[at++] = (bits >> (6 - 2 * (index % 4))) & 0xff
  }
  return bytes
}
