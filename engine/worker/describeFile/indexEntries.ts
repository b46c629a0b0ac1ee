import { getLong } from '../../common/longs'
import { HASH_SLOT_SIZE, INDEX_SIZE, indexKeyHashMethod } from '../../store/index/IndexFile'
import { INDEX_HEADER_SIZE } from '../../store/index/IndexHeader'
import type { FileLink } from '../StoreView'
import type { StoreReader } from './StoreReader'
import { viewOf } from './StoreReader'

/** A chain that is longer than the file has entries is a circle. */
const MAX_STEPS = 10_000

export function slotPosition(reader: StoreReader, keyHash: number): number {
  return INDEX_HEADER_SIZE + (keyHash % reader.indexSizes.hashSlotNum) * HASH_SLOT_SIZE
}

export function entryPosition(reader: StoreReader, index: number): number {
  return INDEX_HEADER_SIZE + reader.indexSizes.hashSlotNum * HASH_SLOT_SIZE + index * INDEX_SIZE
}

/** The entries of a message, found as a search by key finds them: from the slot of the key's hash along the chain. */
export function indexEntriesOf(
  reader: StoreReader,
  directory: string,
  topic: string,
  keys: readonly string[],
  physicalOffset: number,
): FileLink[] {
  const links: FileLink[] = []
  for (const path of reader.paths().filter((each) => each.startsWith(`${directory}/`))) {
    for (const key of keys) {
      const position = findEntry(reader, path, indexKeyHashMethod(`${topic}#${key}`), physicalOffset)
      if (position !== null) links.push({ to: 'index', path, position, length: INDEX_SIZE })
    }
  }
  return links
}

function findEntry(reader: StoreReader, path: string, keyHash: number, physicalOffset: number): number | null {
  const slot = reader.read(path, slotPosition(reader, keyHash), HASH_SLOT_SIZE)
  if (slot.length < HASH_SLOT_SIZE) return null
  let index = viewOf(slot).getInt32(0)
  for (let steps = 0; index > 0 && steps < MAX_STEPS; steps++) {
    const position = entryPosition(reader, index)
    const view = viewOf(reader.read(path, position, INDEX_SIZE))
    if (view.byteLength < INDEX_SIZE) return null
    if (view.getInt32(0) === keyHash && getLong(view, 4) === physicalOffset) return position
    index = view.getInt32(16)
  }
  return null
}
