import type { Blocking } from '../../../kernel/Blocking'
import { RemotingException } from '../../../remoting/exception/RemotingException'
import type { Channel } from '../../../remoting/netty/Channel'
import { NotifyConsumerIdsChangedRequestHeader } from '../../../remoting/protocol/header/NotifyConsumerIdsChangedRequestHeader'
import { RemotingCommand } from '../../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../remoting/protocol/RequestCode'

const NOTIFY_TIMEOUT_MILLIS = 10

type InvokeOneway = (channel: Channel, request: RemotingCommand, timeoutMillis: number) => Blocking<void>

/** What a broker says to its clients of its own accord. Original: org.apache.rocketmq.broker.client.net.Broker2Client. */
export class Broker2Client {
  private readonly invokeOneway: InvokeOneway

  /** `invokeOneway`: of the broker's server. */
  constructor(invokeOneway: InvokeOneway) {
    this.invokeOneway = invokeOneway
  }

  /** A client that can't be told learns of it at its next rebalance. Original: Broker2Client#notifyConsumerIdsChanged */
  *notifyConsumerIdsChanged(channel: Channel, consumerGroup: string): Blocking<void> {
    const header = new NotifyConsumerIdsChangedRequestHeader()
    header.consumerGroup = consumerGroup
    const request = RemotingCommand.createRequestCommand(RequestCode.NOTIFY_CONSUMER_IDS_CHANGED, header)
    try {
      yield* this.invokeOneway(channel, request, NOTIFY_TIMEOUT_MILLIS)
    } catch (error) {
      if (!(error instanceof RemotingException)) throw error
    }
  }
}
