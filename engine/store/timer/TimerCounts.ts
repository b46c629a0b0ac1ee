import type { Blocking } from '../../kernel/Blocking'

/** How many messages of each topic wait; what the wheel needs of TimerMetrics, which is a table of the broker. */
export interface TimerCounts {
  /** @returns false when the file is damaged */
  load(): Blocking<boolean>
  /** Original: TimerMetrics#addAndGet */
  addAndGet(realTopic: string, value: number): void
  /** Has anything changed that is not on the disk? */
  hasChanged(): boolean
  persist(): Blocking<void>
}
