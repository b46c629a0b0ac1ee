import { RequestCode } from '../../remoting/protocol/RequestCode'
import type { TraceEvent, TraceEventOf } from '../../trace/events'
import { recordAt } from '../describeFile/describeCommitLog'
import type { StoreReader } from '../describeFile/StoreReader'
import type { Cursor } from '../protocol'
import type { FileLink, JourneyStop, RecordJourney } from '../StoreView'
import type { FrameJourney } from './buildFrames'
import { RangeSet } from './RangeSet'
import type { StoreHistory } from './StoreHistory'

type Append = TraceEventOf<'log-append'>

const SENDS: ReadonlySet<number> = new Set([
  RequestCode.SEND_MESSAGE, RequestCode.SEND_MESSAGE_V2, RequestCode.SEND_BATCH_MESSAGE,
])

const NOTHING = new Uint8Array(0)

/** What the way of a message is put together from. */
export interface JourneySource {
  readonly history: StoreHistory
  readonly frames: readonly FrameJourney[]
  readonly node: string
  /** The last event of the recording. */
  readonly end: Cursor
  /** The node's files at an event. */
  readerAt(event: Cursor): StoreReader
  isOfNode(address: string): boolean
  sliceOf(event: Cursor): number
}

/** The way of an appended message through the layers, with what is there at the cursor. */
export function buildJourney(source: JourneySource, appendedAt: Cursor, append: Append, cursor: Cursor): RecordJourney {
  const { history, node } = source
  const { path, position, length } = append
  const copied = copiedAt(source, appendedAt, append)
  const record = copied === null ? NOTHING : history.bytes(copied, node, path, { from: position, length })
  const flushed = copied === null ? null : flushedAt(source, Math.max(copied, appendedAt), append, record)
  const links = record.length === 0 ? [] : findLinks(source, append, appendedAt, record)
  return {
    append: appendedAt,
    node,
    topic: append.topic,
    keys: append.keys ?? '',
    queueId: append.queueId,
    queueOffset: append.queueOffset,
    physicalOffset: append.physicalOffset,
    stops: [
      messageStop(source, append, appendedAt, copied, cursor),
      recordStop(append, Math.min(appendedAt, copied ?? appendedAt), record, cursor),
      { stage: 'pages', event: copied, path, position, bytes: history.bytes(cursor, node, path, { from: position, length }) },
      { stage: 'disk', event: flushed, path, position, bytes: bytesOnDevice(source, append, copied ?? appendedAt, flushed, cursor) },
      ...links.map((link) => entryStop(source, link, appendedAt, cursor)),
    ],
  }
}

/**
 * When the record is copied into the pages of its file: just before its append is told, in the same slice; with a pool of
 * buffers later. Null when it never comes there.
 */
function copiedAt({ history, node, sliceOf }: JourneySource, appendedAt: Cursor, append: Append): Cursor | null {
  const life = history.life(node, append.path, appendedAt)
  if (life === null) return null
  const covers = (change: TraceEvent): boolean => change.type === 'page-cache-write' && change.position <= append.position
    && change.position + change.length >= append.position + append.length
  const slice = sliceOf(appendedAt)
  const atOnce = life.findLast(appendedAt, covers)
  if (atOnce !== null && sliceOf(atOnce) === slice) return atOnce
  // What was only in a buffer is gone with its process.
  const lost = life.find(appendedAt + 1, (change) => change.type === 'log-append' && change.position === append.position) ?? Infinity
  const later = life.find(appendedAt + 1, covers)
  return later !== null && later < lost ? later : null
}

/** The record when it is complete; before that it is nowhere as a whole. */
function recordStop({ path, position }: Append, event: Cursor, bytes: Uint8Array, cursor: Cursor): JourneyStop {
  return { stage: 'record', event, path, position, bytes: event <= cursor ? bytes : NOTHING }
}

/** When the device says of the record that it is safe; null when it never does, or when another one has taken its place by then. */
function flushedAt({ history, node }: JourneySource, from: Cursor, append: Append, record: Uint8Array): Cursor | null {
  const { path, position, length } = append
  // A flush in which nothing lies that was not safe before flushes nothing of the record: it must end beyond it.
  const event = history.life(node, path, from)?.find(from, (change) => {
    return change.type === 'disk-flush' && change.position + change.length >= position + length
  }) ?? null
  if (event === null) return null
  return isSame(history.bytes(event, node, path, { from: position, length, layer: 'disk' }), record) ? event : null
}

/** What the device has for certain: while it is being written, what it had before. */
function bytesOnDevice(
  { history, node }: JourneySource, append: Append, copied: Cursor, flushed: Cursor | null, cursor: Cursor,
): Uint8Array {
  const { path, position, length } = append
  const handed = history.life(node, path, copied)?.find(copied, (change) => {
    return change.type === 'disk-write' && change.position < position + length && change.position + change.length > position
  }) ?? null
  const isUnderway = handed !== null && flushed !== null && handed <= cursor && cursor < flushed
  return history.bytes(isUnderway ? handed - 1 : cursor, node, path, { from: position, length, layer: 'disk' })
}

/** The last request before the append that brought this body. */
function messageStop(
  source: JourneySource, append: Append, appendedAt: Cursor, copied: Cursor | null, cursor: Cursor,
): JourneyStop {
  const body = bodyOf(source, append, copied ?? appendedAt)
  const arrived = source.frames.filter(({ isResponse, code, to, arrived: arrival, bytes }) => {
    return !isResponse && SENDS.has(code) && arrival !== null && arrival.event <= appendedAt && source.isOfNode(to)
      && endsWith(bytes, body)
  })
  const frame = arrived.at(-1)
  const event = frame?.arrived?.event ?? null
  const isHere = event !== null && event <= cursor
  return { stage: 'message', event, path: '', position: 0, bytes: isHere ? frame!.bytes : NOTHING }
}

/** As it was then: a power cut may have taken it since. */
function bodyOf(source: JourneySource, append: Append, at: Cursor): Uint8Array {
  const reader = source.readerAt(at)
  const field = recordAt(reader, append.path, append.position)?.children?.find(({ name }) => name === 'body')
  return field === undefined ? NOTHING : reader.read(append.path, field.offset, field.length)
}

function endsWith(bytes: Uint8Array, tail: Uint8Array): boolean {
  const start = bytes.length - tail.length
  return start >= 0 && tail.every((byte, index) => bytes[start + index] === byte)
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => other[index] === byte)
}

/** Where its entries are at the end of the run; if the record is gone by then, where they were when it went. */
function findLinks(source: JourneySource, append: Append, appendedAt: Cursor, record: Uint8Array): readonly FileLink[] {
  const { history, node, end } = source
  const { path, position, length } = append
  const place = { from: position, length }
  const isThere = (event: Cursor): boolean => isSame(history.bytes(event, node, path, place), record)
  const cut = history.life(node, path, appendedAt)?.find(appendedAt, ({ type }) => type === 'power-cut') ?? end
  const at = [end, cut - 1].find(isThere)
  return at === undefined ? [] : (recordAt(source.readerAt(at), path, position)?.links ?? [])
}

/** An entry is there when the last of the writes is done that it takes. */
function entryStop(source: JourneySource, link: FileLink, appendedAt: Cursor, cursor: Cursor): JourneyStop {
  const { history, node } = source
  const { path, position, length } = link
  const written = new RangeSet()
  const life = history.lives(node, path).find(({ deletedAt }) => deletedAt > appendedAt)
  const event = life?.find(appendedAt, (change) => {
    if (change.type !== 'page-cache-write') return false
    written.add(Math.max(change.position, position), Math.min(change.position + change.length, position + length))
    return written.list[0]?.from === position && written.list[0].to === position + length
  }) ?? null
  const stage = link.to === 'index' ? 'index' : 'queue'
  return { stage, event, path, position, bytes: history.bytes(cursor, node, path, { from: position, length }) }
}
