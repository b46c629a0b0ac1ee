// @notrace-file: a buffer is as elementary here as a number.
import { GrowingBuffer } from '../common/GrowingBuffer'

const TWO_TO_32 = 0x1_0000_0000

/** Memory in which records are put together. */
export class RecordBuffer extends GrowingBuffer {
  /** `value` must be a safe integer. */
  putLong(value: number): void {
    this.reserve(8)
    putLong(this.view, this.position, value)
    this.position += 8
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
