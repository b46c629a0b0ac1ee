import { getLong } from '../../common/longs'
import type { RecordStretch } from '../../store/commitlog/checkMessageAndReturnSize'
import { SparseBytes } from '../model/SparseBytes'

/** A file of a store out of a zip. Most of its bytes are zeros that take no memory. */
export class UnpackedFile implements RecordStretch {
  /** Below the store's root. */
  readonly path: string
  readonly bytes: SparseBytes
  size: number

  constructor(path: string) {
    this.path = path
    this.bytes = new SparseBytes()
    this.size = 0
  }

  append(bytes: Uint8Array): void {
    this.bytes.write(this.size, bytes)
    this.size += bytes.length
  }

  /** @throws RangeError beyond its end */
  get(position: number, length: number): Uint8Array {
    if (position < 0 || length < 0 || position + length > this.size) {
      throw new RangeError(`${position}+${length} is beyond the ${this.size} bytes of ${this.path}`)
    }
    return this.bytes.read(position, length)
  }

  view(position: number, length: number): Uint8Array {
    return this.get(position, length)
  }

  getInt(position: number): number {
    return viewOf(this.get(position, 4)).getInt32(0)
  }

  getLong(position: number): number {
    return getLong(viewOf(this.get(position, 8)), 0)
  }

  /** Where its last byte that isn't zero ends; 0 when there is none. */
  contentEnd(): number {
    let end = 0
    for (const { position, bytes } of this.bytes.pieces()) {
      const last = bytes.findLastIndex((byte) => byte !== 0)
      if (last >= 0) end = position + last + 1
    }
    return end
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
