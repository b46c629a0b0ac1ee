/** What a pull asks for besides messages. Original: org.apache.rocketmq.common.sysflag.PullSysFlag. */
export const PullSysFlag = {
  FLAG_COMMIT_OFFSET: 0x1,
  FLAG_SUSPEND: 0x1 << 1,
  FLAG_SUBSCRIPTION: 0x1 << 2,

  /** The pull says how far its group has come. */
  hasCommitOffsetFlag(sysFlag: number): boolean {
    return (sysFlag & PullSysFlag.FLAG_COMMIT_OFFSET) !== 0
  },

  /** The pull brings its subscription along. */
  hasSubscriptionFlag(sysFlag: number): boolean {
    return (sysFlag & PullSysFlag.FLAG_SUBSCRIPTION) !== 0
  },
} as const
