import type { IndexFileSizes } from '../../store/index/IndexFile'
import { HASH_SLOT_SIZE, INDEX_SIZE } from '../../store/index/IndexFile'
import { INDEX_HEADER_SIZE } from '../../store/index/IndexHeader'
import type { StoreProblems } from './StoreProblems'
import type { UnpackedFile } from './UnpackedFile'

/** Beyond this only layouts with the usual four entries a slot are tried. */
const MAX_SEARCHED_SIZE = 8 * 1024 ** 2

interface Header {
  readonly beginTimestamp: number
  readonly endTimestamp: number
  readonly beginPhyOffset: number
  readonly endPhyOffset: number
  readonly hashSlotCount: number
  readonly indexCount: number
}

export interface CheckedIndex {
  /** Paths that are worth taking. */
  readonly kept: readonly string[]
  /** How these are laid out, which they don't say themselves; null if there are none. */
  readonly sizes: IndexFileSizes | null
  /** Some were not worth it: without reading the whole log, messages would not be found by their keys. */
  readonly isToBeRebuilt: boolean
}

/**
 * Do header, slots and entries of the index files fit together? The original opens them with the sizes of its
 * configuration and believes what it reads. As they can be made from the log, one that makes no sense costs all of
 * them, and recovery reads the whole log. `logEnd`: where the log ends.
 */
export function checkIndex(files: readonly UnpackedFile[], logEnd: number, problems: StoreProblems): CheckedIndex {
  // A file without a single entry says nothing about its layout, and there is nothing to be lost.
  const used = files.filter((file) => !isUnused(file))
  const sizes = used[0] === undefined ? null : layoutOf(used[0])
  const faults = used.flatMap((file) => {
    const fault = faultOf(file, sizes, used[0]!.size, logEnd)
    return fault === null ? [] : [{ file, fault }]
  })
  for (const { file, fault } of faults) {
    if (fault === 'name') problems.warning('file-name', file.path, { reason: 'index' })
    else problems.warning('index-header', file.path, { reason: fault })
  }
  if (sizes === null || faults.length > 0) return { kept: [], sizes: null, isToBeRebuilt: used.length > 0 }
  return { kept: used.map(({ path }) => path), sizes, isToBeRebuilt: false }
}

function isUnused(file: UnpackedFile): boolean {
  return file.size >= INDEX_HEADER_SIZE && file.getInt(36) <= 1 && file.contentEnd() <= INDEX_HEADER_SIZE
}

/** What is wrong with it: `name`, `size`, `header`, `layout` or `entries`. */
function faultOf(
  file: UnpackedFile,
  sizes: IndexFileSizes | null,
  fileSize: number,
  logEnd: number,
): 'name' | 'size' | 'header' | 'layout' | 'entries' | null {
  if (!/^index\/\d{17}$/.test(file.path)) return 'name'
  if (file.size !== fileSize) return 'size'
  if (file.size < INDEX_HEADER_SIZE || !isPlausible(readHeader(file), logEnd)) return 'header'
  if (sizes === null) return 'layout'
  return isFilledLike(file, sizes) ? null : 'entries'
}

function readHeader(file: UnpackedFile): Header {
  return {
    beginTimestamp: file.getLong(0),
    endTimestamp: file.getLong(8),
    beginPhyOffset: file.getLong(16),
    endPhyOffset: file.getLong(24),
    hashSlotCount: file.getInt(32),
    indexCount: file.getInt(36),
  }
}

function isPlausible(header: Header, logEnd: number): boolean {
  const { beginTimestamp, endTimestamp, beginPhyOffset, endPhyOffset, hashSlotCount, indexCount } = header
  const isInOrder = beginTimestamp > 0 && beginTimestamp <= endTimestamp && beginPhyOffset >= 0
    && beginPhyOffset <= endPhyOffset
  return isInOrder && endPhyOffset < logEnd && indexCount > 1 && hashSlotCount >= 1 && hashSlotCount < indexCount
}

/** Finds out how many slots there are: the last entry must lie where its slot says, and know where the header ends. */
function layoutOf(file: UnpackedFile): IndexFileSizes | null {
  if (file.size < INDEX_HEADER_SIZE + HASH_SLOT_SIZE) return null
  for (const hashSlotNum of slotNumbers(file.size - INDEX_HEADER_SIZE)) {
    const indexNum = (file.size - INDEX_HEADER_SIZE - hashSlotNum * HASH_SLOT_SIZE) / INDEX_SIZE
    const sizes = { hashSlotNum, indexNum }
    if (hasLastEntry(file, sizes) && isFilledLike(file, sizes)) return sizes
  }
  return null
}

/** First the usual four entries a slot, then whatever fits. */
function* slotNumbers(length: number): Iterable<number> {
  const usual = Math.floor(length / (HASH_SLOT_SIZE + 4 * INDEX_SIZE))
  if (usual > 0 && usual * (HASH_SLOT_SIZE + 4 * INDEX_SIZE) === length) yield usual
  if (length > MAX_SEARCHED_SIZE) return
  for (let slots = 1; slots * HASH_SLOT_SIZE < length; slots++) {
    if ((length - slots * HASH_SLOT_SIZE) % INDEX_SIZE === 0) yield slots
  }
}

function hasLastEntry(file: UnpackedFile, { hashSlotNum, indexNum }: IndexFileSizes): boolean {
  const { indexCount, endPhyOffset } = readHeader(file)
  if (indexCount > indexNum) return false
  const position = INDEX_HEADER_SIZE + hashSlotNum * HASH_SLOT_SIZE + (indexCount - 1) * INDEX_SIZE
  if (file.getLong(position + 4) !== endPhyOffset) return false
  const keyHash = file.getInt(position)
  return keyHash >= 0 && file.getInt(INDEX_HEADER_SIZE + (keyHash % hashSlotNum) * HASH_SLOT_SIZE) === indexCount - 1
}

/** As many slots are taken as the header says, none by an entry that doesn't exist, and no entry follows a later one. */
function isFilledLike(file: UnpackedFile, { hashSlotNum, indexNum }: IndexFileSizes): boolean {
  const { indexCount, hashSlotCount } = readHeader(file)
  if (indexCount > indexNum) return false
  const slotsEnd = INDEX_HEADER_SIZE + hashSlotNum * HASH_SLOT_SIZE
  let taken = 0
  for (const value of intsBetween(file, INDEX_HEADER_SIZE, slotsEnd)) {
    if (value === 0) continue
    if (value < 0 || value >= indexCount) return false
    taken++
  }
  if (taken !== hashSlotCount) return false
  for (let index = 1; index < indexCount; index++) {
    const previous = file.getInt(slotsEnd + index * INDEX_SIZE + 16)
    if (previous < 0 || previous >= index) return false
  }
  return true
}

/** The numbers in a stretch of the file, leaving out pages full of zeros. */
function* intsBetween(file: UnpackedFile, from: number, to: number): Iterable<number> {
  for (const { position, bytes } of file.bytes.pieces()) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const last = Math.min(to, position + bytes.length)
    for (let at = Math.max(from, position); at < last; at += HASH_SLOT_SIZE) yield view.getInt32(at - position)
  }
}
