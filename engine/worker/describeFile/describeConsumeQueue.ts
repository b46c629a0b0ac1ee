import { fileFromOffset } from '../../store/logfile/fileFromOffset'
import { CQ_STORE_UNIT_SIZE } from '../../store/queue/CqUnit'
import type { FileField, FileLink } from '../StoreView'
import { FieldRow, free, group } from './fields'
import type { StoreReader } from './StoreReader'
import { fileOfPosition, storeRoot, viewOf } from './StoreReader'

/** The entries that bytes `from` up to `to` of a file of a consume queue lie in. */
export function describeConsumeQueue(reader: StoreReader, path: string, from: number, to: number): FileField[] {
  const size = reader.sizeOf(path)
  const fields: FileField[] = []
  const first = Math.floor(from / CQ_STORE_UNIT_SIZE) * CQ_STORE_UNIT_SIZE
  for (let offset = first; offset < Math.min(to, size); offset += CQ_STORE_UNIT_SIZE) {
    const bytes = reader.read(path, offset, CQ_STORE_UNIT_SIZE)
    if (bytes.length < CQ_STORE_UNIT_SIZE || bytes.every((byte) => byte === 0)) {
      return [...fields, ...free(offset, size)]
    }
    fields.push(entry(reader, path, offset, bytes))
  }
  return fields
}

function entry(reader: StoreReader, path: string, offset: number, bytes: Uint8Array): FileField {
  const row = new FieldRow(viewOf(bytes), offset)
  const physicalOffset = row.long('commitLogOffset')
  const length = row.int('msgSize')
  row.add('tagsCode', 8, String(viewOf(bytes).getBigInt64(12)))
  const begin = fileFromOffset(path)
  const number = begin === null ? '?' : String((begin + offset) / CQ_STORE_UNIT_SIZE)
  const links = linkToLog(reader, storeRoot(path), physicalOffset, length)
  const place = { offset, length: CQ_STORE_UNIT_SIZE }
  return group('entry', 'entry', place, { value: number, children: row.fields, links })
}

/** The way to a message, if its file still exists. */
export function linkToLog(reader: StoreReader, root: string, physicalOffset: number, length: number): FileLink[] {
  const place = fileOfPosition(reader, `${root}/commitlog`, physicalOffset)
  return place === null ? [] : [{ to: 'log', ...place, length }]
}
