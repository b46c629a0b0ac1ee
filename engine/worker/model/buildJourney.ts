import { RequestCode } from '../../remoting/protocol/RequestCode'
import type { TraceEventOf } from '../../trace/events'
import { recordAt } from '../describeFile/describeCommitLog'
import type { StoreReader } from '../describeFile/StoreReader'
import type { Cursor } from '../protocol'
import type { FileField, FileLink, JourneyStop, RecordJourney } from '../StoreView'
import type { FrameJourney } from './buildFrames'
import type { StoreHistory } from './StoreHistory'

type Append = TraceEventOf<'log-append'>

const SENDS: ReadonlySet<number> = new Set([
  RequestCode.SEND_MESSAGE, RequestCode.SEND_MESSAGE_V2, RequestCode.SEND_BATCH_MESSAGE,
])

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
}

/** The way of an appended message through the layers, with what is there at the cursor. */
export function buildJourney(source: JourneySource, appendedAt: Cursor, append: Append, cursor: Cursor): RecordJourney {
  const { history, node } = source
  const { path, position, length } = append
  const end = position + length
  const life = history.life(node, path, appendedAt)
  const covers = (change: { position: number; length: number }): boolean => (
    change.position <= position && change.position + change.length >= end
  )
  const copied = life?.find(lastWriteBefore(source, append, appendedAt), (each) => each.type === 'page-cache-write' && covers(each))
  // A write in which nothing lies that was not safe before flushes nothing of the record: it must end beyond it.
  const flushed = life?.find(appendedAt, (each) => {
    return each.type === 'disk-flush' && each.position + each.length >= end
  })
  const inFile = (stage: 'record' | 'pages' | 'disk', event: Cursor | null | undefined): JourneyStop => {
    const bytes = history.bytes(cursor, node, path, { from: position, length, layer: stage === 'disk' ? 'disk' : 'memory' })
    return { stage, event: event ?? null, path, position, bytes }
  }
  const links = findLinks(source, append)
  return {
    node,
    topic: append.topic,
    keys: append.keys ?? '',
    queueId: append.queueId,
    queueOffset: append.queueOffset,
    physicalOffset: append.physicalOffset,
    stops: [
      messageStop(source, append, appendedAt),
      { ...inFile('record', Math.min(appendedAt, copied ?? appendedAt)), bytes: recordBytes(source, append, appendedAt) },
      inFile('pages', copied),
      inFile('disk', flushed),
      ...links.map((link) => entryStop(source, link, appendedAt, cursor)),
    ],
  }
}

/** The record as it was encoded. */
function recordBytes(source: JourneySource, append: Append, at: Cursor): Uint8Array {
  const { path, position, length } = append
  return source.history.bytes(firstInFile(source, append, at), source.node, path, { from: position, length })
}

/** When the file has the record for the first time: when it is appended, or with a pool of buffers later. */
function firstInFile({ history, node }: JourneySource, { path, position, length }: Append, at: Cursor): Cursor {
  const life = history.life(node, path, at)
  const event = life?.find(0, (each) => {
    return each.type === 'page-cache-write' && each.position <= position && each.position + each.length >= position + length
  }) ?? at
  return Math.max(at, event)
}

/** The append is told after the bytes were written, so the write is looked for a little earlier. */
function lastWriteBefore({ history, node }: JourneySource, { path, position }: Append, at: Cursor): Cursor {
  const life = history.life(node, path, at)
  let found = 0
  for (let from = 0; life !== null; ) {
    const event = life.find(from, (each) => each.type === 'page-cache-write' && each.position === position)
    if (event === null || event > at) break
    found = event
    from = event + 1
  }
  return found
}

/** The last request before the append that brought this body. */
function messageStop(source: JourneySource, append: Append, appendedAt: Cursor): JourneyStop {
  const body = bodyOf(source, append, appendedAt)
  const arrived = source.frames.filter(({ isResponse, code, to, arrived: arrival, bytes }) => {
    return !isResponse && SENDS.has(code) && arrival !== null && arrival.event <= appendedAt && source.isOfNode(to)
      && endsWith(bytes, body)
  })
  const frame = arrived.at(-1)
  return {
    stage: 'message', event: frame?.arrived?.event ?? null, path: '', position: 0, bytes: frame?.bytes ?? new Uint8Array(0),
  }
}

/** As it was then: a power cut may have taken it since. */
function bodyOf(source: JourneySource, append: Append, appendedAt: Cursor): Uint8Array {
  const reader = source.readerAt(firstInFile(source, append, appendedAt))
  const field = recordAt(reader, append.path, append.position)?.children?.find(({ name }) => name === 'body')
  return field === undefined ? new Uint8Array(0) : reader.read(append.path, field.offset, field.length)
}

function endsWith(bytes: Uint8Array, tail: Uint8Array): boolean {
  const start = bytes.length - tail.length
  return start >= 0 && tail.every((byte, index) => bytes[start + index] === byte)
}

/** Where its entries are at the end of the run. */
function findLinks(source: JourneySource, append: Append): FileLink[] {
  const field: FileField | null = recordAt(source.readerAt(source.end), append.path, append.position)
  return [...(field?.links ?? [])]
}

function entryStop(source: JourneySource, link: FileLink, appendedAt: Cursor, cursor: Cursor): JourneyStop {
  const { history, node, end } = source
  const { path, position, length } = link
  const event = history.life(node, path, end)?.find(appendedAt, (each) => {
    return each.type === 'page-cache-write' && each.position <= position && each.position + each.length >= position + length
  }) ?? null
  const stage = link.to === 'index' ? 'index' : 'queue'
  return { stage, event, path, position, bytes: history.bytes(cursor, node, path, { from: position, length }) }
}
