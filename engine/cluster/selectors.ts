import type { MessageQueueSelector } from '../client/producer/MessageQueueSelector'
import { SelectMessageQueueByHash } from '../client/producer/selector/SelectMessageQueueByHash'
import { SelectMessageQueueByMachineRoom } from '../client/producer/selector/SelectMessageQueueByMachineRoom'
import { SelectMessageQueueByRandom } from '../client/producer/selector/SelectMessageQueueByRandom'
import type { SelectorName } from './Scenario'

/** The strategy of that name; null for round robin, which is the producer's own way of choosing. */
export function selectorOf(name: SelectorName | null): MessageQueueSelector | null {
  switch (name) {
    case 'hash':
      return new SelectMessageQueueByHash()
    case 'random':
      return new SelectMessageQueueByRandom()
    case 'machine-room':
      return new SelectMessageQueueByMachineRoom()
    default:
      return null
  }
}
