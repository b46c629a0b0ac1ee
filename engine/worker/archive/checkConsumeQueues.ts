import { getLong } from '../../common/longs'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { CQ_STORE_UNIT_SIZE } from '../../store/queue/CqUnit'
import { queueIdOf } from '../../store/queue/queueIdOf'
import type { CheckedLog, LastExit } from './checkCommitLog'
import type { FileRow } from './FileRow'
import { beginOf, checkRow, commonSize } from './FileRow'
import type { StoreProblems } from './StoreProblems'
import type { UnpackedFile } from './UnpackedFile'

/** The size of an entry that stands for nothing, before the first of a queue that doesn't begin at 0. */
const BLANK_SIZE = 0x7fffffff
/** Below this a tags code is no hash, but says where in the queue's extension more is. */
const MAX_EXT_ADDRESS = -2147483649
/** One message may be in many of these; its record names the topic that it was sent to. */
const LMQ_PREFIX = '%LMQ%'
/** Files in which recovery looks for a queue's end. */
const RECOVERED_FILES = 3

interface Queue {
  readonly topic: string
  readonly queueId: number
  readonly row: FileRow
  /** Numbers of the first entry in the files, and of the one behind the last that recovery keeps. */
  readonly first: number
  readonly end: number
  /** Where the last message that it knows ends, or -1 if it knows none. */
  readonly maxPhysicOffset: number
}

interface Entry {
  readonly offset: number
  readonly size: number
  readonly tagsCode: number
}

/**
 * Compares the queues with the log. Entries that lead beyond the log's end are those of messages that a crash has
 * taken, and recovery takes them away; messages without an entry get one, if they lie where recovery dispatches.
 * Everything else would stay wrong for good.
 * @returns the size of the files; null when there are none, or they are no queues
 */
export function checkConsumeQueues(
  files: readonly UnpackedFile[],
  log: CheckedLog,
  exit: LastExit,
  problems: StoreProblems,
): number | null {
  const fileSize = commonSize(files)
  const queues: Queue[] = []
  for (const [directory, own] of byDirectory(files)) {
    const [, topic, id] = directory.split('/')
    const row = fileSize === 0 ? null : checkRow(own, fileSize, problems)
    const queueId = queueIdOf(id!)
    if (queueId === null) problems.error('file-name', directory, { reason: 'queue' })
    if (row !== null && queueId !== null && row.files.length > 0) queues.push(measure(topic!, queueId, row))
  }
  if (fileSize % CQ_STORE_UNIT_SIZE !== 0) {
    problems.error('file-size', files[0]!.path, { expected: CQ_STORE_UNIT_SIZE, found: fileSize })
  }
  if (problems.hasErrors()) return null
  for (const queue of queues) checkEntries(queue, log, problems)
  reportMissing(queues, log, exit, problems)
  return fileSize === 0 ? null : fileSize
}

function byDirectory(files: readonly UnpackedFile[]): Map<string, UnpackedFile[]> {
  const directories = new Map<string, UnpackedFile[]>()
  for (const file of files) {
    const directory = file.path.slice(0, file.path.lastIndexOf('/'))
    directories.set(directory, [...(directories.get(directory) ?? []), file])
  }
  return directories
}

/** As ConsumeQueue#recover finds its end. */
function measure(topic: string, queueId: number, row: FileRow): Queue {
  const { files, fileSize } = row
  let maxPhysicOffset = -1
  let end = row.from
  for (const file of files.slice(Math.max(0, files.length - RECOVERED_FILES))) {
    let position = 0
    for (; position < fileSize; position += CQ_STORE_UNIT_SIZE) {
      const { offset, size } = entryAt(file, position)
      if (offset < 0 || size <= 0) break
      maxPhysicOffset = offset + size
    }
    end = beginOf(file) + position
    if (position < fileSize) break
  }
  const first = row.from / CQ_STORE_UNIT_SIZE
  return { topic, queueId, row, first, end: end / CQ_STORE_UNIT_SIZE, maxPhysicOffset }
}

/** Tells of the first entry in each file that is wrong, and how many of them there are. */
function checkEntries(queue: Queue, log: CheckedLog, problems: StoreProblems): void {
  for (const file of queue.row.files) {
    const from = beginOf(file) / CQ_STORE_UNIT_SIZE
    const faults = { error: [] as number[], warning: [] as number[] }
    const last = Math.min(queue.end - from, file.size / CQ_STORE_UNIT_SIZE)
    for (let index = 0; index < last; index++) {
      const fault = faultOf(entryAt(file, index * CQ_STORE_UNIT_SIZE), from + index, queue, log)
      if (fault !== null) faults[fault].push(index)
    }
    for (const level of ['error', 'warning'] as const) {
      const [first] = faults[level]
      if (first === undefined) continue
      const position = first * CQ_STORE_UNIT_SIZE
      const { offset } = entryAt(file, position)
      const values = { count: faults[level].length, queueOffset: from + first, physicalOffset: offset }
      problems[level]('entry-disagrees', file.path, values, position)
    }
  }
}

function faultOf(entry: Entry, number: number, queue: Queue, log: CheckedLog): 'error' | 'warning' | null {
  if (entry.size === BLANK_SIZE && entry.offset === 0) return null
  if (entry.size <= 0 || entry.offset < 0) return 'error'
  if (entry.offset < log.row.from) return null
  if (entry.offset >= log.end) return 'warning'
  const { records } = log
  const index = records.indexOf(entry.offset)
  if (index < 0 || records.sizes[index] !== entry.size) return 'error'
  if (queue.topic.startsWith(LMQ_PREFIX)) return null
  const isHere = records.queues[index] === records.queueNumber(`${queue.topic}-${queue.queueId}`)
  if (!isHere || records.queueOffsets[index] !== number) return 'error'
  // Of a delayed message it is when it is due, which other delay levels make another time.
  const isHash = entry.tagsCode > MAX_EXT_ADDRESS && queue.topic !== TopicValidator.RMQ_SYS_SCHEDULE_TOPIC
  return isHash && records.tagsCodes[index] !== entry.tagsCode ? 'error' : null
}

/** Messages that no entry leads to, and that recovery will make none for. */
function reportMissing(queues: readonly Queue[], log: CheckedLog, exit: LastExit, problems: StoreProblems): void {
  const { records } = log
  const known = new Map(queues.map((queue) => [records.queueNumber(`${queue.topic}-${queue.queueId}`), queue]))
  const keys = [...records.queueKeys()]
  const isDispatched = dispatchedBy(queues, log, exit)
  const missing = new Map<number, { first: number; count: number }>()
  for (let index = 0; index < records.length; index++) {
    const number = records.queues[index]!
    const queue = known.get(number)
    const queueOffset = records.queueOffsets[index]!
    const isThere = queue !== undefined && queueOffset >= queue.first && queueOffset < queue.end
    if (number < 0 || isThere || isDispatched(records.offsets[index]!)) continue
    const sum = missing.get(number) ?? { first: queueOffset, count: 0 }
    sum.count++
    missing.set(number, sum)
  }
  for (const [number, { first, count }] of missing) {
    const key = keys[number]!
    const at = key.lastIndexOf('-')
    const path = `consumequeue/${key.slice(0, at)}/${key.slice(at + 1)}`
    problems.error('file-missing', path, { count, queueOffset: first })
  }
}

/**
 * Which messages will recovery enter into their queues? After a crash those from the newest file on whose first message
 * is older than the checkpoint; otherwise those behind the end of the queues, and the very last one.
 */
function dispatchedBy(queues: readonly Queue[], log: CheckedLog, exit: LastExit): (offset: number) => boolean {
  const { row, records, firstTimestamps } = log
  if (exit.isOK) {
    const max = Math.max(-1, ...queues.map(({ maxPhysicOffset }) => maxPhysicOffset))
    const last = records.offsets.at(-1) ?? 0
    return (offset) => offset > max || offset >= last
  }
  const index = firstTimestamps.findLastIndex((millis) => millis > 0 && millis <= exit.safeMillis)
  const from = row.from + Math.max(0, index) * row.fileSize
  return (offset) => offset >= from
}

function entryAt(file: UnpackedFile, position: number): Entry {
  const bytes = file.get(position, CQ_STORE_UNIT_SIZE)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { offset: getLong(view, 0), size: view.getInt32(8), tagsCode: getLong(view, 12) }
}
