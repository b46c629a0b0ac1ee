import { decodeUtf8, encodeUtf8 } from '../../kernel/Utf8'
import { parseFastJson, toFastJson } from './FastJson'

/** Bodies that are JSON. Original: org.apache.rocketmq.remoting.protocol.RemotingSerializable. */
export const RemotingSerializable = {
  encode(value: unknown): Uint8Array {
    return encodeUtf8(toFastJson(value))
  },

  /** @throws SyntaxError when the bytes are not JSON, not even fastjson's */
  decode(bytes: Uint8Array): Record<string, unknown> {
    return parseFastJson(decodeUtf8(bytes)) as Record<string, unknown>
  },
} as const
