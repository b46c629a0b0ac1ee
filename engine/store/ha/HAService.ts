import type { Blocking } from '../../kernel/Blocking'
import type { GroupCommitRequest } from '../flush/GroupCommitRequest'
import type { HAClient } from './HAClient'
import type { HAConnection } from './HAConnection'
import type { WaitNotifyObject } from './WaitNotifyObject'

/** Keeps copies of the commit log on other machines. Original: org.apache.rocketmq.store.ha.HAService. */
export interface HAService {
  /** @throws AddressInUseError */
  start(): void
  shutdown(): Blocking<void>
  /** Answers the request when enough slaves have the message, or when its time is over. */
  putRequest(request: GroupCommitRequest): void
  /** The threads that send the log to slaves sleep here. */
  getWaitNotifyObject(): WaitNotifyObject
  getConnectionList(): readonly HAConnection[]
  getConnectionCount(): number
  /** The position up to which at least one slave has the commit log. */
  getPush2SlaveMaxOffset(): number
  /** Is there a slave, and is the best one not too far behind `masterPutWhere`? */
  isSlaveOK(masterPutWhere: number): boolean
  /** The master and the slaves that are not too far behind `masterPutWhere`. */
  inSyncReplicasNums(masterPutWhere: number): number
  /** The brokers of this name that are alive, this one included. Original: MessageStore#setAliveReplicaNumInGroup */
  setAliveReplicaNumInGroup(aliveReplicaNums: number): void
  /** Null if the broker doesn't count them. */
  getAliveReplicaNumInGroup(): number | null
  /** Tells a slave where its master accepts slaves; a master ignores it. */
  updateHaMasterAddress(address: string | null): void
  /** Null on a master. */
  getHAClient(): HAClient | null
}
