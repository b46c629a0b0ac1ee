import type { Blocking } from '../../kernel/Blocking'
import type { Disk } from '../../ports/Disk'
import { importStore } from '../archive/importStore'
import type { OwnNotice } from './ownProtocol'
import type { StoreSizes } from './ownScenario'
import { OWN_SIZES } from './ownScenario'

/**
 * Puts the store of a zip on the broker's disk. @returns how large its files are; where they don't say, any size will do
 * @throws StoreRefusedError, DiskFullError, DiskIoError
 */
export function* unpackOntoDisk(
  zip: Uint8Array,
  disk: Disk,
  notify: (notice: OwnNotice) => void,
): Blocking<StoreSizes> {
  const onProgress = (done: number, of: number): void => notify({ type: 'own-progress', done, of })
  const { sizes } = yield* importStore(zip, disk, 'store', onProgress)
  return {
    mappedFileSizeCommitLog: sizes.mappedFileSizeCommitLog,
    mappedFileSizeConsumeQueue: sizes.mappedFileSizeConsumeQueue ?? OWN_SIZES.mappedFileSizeConsumeQueue,
    maxHashSlotNum: sizes.maxHashSlotNum ?? OWN_SIZES.maxHashSlotNum,
    maxIndexNum: sizes.maxIndexNum ?? OWN_SIZES.maxIndexNum,
  }
}
