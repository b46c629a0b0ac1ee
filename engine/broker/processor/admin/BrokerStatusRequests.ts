import type { Blocking } from '../../../kernel/Blocking'
import { BrokerStatsData } from '../../../remoting/protocol/body/BrokerStatsData'
import { KVTable } from '../../../remoting/protocol/body/KVTable'
import { ViewBrokerStatsDataRequestHeader } from '../../../remoting/protocol/header/ViewBrokerStatsDataRequestHeader'
import type { RemotingCommand } from '../../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../../BrokerController'
import { answered, refusal } from '../answers'
import { haRuntimeInfoOf } from './haRuntimeInfoOf'
import { prepareRuntimeInfo } from './prepareRuntimeInfo'

/** How a broker is, for operators. Original: methods of AdminBrokerProcessor */
export class BrokerStatusRequests {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  /** Original: AdminBrokerProcessor#getBrokerRuntimeInfo */
  *getBrokerRuntimeInfo(): Blocking<RemotingCommand> {
    return answered(new KVTable(yield* prepareRuntimeInfo(this.brokerController)).encode())
  }

  /** What was counted in the last minute, hour and day. Original: AdminBrokerProcessor#ViewBrokerStatsData */
  viewBrokerStatsData(request: RemotingCommand): RemotingCommand {
    const { statsName, statsKey } = request.decodeCommandCustomHeader(ViewBrokerStatsDataRequestHeader)
    const manager = this.brokerController.getBrokerStatsManager()
    const item = manager.getStatsItem(statsName ?? '', statsKey ?? '')
    if (item === null) return refusal(ResponseCode.SYSTEM_ERROR, `nothing was counted as ${statsName} of ${statsKey}`)
    return answered(new BrokerStatsData(...manager.snapshotsOf(item)).encode())
  }

  /** How replication goes. Original: AdminBrokerProcessor#getBrokerHaStatus */
  getBrokerHaStatus(): RemotingCommand {
    const store = this.brokerController.getMessageStore()
    const haService = store.getHaService()
    if (haService === null) return refusal(ResponseCode.SYSTEM_ERROR, 'this broker does not replicate')
    return answered(haRuntimeInfoOf(store, haService).encode())
  }
}
