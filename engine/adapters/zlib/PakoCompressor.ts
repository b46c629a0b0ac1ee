import { deflate, inflate } from 'pako'
import type { Compressor } from '../../ports/Compressor'

/** zlib streams, byte for byte those of `java.util.zip.Deflater`. Original: org.apache.rocketmq.common.compression.ZlibCompressor */
export class PakoCompressor implements Compressor {
  compress(bytes: Uint8Array, level: number): Uint8Array {
    return deflate(bytes, { level: level as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 })
  }

  /** @throws Error when the bytes are not a whole zlib stream */
  decompress(bytes: Uint8Array): Uint8Array {
    const result: unknown = inflate(bytes, { windowBits: 15 })
    if (!(result instanceof Uint8Array)) throw new Error('the zlib stream ends too early')
    return result
  }
}
