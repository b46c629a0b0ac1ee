import type { Blocking } from '../../kernel/Blocking'
import type { Disk } from '../../ports/Disk'
import type { ExaminedStore } from '../archive/examineStore'
import { importStore } from '../archive/importStore'
import type { StoreSizes } from './ownScenario'
import { OWN_SIZES } from './ownScenario'

/**
 * Puts a store out of a zip on the broker's disk. @returns how large its files are; where they don't say, any size will do
 * @throws StoreRefusedError, DiskFullError, DiskIoError, and what `onProgress` throws
 */
export function* unpackOntoDisk(
  store: ExaminedStore,
  disk: Disk,
  onProgress: (done: number, of: number) => void,
): Blocking<StoreSizes> {
  yield* importStore(store, disk, 'store', onProgress)
  const { sizes } = store
  return {
    mappedFileSizeCommitLog: sizes.mappedFileSizeCommitLog,
    mappedFileSizeConsumeQueue: sizes.mappedFileSizeConsumeQueue ?? OWN_SIZES.mappedFileSizeConsumeQueue,
    maxHashSlotNum: sizes.maxHashSlotNum ?? OWN_SIZES.maxHashSlotNum,
    maxIndexNum: sizes.maxIndexNum ?? OWN_SIZES.maxIndexNum,
    timerWheelSlots: sizes.timerWheelSlots ?? OWN_SIZES.timerWheelSlots,
    mappedFileSizeTimerLog: sizes.mappedFileSizeTimerLog ?? OWN_SIZES.mappedFileSizeTimerLog,
  }
}
