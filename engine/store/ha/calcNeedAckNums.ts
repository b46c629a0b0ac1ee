import type { MessageStoreConfig } from '../config/MessageStoreConfig'
import type { HAService } from './HAService'

/**
 * How many must have a message before it is answered, the master included. Null: there are not so many, so it shall not
 * even be written. Unless the broker counts the members of its group there is no such refusal: the message is written,
 * and its sender is told in the end that the slaves took too long.
 * Original: CommitLog#calcNeedAckNums and what is around its calls
 * @param currOffset where the commit log ends
 */
export function calcNeedAckNums(config: MessageStoreConfig, haService: HAService, currOffset: number): number | null {
  const alive = haService.getAliveReplicaNumInGroup()
  if (alive === null) return config.inSyncReplicas
  const inSync = Math.min(alive, haService.inSyncReplicasNums(currOffset))
  const possible = Math.max(config.minInSyncReplicas, Math.min(config.inSyncReplicas, inSync))
  const needAckNums = config.enableAutoInSyncReplicas ? possible : config.inSyncReplicas
  return needAckNums > inSync ? null : needAckNums
}
