import { HARuntimeInfo } from '../../../remoting/protocol/body/HARuntimeInfo'
import { BrokerRole } from '../../../store/config/BrokerRole'
import type { DefaultMessageStore } from '../../../store/DefaultMessageStore'
import type { HAService } from '../../../store/ha/HAService'

/** How replication goes. Original: DefaultHAService#getRuntimeInfo */
export function haRuntimeInfoOf(store: DefaultMessageStore, haService: HAService): HARuntimeInfo {
  const { brokerRole, haMaxGapNotInSync } = store.messageStoreConfig
  const info = new HARuntimeInfo()
  info.master = brokerRole !== BrokerRole.SLAVE
  if (!info.master) {
    const client = haService.getHAClient()
    info.haClientRuntimeInfo = {
      masterAddr: client?.getHaMasterAddress() ?? null,
      transferredByteInSecond: 0,
      maxOffset: store.getMaxPhyOffset(),
      lastReadTimestamp: client?.getLastReadTimestamp() ?? 0,
      lastWriteTimestamp: client?.getLastWriteTimestamp() ?? 0,
      // Only slaves that know their master's flushed offset say more; none does by default.
      masterFlushOffset: 0,
    }
    return info
  }
  const masterPutWhere = store.getMaxPhyOffset()
  info.masterCommitLogMaxOffset = masterPutWhere
  info.haConnectionInfo = haService.getConnectionList().map((slave) => {
    const slaveAckOffset = slave.getSlaveAckOffset()
    const diff = masterPutWhere - slaveAckOffset
    return {
      addr: slave.getClientAddress(),
      slaveAckOffset,
      diff,
      inSync: diff < haMaxGapNotInSync,
      transferredByteInSecond: 0,
      transferFromWhere: slave.getTransferFromWhere(),
    }
  })
  info.inSyncSlaveNums = info.haConnectionInfo.filter(({ inSync }) => inSync).length
  return info
}
