import { decodeUtf8, encodeUtf8 } from '../../kernel/Utf8'
import { toFastJson } from './FastJson'
import { CastError } from './fastJsonCasts'
import { JsonFieldError, JsonFields } from './JsonFields'

/** Bodies that are JSON. Original: org.apache.rocketmq.remoting.protocol.RemotingSerializable. */
export const RemotingSerializable = {
  encode(value: unknown): Uint8Array {
    return encodeUtf8(toFastJson(value))
  },

  /**
   * (What is nothing to fastjson is refused here. In RocketMQ the class is null then, and its first use fails.)
   * @throws SyntaxError when the bytes are not JSON, not even fastjson's; JsonFieldError when they are no object
   */
  decode(bytes: Uint8Array): JsonFields {
    const fields = JsonFields.parse(decodeUtf8(bytes))
    if (fields === null) throw new JsonFieldError('the text', new CastError('an object', null).message)
    return fields
  },
} as const
