import type { MappedBuffer } from '../pagecache/MappedBuffer'

/**
 * A stretch of one file that may be read. Original: org.apache.rocketmq.store.SelectMappedBufferResult (which must be
 * released, so that the file can be unmapped; here nothing is unmapped under a reader).
 */
export class SelectMappedBufferResult {
  /** Absolute: counted from the beginning of the queue of files. */
  readonly startOffset: number
  readonly size: number
  private readonly buffer: MappedBuffer
  private readonly position: number

  constructor(startOffset: number, buffer: MappedBuffer, position: number, size: number) {
    this.startOffset = startOffset
    this.size = size
    this.buffer = buffer
    this.position = position
  }

  /** A copy; `position` counts from the beginning of the stretch. */
  get(position: number, length: number): Uint8Array {
    this.check(position, length)
    return this.buffer.get(this.position + position, length)
  }

  /** The bytes themselves where that is possible, to be read at once. See {@link MappedBuffer.view}. */
  view(position: number, length: number): Uint8Array {
    this.check(position, length)
    return this.buffer.view(this.position + position, length)
  }

  getInt(position: number): number {
    this.check(position, 4)
    return this.buffer.getInt(this.position + position)
  }

  getLong(position: number): number {
    this.check(position, 8)
    return this.buffer.getLong(this.position + position)
  }

  private check(position: number, length: number): void {
    if (position >= 0 && position + length <= this.size) return
    throw new RangeError(`${position}+${length} is beyond a stretch of ${this.size} bytes`)
  }
}
