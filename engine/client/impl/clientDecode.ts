import { MessageClientExt } from '../../common/message/MessageClientExt'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageExt } from '../../common/message/MessageExt'
import type { Compressor } from '../../ports/Compressor'
import { restoreBody } from './restoreBody'

/**
 * The messages of records, as an application sees them: with the producer's ids, and bodies as they were sent. A body that
 * can't be decompressed ends the list, as in 5.3.2: the messages behind it are lost on the consumer, which goes on behind all of them.
 * Original: MessageDecoder#clientDecode, #decodesBatch
 */
export function clientDecode(records: Uint8Array, compressor: Compressor): MessageExt[] {
  const messages: MessageExt[] = []
  for (const message of MessageDecoder.decodes(records)) {
    const seen = MessageClientExt.of(message)
    try {
      restoreBody(seen, compressor)
    } catch {
      break
    }
    messages.push(seen)
  }
  return messages
}
