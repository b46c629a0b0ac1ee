import type { FlushDiskType } from '../../store/config/FlushDiskType'
import type { ConfigValue } from '../Scenario'

/** One message that is to be put. `size` in bytes of body. */
export interface PlannedMessage {
  readonly topic: string
  readonly queueId: number
  readonly size: number
  /** Empty: no key. */
  readonly key: string
  /** False: it is not to wait for the disk. */
  readonly waits: boolean
}

/**
 * One thing that happens to the store. `joined`: the next operation waits for its end; otherwise both run at once.
 * Times in ms.
 */
export type Operation =
  | { readonly do: 'put'; readonly message: PlannedMessage; readonly joined: boolean }
  | { readonly do: 'batch'; readonly message: PlannedMessage; readonly count: number; readonly joined: boolean }
  | { readonly do: 'advance'; readonly millis: number }
  | { readonly do: 'check' }
  | { readonly do: 'clean' }
  /** `microsLater`: how long after the operation before. `micros`: how long it lasts; the next operation does not wait. */
  | { readonly do: 'disk-full' | 'disk-fails' | 'short-reads'; readonly microsLater: number; readonly micros: number }
  | { readonly do: 'shut-down' }
  /** `microsLater`: how long after the operation before. */
  | { readonly do: 'kill'; readonly microsLater: number }
  /** `chance`: the seed of what happens to the disk. */
  | { readonly do: 'power-cut'; readonly microsLater: number; readonly chance: number }
  /** The store stops or is killed, and meanwhile a bit flips: `place` in the log, in millionths of what is written. */
  | { readonly do: 'flip-bit'; readonly place: number; readonly bit: number; readonly isClean: boolean }
  /** The same in a file that is made from the log: in an entry of a queue, in the index, in the checkpoint. */
  | {
      readonly do: 'flip-derived-bit'
      readonly file: 'queue' | 'index' | 'checkpoint'
      readonly place: number
      readonly bit: number
      readonly isClean: boolean
    }

/** Everything about one drill: the same plan gives the same run. */
export interface DrillPlan {
  readonly seed: number
  readonly flushDiskType: FlushDiskType
  /** A checksum over the whole record, and not only over the body. */
  readonly wholeRecordCrc: boolean
  readonly transientStorePool: boolean
  readonly logFileSize: number
  readonly queueFileSize: number
  readonly operations: readonly Operation[]
}

/** Index files are so small that several are filled, and their hash slots are shared. */
export const DRILL_INDEX = { maxHashSlotNum: 20, maxIndexNum: 30 } as const

/** What the plan asks of the store: fields of MessageStoreConfig. */
export function storeConfigOf(plan: DrillPlan): Record<string, ConfigValue> {
  return {
    flushDiskType: plan.flushDiskType,
    enabledAppendPropCRC: plan.wholeRecordCrc,
    forceVerifyPropCRC: plan.wholeRecordCrc,
    transientStorePoolEnable: plan.transientStorePool,
    mappedFileSizeCommitLog: plan.logFileSize,
    mappedFileSizeConsumeQueue: plan.queueFileSize,
    ...DRILL_INDEX,
    fileReservedTime: 0.005,
  }
}
