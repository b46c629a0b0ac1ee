/** Where a group begins that is new to a queue it pops from. Original: org.apache.rocketmq.common.constant.ConsumeInitMode. */
export const ConsumeInitMode = {
  MIN: 0,
  MAX: 1,
} as const
