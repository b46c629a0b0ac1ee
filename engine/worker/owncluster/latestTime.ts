import type { Blocking } from '../../kernel/Blocking'
import type { Disk } from '../../ports/Disk'
import { FileNotFoundError } from '../../ports/Disk'
import { getStoreCheckpoint } from '../../store/config/StorePathConfigHelper'
import { getLong } from '../../common/longs'

/** The checkpoint begins with the store times of commit log, queues and index. */
const TIMES = [0, 8, 16]

/** The latest time that a store has seen, as far as its checkpoint knows, in ms since 1970; 0 when there is none. */
export function* latestTime(disk: Disk): Blocking<number> {
  try {
    const file = yield* disk.open(getStoreCheckpoint('store'), false)
    const bytes = new Uint8Array(24)
    const count = file.read(0, bytes)
    file.close()
    if (count < bytes.length) return 0
    const times = TIMES.map((position) => getLong(new DataView(bytes.buffer), position))
    return Math.max(0, ...times.filter((time) => Number.isSafeInteger(time)))
  } catch (error) {
    if (error instanceof FileNotFoundError) return 0
    throw error
  }
}
