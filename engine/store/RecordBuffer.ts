// @notrace-file: a buffer is as elementary here as a number.
const TWO_TO_32 = 0x1_0000_0000

/** Memory in which records are put together; it grows and is used again and again. Numbers are big-endian. */
export class RecordBuffer {
  private bytes: Uint8Array
  private view: DataView
  private position: number

  constructor(initialCapacity: number) {
    this.bytes = new Uint8Array(initialCapacity)
    this.view = new DataView(this.bytes.buffer)
    this.position = 0
  }

  clear(): void {
    this.position = 0
  }

  putByte(value: number): void {
    this.reserve(1)
    this.view.setInt8(this.position, value)
    this.position += 1
  }

  putShort(value: number): void {
    this.reserve(2)
    this.view.setInt16(this.position, value)
    this.position += 2
  }

  putInt(value: number): void {
    this.reserve(4)
    this.view.setInt32(this.position, value)
    this.position += 4
  }

  /** `value` must be a safe integer. */
  putLong(value: number): void {
    this.reserve(8)
    putLong(this.view, this.position, value)
    this.position += 8
  }

  put(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.position)
    this.position += bytes.length
  }

  /** Leaves `count` bytes for somebody who comes later. */
  skip(count: number): void {
    this.reserve(count)
    this.bytes.fill(0, this.position, this.position + count)
    this.position += count
  }

  /** What has been put in; it is overwritten after the next {@link clear}. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.position)
  }

  private reserve(count: number): void {
    const wanted = this.position + count
    if (wanted <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(wanted, this.bytes.length * 2))
    grown.set(this.bytes.subarray(0, this.position))
    this.bytes = grown
    this.view = new DataView(grown.buffer)
  }
}

/** Writes a safe integer as 64 bits, without the detour over BigInt. */
export function putLong(view: DataView, position: number, value: number): void {
  view.setInt32(position, Math.floor(value / TWO_TO_32))
  view.setUint32(position + 4, value >>> 0)
}

/** Reads 64 bits as a number, which is exact for safe integers. */
export function getLong(view: DataView, position: number): number {
  return view.getInt32(position) * TWO_TO_32 + view.getUint32(position + 4)
}
