import { putLong } from '../../common/longs'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { javaHashCode } from '../../kernel/java/javaHashCode'
import type { MappedBuffer } from '../pagecache/MappedBuffer'
import type { PageCache } from '../pagecache/PageCache'
import { INDEX_HEADER_SIZE, IndexHeader } from './IndexHeader'

export const HASH_SLOT_SIZE = 4
/** An entry: hash of the key 4, position in the commit log 8, seconds after the file's begin 4, entry before it 4. */
export const INDEX_SIZE = 20
const PHY_OFFSET = 4
const TIME_DIFF = 12
const PREV_INDEX = 16

/** The content of an empty slot, and the link of a chain's last entry. */
const INVALID_INDEX = 0
const MAX_INT = 0x7fffffff

/** How many slots an index file has, and how many entries fit (number 0 is not used). */
export interface IndexFileSizes {
  readonly hashSlotNum: number
  readonly indexNum: number
}

/** Bytes of an index file: the same for all files of a store, however few entries they hold. */
export function indexFileSize({ hashSlotNum, indexNum }: IndexFileSizes): number {
  return INDEX_HEADER_SIZE + hashSlotNum * HASH_SLOT_SIZE + indexNum * INDEX_SIZE
}

/**
 * A hash table in a file: header, slots, entries.
 *
 *     header 40 | slot 0 … slot n-1, 4 bytes each | entry 0, entry 1, … 20 bytes each
 *
 * A slot holds the number of its youngest entry, and each entry the number of the one before it in the same slot: a
 * chain from the youngest to the oldest. Keys themselves are not kept, only their hashes: a query may return messages with
 * other keys of the same hash. Original: org.apache.rocketmq.store.index.IndexFile.
 */
export class IndexFile {
  private readonly cache: PageCache
  private readonly mappedByteBuffer: MappedBuffer
  private readonly hashSlotNum: number
  private readonly indexNum: number
  private readonly indexHeader: IndexHeader
  /** The entry that is being built. */
  private readonly entryBytes: Uint8Array
  private readonly entryView: DataView

  private constructor(cache: PageCache, buffer: MappedBuffer, sizes: IndexFileSizes) {
    this.cache = cache
    this.mappedByteBuffer = buffer
    this.hashSlotNum = sizes.hashSlotNum
    this.indexNum = sizes.indexNum
    this.indexHeader = new IndexHeader(buffer)
    this.entryBytes = new Uint8Array(INDEX_SIZE)
    this.entryView = new DataView(this.entryBytes.buffer)
  }

  /** Opens the file that is there. @throws DiskFullError when it must be made longer and there is no room */
  static *load(cache: PageCache, path: string, sizes: IndexFileSizes): Blocking<IndexFile> {
    const file = yield* IndexFile.map(cache, path, sizes)
    file.indexHeader.load()
    return file
  }

  /**
   * Creates a file that continues where another one ends. Original: the constructor.
   * @throws DiskFullError
   */
  static *create(
    cache: PageCache,
    path: string,
    sizes: IndexFileSizes,
    previous: IndexFile | null,
  ): Blocking<IndexFile> {
    const file = yield* IndexFile.map(cache, path, sizes)
    if (previous === null) return file
    const { indexHeader } = file
    indexHeader.beginPhyOffset = indexHeader.endPhyOffset = previous.getEndPhyOffset()
    indexHeader.beginTimestamp = indexHeader.endTimestamp = previous.getEndTimestamp()
    indexHeader.updateByteBuffer()
    return file
  }

  private static *map(cache: PageCache, path: string, sizes: IndexFileSizes): Blocking<IndexFile> {
    const fileTotalSize = indexFileSize(sizes)
    assert(sizes.hashSlotNum > 0, 'an index has slots', sizes.hashSlotNum)
    return new IndexFile(cache, yield* cache.map(path, fileTotalSize), sizes)
  }

  getFileName(): string {
    return this.mappedByteBuffer.path
  }

  getFileSize(): number {
    return this.mappedByteBuffer.size
  }

  /** How many entries it has. */
  getIndexCount(): number {
    return this.indexHeader.indexCount - 1
  }

  getHashSlotCount(): number {
    return this.indexHeader.hashSlotCount
  }

  getBeginTimestamp(): number {
    return this.indexHeader.beginTimestamp
  }

  getEndTimestamp(): number {
    return this.indexHeader.endTimestamp
  }

  getBeginPhyOffset(): number {
    return this.indexHeader.beginPhyOffset
  }

  getEndPhyOffset(): number {
    return this.indexHeader.endPhyOffset
  }

  isWriteFull(): boolean {
    return this.indexHeader.indexCount >= this.indexNum
  }

  /** Original: IndexFile#flush */
  *flush(): Blocking<void> {
    this.indexHeader.updateByteBuffer()
    yield* this.mappedByteBuffer.force()
  }

  *destroy(): Blocking<void> {
    yield* this.cache.delete(this.getFileName())
  }

  /**
   * Enters a message (its position in the commit log, and when it was stored, in ms since 1970) under a key.
   * Original: IndexFile#putKey
   * @returns false when the file is full
   */
  putKey(key: string, phyOffset: number, storeTimestamp: number): boolean {
    if (this.isWriteFull()) return false
    const { indexHeader, mappedByteBuffer } = this
    const keyHash = indexKeyHashMethod(key)
    const slotPosition = this.slotPosition(keyHash)
    assert(phyOffset >= indexHeader.endPhyOffset, 'the index grows along the log', phyOffset, indexHeader.endPhyOffset)
    assert(indexHeader.indexCount >= 1, 'entries count from 1', indexHeader.indexCount)
    assert(slotPosition < this.indexPosition(0), 'a slot lies before the entries', slotPosition)
    const slotValue = this.validIndex(mappedByteBuffer.getInt(slotPosition))
    this.entryView.setInt32(0, keyHash)
    putLong(this.entryView, PHY_OFFSET, phyOffset)
    this.entryView.setInt32(TIME_DIFF, this.timeDiff(storeTimestamp))
    this.entryView.setInt32(PREV_INDEX, slotValue)
    mappedByteBuffer.put(this.indexPosition(indexHeader.indexCount), this.entryBytes)
    mappedByteBuffer.putInt(slotPosition, indexHeader.indexCount)

    if (indexHeader.indexCount <= 1) {
      indexHeader.beginPhyOffset = phyOffset
      indexHeader.beginTimestamp = storeTimestamp
    }
    if (slotValue === INVALID_INDEX) indexHeader.hashSlotCount++
    indexHeader.indexCount++
    indexHeader.endPhyOffset = phyOffset
    indexHeader.endTimestamp = storeTimestamp
    // Written with every key, so that a killed process leaves a header behind that matches the entries.
    indexHeader.updateByteBuffer()
    return true
  }

  /**
   * Whole seconds since the file's begin, rounded down. The very first entry of a file that follows another counts from
   * where that one ended, although the file then begins with this entry: as in the original, it seems some seconds
   * younger than it is.
   */
  private timeDiff(storeTimestamp: number): number {
    const { beginTimestamp } = this.indexHeader
    if (beginTimestamp <= 0) return 0
    return Math.min(MAX_INT, Math.max(0, Math.floor((storeTimestamp - beginTimestamp) / 1000)))
  }

  private slotPosition(keyHash: number): number {
    return INDEX_HEADER_SIZE + (keyHash % this.hashSlotNum) * HASH_SLOT_SIZE
  }

  private indexPosition(index: number): number {
    return INDEX_HEADER_SIZE + this.hashSlotNum * HASH_SLOT_SIZE + index * INDEX_SIZE
  }

  /** The number of an entry that can exist, or {@link INVALID_INDEX}. */
  private validIndex(index: number): number {
    return index <= INVALID_INDEX || index > this.indexHeader.indexCount ? INVALID_INDEX : index
  }

  /** Does the file hold anything that was stored between `begin` and `end`? Original: IndexFile#isTimeMatched */
  isTimeMatched(begin: number, end: number): boolean {
    const { beginTimestamp, endTimestamp } = this.indexHeader
    if (begin < beginTimestamp && end > endTimestamp) return true
    return (begin >= beginTimestamp && begin <= endTimestamp) || (end >= beginTimestamp && end <= endTimestamp)
  }

  /**
   * Adds to `phyOffsets` the messages under this key that were stored between `begin` and `end` (ms since 1970), the
   * youngest first, until there are `maxNum`. Times are compared by the second. Original: IndexFile#selectPhyOffset
   */
  selectPhyOffset(phyOffsets: number[], key: string, maxNum: number, begin: number, end: number): void {
    if (this.indexHeader.indexCount <= 1) return
    const { mappedByteBuffer } = this
    const keyHash = indexKeyHashMethod(key)
    let index = this.validIndex(mappedByteBuffer.getInt(this.slotPosition(keyHash)))
    while (index !== INVALID_INDEX && index < this.indexNum && phyOffsets.length < maxNum) {
      const position = this.indexPosition(index)
      const timeDiff = mappedByteBuffer.getInt(position + TIME_DIFF)
      if (timeDiff < 0) return
      const timeRead = this.indexHeader.beginTimestamp + timeDiff * 1000
      const isTimeMatched = timeRead >= begin && timeRead <= end
      if (isTimeMatched && mappedByteBuffer.getInt(position) === keyHash) {
        phyOffsets.push(mappedByteBuffer.getLong(position + PHY_OFFSET))
      }
      const prevIndex = this.validIndex(mappedByteBuffer.getInt(position + PREV_INDEX))
      // Only older entries follow. An entry that came before itself would make the chain endless.
      if (prevIndex === index || timeRead < begin) return
      index = prevIndex
    }
  }
}

/**
 * Makes a hash non-negative. The one number that is its own opposite becomes 0.
 * Original: IndexFile#indexKeyHashMethod
 */
export function indexKeyHashMethod(key: string): number {
  const keyHash = Math.abs(javaHashCode(key))
  return keyHash > MAX_INT ? 0 : keyHash
}
