import type { SendMessageHook } from '../client/hook/SendMessageHook'
import type { MessageQueueSelector } from '../client/producer/MessageQueueSelector'
import { SelectMessageQueueAvoidSlow } from '../client/producer/selector/SelectMessageQueueAvoidSlow'
import { SelectMessageQueueByConsistentHash } from '../client/producer/selector/SelectMessageQueueByConsistentHash'
import { SelectMessageQueueByHash } from '../client/producer/selector/SelectMessageQueueByHash'
import { SelectMessageQueueByLeastLoaded } from '../client/producer/selector/SelectMessageQueueByLeastLoaded'
import { SelectMessageQueueByMachineRoom } from '../client/producer/selector/SelectMessageQueueByMachineRoom'
import { SelectMessageQueueByRandom } from '../client/producer/selector/SelectMessageQueueByRandom'
import { SelectMessageQueueByRoundRobin } from '../client/producer/selector/SelectMessageQueueByRoundRobin'
import { SelectMessageQueueSticky } from '../client/producer/selector/SelectMessageQueueSticky'
import type { SelectorName } from './Scenario'

/** A strategy; some also watch the outcome of the messages, as a hook does. */
export type Strategy = MessageQueueSelector & Partial<SendMessageHook>

/** A new strategy of that name. */
export function selectorOf(name: SelectorName): Strategy {
  switch (name) {
    case 'round-robin':
      return new SelectMessageQueueByRoundRobin()
    case 'hash':
      return new SelectMessageQueueByHash()
    case 'random':
      return new SelectMessageQueueByRandom()
    case 'machine-room':
      return new SelectMessageQueueByMachineRoom()
    case 'consistent-hash':
      return new SelectMessageQueueByConsistentHash()
    case 'least-loaded':
      return new SelectMessageQueueByLeastLoaded()
    case 'sticky':
      return new SelectMessageQueueSticky()
    case 'avoid-slow':
      return new SelectMessageQueueAvoidSlow()
  }
}
