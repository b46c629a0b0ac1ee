import { assert } from '../../kernel/assert'

/**
 * A few buffers in the process, each of the size of a commit log's file. Messages are written there first and copied to the
 * file a moment later, so that writers never wait for a busy page cache. The price: what is not copied yet is lost when the
 * process dies, and not only when the machine does. Original: org.apache.rocketmq.store.TransientStorePool.
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

  /** Allocates all buffers. */
  init(): void {
    assert(this.availableBuffers.length === 0, 'the pool takes its memory once')
    for (let count = 0; count < this.poolSize; count++) this.availableBuffers.push(new Uint8Array(this.fileSize))
  }

  /** A buffer, or null if all are in use. */
  borrowBuffer(): Uint8Array | null {
    return this.availableBuffers.shift() ?? null
  }

  /** The buffer is not cleared: the next borrower overwrites it, and only what it has written is copied. */
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
