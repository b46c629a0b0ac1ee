import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import { currentTimeMillis } from '../../kernel/Process'
import { BrokerRole } from '../../store/config/BrokerRole'
import type { BrokerController } from '../BrokerController'
import { KeyBuilder } from '../../common/KeyBuilder'
import type { PopCheckPoint } from './PopCheckPoint'
import type { QueueLockManager } from './QueueLockManager'
import type { ReviveLog } from './ReviveLog'

const INTERVAL_MILLIS = 5
const GARBAGE_INTERVAL_MILLIS = 30 * 1000
const UNUSED_MILLIS = 5 * 60 * 1000

/** A pop whose offset is not committed yet. Original: PopBufferMergeService.PopCheckPointWrapper */
interface PopCheckPointWrapper {
  readonly reviveQid: number
  /** Null when nothing was found that matches, and only the offset is to move. */
  readonly ck: PopCheckPoint | null
  readonly group: string
  readonly topic: string
  readonly queueId: number
  readonly popTime: number
  /** Where the next pop of the queue begins. */
  readonly nextBeginOffset: number
  ckState: 'unstored' | 'storing' | 'stored'
}

/**
 * Commits how far groups have popped, behind the pops: a pop's offset counts once its checkpoint is in the log, and those of a queue
 * one after the other. In between the next pop asks here where to begin. A broker that dies in between pops the messages once more.
 *
 * What the original has its name of is left out, and switched off there too (`enablePopBufferMerge`): to keep checkpoints and acks in
 * memory for a while, so that those that meet there need not be written. The original's thread looks every five ms from the start
 * on; this one begins with the first pop, keeps to the same steps, and sleeps while there is nothing to do.
 * Original: org.apache.rocketmq.broker.processor.PopBufferMergeService.
 */
export class PopBufferMergeService extends ServiceThread {
  private readonly brokerController: BrokerController
  private readonly reviveLog: ReviveLog
  private readonly queueLockManager: QueueLockManager
  /** Merge key → checkpoint that the thread has not seen stored yet. */
  private readonly buffer: Map<string, PopCheckPointWrapper>
  /** `topic@group@queueId` → its pops, the oldest first; never an empty list. */
  private readonly commitOffsets: JavaConcurrentHashMap<string, PopCheckPointWrapper[]>
  /** In ms since 1970. */
  private lastGarbageTime: number
  private isIdle: boolean

  constructor(brokerController: BrokerController, reviveLog: ReviveLog, queueLockManager: QueueLockManager) {
    super(brokerController.process)
    this.brokerController = brokerController
    this.reviveLog = reviveLog
    this.queueLockManager = queueLockManager
    this.buffer = new Map()
    this.commitOffsets = new JavaConcurrentHashMap()
    this.lastGarbageTime = 0
    this.isIdle = false
  }

  getServiceName(): string {
    return 'PopBufferMergeService'
  }

  /** Where the next pop of a queue begins, if that is not committed yet; otherwise -1. Original: PopBufferMergeService#getLatestOffset */
  getLatestOffset(lockKey: string): number {
    return this.commitOffsets.get(lockKey)?.at(-1)?.nextBeginOffset ?? -1
  }

  /**
   * Puts a checkpoint into the log, and has the offset committed behind it. One that can't be put is tried again until it can; the
   * messages are given all the same, as in 5.3.2. Original: PopBufferMergeService#addCkJustOffset
   * @returns false when the same messages have been popped at the same time already: then these must not be given
   */
  *addCkJustOffset(ck: PopCheckPoint, reviveQid: number, nextBeginOffset: number): Blocking<boolean> {
    if (this.buffer.has(ck.mergeKey())) return false
    const { cid: group, topic, queueId, popTime } = ck
    const wrapper: PopCheckPointWrapper = {
      reviveQid, ck, group, topic, queueId, popTime, nextBeginOffset, ckState: 'unstored',
    }
    yield* this.putCkToStore(wrapper)
    this.buffer.set(ck.mergeKey(), wrapper)
    this.putOffsetQueue(wrapper)
    return true
  }

  /** Has an offset committed behind the pops before it: nothing in the queue matched up to there. Original: #addCkMock */
  addCkMock(group: string, topic: string, queueId: number, popTime: number, nextBeginOffset: number): void {
    this.putOffsetQueue({ reviveQid: -1, ck: null, group, topic, queueId, popTime, nextBeginOffset, ckState: 'stored' })
  }

  /** Forgets what is to be committed of a queue, whose offset is set now. Original: PopBufferMergeService#clearOffsetQueue */
  clearOffsetQueue(lockKey: string): void {
    this.commitOffsets.delete(lockKey)
  }

  private putOffsetQueue(wrapper: PopCheckPointWrapper): void {
    const lockKey = lockKeyOf(wrapper)
    const waiting = this.commitOffsets.get(lockKey)
    if (waiting === undefined) this.commitOffsets.set(lockKey, [wrapper])
    else waiting.push(wrapper)
    assert(this.getLatestOffset(lockKey) === wrapper.nextBeginOffset, 'the next pop begins behind this one', wrapper.nextBeginOffset)
    this.start()
    if (this.isIdle) this.wakeup()
  }

  /** Original: PopBufferMergeService#putCkToStore */
  private *putCkToStore(wrapper: PopCheckPointWrapper): Blocking<void> {
    const { ck, reviveQid } = wrapper
    if (ck === null || wrapper.ckState !== 'unstored') return
    wrapper.ckState = 'storing'
    wrapper.ckState = (yield* this.reviveLog.putCk(ck, reviveQid)) ? 'stored' : 'unstored'
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      if (this.isEmpty()) {
        this.isIdle = true
        yield* this.waitForRunning(Infinity)
        this.isIdle = false
      }
      yield* this.waitForRunning(INTERVAL_MILLIS)
      yield* this.scan()
    }
    // What is stored is committed before the end.
    yield* this.scan()
  }

  private isEmpty(): boolean {
    return this.buffer.size === 0 && this.commitOffsets.size === 0
  }

  /** Original: PopBufferMergeService#scan */
  private *scan(): Blocking<void> {
    if (this.brokerController.messageStoreConfig.brokerRole === BrokerRole.SLAVE) {
      this.buffer.clear()
      for (const lockKey of [...this.commitOffsets.keys()]) this.commitOffsets.delete(lockKey)
      return
    }
    for (const [mergeKey, wrapper] of [...this.buffer]) {
      if (wrapper.ckState === 'stored') this.buffer.delete(mergeKey)
      else yield* this.putCkToStore(wrapper)
    }
    this.scanCommitOffset()
    if (currentTimeMillis() - this.lastGarbageTime > GARBAGE_INTERVAL_MILLIS) this.scanGarbage()
  }

  /** Original: PopBufferMergeService#scanCommitOffset */
  private scanCommitOffset(): void {
    for (const [lockKey, waiting] of [...this.commitOffsets]) {
      while (waiting.length > 0 && waiting[0]!.ckState === 'stored' && this.commitOffset(lockKey, waiting[0]!)) waiting.shift()
      if (waiting.length === 0) this.commitOffsets.delete(lockKey)
    }
  }

  /** Not while another thread pops from the queue. Original: PopBufferMergeService#commitOffset. @returns whether it is done */
  private commitOffset(lockKey: string, { group, topic, queueId, nextBeginOffset }: PopCheckPointWrapper): boolean {
    if (nextBeginOffset < 0) return true
    if (!this.queueLockManager.tryLock(lockKey)) return false
    try {
      this.brokerController.getConsumerOffsetManager().commitOffset(group, topic, queueId, nextBeginOffset)
    } finally {
      this.queueLockManager.unLock(lockKey)
    }
    return true
  }

  /** Forgets queues whose topic or group is gone, and pops that nothing came of for five minutes. Original: #scanGarbage */
  private scanGarbage(): void {
    this.lastGarbageTime = currentTimeMillis()
    for (const [lockKey, waiting] of [...this.commitOffsets]) {
      const newest = waiting.at(-1)!
      const isTopicGone = this.brokerController.getTopicConfigManager().selectTopicConfig(newest.topic) === null
      const isGroupGone = !this.brokerController.getSubscriptionGroupManager().containsSubscriptionGroup(newest.group)
      const isUnused = currentTimeMillis() - newest.popTime > UNUSED_MILLIS
      if (isTopicGone || isGroupGone || isUnused) this.commitOffsets.delete(lockKey)
    }
  }
}

function lockKeyOf({ topic, group, queueId }: PopCheckPointWrapper): string {
  return KeyBuilder.buildPollingKey(topic, group, queueId)
}
