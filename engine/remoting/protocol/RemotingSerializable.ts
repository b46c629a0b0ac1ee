import { decodeUtf8, encodeUtf8 } from '../../kernel/Utf8'
import { toFastJson } from './FastJson'
import { JsonFields } from './JsonFields'

/** Bodies that are JSON. Original: org.apache.rocketmq.remoting.protocol.RemotingSerializable. */
export const RemotingSerializable = {
  encode(value: unknown): Uint8Array {
    return encodeUtf8(toFastJson(value))
  },

  /** @throws SyntaxError when the bytes are not JSON, not even fastjson's; JsonFieldError when they are no object */
  decode(bytes: Uint8Array): JsonFields {
    return JsonFields.parse(decodeUtf8(bytes))
  },
} as const
