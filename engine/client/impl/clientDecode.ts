import { MessageClientExt } from '../../common/message/MessageClientExt'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageExt } from '../../common/message/MessageExt'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import type { Compressor } from '../../ports/Compressor'

/**
 * The messages of records, as an application sees them: with the producer's ids, and bodies as they were sent.
 * Original: MessageDecoder#clientDecode, #decodesBatch
 */
export function clientDecode(records: Uint8Array, compressor: Compressor): MessageExt[] {
  return MessageDecoder.decodes(records).map((message) => {
    const seen = MessageClientExt.of(message)
    const isCompressed = MessageSysFlag.check(seen.sysFlag, MessageSysFlag.COMPRESSED_FLAG)
    if (isCompressed && seen.body !== null) seen.body = compressor.decompress(seen.body)
    return seen
  })
}
