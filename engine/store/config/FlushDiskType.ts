/** When a message counts as safe. Original: org.apache.rocketmq.store.config.FlushDiskType. */
export const FlushDiskType = {
  /** The answer waits until the message is on the disk. */
  SYNC_FLUSH: 'SYNC_FLUSH',
  /** The answer goes out at once; a thread flushes from time to time. */
  ASYNC_FLUSH: 'ASYNC_FLUSH',
} as const
export type FlushDiskType = (typeof FlushDiskType)[keyof typeof FlushDiskType]
