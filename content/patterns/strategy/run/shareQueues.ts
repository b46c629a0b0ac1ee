import type { AllocationName } from '../../../../engine/cluster/allocations'
import { allocationOf } from '../../../../engine/cluster/allocations'
import { MessageQueue } from '../../../../engine/common/message/MessageQueue'
import { STAGE_TOPIC } from '../../stage/Stage'

export interface ShareQueuesInput {
  readonly strategy: AllocationName
  readonly queues: number
  readonly members: number
}

export interface ShareQueuesResult {
  /** The queues of each member, by their numbers. */
  readonly shares: readonly (readonly number[])[]
}

/** Has every member of a group compute its part of the queues, as each does by itself. */
export function runShareQueues({ strategy, queues, members }: ShareQueuesInput): ShareQueuesResult {
  const mqAll = Array.from({ length: queues }, (_, queue) => new MessageQueue(STAGE_TOPIC, 'room1@broker-a', queue))
  const cidAll = Array.from({ length: members }, (_, member) => `10.0.0.${41 + member}@room1`)
  return { shares: cidAll.map((cid) => allocationOf(strategy).allocate('billing', cid, mqAll, cidAll).map(({ queueId }) => queueId)) }
}
