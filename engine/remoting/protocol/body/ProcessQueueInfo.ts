/** A queue that a consumer has, for an operator. Times in ms since 1970. Original: protocol.body.ProcessQueueInfo. */
export interface ProcessQueueInfo {
  readonly cachedMsgCount: number
  readonly cachedMsgMaxOffset: number
  readonly cachedMsgMinOffset: number
  readonly cachedMsgSizeInMiB: number
  readonly commitOffset: number
  /** Has the consumer given it up? */
  readonly droped: boolean
  readonly lastConsumeTimestamp: number
  readonly lastLockTimestamp: number
  readonly lastPullTimestamp: number
  readonly locked: boolean
  /** Of an ordered consumer: what its listener has now. */
  readonly transactionMsgCount: number
  readonly transactionMsgMaxOffset: number
  readonly transactionMsgMinOffset: number
  readonly tryUnlockTimes: number
}
