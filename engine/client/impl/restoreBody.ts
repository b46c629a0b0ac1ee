import { compressionTypeOf, CompressionType } from '../../common/compression/CompressionType'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import type { Compressor } from '../../ports/Compressor'

interface Arrived {
  body: Uint8Array | null
  sysFlag: number
}

/**
 * Makes a body what it was before it was sent. One that LZ4 or Zstandard has compressed stays as it is, with the bit that says so: only
 * zlib is here. @throws Error for bytes that are no zlib stream, or a kind of compression that there isn't
 */
export function restoreBody(message: Arrived, compressor: Compressor): void {
  if (!MessageSysFlag.check(message.sysFlag, MessageSysFlag.COMPRESSED_FLAG) || message.body === null) return
  if (compressionTypeOf(message.sysFlag) !== CompressionType.ZLIB) return
  message.body = compressor.decompress(message.body)
  message.sysFlag = MessageSysFlag.clearCompressedFlag(message.sysFlag)
}
