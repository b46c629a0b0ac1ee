import { RemotingSerializable } from '../RemotingSerializable'

/** A slave, as its master sees it. Original: HARuntimeInfo.HAConnectionRuntimeInfo. */
export interface HAConnectionRuntimeInfo {
  readonly addr: string
  readonly slaveAckOffset: number
  readonly diff: number
  readonly inSync: boolean
  /** (Always 0 here.) */
  readonly transferredByteInSecond: number
  readonly transferFromWhere: number
}

/** What a slave knows of its master. Times in ms since 1970. Original: HARuntimeInfo.HAClientRuntimeInfo. */
export interface HAClientRuntimeInfo {
  readonly masterAddr: string | null
  /** (Always 0 here.) */
  readonly transferredByteInSecond: number
  readonly maxOffset: number
  readonly lastReadTimestamp: number
  readonly lastWriteTimestamp: number
  readonly masterFlushOffset: number
}

/** How replication goes. Original: org.apache.rocketmq.remoting.protocol.body.HARuntimeInfo. */
export class HARuntimeInfo {
  master: boolean
  masterCommitLogMaxOffset: number
  inSyncSlaveNums: number
  haConnectionInfo: readonly HAConnectionRuntimeInfo[]
  haClientRuntimeInfo: HAClientRuntimeInfo

  constructor() {
    this.master = false
    this.masterCommitLogMaxOffset = 0
    this.inSyncSlaveNums = 0
    this.haConnectionInfo = []
    this.haClientRuntimeInfo = {
      masterAddr: null,
      transferredByteInSecond: 0,
      maxOffset: 0,
      lastReadTimestamp: 0,
      lastWriteTimestamp: 0,
      masterFlushOffset: 0,
    }
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }
}
