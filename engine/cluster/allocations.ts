import type { AllocateMessageQueueStrategy } from '../client/consumer/AllocateMessageQueueStrategy'
import type { MachineRoomResolver } from '../client/consumer/rebalance/AllocateMachineRoomNearby'
import { AllocateMachineRoomNearby } from '../client/consumer/rebalance/AllocateMachineRoomNearby'
import { AllocateMessageQueueAveragely } from '../client/consumer/rebalance/AllocateMessageQueueAveragely'
import { AllocateMessageQueueAveragelyByCircle } from '../client/consumer/rebalance/AllocateMessageQueueAveragelyByCircle'
import { AllocateMessageQueueByMachineRoom } from '../client/consumer/rebalance/AllocateMessageQueueByMachineRoom'
import { AllocateMessageQueueConsistentHash } from '../client/consumer/rebalance/AllocateMessageQueueConsistentHash'

export const ALLOCATIONS = ['averagely', 'circle', 'consistent-hash', 'machine-room', 'machine-room-nearby'] as const

export type AllocationName = (typeof ALLOCATIONS)[number]

/** The room whose queues the strategy `machine-room` shares. */
const SHARED_ROOM = 'room1'

/** Brokers are called `room@name`, members `name@room`. */
const resolver: MachineRoomResolver = {
  brokerDeployIn: ({ brokerName }) => brokerName.split('@')[0]!,
  consumerDeployIn: (clientID) => clientID.split('@')[1] ?? '',
}

/** A new strategy of that name, for groups whose brokers and members tell their rooms by their names. */
export function allocationOf(name: AllocationName): AllocateMessageQueueStrategy {
  switch (name) {
    case 'averagely':
      return new AllocateMessageQueueAveragely()
    case 'circle':
      return new AllocateMessageQueueAveragelyByCircle()
    case 'consistent-hash':
      return new AllocateMessageQueueConsistentHash()
    case 'machine-room': {
      const strategy = new AllocateMessageQueueByMachineRoom()
      strategy.setConsumeridcs([SHARED_ROOM])
      return strategy
    }
    case 'machine-room-nearby':
      return new AllocateMachineRoomNearby(new AllocateMessageQueueAveragely(), resolver)
  }
}
