/** The bits of a topic's sysFlag. Original: org.apache.rocketmq.common.sysflag.TopicSysFlag. */
export const TopicSysFlag = {
  FLAG_UNIT: 0x1,
  FLAG_UNIT_SUB: 0x2,

  hasUnitFlag(flag: number): boolean {
    return (flag & TopicSysFlag.FLAG_UNIT) !== 0
  },

  hasUnitSubFlag(flag: number): boolean {
    return (flag & TopicSysFlag.FLAG_UNIT_SUB) !== 0
  },
} as const
