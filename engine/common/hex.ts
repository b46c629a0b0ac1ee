// @notrace-file: digits are as elementary here as a number.
/** The two digits of each byte. Message ids are made several times for each message, and a digit at a time is slow. */
const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, '0'))

/** Two digits in capitals for each byte. */
export function hexOfBytes(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index++) text += PAIRS[bytes[index]!]!
  return text
}

/** Four digits. */
export function hexOfShort(value: number): string {
  return PAIRS[(value >>> 8) & 0xff]! + PAIRS[value & 0xff]!
}

/** Eight digits, of the lower 32 bits. */
export function hexOfInt(value: number): string {
  return hexOfShort(value >>> 16) + hexOfShort(value)
}

/** Sixteen digits of a safe integer that is not negative. */
export function hexOfLong(value: number): string {
  return hexOfInt(Math.floor(value / 0x1_0000_0000)) + hexOfInt(value)
}
