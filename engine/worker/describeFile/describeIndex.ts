import { HASH_SLOT_SIZE, INDEX_SIZE } from '../../store/index/IndexFile'
import { INDEX_HEADER_SIZE } from '../../store/index/IndexHeader'
import type { FileField } from '../StoreView'
import { linkToLog } from './describeConsumeQueue'
import { FieldRow, free, group, time } from './fields'
import { entryPosition } from './indexEntries'
import type { StoreReader } from './StoreReader'
import { storeRoot, viewOf } from './StoreReader'

/** Header, slots and entries of an index file, as far as bytes `from` up to `to` lie in them. */
export function describeIndex(reader: StoreReader, path: string, from: number, to: number): FileField[] {
  const slotsEnd = entryPosition(reader, 0)
  const fields: FileField[] = []
  const header = reader.read(path, 0, INDEX_HEADER_SIZE)
  if (header.length < INDEX_HEADER_SIZE) return free(0, reader.sizeOf(path))
  if (from < INDEX_HEADER_SIZE) fields.push(describeHeader(header))
  if (from < slotsEnd && to > INDEX_HEADER_SIZE) fields.push(slots(reader, path, Math.max(from, INDEX_HEADER_SIZE), to))
  if (to > slotsEnd) fields.push(...entries(reader, path, Math.max(from, slotsEnd), to))
  return fields
}

function describeHeader(bytes: Uint8Array): FileField {
  const row = new FieldRow(viewOf(bytes), 0)
  row.long('beginTimestamp', time)
  row.long('endTimestamp', time)
  row.long('beginPhyOffset')
  row.long('endPhyOffset')
  row.int('hashSlotCount')
  row.int('indexCount')
  return group('header', 'header', { offset: 0, length: INDEX_HEADER_SIZE }, { children: row.fields })
}

/** Of the slots those in the window that a key has come to. */
function slots(reader: StoreReader, path: string, from: number, to: number): FileField {
  const end = entryPosition(reader, 0)
  const first = Math.floor((from - INDEX_HEADER_SIZE) / HASH_SLOT_SIZE)
  const last = Math.ceil((Math.min(to, end) - INDEX_HEADER_SIZE) / HASH_SLOT_SIZE)
  const start = INDEX_HEADER_SIZE + first * HASH_SLOT_SIZE
  const view = viewOf(reader.read(path, start, (last - first) * HASH_SLOT_SIZE))
  const children: FileField[] = []
  for (let slot = first; slot < last && (slot - first + 1) * HASH_SLOT_SIZE <= view.byteLength; slot++) {
    const index = view.getInt32((slot - first) * HASH_SLOT_SIZE)
    if (index === 0) continue
    const place = { offset: INDEX_HEADER_SIZE + slot * HASH_SLOT_SIZE, length: HASH_SLOT_SIZE }
    const link = { to: 'index', path, position: entryPosition(reader, index), length: INDEX_SIZE } as const
    children.push(group('slot', String(slot), place, { value: String(index), links: [link] }))
  }
  const place = { offset: INDEX_HEADER_SIZE, length: end - INDEX_HEADER_SIZE }
  return group('slots', 'slots', place, { value: String(reader.indexSizes.hashSlotNum), children })
}

function entries(reader: StoreReader, path: string, from: number, to: number): FileField[] {
  const size = reader.sizeOf(path)
  const base = entryPosition(reader, 0)
  const fields: FileField[] = []
  for (let index = Math.floor((from - base) / INDEX_SIZE); entryPosition(reader, index) < Math.min(to, size); index++) {
    const offset = entryPosition(reader, index)
    const bytes = reader.read(path, offset, INDEX_SIZE)
    if (bytes.length < INDEX_SIZE) return fields
    if (bytes.every((byte) => byte === 0)) {
      // Entry 0 is never used, so that a slot with 0 is an empty one.
      if (index > 0) return [...fields, ...free(offset, size)]
      fields.push(...free(offset, offset + INDEX_SIZE))
    } else {
      fields.push(entry(reader, path, index, bytes))
    }
  }
  return fields
}

function entry(reader: StoreReader, path: string, index: number, bytes: Uint8Array): FileField {
  const offset = entryPosition(reader, index)
  const row = new FieldRow(viewOf(bytes), offset)
  row.int('keyHash')
  const physicalOffset = row.long('phyOffset')
  row.int('timeDiff', (seconds) => `${seconds} s`)
  const before = row.int('prevIndex')
  const links = linkToLog(reader, storeRoot(path), physicalOffset, 4)
  const chain = before === 0 ? [] : [
    { to: 'index', path, position: entryPosition(reader, before), length: INDEX_SIZE } as const,
  ]
  const place = { offset, length: INDEX_SIZE }
  return group('entry', 'entry', place, { value: String(index), children: row.fields, links: [...links, ...chain] })
}
