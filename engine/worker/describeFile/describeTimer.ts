import { fileFromOffset } from '../../store/logfile/fileFromOffset'
import { OS_PAGE_SIZE } from '../../store/pagecache/Page'
import { Slot } from '../../store/timer/Slot'
import { TIMER_LOG_BLANK_MAGIC, TIMER_LOG_UNIT } from '../../store/timer/TimerLog'
import { needDelete, needRoll } from '../../store/timer/timerMagic'
import type { FileField, FileLink } from '../StoreView'
import { linkToLog } from './describeConsumeQueue'
import { FieldRow, free, group, hexWord, time } from './fields'
import type { StoreReader } from './StoreReader'
import { fileOfPosition, storeRoot, viewOf } from './StoreReader'

const CHECKPOINT_LENGTH = 56
const MILLIS_PER_SECOND = 1000

/** The slots in use that bytes `from` up to `to` of a wheel lie in; what is blank between them is put together. */
export function describeTimerWheel(reader: StoreReader, path: string, from: number, to: number): FileField[] {
  const size = reader.sizeOf(path)
  const first = from - (from % Slot.SIZE)
  const end = Math.min(size, Math.ceil(to / Slot.SIZE) * Slot.SIZE)
  const bytes = reader.read(path, first, Math.max(0, end - first))
  const fields: FileField[] = []
  let blankFrom = first
  for (let offset = first; offset + Slot.SIZE <= end; offset += Slot.SIZE) {
    const slotBytes = bytes.subarray(offset - first, offset - first + Slot.SIZE)
    if (slotBytes.every((byte) => byte === 0)) continue
    fields.push(...free(blankFrom, offset), slot(reader, path, offset, slotBytes))
    blankFrom = offset + Slot.SIZE
  }
  return [...fields, ...free(blankFrom, Math.max(blankFrom, end))]
}

function slot(reader: StoreReader, path: string, offset: number, bytes: Uint8Array): FileField {
  const row = new FieldRow(viewOf(bytes), offset)
  row.long('delayedTime', (seconds) => time(seconds * MILLIS_PER_SECOND))
  row.long('firstPos')
  const lastPos = row.long('lastPos')
  const num = row.int('num')
  row.int('magic')
  const links = linkToTimerLog(reader, storeRoot(path), lastPos)
  const place = { offset, length: Slot.SIZE }
  return group('slot', String(offset / Slot.SIZE), place, { value: String(num), children: row.fields, links })
}

/** The records that bytes `from` up to `to` of a file of the timer log lie in. */
export function describeTimerLog(reader: StoreReader, path: string, from: number, to: number): FileField[] {
  const size = reader.sizeOf(path)
  const { SIZE } = TIMER_LOG_UNIT
  const fields: FileField[] = []
  for (let offset = from - (from % SIZE); offset < Math.min(to, size); offset += SIZE) {
    const bytes = reader.read(path, offset, SIZE)
    const isRecord = bytes.length === SIZE && viewOf(bytes).getInt32(0) === SIZE
    const hasMagic = bytes.length >= TIMER_LOG_UNIT.CURR_WRITE_TIME
    if (hasMagic && viewOf(bytes).getInt32(TIMER_LOG_UNIT.MAGIC) === TIMER_LOG_BLANK_MAGIC) {
      return [...fields, group('blank', 'blank', { offset, length: size - offset }, { value: 'BLANK_MAGIC_CODE' })]
    }
    if (!isRecord) return [...fields, ...free(offset, size)]
    fields.push(record(reader, path, offset, bytes))
  }
  return fields
}

function record(reader: StoreReader, path: string, offset: number, bytes: Uint8Array): FileField {
  const row = new FieldRow(viewOf(bytes), offset)
  row.int('size')
  const prevPos = row.long('prevPos')
  const magic = row.int('magic', (value) => `${hexWord(value)}${namesOf(value)}`)
  const writeTime = row.long('currWriteTime', time)
  const delay = row.int('delayedTime', (millis) => `${millis} ms`)
  const physicalOffset = row.long('offsetPy')
  const length = row.int('sizePy')
  row.int('hashCode', hexWord)
  row.long('reserved')
  const root = storeRoot(path)
  const links = [...linkToLog(reader, root, physicalOffset, length), ...linkToTimerLog(reader, root, prevPos)]
  const begin = fileFromOffset(path)
  const value = `${begin === null ? '?' : begin + offset} · ${time(writeTime + delay)}${namesOf(magic)}`
  return group('record', 'record', { offset, length: TIMER_LOG_UNIT.SIZE }, { value, children: row.fields, links })
}

function namesOf(magic: number): string {
  return `${needRoll(magic) ? ' ROLL' : ''}${needDelete(magic) ? ' DELETE' : ''}`
}

function linkToTimerLog(reader: StoreReader, root: string, position: number): FileLink[] {
  const place = position < 0 ? null : fileOfPosition(reader, `${root}/timerlog`, position)
  return place === null ? [] : [{ to: 'timer', ...place, length: TIMER_LOG_UNIT.SIZE }]
}

/** The seven numbers at the beginning of the timer's checkpoint. */
export function describeTimerCheck(reader: StoreReader, path: string): FileField[] {
  const bytes = reader.read(path, 0, CHECKPOINT_LENGTH)
  if (bytes.length < CHECKPOINT_LENGTH) return free(0, reader.sizeOf(path))
  const row = new FieldRow(viewOf(bytes), 0)
  row.long('lastReadTimeMs', time)
  row.long('lastTimerLogFlushPos')
  row.long('lastTimerQueueOffset')
  row.long('masterTimerQueueOffset')
  row.long('stateVersion')
  row.long('timestamp', time)
  row.long('counter')
  const header = group('header', 'checkpoint', { offset: 0, length: CHECKPOINT_LENGTH }, { children: row.fields })
  return [header, ...free(CHECKPOINT_LENGTH, Math.max(OS_PAGE_SIZE, reader.sizeOf(path)))]
}
