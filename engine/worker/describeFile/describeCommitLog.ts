import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import { decodeUtf8 } from '../../kernel/Utf8'
import {
  BLANK_MAGIC_CODE, hostLength, MESSAGE_MAGIC_CODE, MESSAGE_MAGIC_CODE_V2, RecordPosition,
} from '../../store/commitlog/RecordLayout'
import { CQ_STORE_UNIT_SIZE } from '../../store/queue/CqUnit'
import type { FileField, FileLink } from '../StoreView'
import { FieldRow, free, group, hexWord, time } from './fields'
import { indexEntriesOf } from './indexEntries'
import type { StoreReader } from './StoreReader'
import { fileOfPosition, storeRoot, viewOf } from './StoreReader'

const BLANK_LENGTH = 8
const MAX_PREVIEW = 400

interface Stretch {
  readonly offset: number
  readonly length: number
  readonly magicCode: number
}

/** The records that bytes `from` up to `to` of a file of the commit log lie in. */
export function describeCommitLog(reader: StoreReader, path: string, from: number, to: number): FileField[] {
  const size = reader.sizeOf(path)
  const fields: FileField[] = []
  let end = 0
  for (const stretch of stretches(reader, path, size)) {
    end = stretch.offset + stretch.length
    if (end <= from) continue
    if (stretch.offset >= to) return fields
    fields.push(stretch.magicCode === BLANK_MAGIC_CODE ? blank(stretch) : record(reader, path, stretch))
  }
  return [...fields, ...(end < to ? free(end, size) : [])]
}

/** The record that a byte belongs to, with its fields; null where there is none. */
export function recordAt(reader: StoreReader, path: string, position: number): FileField | null {
  return describeCommitLog(reader, path, position, position + 1).find(({ kind }) => kind === 'record') ?? null
}

/** From record to record, as recovery goes: each says where the next one begins. */
function* stretches(reader: StoreReader, path: string, size: number): Iterable<Stretch> {
  for (let offset = 0; offset + BLANK_LENGTH <= size; ) {
    const view = viewOf(reader.read(path, offset, BLANK_LENGTH))
    const length = view.getInt32(0)
    const magicCode = view.getInt32(RecordPosition.MAGICCODE)
    const isKnown = [MESSAGE_MAGIC_CODE, MESSAGE_MAGIC_CODE_V2, BLANK_MAGIC_CODE].includes(magicCode)
    if (!isKnown || length < BLANK_LENGTH || offset + length > size) return
    yield { offset, length, magicCode }
    offset += length
  }
}

function blank({ offset, length }: Stretch): FileField {
  const at = (name: string, place: number, value: string): FileField => (
    { kind: 'value', name, offset: offset + place, length: 4, value }
  )
  const children = [at('totalSize', 0, String(length)), at('magicCode', 4, hexWord(BLANK_MAGIC_CODE))]
  return group('blank', 'blank', { offset, length }, { children, value: 'BLANK_MAGIC_CODE' })
}

/** A record that was torn has no fields beyond where it makes sense. */
function record(reader: StoreReader, path: string, { offset, length, magicCode }: Stretch): FileField {
  const bytes = reader.read(path, offset, length)
  const row = new FieldRow(viewOf(bytes), offset)
  try {
    const said = readRecord(row, bytes, magicCode)
    const links = linksOf(reader, path, said)
    return group('record', 'record', { offset, length }, { children: row.fields, value: said.title, links })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return group('record', 'record', { offset, length }, { children: row.fields, value: '?' })
  }
}

interface Said {
  readonly title: string
  readonly topic: string
  readonly queueId: number
  readonly queueOffset: number
  readonly physicalOffset: number
  readonly keys: readonly string[]
}

function readRecord(row: FieldRow, bytes: Uint8Array, magicCode: number): Said {
  row.int('totalSize')
  row.int('magicCode', hexWord)
  row.int('bodyCRC', hexWord)
  const queueId = row.int('queueId')
  row.int('flag')
  const queueOffset = row.long('queueOffset')
  const physicalOffset = row.long('physicalOffset')
  const sysFlag = row.int('sysFlag')
  row.long('bornTimestamp', time)
  host(row, bytes, 'bornHost', hostLength(sysFlag, MessageSysFlag.BORNHOST_V6_FLAG))
  row.long('storeTimestamp', time)
  host(row, bytes, 'storeHost', hostLength(sysFlag, MessageSysFlag.STOREHOSTADDRESS_V6_FLAG))
  row.int('reconsumeTimes')
  row.long('preparedTransactionOffset')
  text(row, bytes, 'body', row.int('bodyLength'))
  const topicLength = magicCode === MESSAGE_MAGIC_CODE_V2 ? row.short('topicLength') : row.byte('topicLength')
  const topic = text(row, bytes, 'topic', topicLength)
  const properties = MessageDecoder.string2messageProperties(text(row, bytes, 'properties', row.short('propertiesLength')))
  const keys = properties.get(MessageConst.PROPERTY_KEYS) ?? ''
  const uniqKey = properties.get(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX)
  const all = [...(uniqKey === undefined ? [] : [uniqKey]), ...keys.split(MessageConst.KEY_SEPARATOR).filter((key) => key !== '')]
  const title = `${topic} ${queueId}:${queueOffset}${keys === '' ? '' : ` · ${keys}`}`
  return { title, topic, queueId, queueOffset, physicalOffset, keys: all }
}

function host(row: FieldRow, bytes: Uint8Array, name: string, length: number): void {
  const view = viewOf(bytes)
  const at = row.position
  const address = length === 8 ? [...bytes.subarray(at, at + 4)].join('.') : 'IPv6'
  row.add(name, length, `${address}:${view.getInt32(at + length - 4)}`)
}

function text(row: FieldRow, bytes: Uint8Array, name: string, length: number): string {
  const whole = decodeUtf8(bytes.subarray(row.position, row.position + Math.max(0, length)))
  const shown = whole.slice(0, MAX_PREVIEW).replaceAll('\u0001', '␁').replaceAll('\u0002', '␂')
  row.add(name, length, shown)
  return whole
}

function linksOf(reader: StoreReader, path: string, said: Said): FileLink[] {
  const root = storeRoot(path)
  const queue = `${root}/consumequeue/${said.topic}/${said.queueId}`
  const entry = fileOfPosition(reader, queue, said.queueOffset * CQ_STORE_UNIT_SIZE)
  const links: FileLink[] = []
  if (entry !== null && isEntryOf(reader, entry, said.physicalOffset)) {
    links.push({ to: 'queue', ...entry, length: CQ_STORE_UNIT_SIZE })
  }
  return [...links, ...indexEntriesOf(reader, `${root}/index`, said.topic, said.keys, said.physicalOffset)]
}

/** The entry may not have been made yet, or be an older message's after a crash. */
function isEntryOf(reader: StoreReader, place: { path: string; position: number }, physicalOffset: number): boolean {
  const view = viewOf(reader.read(place.path, place.position, CQ_STORE_UNIT_SIZE))
  if (view.byteLength < CQ_STORE_UNIT_SIZE || view.getInt32(8) === 0) return false
  return view.getUint32(0) * 2 ** 32 + view.getUint32(4) === physicalOffset
}
