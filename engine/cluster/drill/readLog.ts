import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import { decodeUtf8 } from '../../kernel/Utf8'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import type { SelectMappedBufferResult } from '../../store/logfile/SelectMappedBufferResult'
import { isSame } from '../isSame'
import type { DrillModel, LoggedRecord } from './DrillModel'
import { bodyOf } from './DrillModel'
import { broken } from './StorePromise'
import { TornTopicError } from './TornTopicError'

/**
 * Reads the whole log, record after record, up to `end`.
 * @throws BrokenPromiseError at the first record that isn't one, or that was never written
 */
export function readLog(store: DefaultMessageStore, model: DrillModel, end = store.getMaxPhyOffset()): LoggedRecord[] {
  const log = store.getCommitLog()
  const records: LoggedRecord[] = []
  let position = Math.max(0, log.getMinOffset())
  while (position < end) {
    const stretch = log.getData(position)
    // With memory to write to, the next file is there before this one is complete.
    if (stretch === null && model.isBuffered) break
    if (stretch === null) broken('log', `the log can't be read at ${position}, it ends at ${end}`)
    const known = identified(stretch, position, model)
    if (known !== null) {
      records.push(known)
      position += known.size
      continue
    }
    const request = log.checkMessageAndReturnSize(stretch, 0, true, true)
    if (!request.success) broken('log', `there is no record at ${position}, the log ends at ${end}`)
    if (request.msgSize === 0) {
      position = log.rollNextFile(position)
      continue
    }
    records.push(identify(stretch.view(0, request.msgSize), position, model))
    position += request.msgSize
  }
  return records
}

/** What a query gives. @throws BrokenPromiseError when it is not a message that was written */
export function identifyFound(record: SelectMappedBufferResult, model: DrillModel): LoggedRecord {
  const known = identified(record, record.startOffset, model)
  return known?.size === record.size ? known : identify(record.view(0, record.size), record.startOffset, model)
}

/**
 * Checks what a damaged queue or index leads to. That may be anything, since they have no checksums, but a whole record must
 * be one that was written. @throws BrokenPromiseError
 */
export function checkStray(store: DefaultMessageStore, record: SelectMappedBufferResult, model: DrillModel): void {
  const request = store.getCommitLog().checkMessageAndReturnSize(record, 0, true, true)
  if (request.success && request.msgSize === record.size) identifyFound(record, model)
}

/** A record that has not changed since it was identified last is what it was; null when it has. */
function identified(
  stretch: SelectMappedBufferResult,
  position: number,
  model: DrillModel,
): LoggedRecord | null {
  const known = model.identified.get(position)
  if (known === undefined || known.bytes.length > stretch.size) return null
  return isSame(known.bytes, stretch.view(0, known.bytes.length)) ? known.record : null
}

function identify(bytes: Uint8Array, position: number, model: DrillModel): LoggedRecord {
  const record = read(bytes, position, model)
  model.identified.set(position, { bytes: bytes.slice(), record })
  return record
}

function read(bytes: Uint8Array, position: number, model: DrillModel): LoggedRecord {
  const message = MessageDecoder.decode(bytes)
  if (message === null) broken('invents-nothing', `the bytes at ${position} are no message`)
  const body = decodeUtf8(message.body ?? new Uint8Array(0))
  const id = Number.parseInt(body, 10)
  const written = model.written[id]
  const isBodyOurs = written !== undefined && body === bodyOf(id, written.message.size)
  const isTopicOurs = message.topic === written?.message.topic
  if (isBodyOurs && !isTopicOurs && model.mayBeTorn(id)) throw new TornTopicError(message.topic)
  const isOurs = isBodyOurs && isTopicOurs && message.queueId === written.message.queueId &&
    message.commitLogOffset === position
  if (!isOurs) broken('invents-nothing', `the message at ${position} was never written: ${body.slice(0, 20)}`)
  const isKeyRight = (message.getProperty(MessageConst.PROPERTY_KEYS) ?? '') === written.message.key
  if (!isKeyRight && !model.mayBeTorn(id)) broken('keeps', `message ${id}, at ${position}, has lost its key`)
  const { queueOffset, storeTimestamp } = message
  return { id, position, size: bytes.length, queueOffset, storeTimestamp }
}
