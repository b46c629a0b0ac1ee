import { checkMessageAndReturnSize } from '../../store/commitlog/checkMessageAndReturnSize'
import { DelayLevelTable } from '../../store/commitlog/DelayLevelTable'
import { MessageStoreConfig } from '../../store/config/MessageStoreConfig'
import type { FileRow } from './FileRow'
import { beginOf, checkRow, commonSize } from './FileRow'
import { LogRecords } from './LogRecords'
import type { Steps } from './Steps'
import type { StoreProblems } from './StoreProblems'
import type { UnpackedFile } from './UnpackedFile'

const OPTIONS = {
  checkCRC: true,
  readBody: true,
  forceVerifyPropCRC: false,
  delayLevels: new DelayLevelTable(new MessageStoreConfig().messageDelayLevel),
}

/** Records that are read without a rest. */
const RECORDS_AT_ONCE = 256

/** What is in a commit log. */
export interface CheckedLog {
  readonly row: FileRow
  readonly records: LogRecords
  /** Where recovery will end it: behind the last record that is followed by no damage. */
  readonly end: number
  /** The store time of each file's first record, in ms since 1970; 0: it has none. */
  readonly firstTimestamps: readonly number[]
}

/** How a broker will come up with these files, as far as the commit log matters. */
export interface LastExit {
  /** There is no file `abort`. */
  readonly isOK: boolean
  /** Up to which store time the disk is complete, as the checkpoint says; in ms since 1970. */
  readonly safeMillis: number
}

/**
 * Reads the log as recovery does, record by record with all checksums.
 *
 * Recovery ends the log at the first record that is damaged, and throws away what is behind. After a crash that is what
 * it is for: in the last file, or where the checkpoint promises nothing. Anywhere else somebody has damaged files that
 * were whole, all later messages would be lost, and that is an error.
 */
export function* checkCommitLog(
  files: readonly UnpackedFile[],
  exit: LastExit,
  problems: StoreProblems,
): Steps<CheckedLog | null> {
  const fileSize = commonSize(files)
  if (fileSize === 0) {
    for (const { path } of files) problems.error('file-size', path, { found: 0 })
    return null
  }
  const row = checkRow(files, fileSize, problems)
  if (row === null) return null
  const records = new LogRecords()
  const firstTimestamps: number[] = []
  let end = row.from
  for (const [index, file] of row.files.entries()) {
    const steps = readFile(file, records)
    let step = steps.next()
    for (; step.done !== true; step = steps.next()) yield (index + step.value) / row.files.length
    const read = step.value
    end = beginOf(file) + read.end
    firstTimestamps.push(read.firstTimestamp)
    if (!read.isWhole) break
  }
  const { length } = row.files
  const log = { row, records, end, firstTimestamps: Array.from({ length }, (_, index) => firstTimestamps[index] ?? 0) }
  reportDamage(log, exit, problems)
  return log
}

interface ReadFile {
  readonly end: number
  readonly isWhole: boolean
  readonly firstTimestamp: number
}

function* readFile(file: UnpackedFile, records: LogRecords): Steps<ReadFile> {
  let firstTimestamp = 0
  for (let position = 0; ; ) {
    const request = checkMessageAndReturnSize(file, position, OPTIONS)
    if (request.success && request.msgSize === 0) return { end: position, isWhole: true, firstTimestamp }
    const isHere = request.commitLogOffset === beginOf(file) + position
    if (!request.success || !isHere) return { end: position, isWhole: false, firstTimestamp }
    if (position === 0) firstTimestamp = request.storeTimestamp
    records.add(request)
    position += request.msgSize
    if (records.length % RECORDS_AT_ONCE === 0) yield position / file.size
  }
}

/** Something that isn't zero behind the end is what is left of a record. */
function reportDamage({ row, records, end }: CheckedLog, exit: LastExit, problems: StoreProblems): void {
  const at = row.files.findIndex((file) => end < beginOf(file) + row.fileSize)
  if (at < 0) return
  const contentEnds = row.files.map((file) => beginOf(file) + file.contentEnd())
  const lastWithContent = row.files.findLastIndex((file, index) => contentEnds[index]! > beginOf(file))
  const cut = Math.max(...contentEnds) - end
  const file = row.files[at]!
  // The mark of a file's end is no damage: eight bytes, and the next file may not have been begun.
  if (lastWithContent < at || cut <= 0) return
  const isCrash = !exit.isOK && records.lastStoreTimestamp >= exit.safeMillis
  const level = lastWithContent === at || isCrash ? 'warning' : 'error'
  problems[level]('record-damaged', file.path, { cut }, end - beginOf(file))
}
