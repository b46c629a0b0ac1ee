/** Bytes that are taken in one step. */
const STEP = 8

/**
 * `STEP` tables of 256. Table 0 says what a byte makes of a checksum that was 0; table n, what is left of that after n more bytes
 * that are zero. A checksum is linear: what eight bytes do together is the XOR of what each does from its place.
 */
const TABLES = createTables()

/** @notrace */
function createTables(): Int32Array {
  const tables = new Int32Array(STEP * 256)
  for (let byte = 0; byte < 256; byte++) {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    tables[byte] = value
  }
  for (let index = 256; index < tables.length; index++) {
    const before = tables[index - 256]!
    tables[index] = (before >>> 8) ^ tables[before & 0xff]!
  }
  return tables
}

/** The CRC-32 of zlib, without its sign bit, as RocketMQ stores it. Original: UtilAll#crc32. @notrace */
export function crc32(bytes: Uint8Array): number {
  return (update(-1, bytes) ^ -1) & 0x7fffffff
}

/** The same over bytes that come in pieces, with all of its 32 bits. @notrace */
export class RunningCrc32 {
  private crc: number

  constructor() {
    this.crc = -1
  }

  update(bytes: Uint8Array): void {
    this.crc = update(this.crc, bytes)
  }

  /** Not negative. */
  value(): number {
    return (this.crc ^ -1) >>> 0
  }
}

/**
 * Eight bytes at a time ("slicing by 8"): each message's body goes through here when it is stored, and byte by byte that was a fifth of
 * what storing costs.
 * @notrace
 */
function update(crc: number, bytes: Uint8Array): number {
  const whole = bytes.length - (bytes.length % STEP)
  let next = crc
  for (let at = 0; at < whole; at += STEP) {
    const first = next ^ (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24))
    next = TABLES[0x700 + (first & 0xff)]! ^ TABLES[0x600 + ((first >>> 8) & 0xff)]! ^
      TABLES[0x500 + ((first >>> 16) & 0xff)]! ^ TABLES[0x400 + (first >>> 24)]! ^
      TABLES[0x300 + bytes[at + 4]!]! ^ TABLES[0x200 + bytes[at + 5]!]! ^
      TABLES[0x100 + bytes[at + 6]!]! ^ TABLES[bytes[at + 7]!]!
  }
  for (let at = whole; at < bytes.length; at++) next = TABLES[(next ^ bytes[at]!) & 0xff]! ^ (next >>> 8)
  return next
}
