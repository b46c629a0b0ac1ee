import { RemotingSerializable } from '../RemotingSerializable'
import type { SubscriptionData } from './HeartbeatData'
import { subscriptionDataOf } from './HeartbeatData'

/** One subscription of a consumer, for a broker to look at. Original: protocol.body.CheckClientRequestBody. */
export class CheckClientRequestBody {
  readonly clientId: string
  readonly group: string
  readonly namespace: string | null
  readonly subscriptionData: SubscriptionData | null

  constructor(clientId: string, group: string, subscriptionData: SubscriptionData | null) {
    this.clientId = clientId
    this.group = group
    this.namespace = null
    this.subscriptionData = subscriptionData
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): CheckClientRequestBody {
    const fields = RemotingSerializable.decode(bytes)
    const subscription = fields.has('subscriptionData') ? fields.object('subscriptionData') : null
    const data = subscription === null ? null : subscriptionDataOf(subscription)
    return new CheckClientRequestBody(fields.text('clientId') ?? '', fields.text('group') ?? '', data)
  }
}
