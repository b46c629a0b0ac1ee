import { BoundaryType } from '../../common/BoundaryType'
import type { MappedFile } from '../logfile/MappedFile'
import { CQ_STORE_UNIT_SIZE } from './CqUnit'

/** What a search needs to know of a queue. */
export interface QueueByTime {
  readonly files: readonly MappedFile[]
  /** Position (bytes) of the first entry whose message still exists. */
  readonly minLogicOffset: number
  /** Where the commit log begins. */
  readonly minPhyOffset: number
  /** The store time of the message at this place of the commit log, in ms since 1970; negative if there is none. */
  storeTimestampOf(phyOffset: number, size: number): number
}

/**
 * The number of the message that was stored at `timestamp` (ms since 1970). Entries don't hold times: each step of the
 * search looks into the commit log. The result may lie outside of the queue.
 * Original: ConsumeQueue#getOffsetInQueueByTime
 */
export function offsetInQueueByTime(queue: QueueByTime, timestamp: number, boundaryType: BoundaryType): number {
  const file = fileByTime(queue, timestamp, boundaryType)
  if (file === null || file.getReadPosition() < CQ_STORE_UNIT_SIZE) return 0
  const first = file.getFileFromOffset() / CQ_STORE_UNIT_SIZE
  const floor = Math.max(0, queue.minLogicOffset / CQ_STORE_UNIT_SIZE - first)
  const ceiling = Math.floor(file.getReadPosition() / CQ_STORE_UNIT_SIZE) - 1
  const isLower = boundaryType === BoundaryType.LOWER
  if (floor > ceiling) return 0
  if (timeOf(queue, file, ceiling) < timestamp) return first + (isLower ? ceiling + 1 : ceiling)
  if (timeOf(queue, file, floor) > timestamp) return isLower ? first : 0
  const found = search(queue, file, timestamp, { floor, ceiling, isLower })
  return found === null ? 0 : first + found
}

/** Original: MappedFileQueue#getConsumeQueueMappedFileByTime */
function fileByTime(queue: QueueByTime, timestamp: number, boundaryType: BoundaryType): MappedFile | null {
  const { files } = queue
  if (boundaryType === BoundaryType.LOWER) {
    const older = files.slice(0, -1)
    return older.find((file) => timeOf(queue, file, lastIndex(file)) >= timestamp) ?? files[files.length - 1] ?? null
  }
  for (let i = files.length - 1; i >= 0; i--) {
    if (timeOf(queue, files[i]!, 0) <= timestamp) return files[i]!
  }
  return null
}

/**
 * A binary search that takes several messages of one time for the one at their boundary. Null when a message can't be
 * read.
 */
function search(
  queue: QueueByTime,
  file: MappedFile,
  timestamp: number,
  range: { floor: number; ceiling: number; isLower: boolean },
): number | null {
  const { floor, ceiling, isLower } = range
  let low = floor
  let high = ceiling
  let left = floor
  let right = ceiling
  while (low <= high) {
    const middle = (low + high) >> 1
    const storeTime = phyOffsetOf(file, middle) < queue.minPhyOffset ? -Infinity : timeOf(queue, file, middle)
    if (storeTime < 0 && storeTime !== -Infinity) return null
    if (storeTime === timestamp) return boundary(queue, file, middle, range)
    if (storeTime > timestamp) {
      high = middle - 1
      right = middle
    } else {
      low = middle + 1
      left = middle
    }
  }
  return isLower ? right : left
}

/** Moves from a message to the first or the last one with the same time. */
function boundary(
  queue: QueueByTime,
  file: MappedFile,
  index: number,
  { floor, ceiling, isLower }: { floor: number; ceiling: number; isLower: boolean },
): number {
  const timestamp = timeOf(queue, file, index)
  const step = isLower ? -1 : 1
  let found = index
  for (let next = index + step; next >= floor && next <= ceiling; next += step) {
    if (timeOf(queue, file, next) !== timestamp) break
    found = next
  }
  return found
}

function lastIndex(file: MappedFile): number {
  return Math.floor(file.getFileSize() / CQ_STORE_UNIT_SIZE) - 1
}

function phyOffsetOf(file: MappedFile, index: number): number {
  return file.getBuffer().getLong(index * CQ_STORE_UNIT_SIZE)
}

function timeOf(queue: QueueByTime, file: MappedFile, index: number): number {
  const size = file.getBuffer().getInt(index * CQ_STORE_UNIT_SIZE + 8)
  return queue.storeTimestampOf(phyOffsetOf(file, index), size)
}
