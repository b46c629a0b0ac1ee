const COMPRESSED_FLAG = 0x1
const TRANSACTION_ROLLBACK_TYPE = 0x3 << 2

/** The bits of a message's sysFlag. Original: org.apache.rocketmq.common.sysflag.MessageSysFlag. */
export const MessageSysFlag = {
  COMPRESSED_FLAG,
  MULTI_TAGS_FLAG: 0x2,
  TRANSACTION_NOT_TYPE: 0,
  TRANSACTION_PREPARED_TYPE: 0x1 << 2,
  TRANSACTION_COMMIT_TYPE: 0x2 << 2,
  TRANSACTION_ROLLBACK_TYPE,
  BORNHOST_V6_FLAG: 0x10,
  STOREHOSTADDRESS_V6_FLAG: 0x20,
  NEED_UNWRAP_FLAG: 0x40,
  INNER_BATCH_FLAG: 0x80,
  COMPRESSION_LZ4_TYPE: 0x100,
  COMPRESSION_ZSTD_TYPE: 0x200,
  COMPRESSION_ZLIB_TYPE: 0x300,

  getTransactionValue(flag: number): number {
    return flag & TRANSACTION_ROLLBACK_TYPE
  },

  resetTransactionValue(flag: number, type: number): number {
    return (flag & ~TRANSACTION_ROLLBACK_TYPE) | type
  },

  clearCompressedFlag(flag: number): number {
    return flag & ~COMPRESSED_FLAG
  },

  check(flag: number, expected: number): boolean {
    return (flag & expected) !== 0
  },
} as const
