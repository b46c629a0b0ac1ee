import type { MessageQueue } from '../../../common/message/MessageQueue'
import { assert } from '../../../kernel/assert'
import { javaSplit } from '../../../kernel/java/javaSplit'
import { AbstractAllocateMessageQueueStrategy } from './AbstractAllocateMessageQueueStrategy'

const ROOM_SEPARATOR = '@'

/**
 * Only the queues of certain machine rooms, in equal stretches; what is left over goes to the first members, one each. The brokers
 * of a room are called `room@name`. The queues of all other rooms go to nobody of this group.
 * Original: org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueByMachineRoom.
 */
export class AllocateMessageQueueByMachineRoom extends AbstractAllocateMessageQueueStrategy {
  private consumeridcs: ReadonlySet<string>

  constructor() {
    super()
    this.consumeridcs = new Set()
  }

  getConsumeridcs(): ReadonlySet<string> {
    return this.consumeridcs
  }

  /** The rooms whose queues are shared. */
  setConsumeridcs(consumeridcs: Iterable<string>): void {
    this.consumeridcs = new Set(consumeridcs)
  }

  allocate(
    _consumerGroup: string,
    currentCID: string,
    mqAll: readonly MessageQueue[],
    cidAll: readonly string[],
  ): MessageQueue[] {
    if (!this.check(currentCID, mqAll, cidAll)) return []
    const currentIndex = cidAll.indexOf(currentCID)
    const premqAll = mqAll.filter((mq) => this.isInRooms(mq))
    const mod = Math.floor(premqAll.length / cidAll.length)
    const rem = premqAll.length % cidAll.length
    const result = premqAll.slice(mod * currentIndex, mod * (currentIndex + 1))
    if (rem > currentIndex) result.push(premqAll[currentIndex + mod * cidAll.length]!)
    assert(result.length <= mod + 1, 'nobody gets more than one queue above the average', result.length, mod)
    return result
  }

  private isInRooms({ brokerName }: MessageQueue): boolean {
    const parts = javaSplit(brokerName, ROOM_SEPARATOR)
    return parts.length === 2 && this.consumeridcs.has(parts[0]!)
  }

  getName(): string {
    return 'MACHINE_ROOM'
  }
}
