import { MessageSysFlag } from '../sysflag/MessageSysFlag'

/** How a body is compressed. Original: org.apache.rocketmq.common.compression.CompressionType. */
export const CompressionType = { LZ4: 'LZ4', ZSTD: 'ZSTD', ZLIB: 'ZLIB' } as const
export type CompressionType = (typeof CompressionType)[keyof typeof CompressionType]

/** The bits that say so in a message's sysFlag. */
export const COMPRESSION_FLAG: Readonly<Record<CompressionType, number>> = {
  LZ4: MessageSysFlag.COMPRESSION_LZ4_TYPE,
  ZSTD: MessageSysFlag.COMPRESSION_ZSTD_TYPE,
  ZLIB: MessageSysFlag.COMPRESSION_ZLIB_TYPE,
}
