import type { MessageQueue } from '../../../common/message/MessageQueue'
import { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { ConsumeInitMode } from '../../../common/constant/ConsumeInitMode'
import { KeyBuilder } from '../../../common/KeyBuilder'
import { MixAll } from '../../../common/MixAll'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { JavaConcurrentHashMap } from '../../../kernel/java/JavaConcurrentHashMap'
import { currentTimeMillis, type Process } from '../../../kernel/Process'
import type { ConsumeType, MessageModel, SubscriptionData } from '../../../remoting/protocol/body/HeartbeatData'
import { LockBatchRequestBody } from '../../../remoting/protocol/body/LockBatchRequestBody'
import { queueSet } from '../../../remoting/protocol/body/messageQueuesOf'
import type { MessageQueueAssignment } from '../../../remoting/protocol/body/QueryAssignmentResponseBody'
import type { MessageRequestMode } from '../../../remoting/protocol/body/SetMessageRequestModeRequestBody'
import { UnlockBatchRequestBody } from '../../../remoting/protocol/body/UnlockBatchRequestBody'
import { FilterAPI } from '../../../remoting/protocol/filter/FilterAPI'
import type { AllocateMessageQueueStrategy } from '../../consumer/AllocateMessageQueueStrategy'
import type { MQClientInstance } from '../factory/MQClientInstance'
import { PopProcessQueue } from './PopProcessQueue'
import { PopRequest } from './PopRequest'
import { ProcessQueue } from './ProcessQueue'
import { PullRequest } from './PullRequest'

const LOCK_TIMEOUT_MILLIS = 1000
/** Between getting a queue and the first pull from it. */
const PULL_DELAY_MILLIS = 500
const RELOCK_DELAY_MILLIS = 500
const QUERY_ASSIGNMENT_TIMEOUT = 3000

/**
 * Which queues a consumer has: computed from the queues of the topic and the members of the group, and compared with what it has
 * now. There is no coordinator: while the members know different things of each other, a queue may have two owners, or none.
 * Original: org.apache.rocketmq.client.impl.consumer.RebalanceImpl.
 */
export abstract class RebalanceImpl {
  protected readonly process: Process
  protected readonly processQueueTable: MessageQueueMap<ProcessQueue>
  /** What is popped from, by brokers' orders. */
  protected readonly popProcessQueueTable: MessageQueueMap<PopProcessQueue>
  /** Topic → its queues. */
  protected readonly topicSubscribeInfoTable: Map<string, readonly MessageQueue[]>
  protected readonly subscriptionInner: JavaConcurrentHashMap<string, SubscriptionData>

  constructor(process: Process) {
    this.process = process
    this.processQueueTable = new MessageQueueMap(64)
    this.popProcessQueueTable = new MessageQueueMap(64)
    this.topicSubscribeInfoTable = new Map()
    this.subscriptionInner = new JavaConcurrentHashMap()
  }

  protected abstract get consumerGroup(): string
  protected abstract get messageModel(): MessageModel
  protected abstract get consumeType(): ConsumeType
  protected abstract get allocateMessageQueueStrategy(): AllocateMessageQueueStrategy
  protected abstract get mQClientFactory(): MQClientInstance

  /**
   * The queues of a topic that this consumer has are others now. `mqAll`: all queues of the topic; `mqDivided`: those that the
   * consumer is to have.
   */
  protected abstract messageQueueChanged(
    topic: string, mqAll: readonly MessageQueue[], mqDivided: readonly MessageQueue[],
  ): Blocking<void>
  /** Gives up a queue. @returns false when it can't be given up yet */
  protected abstract removeUnnecessaryMessageQueue(mq: MessageQueue, pq: ProcessQueue): Blocking<boolean>
  /** Forgets an offset from an earlier time with the queue. */
  protected abstract removeDirtyOffset(mq: MessageQueue): void
  /** Where to begin; -1 when that can't be found out now. */
  protected abstract computePullFromWhere(mq: MessageQueue): Blocking<number>
  protected abstract dispatchPullRequest(pullRequest: PullRequest, delayMillis: number): void

  /** Do members divide the queues of a topic themselves? Original: RebalanceImpl#clientRebalance */
  protected clientRebalance(): boolean {
    return true
  }

  /** Where a group that is new begins to pop. Original: RebalanceImpl#getConsumeInitMode */
  protected getConsumeInitMode(): number {
    return ConsumeInitMode.MAX
  }

  /** Only push consumers pop. Original: RebalanceImpl#dispatchPopPullRequest */
  protected dispatchPopPullRequest(_popRequest: PopRequest, _delayMillis: number): void {}

  getPopProcessQueueTable(): MessageQueueMap<PopProcessQueue> {
    return this.popProcessQueueTable
  }

  getProcessQueueTable(): MessageQueueMap<ProcessQueue> {
    return this.processQueueTable
  }

  getTopicSubscribeInfoTable(): Map<string, readonly MessageQueue[]> {
    return this.topicSubscribeInfoTable
  }

  getSubscriptionInner(): JavaConcurrentHashMap<string, SubscriptionData> {
    return this.subscriptionInner
  }

  /** Original: RebalanceImpl#doRebalance. @returns whether the consumer has the queues now that it is to have */
  *doRebalance(isOrder: boolean): Blocking<boolean> {
    let balanced = true
    for (const topic of [...this.subscriptionInner.keys()]) {
      try {
        const isByBroker = !this.clientRebalance()
        const isDone = isByBroker
          ? yield* this.getRebalanceResultFromBroker(topic)
          : yield* this.rebalanceByTopic(topic, isOrder)
        if (!isDone) balanced = false
      } catch (error) {
        if (!topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) balanced = false
        this.swallowed(error)
      }
    }
    this.truncateMessageQueueNotMyTopic()
    return balanced
  }

  /**
   * A consumer that does not learn who else is in the group keeps what it has, and waits for the next time.
   * Original: RebalanceImpl#rebalanceByTopic
   */
  private *rebalanceByTopic(topic: string, isOrder: boolean): Blocking<boolean> {
    const mqSet = this.topicSubscribeInfoTable.get(topic)
    switch (this.messageModel) {
      case 'BROADCASTING':
        if (mqSet === undefined) {
          yield* this.messageQueueChanged(topic, [], [])
          return true
        }
        return yield* this.take(topic, mqSet, mqSet, false)
      case 'CLUSTERING': {
        const cidAll = yield* this.mQClientFactory.findConsumerIdList(topic, this.consumerGroup)
        const isRetryTopic = topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)
        if (mqSet === undefined && !isRetryTopic) yield* this.messageQueueChanged(topic, [], [])
        if (mqSet === undefined || cidAll === null) return true
        const mqAll = [...mqSet].sort((one, other) => one.compareTo(other))
        const allocated = this.allocate(mqAll, [...cidAll].sort())
        return allocated === null ? false : yield* this.take(topic, mqSet, queueSet(allocated), isOrder)
      }
    }
  }

  /**
   * A broker divides the queues, and says which are pulled from and which are popped from. One that can't say leaves everything as it is.
   * Original: RebalanceImpl#getRebalanceResultFromBroker
   */
  private *getRebalanceResultFromBroker(topic: string): Blocking<boolean> {
    const strategyName = this.allocateMessageQueueStrategy.getName()
    const { consumerGroup, messageModel: model, mQClientFactory } = this
    let assignments: readonly MessageQueueAssignment[] | null
    try {
      assignments = yield* mQClientFactory.queryAssignment(
        topic, consumerGroup, strategyName, model, QUERY_ASSIGNMENT_TIMEOUT,
      )
    } catch (error) {
      this.swallowed(error)
      return false
    }
    if (assignments === null) return false
    const queuesOf = (mode: MessageRequestMode): MessageQueue[] => {
      const meant = assignments.filter((assignment) => assignment.mode === mode)
      return queueSet(meant.flatMap(({ messageQueue }) => messageQueue ?? []))
    }
    const [pulled, popped] = [queuesOf('PULL'), queuesOf('POP')]
    this.switchMode(topic, pulled, popped)
    const hasPullChanged = yield* this.updateProcessQueueTableInRebalance(topic, pulled, false)
    const hasPopChanged = this.updatePopProcessQueueTable(topic, popped)
    const working = [...this.workingMessageQueues(topic), ...this.workingPopQueues(topic)]
    if (hasPullChanged || hasPopChanged) {
      this.traceQueues(topic, working)
      yield* this.messageQueueChanged(topic, [], [...pulled, ...popped])
    }
    const keys = new Set(working.map((mq) => mq.key()))
    return working.length === pulled.length + popped.length && [...pulled, ...popped].every((mq) => keys.has(mq.key()))
  }

  /**
   * A consumer that pulls a topic that was popped also pulls what comes again of it, since nobody pops that now.
   * Original: the beginning of RebalanceImpl#updateMessageQueueAssignment
   */
  private switchMode(topic: string, pulled: readonly MessageQueue[], popped: readonly MessageQueue[]): void {
    if (topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)) return
    const retryTopic = KeyBuilder.buildPopRetryTopic(topic, this.consumerGroup)
    if (popped.length === 0 && pulled.length > 0) {
      const subscriptionData = FilterAPI.build(retryTopic, FilterAPI.SUB_ALL, FilterAPI.TAG, currentTimeMillis())
      if (subscriptionData !== null) this.subscriptionInner.set(retryTopic, subscriptionData)
    }
    if (popped.length > 0 && pulled.length === 0) this.subscriptionInner.delete(retryTopic)
  }

  /** Original: the end of RebalanceImpl#updateMessageQueueAssignment. @returns whether anything has changed */
  private updatePopProcessQueueTable(topic: string, popped: readonly MessageQueue[]): boolean {
    const keys = new Set(popped.map((mq) => mq.key()))
    const given = this.popProcessQueueTable.entries().filter(([mq, pq]) => {
      return mq.topic === topic && (!keys.has(mq.key()) || pq.isPullExpired())
    })
    for (const [mq, pq] of given) {
      pq.dropped = true
      this.popProcessQueueTable.delete(mq)
    }
    const taken = popped.filter((mq) => !this.popProcessQueueTable.has(mq))
    for (const mq of taken) {
      const pq = new PopProcessQueue()
      this.popProcessQueueTable.set(mq, pq)
      const popRequest = new PopRequest(this.consumerGroup, mq, pq, this.getConsumeInitMode())
      this.dispatchPopPullRequest(popRequest, PULL_DELAY_MILLIS)
    }
    const kept = this.workingPopQueues(topic)
    assert(kept.length === popped.length, 'a consumer pops from what a broker has said', kept.length, popped.length)
    return given.length > 0 || taken.length > 0
  }

  private workingPopQueues(topic: string): MessageQueue[] {
    return this.popProcessQueueTable.keys().filter((mq) => mq.topic === topic)
  }

  /** Null when the strategy fails: then nothing changes. */
  private allocate(mqAll: readonly MessageQueue[], cidAll: readonly string[]): MessageQueue[] | null {
    const { clientId } = this.mQClientFactory
    try {
      return this.allocateMessageQueueStrategy.allocate(this.consumerGroup, clientId, mqAll, cidAll)
    } catch (error) {
      this.swallowed(error)
      return null
    }
  }

  private *take(
    topic: string, mqAll: readonly MessageQueue[], mqSet: readonly MessageQueue[], isOrder: boolean,
  ): Blocking<boolean> {
    const changed = yield* this.updateProcessQueueTableInRebalance(topic, mqSet, isOrder)
    const working = this.workingMessageQueues(topic)
    if (changed) {
      this.traceQueues(topic, working)
      yield* this.messageQueueChanged(topic, mqAll, mqSet)
    }
    return working.length === mqSet.length && mqSet.every((mq) => this.processQueueTable.get(mq)?.dropped === false)
  }

  private workingMessageQueues(topic: string): MessageQueue[] {
    const entries = this.processQueueTable.entries()
    return entries.filter(([mq, pq]) => mq.topic === topic && !pq.dropped).map(([mq]) => mq)
  }

  /** Nobody is told that these queues are given up, and their offsets are not kept. */
  private truncateMessageQueueNotMyTopic(): void {
    for (const [mq, pq] of this.processQueueTable.entries()) {
      if (this.subscriptionInner.has(mq.topic)) continue
      this.processQueueTable.delete(mq)
      pq.dropped = true
    }
    for (const [mq, pq] of this.popProcessQueueTable.entries()) {
      if (this.subscriptionInner.has(mq.topic)) continue
      this.popProcessQueueTable.delete(mq)
      pq.dropped = true
    }
  }

  /** Original: RebalanceImpl#updateProcessQueueTableInRebalance. @returns whether anything has changed */
  private *updateProcessQueueTableInRebalance(
    topic: string,
    mqSet: readonly MessageQueue[],
    needLockMq: boolean,
  ): Blocking<boolean> {
    let changed = false
    for (const [mq, pq] of this.dropQueuesNotMine(topic, mqSet)) {
      if (!(yield* this.removeUnnecessaryMessageQueue(mq, pq))) continue
      this.processQueueTable.delete(mq)
      changed = true
    }
    let allMQLocked = true
    const pullRequestList: PullRequest[] = []
    for (const mq of mqSet) {
      if (this.processQueueTable.has(mq)) continue
      if (needLockMq && !(yield* this.lock(mq))) {
        allMQLocked = false
        continue
      }
      const pullRequest = yield* this.begin(mq)
      if (pullRequest !== null) pullRequestList.push(pullRequest)
    }
    if (!allMQLocked) this.mQClientFactory.rebalanceLater(RELOCK_DELAY_MILLIS)
    for (const pullRequest of pullRequestList) this.dispatchPullRequest(pullRequest, PULL_DELAY_MILLIS)
    return changed || pullRequestList.length > 0
  }

  /**
   * Those that another member is to have now, and those from which nothing was pulled for so long that something must be wrong. A
   * consumer that asks of its own accord may take its time.
   */
  private dropQueuesNotMine(
    topic: string, mqSet: readonly MessageQueue[],
  ): Array<readonly [mq: MessageQueue, pq: ProcessQueue]> {
    const mine = new Set(mqSet.map((mq) => mq.key()))
    const isPassive = this.consumeType === 'CONSUME_PASSIVELY'
    const removed = this.processQueueTable.entries().filter(([mq, pq]) => {
      return mq.topic === topic && (!mine.has(mq.key()) || (isPassive && pq.isPullExpired()))
    })
    for (const [, pq] of removed) pq.dropped = true
    const kept = this.workingMessageQueues(topic)
    assert(kept.every((mq) => mine.has(mq.key())), 'what is kept of a topic is in its share', kept.length, mqSet.length)
    return removed
  }

  /** Null when it is not known where to begin: the queue stays without an owner until the next rebalance. */
  private *begin(mq: MessageQueue): Blocking<PullRequest | null> {
    this.removeDirtyOffset(mq)
    const pq = new ProcessQueue()
    pq.locked = true
    const nextOffset = yield* this.computePullFromWhere(mq)
    if (nextOffset < 0 || this.processQueueTable.has(mq)) return null
    this.processQueueTable.set(mq, pq)
    assert(this.processQueueTable.get(mq) === pq, 'a queue is held once by a consumer')
    assert(!pq.dropped, 'a queue that is new to a consumer is not given up yet')
    return new PullRequest(this.consumerGroup, mq, pq, nextOffset)
  }

  /** Gives up a queue outside of a rebalance. Original: RebalanceImpl#removeProcessQueue */
  *removeProcessQueue(mq: MessageQueue): Blocking<void> {
    const pq = this.processQueueTable.get(mq)
    if (pq === undefined) return
    this.processQueueTable.delete(mq)
    pq.dropped = true
    yield* this.removeUnnecessaryMessageQueue(mq, pq)
  }

  /** Asks the broker to keep a queue for this consumer. Original: RebalanceImpl#lock. @returns whether it does */
  *lock(mq: MessageQueue): Blocking<boolean> {
    const lockedMq = yield* this.tryLockAt(mq.brokerName, [mq])
    for (const each of lockedMq ?? []) this.noteLock(each, true)
    return lockedMq?.some((each) => each.equals(mq)) ?? false
  }

  /** Renews all locks, broker by broker. Those that are not renewed are lost. Original: RebalanceImpl#lockAll */
  *lockAll(): Blocking<void> {
    for (const [brokerName, mqs] of this.buildProcessQueueTableByBrokerName()) {
      const locked = yield* this.tryLockAt(brokerName, mqs)
      if (locked === null) continue
      const keys = new Set(locked.map((mq) => mq.key()))
      for (const mq of mqs) this.noteLock(mq, keys.has(mq.key()))
    }
  }

  private noteLock(mq: MessageQueue, isLocked: boolean): void {
    const pq = this.processQueueTable.get(mq)
    if (pq === undefined) return
    pq.locked = isLocked
    if (isLocked) pq.lastLockTimestamp = currentTimeMillis()
  }

  /** Null when the broker can't be asked. */
  private *tryLockAt(brokerName: string, mqs: readonly MessageQueue[]): Blocking<readonly MessageQueue[] | null> {
    const broker = this.mQClientFactory.findBrokerAddressInSubscribe(brokerName, MixAll.MASTER_ID, true)
    if (broker === null) return null
    const body = new LockBatchRequestBody(this.consumerGroup, this.mQClientFactory.clientId, mqs)
    try {
      return yield* this.mQClientFactory.getMQClientAPIImpl().lockBatchMQ(broker.brokerAddr, body, LOCK_TIMEOUT_MILLIS)
    } catch (error) {
      this.swallowed(error)
      return null
    }
  }

  /** Original: RebalanceImpl#unlock, always oneway */
  protected *unlock(mq: MessageQueue): Blocking<void> {
    yield* this.tryUnlockAt(mq.brokerName, [mq], true)
  }

  /** Original: RebalanceImpl#unlockAll, never oneway */
  *unlockAll(): Blocking<void> {
    for (const [brokerName, mqs] of this.buildProcessQueueTableByBrokerName()) {
      const isDone = yield* this.tryUnlockAt(brokerName, mqs, false)
      if (isDone) for (const mq of mqs) this.noteLock(mq, false)
    }
  }

  private *tryUnlockAt(brokerName: string, mqs: readonly MessageQueue[], oneway: boolean): Blocking<boolean> {
    const broker = this.mQClientFactory.findBrokerAddressInSubscribe(brokerName, MixAll.MASTER_ID, true)
    if (broker === null) return false
    const body = new UnlockBatchRequestBody(this.consumerGroup, this.mQClientFactory.clientId, mqs)
    const api = this.mQClientFactory.getMQClientAPIImpl()
    try {
      yield* api.unlockBatchMQ(broker.brokerAddr, body, LOCK_TIMEOUT_MILLIS, oneway)
      return true
    } catch (error) {
      this.swallowed(error)
      return false
    }
  }

  private buildProcessQueueTableByBrokerName(): Map<string, MessageQueue[]> {
    const byName = new Map<string, MessageQueue[]>()
    for (const [mq, pq] of this.processQueueTable.entries()) {
      if (pq.dropped) continue
      const mqs = byName.get(mq.brokerName) ?? []
      byName.set(mq.brokerName, [...mqs, mq])
    }
    return byName
  }

  /** Gives up everything, without a word to anybody. Original: RebalanceImpl#destroy */
  destroy(): void {
    for (const [, pq] of this.processQueueTable.entries()) pq.dropped = true
    this.processQueueTable.clear()
    for (const [, pq] of this.popProcessQueueTable.entries()) pq.dropped = true
    this.popProcessQueueTable.clear()
  }

  private swallowed(error: unknown): void {
    const { kernel, name } = this.process
    kernel.emit({ type: 'exception-swallowed', process: name, thread: 'RebalanceService', error: String(error) })
  }

  private traceQueues(topic: string, queues: readonly MessageQueue[]): void {
    const { kernel, name } = this.process
    if (!kernel.wants('queues-assigned')) return
    const names = queues.map(({ brokerName, queueId }) => `${brokerName}/${queueId}`).sort()
    kernel.emit({ type: 'queues-assigned', process: name, group: this.consumerGroup, topic, queues: names })
  }
}
