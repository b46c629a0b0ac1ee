/** What a pull asks for besides messages. Original: org.apache.rocketmq.common.sysflag.PullSysFlag. */
export const PullSysFlag = {
  FLAG_COMMIT_OFFSET: 0x1,
  FLAG_SUSPEND: 0x1 << 1,
  FLAG_SUBSCRIPTION: 0x1 << 2,
  FLAG_CLASS_FILTER: 0x1 << 3,
  FLAG_LITE_PULL_MESSAGE: 0x1 << 4,

  buildSysFlag(
    commitOffset: boolean, suspend: boolean, subscription: boolean, classFilter: boolean, litePull = false,
  ): number {
    let flag = 0
    if (commitOffset) flag |= PullSysFlag.FLAG_COMMIT_OFFSET
    if (suspend) flag |= PullSysFlag.FLAG_SUSPEND
    if (subscription) flag |= PullSysFlag.FLAG_SUBSCRIPTION
    if (classFilter) flag |= PullSysFlag.FLAG_CLASS_FILTER
    if (litePull) flag |= PullSysFlag.FLAG_LITE_PULL_MESSAGE
    return flag
  },

  clearCommitOffsetFlag(sysFlag: number): number {
    return sysFlag & ~PullSysFlag.FLAG_COMMIT_OFFSET
  },

  /** The pull says how far its group has come. */
  hasCommitOffsetFlag(sysFlag: number): boolean {
    return (sysFlag & PullSysFlag.FLAG_COMMIT_OFFSET) !== 0
  },

  /** The pull may wait at the broker until there is something. */
  hasSuspendFlag(sysFlag: number): boolean {
    return (sysFlag & PullSysFlag.FLAG_SUSPEND) !== 0
  },

  /** The pull brings its subscription along. */
  hasSubscriptionFlag(sysFlag: number): boolean {
    return (sysFlag & PullSysFlag.FLAG_SUBSCRIPTION) !== 0
  },

  /** The pull comes from a lite pull consumer. */
  hasLitePullFlag(sysFlag: number): boolean {
    return (sysFlag & PullSysFlag.FLAG_LITE_PULL_MESSAGE) !== 0
  },
} as const
