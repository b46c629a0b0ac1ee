import { IllegalArgumentException } from '../../kernel/errors'
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

const COMPRESSION_TYPE_COMPARATOR = 0x7 << 8

/**
 * Which kind the bits name; none is zlib, the only kind there once was. Original: MessageSysFlag#getCompressionType
 * @throws IllegalArgumentException for bits that name none
 */
export function compressionTypeOf(sysFlag: number): CompressionType {
  const bits = sysFlag & COMPRESSION_TYPE_COMPARATOR
  switch (bits) {
    case MessageSysFlag.COMPRESSION_LZ4_TYPE:
      return CompressionType.LZ4
    case MessageSysFlag.COMPRESSION_ZSTD_TYPE:
      return CompressionType.ZSTD
    case 0:
    case MessageSysFlag.COMPRESSION_ZLIB_TYPE:
      return CompressionType.ZLIB
    default:
      throw new IllegalArgumentException(`there is no kind of compression with the bits ${bits}`)
  }
}
