import { MixAll } from '../../common/MixAll'
import { isBlank } from '../../kernel/java/javaTrim'
import type { RPCHook } from '../../remoting/netty/RPCHook'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { BrokerData } from '../../remoting/protocol/route/BrokerData'
import { TopicRouteData } from '../../remoting/protocol/route/TopicRouteData'

/**
 * Shows clients that name their zone only the brokers of that zone.
 * Original: org.apache.rocketmq.namesrv.route.ZoneRouteRPCHook.
 */
export class ZoneRouteRPCHook implements RPCHook {
  doBeforeRequest(): void {}

  /** Encodes the route again, without strict JSON even for clients that asked for it. */
  doAfterResponse(_remoteAddress: string, request: RemotingCommand, response: RemotingCommand | null): void {
    if (request.code !== RequestCode.GET_ROUTEINFO_BY_TOPIC || response === null) return
    if (response.code !== ResponseCode.SUCCESS || response.body === null) return
    const zoneMode = request.getExtField(MixAll.ZONE_MODE) ?? ''
    const zoneName = request.getExtField(MixAll.ZONE_NAME) ?? ''
    if (zoneMode.toLowerCase() !== 'true' || isBlank(zoneName)) return
    const route = TopicRouteData.decode(response.body)
    filterByZoneName(route, zoneName)
    response.body = route.encode(false)
  }
}

function filterByZoneName(route: TopicRouteData, zoneName: string): void {
  const removed = route.brokerDatas.filter((each) => !isReserved(each, zoneName))
  const removedNames = new Set(removed.map((each) => each.brokerName))
  route.brokerDatas = route.brokerDatas.filter((each) => !removed.includes(each))
  route.queueDatas = route.queueDatas.filter((each) => !removedNames.has(each.brokerName))
  for (const brokerAddr of removed.flatMap((each) => [...each.brokerAddrs.values()])) {
    delete route.filterServerTable[brokerAddr]
  }
}

/** A group without a master is shown in every zone: its slaves are needed wherever they are. */
function isReserved({ brokerAddrs, zoneName }: BrokerData, wanted: string): boolean {
  return !brokerAddrs.has(MixAll.MASTER_ID) || zoneName?.toLowerCase() === wanted.toLowerCase()
}
