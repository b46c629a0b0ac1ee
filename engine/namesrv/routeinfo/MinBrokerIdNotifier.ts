import type { Blocking } from '../../kernel/Blocking'
import { RemotingException } from '../../remoting/exception/RemotingException'
import { NotifyMinBrokerIdChangeRequestHeader } from '../../remoting/protocol/header/NotifyMinBrokerIdChangeRequestHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { minBrokerId } from './RouteTables'

const TIMEOUT_MILLIS = 300

/** What of a remoting client is needed here. */
export interface OnewayInvoker {
  invokeOneway(address: string | null, request: RemotingCommand, timeoutMillis: number): Blocking<void>
}

/** Tells a group which of its brokers has the smallest id now. Original: RouteInfoManager#notifyMinBrokerIdChanged */
export class MinBrokerIdNotifier {
  private readonly remotingClient: OnewayInvoker

  constructor(remotingClient: OnewayInvoker) {
    this.remotingClient = remotingClient
  }

  /**
   * `offlineBrokerAddr`: who has gone; null when somebody has come. Who can't be reached isn't told.
   */
  *notifyMinBrokerIdChanged(
    brokerAddrs: ReadonlyMap<number, string>,
    offlineBrokerAddr: string | null,
    haBrokerAddr: string | null,
  ): Blocking<void> {
    const minId = minBrokerId(brokerAddrs)
    if (minId === null) return
    const header = new NotifyMinBrokerIdChangeRequestHeader()
    header.minBrokerId = minId
    header.minBrokerAddr = brokerAddrs.get(minId)!
    header.offlineBrokerAddr = offlineBrokerAddr
    header.haBrokerAddr = haBrokerAddr
    const request = RemotingCommand.createRequestCommand(RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE, header)
    try {
      for (const brokerAddr of chooseBrokerAddrsToNotify(brokerAddrs, minId, offlineBrokerAddr)) {
        yield* this.remotingClient.invokeOneway(brokerAddr, request, TIMEOUT_MILLIS)
      }
    } catch (error) {
      if (!(error instanceof RemotingException)) throw error
    }
  }
}

/** All that are left when one has gone; the others when one has come. Original: #chooseBrokerAddrsToNotify */
function chooseBrokerAddrsToNotify(
  brokerAddrs: ReadonlyMap<number, string>,
  minId: number,
  offlineBrokerAddr: string | null,
): string[] {
  const all = [...brokerAddrs]
  const chosen = offlineBrokerAddr !== null || all.length === 1 ? all : all.filter(([id]) => id !== minId)
  return chosen.map(([, addr]) => addr)
}
