const TABLE = createTable()

/** @notrace */
function createTable(): Int32Array {
  const table = new Int32Array(256)
  for (let index = 0; index < 256; index++) {
    let value = index
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    table[index] = value
  }
  return table
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

/** @notrace */
function update(crc: number, bytes: Uint8Array): number {
  let next = crc
  for (let index = 0; index < bytes.length; index++) next = TABLE[(next ^ bytes[index]!) & 0xff]! ^ (next >>> 8)
  return next
}
