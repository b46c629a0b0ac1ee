import { MessageConst } from '../../../engine/common/message/MessageConst'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import type { DefaultMessageStore } from '../../../engine/store/DefaultMessageStore'
import type { SelectMappedBufferResult } from '../../../engine/store/logfile/SelectMappedBufferResult'
import type { LoggedRecord, Model } from './Model'
import { bodyOf } from './Model'

/** The store does not do what it promises. */
export class BrokenPromiseError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BrokenPromiseError'
  }
}

/**
 * A power cut has torn a record in its topic, which no checksum covers unless the configuration wants it. As in the
 * original, the message goes to a queue of another topic, so there is nothing more to compare.
 */
export class TornTopicError extends Error {
  constructor(topic: string) {
    super(`a topic is torn: ${topic}`)
    this.name = 'TornTopicError'
  }
}

/**
 * Reads the whole log, record after record, up to `end`.
 * @throws BrokenPromiseError at the first record that isn't one, or that nobody wrote
 */
export function readLog(store: DefaultMessageStore, model: Model, end = store.getMaxPhyOffset()): LoggedRecord[] {
  const log = store.getCommitLog()
  const records: LoggedRecord[] = []
  let position = Math.max(0, log.getMinOffset())
  while (position < end) {
    const stretch = log.getData(position)
    // With memory to write to, the next file is there before this one is complete.
    if (stretch === null && model.isBuffered) break
    if (stretch === null) throw new BrokenPromiseError(`the log can't be read at ${position}, it ends at ${end}`)
    const request = log.checkMessageAndReturnSize(stretch, 0, true, true)
    if (!request.success) throw new BrokenPromiseError(`there is no record at ${position}, the log ends at ${end}`)
    if (request.msgSize === 0) {
      position = log.rollNextFile(position)
      continue
    }
    records.push(identify(stretch.get(0, request.msgSize), position, model))
    position += request.msgSize
  }
  return records
}

/** What a query gives. @throws BrokenPromiseError when it is not a message that was written */
export function identifyFound(record: SelectMappedBufferResult, model: Model): LoggedRecord {
  return identify(record.get(0, record.size), record.startOffset, model)
}

function identify(bytes: Uint8Array, position: number, model: Model): LoggedRecord {
  const message = MessageDecoder.decode(bytes)
  if (message === null) throw new BrokenPromiseError(`the bytes at ${position} are no message`)
  const body = decodeUtf8(message.body ?? new Uint8Array(0))
  const id = Number.parseInt(body, 10)
  const written = model.written[id]
  const isBodyOurs = written !== undefined && body === bodyOf(id, written.message.size)
  const isTopicOurs = message.topic === written?.message.topic
  if (isBodyOurs && !isTopicOurs && model.mayBeTorn(id)) throw new TornTopicError(message.topic)
  const isOurs = isBodyOurs && isTopicOurs && message.queueId === written.message.queueId &&
    message.commitLogOffset === position
  if (!isOurs) throw new BrokenPromiseError(`the message at ${position} was never written: ${body.slice(0, 20)}`)
  const isKeyRight = (message.getProperty(MessageConst.PROPERTY_KEYS) ?? '') === written.message.key
  if (!isKeyRight && !model.mayBeTorn(id)) throw new BrokenPromiseError(`message ${id}, at ${position}, has lost its key`)
  return { id, position, size: bytes.length, queueOffset: message.queueOffset }
}
