import type { MessageQueue } from '../../../common/message/MessageQueue'
import { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { assert } from '../../../kernel/assert'
import { ProcessQueue } from './ProcessQueue'

const NONE = -1

/** One queue of a lite pull consumer. Original: AssignedMessageQueue.MessageQueueState */
interface MessageQueueState {
  readonly processQueue: ProcessQueue
  paused: boolean
  /** The number of the message to be pulled next, to be committed next, and where the application has jumped to; or -1. */
  pullOffset: number
  consumeOffset: number
  seekOffset: number
}

/**
 * The queues that a lite pull consumer has, and how far it is in each. What is said of a queue that it does not have counts for
 * nothing. Original: org.apache.rocketmq.client.impl.consumer.AssignedMessageQueue.
 */
export class AssignedMessageQueue {
  private readonly assignedMessageQueueState: MessageQueueMap<MessageQueueState>
  /** Those that a rebalance has made; null while the application assigns queues itself. */
  private processQueueTable: MessageQueueMap<ProcessQueue> | null

  constructor() {
    this.assignedMessageQueueState = new MessageQueueMap()
    this.processQueueTable = null
  }

  /** Original: AssignedMessageQueue#setRebalanceImpl */
  setProcessQueueTable(processQueueTable: MessageQueueMap<ProcessQueue>): void {
    this.processQueueTable = processQueueTable
  }

  getAssignedMessageQueues(): MessageQueue[] {
    return this.assignedMessageQueueState.keys()
  }

  has(mq: MessageQueue): boolean {
    return this.assignedMessageQueueState.has(mq)
  }

  isPaused(mq: MessageQueue): boolean {
    return this.assignedMessageQueueState.get(mq)?.paused ?? true
  }

  pause(mqs: Iterable<MessageQueue>): void {
    for (const mq of mqs) this.change(mq, { paused: true })
  }

  resume(mqs: Iterable<MessageQueue>): void {
    for (const mq of mqs) this.change(mq, { paused: false })
  }

  getProcessQueue(mq: MessageQueue): ProcessQueue | null {
    return this.assignedMessageQueueState.get(mq)?.processQueue ?? null
  }

  getPullOffset(mq: MessageQueue): number {
    return this.assignedMessageQueueState.get(mq)?.pullOffset ?? NONE
  }

  /** A pull that was made before the queue was given up and taken again counts for nothing. */
  updatePullOffset(mq: MessageQueue, pullOffset: number, processQueue: ProcessQueue): void {
    if (this.getProcessQueue(mq) === processQueue) this.change(mq, { pullOffset })
  }

  getConsumerOffset(mq: MessageQueue): number {
    return this.assignedMessageQueueState.get(mq)?.consumeOffset ?? NONE
  }

  updateConsumeOffset(mq: MessageQueue, consumeOffset: number): void {
    this.change(mq, { consumeOffset })
  }

  getSeekOffset(mq: MessageQueue): number {
    return this.assignedMessageQueueState.get(mq)?.seekOffset ?? NONE
  }

  setSeekOffset(mq: MessageQueue, seekOffset: number): void {
    this.change(mq, { seekOffset })
  }

  private change(mq: MessageQueue, change: Partial<MessageQueueState>): void {
    const state = this.assignedMessageQueueState.get(mq)
    if (state !== undefined) Object.assign(state, change)
  }

  /** `topic`: the only one that is concerned; null for all. Original: AssignedMessageQueue#updateAssignedMessageQueue */
  updateAssignedMessageQueue(topic: string | null, assigned: readonly MessageQueue[]): void {
    const wanted = new Set(assigned.map((mq) => mq.key()))
    for (const [mq, { processQueue }] of this.assignedMessageQueueState.entries()) {
      if ((topic !== null && mq.topic !== topic) || wanted.has(mq.key())) continue
      processQueue.dropped = true
      this.assignedMessageQueueState.delete(mq)
    }
    for (const mq of assigned) {
      if (this.assignedMessageQueueState.has(mq)) continue
      const processQueue = this.processQueueTable?.get(mq) ?? new ProcessQueue()
      const offsets = { pullOffset: NONE, consumeOffset: NONE, seekOffset: NONE }
      assert(!processQueue.dropped, 'a queue that is assigned has not been given up')
      this.assignedMessageQueueState.set(mq, { processQueue, paused: false, ...offsets })
    }
    assert(assigned.every((mq) => this.has(mq)), 'what is assigned is there')
  }

  /** What was pulled of these queues can still be polled, as in the original. Original: #removeAssignedMessageQueue */
  removeAssignedMessageQueue(topic: string): void {
    for (const mq of this.getAssignedMessageQueues()) {
      if (mq.topic === topic) this.assignedMessageQueueState.delete(mq)
    }
  }
}
