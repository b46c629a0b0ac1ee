import { assert } from '../../kernel/assert'

/**
 * Memory of the process, a few pieces of the size of a commit log's file. Messages are written there first and copied to
 * the file a moment later, so that writing never meets the page cache while it is busy. The price: what is not copied
 * yet is lost with the process, and not only with the machine. Original: org.apache.rocketmq.store.TransientStorePool.
 */
export class TransientStorePool {
  private readonly poolSize: number
  private readonly fileSize: number
  private readonly availableBuffers: Uint8Array[]

  constructor(poolSize: number, fileSize: number) {
    this.poolSize = poolSize
    this.fileSize = fileSize
    this.availableBuffers = []
  }

  /** Takes all the memory at once. */
  init(): void {
    assert(this.availableBuffers.length === 0, 'the pool takes its memory once')
    for (let count = 0; count < this.poolSize; count++) this.availableBuffers.push(new Uint8Array(this.fileSize))
  }

  /** Null: all are in use. */
  borrowBuffer(): Uint8Array | null {
    return this.availableBuffers.shift() ?? null
  }

  /** What is in it stays: whoever borrows it next writes over it, and only what is written is copied. */
  returnBuffer(buffer: Uint8Array): void {
    assert(buffer.length === this.fileSize, 'what comes back is as large as a file', buffer.length, this.fileSize)
    assert(!this.availableBuffers.includes(buffer), 'memory comes back once')
    assert(this.availableBuffers.length < this.poolSize, 'not more comes back than was taken')
    this.availableBuffers.unshift(buffer)
  }

  availableBufferNums(): number {
    return this.availableBuffers.length
  }
}
