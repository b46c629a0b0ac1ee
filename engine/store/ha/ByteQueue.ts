import { assert } from '../../kernel/assert'

/**
 * Bytes that a connection has delivered, in pieces of any size, and that are not used yet. Original: the buffers
 * `byteBufferRead` of DefaultHAClient and DefaultHAConnection.ReadSocketService, which are moved to a second buffer when
 * they are full.
 */
export class ByteQueue {
  private readonly pieces: Uint8Array[]
  private size: number

  constructor() {
    this.pieces = []
    this.size = 0
  }

  get length(): number {
    return this.size
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.pieces.push(bytes)
    this.size += bytes.length
  }

  /** The first `count` bytes, without removing them; null if there are fewer. */
  peek(count: number): Uint8Array | null {
    if (count > this.size) return null
    const target = new Uint8Array(count)
    let done = 0
    for (let index = 0; done < count; index++) {
      const piece = this.pieces[index]!.subarray(0, count - done)
      target.set(piece, done)
      done += piece.length
    }
    return target
  }

  /** Removes the first `count` bytes. */
  skip(count: number): void {
    assert(count <= this.size, 'not more is skipped than is there', count, this.size)
    this.size -= count
    for (let left = count; left > 0; ) {
      const first = this.pieces[0]!
      if (first.length > left) this.pieces[0] = first.subarray(left)
      else this.pieces.shift()
      left -= Math.min(left, first.length)
    }
  }
}
