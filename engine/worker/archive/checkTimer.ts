import { OS_PAGE_SIZE } from '../../store/pagecache/Page'
import { Slot } from '../../store/timer/Slot'
import { isMagicOK, TIMER_LOG_BLANK_MAGIC, TIMER_LOG_UNIT } from '../../store/timer/TimerLog'
import { beginOf, checkRow, commonSize } from './FileRow'
import type { StoreProblems } from './StoreProblems'
import type { UnpackedFile } from './UnpackedFile'

const WHEEL = 'timerwheel'
const CHECK = 'config/timercheck'
/** A wheel has two rounds. */
const BYTES_PER_SLOT = 2 * Slot.SIZE
/** What the original's wheel has: seven days. */
const USUAL_WHEEL = 7 * 24 * 3600 * BYTES_PER_SLOT
const CHECKED_NUMBERS = 4

export interface CheckedTimer {
  readonly timerWheelSlots: number | null
  readonly mappedFileSizeTimerLog: number | null
}

/**
 * Can a broker go on with the messages that wait? With a wheel, a log or a checkpoint that is damaged, it would not start, lose
 * messages or deliver them again; so a store with such a file is refused. `files`: those of the timer.
 */
export function checkTimer(files: readonly UnpackedFile[], problems: StoreProblems): CheckedTimer {
  const at = (path: string): UnpackedFile | null => files.find((file) => file.path === path) ?? null
  const wheel = at(WHEEL)
  if (wheel !== null && (wheel.size === 0 || wheel.size % BYTES_PER_SLOT !== 0)) {
    problems.error('file-size', WHEEL, { expected: USUAL_WHEEL, found: wheel.size })
  }
  checkCheckpoint(at(CHECK), problems)
  const log = files.filter(({ path }) => path.startsWith('timerlog/'))
  const fileSize = commonSize(log)
  const row = fileSize === 0 ? null : checkRow(log, fileSize, problems)
  for (const file of row?.files ?? []) checkRecords(file, problems)
  return {
    timerWheelSlots: wheel === null ? null : Math.max(1, Math.floor(wheel.size / BYTES_PER_SLOT)),
    mappedFileSizeTimerLog: fileSize === 0 ? null : fileSize,
  }
}

function checkCheckpoint(file: UnpackedFile | null, problems: StoreProblems): void {
  if (file === null) return
  if (file.size !== OS_PAGE_SIZE) {
    problems.error('file-size', CHECK, { expected: OS_PAGE_SIZE, found: file.size })
    return
  }
  for (let index = 0; index < CHECKED_NUMBERS; index++) {
    const value = file.getLong(index * 8)
    if (value < 0 || !Number.isSafeInteger(value)) problems.error('timer', CHECK, { reason: 'number' }, index * 8)
  }
}

/** From record to record, up to the first that is blank. Each leads to one before it, or to none. */
function checkRecords(file: UnpackedFile, problems: StoreProblems): void {
  const begin = beginOf(file)
  const end = Math.min(file.size, file.contentEnd())
  for (let position = 0; position < end; position += TIMER_LOG_UNIT.SIZE) {
    const isWhole = position + TIMER_LOG_UNIT.SIZE <= file.size
    const hasMagic = position + TIMER_LOG_UNIT.CURR_WRITE_TIME <= file.size
    const magic = hasMagic ? file.getInt(position + TIMER_LOG_UNIT.MAGIC) : 0
    if (magic === TIMER_LOG_BLANK_MAGIC) return
    const isRecord = isWhole && file.getInt(position) === TIMER_LOG_UNIT.SIZE && isMagicOK(magic)
    const prevPos = isRecord ? file.getLong(position + TIMER_LOG_UNIT.PREV_POS) : 0
    if (isRecord && prevPos >= -1 && prevPos < begin + position) continue
    problems.error('timer', file.path, { reason: 'record' }, position)
    return
  }
}
