import type { MessageQueue } from '../../../common/message/MessageQueue'
import { IllegalArgumentException } from '../../../kernel/errors'
import type { AllocateMessageQueueStrategy } from '../AllocateMessageQueueStrategy'
import { AbstractAllocateMessageQueueStrategy } from './AbstractAllocateMessageQueueStrategy'

/** Says which machine room a queue or a client is in. Original: AllocateMachineRoomNearby.MachineRoomResolver. */
export interface MachineRoomResolver {
  brokerDeployIn(messageQueue: MessageQueue): string
  consumerDeployIn(clientID: string): string
}

/**
 * The queues of a machine room go to the members in the same room, and where there are none to all members. Within that, another
 * strategy decides. Original: org.apache.rocketmq.client.consumer.rebalance.AllocateMachineRoomNearby.
 */
export class AllocateMachineRoomNearby extends AbstractAllocateMessageQueueStrategy {
  private readonly allocateMessageQueueStrategy: AllocateMessageQueueStrategy
  private readonly machineRoomResolver: MachineRoomResolver

  constructor(allocateMessageQueueStrategy: AllocateMessageQueueStrategy, machineRoomResolver: MachineRoomResolver) {
    super()
    this.allocateMessageQueueStrategy = allocateMessageQueueStrategy
    this.machineRoomResolver = machineRoomResolver
  }

  /** @throws IllegalArgumentException also for a queue or a member that is in no room */
  allocate(
    consumerGroup: string,
    currentCID: string,
    mqAll: readonly MessageQueue[],
    cidAll: readonly string[],
  ): MessageQueue[] {
    if (!this.check(currentCID, mqAll, cidAll)) return []
    const { machineRoomResolver: resolver, allocateMessageQueueStrategy: strategy } = this
    const mr2Mq = byRoom(mqAll, (mq) => resolver.brokerDeployIn(mq))
    const mr2c = byRoom(cidAll, (cid) => resolver.consumerDeployIn(cid))
    const ownRoom = resolver.consumerDeployIn(currentCID)
    const ownQueues = mr2Mq.get(ownRoom) ?? []
    const ownMembers = mr2c.get(ownRoom) ?? []
    const result = ownQueues.length === 0 ? [] : strategy.allocate(consumerGroup, currentCID, ownQueues, ownMembers)
    const roomsWithoutMembers = [...mr2Mq.keys()].filter((room) => room !== ownRoom && !mr2c.has(room)).sort()
    for (const room of roomsWithoutMembers) {
      result.push(...strategy.allocate(consumerGroup, currentCID, mr2Mq.get(room)!, cidAll))
    }
    return result
  }

  getName(): string {
    return `MACHINE_ROOM_NEARBY-${this.allocateMessageQueueStrategy.getName()}`
  }
}

function byRoom<T>(all: readonly T[], roomOf: (each: T) => string): Map<string, T[]> {
  const rooms = new Map<string, T[]>()
  for (const each of all) {
    const room = roomOf(each)
    if (room === '') throw new IllegalArgumentException(`${String(each)} is in no machine room`)
    rooms.set(room, [...(rooms.get(room) ?? []), each])
  }
  return rooms
}
