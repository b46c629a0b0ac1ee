// @notrace-file: a buffer is as elementary here as a number.
import { GrowingBuffer } from '../../common/GrowingBuffer'
import { putLong } from '../../common/longs'

/** Memory in which records are put together. */
export class RecordBuffer extends GrowingBuffer {
  /** `value` must be a safe integer. */
  putLong(value: number): void {
    this.reserve(8)
    putLong(this.view, this.position, value)
    this.position += 8
  }

  /** Leaves `count` bytes to be filled in later. */
  skip(count: number): void {
    this.reserve(count)
    this.bytes.fill(0, this.position, this.position + count)
    this.position += count
  }

  /** The bytes written so far; they are overwritten after the next {@link clear}. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.position)
  }
}
