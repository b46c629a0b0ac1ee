import { getLong, putLong } from '../../common/longs'
import { assert } from '../../kernel/assert'
import type { MappedBuffer } from '../pagecache/MappedBuffer'

export const INDEX_HEADER_SIZE = 40

const BEGIN_TIMESTAMP = 0
const END_TIMESTAMP = 8
const BEGIN_PHY_OFFSET = 16
const END_PHY_OFFSET = 24
const HASH_SLOT_COUNT = 32
const INDEX_COUNT = 36
assert(INDEX_COUNT + 4 === INDEX_HEADER_SIZE, 'the fields fill the header')

/**
 * The first 40 bytes of an index file: store times (ms since 1970) and positions in the commit log of its first and its
 * last message, how many slots are taken, and the number that the next entry gets. Entries count from 1, so that a
 * slot with 0 is an empty one. Original: org.apache.rocketmq.store.index.IndexHeader.
 */
export class IndexHeader {
  private readonly buffer: MappedBuffer
  private readonly bytes: Uint8Array
  private readonly view: DataView
  beginTimestamp: number
  endTimestamp: number
  beginPhyOffset: number
  endPhyOffset: number
  hashSlotCount: number
  indexCount: number

  constructor(buffer: MappedBuffer) {
    this.buffer = buffer
    this.bytes = new Uint8Array(INDEX_HEADER_SIZE)
    this.view = new DataView(this.bytes.buffer)
    this.beginTimestamp = 0
    this.endTimestamp = 0
    this.beginPhyOffset = 0
    this.endPhyOffset = 0
    this.hashSlotCount = 0
    this.indexCount = 1
  }

  /** Takes over what the file says. Original: IndexHeader#load */
  load(): void {
    this.buffer.getInto(0, this.bytes)
    this.beginTimestamp = getLong(this.view, BEGIN_TIMESTAMP)
    this.endTimestamp = getLong(this.view, END_TIMESTAMP)
    this.beginPhyOffset = getLong(this.view, BEGIN_PHY_OFFSET)
    this.endPhyOffset = getLong(this.view, END_PHY_OFFSET)
    this.hashSlotCount = this.view.getInt32(HASH_SLOT_COUNT)
    this.indexCount = Math.max(1, this.view.getInt32(INDEX_COUNT))
  }

  /** Writes all of it to the file's memory, in one piece. Original: IndexHeader#updateByteBuffer */
  updateByteBuffer(): void {
    putLong(this.view, BEGIN_TIMESTAMP, this.beginTimestamp)
    putLong(this.view, END_TIMESTAMP, this.endTimestamp)
    putLong(this.view, BEGIN_PHY_OFFSET, this.beginPhyOffset)
    putLong(this.view, END_PHY_OFFSET, this.endPhyOffset)
    this.view.setInt32(HASH_SLOT_COUNT, this.hashSlotCount)
    this.view.setInt32(INDEX_COUNT, this.indexCount)
    this.buffer.put(0, this.bytes)
  }
}
