/** Where a new group begins to pop from a queue. Original: org.apache.rocketmq.common.constant.ConsumeInitMode. */
export const ConsumeInitMode = {
  MIN: 0,
  MAX: 1,
} as const
