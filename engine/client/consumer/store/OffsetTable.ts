import type { MessageQueue } from '../../../common/message/MessageQueue'
import { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { ControllableOffset } from './ControllableOffset'

/** The offsets in memory, of either store. Original: offsetTable in RemoteBrokerOffsetStore and LocalFileOffsetStore */
export class OffsetTable {
  private readonly table: MessageQueueMap<ControllableOffset>

  constructor() {
    this.table = new MessageQueueMap()
  }

  get(mq: MessageQueue): number | null {
    return this.table.get(mq)?.getOffset() ?? null
  }

  update(mq: MessageQueue, offset: number, increaseOnly: boolean): void {
    const known = this.table.get(mq)
    if (known === undefined) this.table.set(mq, new ControllableOffset(offset))
    else known.update(offset, increaseOnly)
  }

  updateAndFreeze(mq: MessageQueue, offset: number): void {
    if (!this.table.has(mq)) this.table.set(mq, new ControllableOffset(offset))
    this.table.get(mq)!.updateAndFreeze(offset)
  }

  delete(mq: MessageQueue): void {
    this.table.delete(mq)
  }

  entries(): Array<readonly [mq: MessageQueue, offset: number]> {
    return this.table.entries().map(([mq, offset]) => [mq, offset.getOffset()] as const)
  }
}
