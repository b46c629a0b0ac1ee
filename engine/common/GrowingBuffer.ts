// @notrace-file: a buffer is as elementary here as a number.
import { assert } from '../kernel/assert'
import { encodeUtf8Into } from '../kernel/Utf8'

/** Memory that is written from its beginning on, grows as needed, and is used again and again. Numbers are big-endian. */
export class GrowingBuffer {
  protected bytes: Uint8Array
  protected view: DataView
  position: number

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

  put(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.position)
    this.position += bytes.length
  }

  utf8(text: string): void {
    this.reserve(text.length * 3)
    this.position += encodeUtf8Into(text, this.bytes.subarray(this.position))
  }

  /** Makes room for `count` more bytes. */
  protected reserve(count: number): void {
    const wanted = this.position + count
    if (wanted <= this.bytes.length) return
    assert(this.position <= this.bytes.length, 'what was written lies within the buffer', this.position, this.bytes.length)
    const grown = new Uint8Array(Math.max(wanted, this.bytes.length * 2))
    grown.set(this.bytes.subarray(0, this.position))
    this.bytes = grown
    this.view = new DataView(grown.buffer)
  }
}
