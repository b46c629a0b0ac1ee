import type { BoundaryType } from '../../common/BoundaryType'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import type { CommitLog } from '../commitlog/CommitLog'
import { getStorePathConsumeQueue } from '../config/StorePathConfigHelper'
import type { DispatchRequest } from '../dispatch/DispatchRequest'
import type { StoreContext } from '../StoreContext'
import { ConsumeQueue } from './ConsumeQueue'
import type { CqUnit } from './CqUnit'
import { offsetInQueueByTime } from './offsetInQueueByTime'
import { QueueOffsetOperator } from './QueueOffsetOperator'
import { queueIdOf } from './queueIdOf'

/** All consume queues of a store. Original: org.apache.rocketmq.store.queue.ConsumeQueueStore. */
export class ConsumeQueueStore {
  private readonly context: StoreContext
  private readonly queueOffsetOperator: QueueOffsetOperator
  /** Topic → queue id → queue. */
  private readonly consumeQueueTable: Map<string, Map<number, ConsumeQueue>>

  constructor(context: StoreContext) {
    this.context = context
    this.queueOffsetOperator = new QueueOffsetOperator()
    this.consumeQueueTable = new Map()
  }

  getQueueOffsetOperator(): QueueOffsetOperator {
    return this.queueOffsetOperator
  }

  getConsumeQueueTable(): ReadonlyMap<string, ReadonlyMap<number, ConsumeQueue>> {
    return this.consumeQueueTable
  }

  /** The directories `topic/queueId` are the queues; others are left alone. Original: ConsumeQueueStore#load */
  *load(): Blocking<boolean> {
    const directory = getStorePathConsumeQueue(this.context.messageStoreConfig.storePathRootDir)
    for (const path of yield* this.context.pageCache.disk.list(directory)) {
      const [topic, name] = path.slice(directory.length + 1).split('/')
      const queueId = name === undefined ? null : queueIdOf(name)
      if (topic !== undefined && queueId !== null) this.findOrCreateConsumeQueue(topic, queueId)
    }
    for (const queue of this.queues()) if (!(yield* queue.load())) return false
    return true
  }

  /** The queue, created on first use; its files are created with its first message. */
  findOrCreateConsumeQueue(topic: string, queueId: number): ConsumeQueue {
    let queues = this.consumeQueueTable.get(topic)
    if (queues === undefined) this.consumeQueueTable.set(topic, (queues = new Map<number, ConsumeQueue>()))
    let queue = queues.get(queueId)
    if (queue === undefined) queues.set(queueId, (queue = new ConsumeQueue(this.context, topic, queueId)))
    return queue
  }

  getConsumeQueue(topic: string, queueId: number): ConsumeQueue | null {
    return this.consumeQueueTable.get(topic)?.get(queueId) ?? null
  }

  putMessagePositionInfoWrapper(request: DispatchRequest): Blocking<void> {
    return this.findOrCreateConsumeQueue(request.topic, request.queueId).putMessagePositionInfoWrapper(request)
  }

  *recover(): Blocking<void> {
    for (const queue of this.queues()) yield* queue.recover()
  }

  /** Where the last message that any queue knows of ends, or -1 if none does. */
  getMaxPhyOffsetInConsumeQueue(): number {
    return this.queues().reduce((max, queue) => Math.max(max, queue.getMaxPhysicOffset()), -1)
  }

  *truncateDirty(phyOffset: number): Blocking<void> {
    for (const queue of this.queues()) yield* queue.truncateDirtyLogicFiles(phyOffset)
  }

  /**
   * After recovery: the next number of each queue is the one after its last entry; what lies before `minPhyOffset` is
   * gone.
   * Original: ConsumeQueueStore#recoverOffsetTable
   */
  recoverOffsetTable(minPhyOffset: number): void {
    const table = new Map<string, number>()
    for (const queue of this.queues()) {
      table.set(`${queue.topic}-${queue.queueId}`, queue.getMaxOffsetInQueue())
      queue.correctMinOffset(minPhyOffset)
    }
    this.queueOffsetOperator.setTopicQueueTable(table)
  }

  /**
   * The number of the message stored at this time (ms since 1970), from the queue's first to the one after its last.
   * Original: ConsumeQueueStore#getOffsetInQueueByTime
   */
  getOffsetInQueueByTime(
    commitLog: CommitLog,
    topic: string,
    queueId: number,
    timestamp: number,
    boundaryType: BoundaryType,
  ): number {
    const queue = this.findOrCreateConsumeQueue(topic, queueId)
    const found = offsetInQueueByTime(
      {
        files: queue.getMappedFileQueue().getMappedFiles(),
        minLogicOffset: queue.getMinLogicOffset(),
        minPhyOffset: commitLog.getMinOffset(),
        storeTimestampOf: (pos, size) => this.getStoreTime(commitLog, { pos, size }),
      },
      timestamp,
      boundaryType,
    )
    return Math.min(Math.max(found, queue.getMinOffsetInQueue()), queue.getMaxOffsetInQueue())
  }

  /**
   * When the message of an entry was stored, in ms since 1970, or -1 if the commit log no longer has it.
   * Original: AbstractConsumeQueueStore#getStoreTime
   */
  getStoreTime(commitLog: CommitLog, { pos, size }: Pick<CqUnit, 'pos' | 'size'>): number {
    const record = commitLog.getMessage(pos, size)
    return record === null ? -1 : commitLog.pickupStoreTimestamp(record)
  }

  /** Flushes each queue, one file of it. @returns true when there was nothing to be done */
  *flush(flushLeastPages: number): Blocking<boolean> {
    let nothingMoved = true
    for (const queue of this.queues()) nothingMoved = (yield* queue.flush(flushLeastPages)) && nothingMoved
    return nothingMoved
  }

  /** Flushes all that is in the queues now, in whichever files. */
  *flushAll(): Blocking<void> {
    for (const queue of this.queues()) yield* queue.flushAll()
  }

  /**
   * Deletes the queues of a topic; should it get messages again, they are numbered from 0.
   * Original: DefaultMessageStore#deleteTopics. @returns whether there were any
   */
  *deleteTopic(topic: string): Blocking<boolean> {
    const queues = this.consumeQueueTable.get(topic)
    if (queues === undefined || queues.size === 0) return false
    for (const queue of [...queues.values()]) yield* this.deleteQueue(queue)
    if (queues.size === 0) this.consumeQueueTable.delete(topic)
    return true
  }

  /** Deletes the queues whose messages all lie before the log's beginning. Original: ConsumeQueueStore#cleanExpired */
  *cleanExpired(minCommitLogOffset: number): Blocking<void> {
    for (const [topic, queues] of [...this.consumeQueueTable]) {
      if (TopicValidator.isSystemTopic(topic)) continue
      for (const queue of [...queues.values()]) {
        const lastOffset = queue.getLastOffset()
        if (lastOffset !== -1 && lastOffset < minCommitLogOffset) yield* this.deleteQueue(queue)
      }
      if (queues.size === 0) this.consumeQueueTable.delete(topic)
    }
  }

  private *deleteQueue(queue: ConsumeQueue): Blocking<void> {
    yield* queue.destroy()
    this.queueOffsetOperator.remove(`${queue.topic}-${queue.queueId}`)
    this.consumeQueueTable.get(queue.topic)?.delete(queue.queueId)
    assert(this.getConsumeQueue(queue.topic, queue.queueId) === null, 'a queue that was deleted is not in the table')
  }

  /** Deletes all queues: there is no commit log that they could belong to. */
  *destroy(): Blocking<void> {
    for (const queue of this.queues()) yield* queue.destroy()
    this.consumeQueueTable.clear()
  }

  private queues(): ConsumeQueue[] {
    return [...this.consumeQueueTable.values()].flatMap((queues) => [...queues.values()])
  }
}
