import type { DiskSpace } from '../../ports/Disk'

/**
 * How full a disk is, from 0 to 1, rounded up to whole percents; a disk without bounds is empty.
 * Original: UtilAll#getDiskPartitionSpaceUsedPercent
 */
export function diskSpaceUsedRatio({ total, used }: DiskSpace): number {
  if (used >= total) return 1
  return Math.ceil((used * 100) / total) / 100
}
