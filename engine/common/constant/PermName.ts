/** What may be done with a topic's queues on a broker. Original: org.apache.rocketmq.common.constant.PermName. */
export const PermName = {
  /** The bits' places. */
  INDEX_PERM_READ: 2,
  PERM_INHERIT: 0x1,
  PERM_WRITE: 0x2,
  PERM_READ: 0x4,
  PERM_PRIORITY: 0x8,

  isReadable(perm: number): boolean {
    return (perm & PermName.PERM_READ) !== 0
  },

  isWriteable(perm: number): boolean {
    return (perm & PermName.PERM_WRITE) !== 0
  },

  isInherited(perm: number): boolean {
    return (perm & PermName.PERM_INHERIT) !== 0
  },

  isValid(perm: number): boolean {
    return perm >= 0 && perm < PermName.PERM_PRIORITY
  },

  /** `RW-` and the like. */
  perm2String(perm: number): string {
    const readable = PermName.isReadable(perm) ? 'R' : '-'
    const writeable = PermName.isWriteable(perm) ? 'W' : '-'
    return `${readable}${writeable}${PermName.isInherited(perm) ? 'X' : '-'}`
  },
} as const
