import type { MessageStoreConfig } from '../config/MessageStoreConfig'
import type { HAService } from './HAService'

/**
 * Required acks for a message, the master included, or null if too few replicas are in sync: then the message is refused.
 * A broker that doesn't count the members of its group refuses none: it writes the message and, if slaves are missing, tells
 * the sender in the end that they took too long.
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
