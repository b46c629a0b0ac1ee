import { textOf } from '../fastJsonCasts'
import { RemotingSerializable } from '../RemotingSerializable'

/** The client ids of a group. Original: protocol.header.GetConsumerListByGroupResponseBody. */
export class GetConsumerListByGroupResponseBody {
  consumerIdList: string[]

  constructor(consumerIdList: readonly string[] = []) {
    this.consumerIdList = [...consumerIdList]
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): GetConsumerListByGroupResponseBody {
    const fields = RemotingSerializable.decode(bytes)
    const ids = fields.has('consumerIdList') ? fields.elements('consumerIdList', textOf) : []
    return new GetConsumerListByGroupResponseBody(ids.filter((id) => id !== null))
  }
}
