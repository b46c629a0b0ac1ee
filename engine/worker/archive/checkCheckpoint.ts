import { SAFETY_MARGIN_MILLIS } from '../../store/flush/StoreCheckpoint'
import { OS_PAGE_SIZE } from '../../store/pagecache/Page'
import type { StoreProblems } from './StoreProblems'
import type { StoreFiles } from './unpackStore'

/** Of the five numbers in the file those that recovery goes by, in ms since 1970. */
export interface CheckedCheckpoint {
  readonly isUsable: boolean
  /** Up to which store time log and queues are complete on the disk; 0: nobody knows. */
  readonly safeMillis: number
}

const PATH = 'checkpoint'
const UNKNOWN: CheckedCheckpoint = { isUsable: false, safeMillis: 0 }

/** One that can't be trusted is left out: recovery then begins with the first file. */
export function readCheckpoint(files: StoreFiles, problems: StoreProblems): CheckedCheckpoint {
  const file = files.get(PATH)
  if (files.size === 0) return UNKNOWN
  if (file === undefined) {
    problems.warning('file-missing', PATH)
    return UNKNOWN
  }
  if (file.size !== OS_PAGE_SIZE) {
    problems.warning('checkpoint', PATH, { reason: 'size', expected: OS_PAGE_SIZE, found: file.size })
    return UNKNOWN
  }
  const [physic, logics, index] = [file.getLong(0), file.getLong(8), file.getLong(16)]
  const isTime = [physic, logics, index].every((millis) => millis >= 0 && Number.isSafeInteger(millis))
  if (!isTime) {
    problems.warning('checkpoint', PATH, { reason: 'number' }, 0)
    return UNKNOWN
  }
  return { isUsable: true, safeMillis: Math.max(0, Math.min(physic!, logics!) - SAFETY_MARGIN_MILLIS) }
}

/**
 * A checkpoint that vouches for messages later than the log's last was made for another log, or for one that has lost
 * its end since.
 */
export function compareCheckpoint(checked: CheckedCheckpoint, lastMillis: number, problems: StoreProblems): void {
  if (!checked.isUsable || checked.safeMillis <= lastMillis) return
  problems.warning('checkpoint', PATH, { reason: 'late', expected: lastMillis, found: checked.safeMillis }, 0)
}
