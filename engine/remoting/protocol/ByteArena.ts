// @notrace-file: a buffer is as elementary here as a number.
import { encodeUtf8Into } from '../../kernel/Utf8'

const INITIAL_SIZE = 1 << 16
/** Small copies share a buffer: making many small ones is what the garbage collector is slowest with. */
const SLAB_SIZE = 1 << 16

/**
 * A buffer that commands are written into, reused from command to command and copied out once: allocating a buffer for
 * every field would cost more than everything else together. Numbers are big-endian.
 */
export class ByteArena {
  private bytes: Uint8Array
  private view: DataView
  position: number
  private slab: Uint8Array
  private slabUsed: number

  constructor() {
    this.bytes = new Uint8Array(INITIAL_SIZE)
    this.view = new DataView(this.bytes.buffer)
    this.position = 0
    this.slab = new Uint8Array(SLAB_SIZE)
    this.slabUsed = 0
  }

  reset(): void {
    this.position = 0
  }

  i8(value: number): void {
    this.reserve(1)
    this.view.setInt8(this.position, value)
    this.position += 1
  }

  i16(value: number): void {
    this.reserve(2)
    this.view.setInt16(this.position, value)
    this.position += 2
  }

  i32(value: number): void {
    this.reserve(4)
    this.view.setInt32(this.position, value)
    this.position += 4
  }

  /** Overwrites a number that was written before its value was known. */
  patchI32(position: number, value: number): void {
    this.view.setInt32(position, value)
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.position)
    this.position += bytes.length
  }

  utf8(text: string): void {
    this.reserve(text.length * 3)
    this.position += encodeUtf8Into(text, this.bytes.subarray(this.position))
  }

  /** Length in `lengthBytes` bytes, then the text. */
  lengthAndUtf8(text: string, lengthBytes: 2 | 4): void {
    const start = this.position
    if (lengthBytes === 2) this.i16(0)
    else this.i32(0)
    this.utf8(text)
    const length = this.position - start - lengthBytes
    if (lengthBytes === 2) this.view.setInt16(start, length)
    else this.view.setInt32(start, length)
  }

  /** A copy of what has been written, cut from a slab. */
  copy(): Uint8Array {
    const { position } = this
    if (position > SLAB_SIZE / 4) return this.bytes.slice(0, position)
    if (this.slabUsed + position > SLAB_SIZE) {
      this.slab = new Uint8Array(SLAB_SIZE)
      this.slabUsed = 0
    }
    const copy = this.slab.subarray(this.slabUsed, this.slabUsed + position)
    copy.set(this.bytes.subarray(0, position))
    this.slabUsed += position
    return copy
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
