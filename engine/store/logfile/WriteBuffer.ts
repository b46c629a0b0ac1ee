import { assert } from '../../kernel/assert'
import type { MappedBuffer } from '../pagecache/MappedBuffer'

/** The target of appends: the file's pages, or a buffer that is copied there later. Numbers are big-endian. */
export interface AppendBuffer {
  put(position: number, source: Uint8Array): void
  putInt(position: number, value: number): void
}

/** Memory of the process that stands in for a file. Original: DefaultMappedFile#writeBuffer */
export class WriteBuffer implements AppendBuffer {
  /** On loan from the pool. */
  readonly bytes: Uint8Array
  private readonly view: DataView

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  put(position: number, source: Uint8Array): void {
    this.bytes.set(source, position)
  }

  putInt(position: number, value: number): void {
    this.view.setInt32(position, value)
  }

  /** Copies bytes `from` up to `to` to the same place of the file. Original: DefaultMappedFile#commit0 */
  copyTo(target: MappedBuffer, from: number, to: number): void {
    assert(from <= to, 'a commit goes forward', from, to)
    assert(this.bytes.length === target.size, 'memory of the pool is as large as a file', this.bytes.length, target.size)
    target.put(from, this.bytes, from, to - from)
  }
}
