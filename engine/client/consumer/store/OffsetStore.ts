import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { Blocking } from '../../../kernel/Blocking'
import type { ReadOffsetType } from './ReadOffsetType'

/** No offset is known. */
export const OFFSET_NOT_FOUND = -1
/** Whether there is an offset could not be found out. */
export const OFFSET_UNKNOWN = -2

/**
 * How far a group has come in each queue, in memory, and now and then where it lasts.
 * Original: org.apache.rocketmq.client.consumer.store.OffsetStore.
 */
export interface OffsetStore {
  /** @throws MQClientException when what was kept can't be read */
  load(): Blocking<void>
  /** In memory. `increaseOnly`: a smaller offset changes nothing. */
  updateOffset(mq: MessageQueue, offset: number, increaseOnly: boolean): void
  /** In memory; further updates change nothing until the offset is removed. */
  updateAndFreezeOffset(mq: MessageQueue, offset: number): void
  /** @returns the number of the message to be consumed next, or {@link OFFSET_NOT_FOUND} or {@link OFFSET_UNKNOWN} */
  readOffset(mq: MessageQueue, type: ReadOffsetType): Blocking<number>
  /** Keeps the offsets of these queues. */
  persistAll(mqs: readonly MessageQueue[]): Blocking<void>
  persist(mq: MessageQueue): Blocking<void>
  /** Forgets the offset in memory. */
  removeOffset(mq: MessageQueue): void
  /** The offsets of a topic, as memory has them. */
  cloneOffsetTable(topic: string): ReadonlyArray<readonly [mq: MessageQueue, offset: number]>
}
