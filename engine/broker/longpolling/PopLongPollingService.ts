import { KeyBuilder } from '../../common/KeyBuilder'
import { PopAckConstants } from '../../common/PopAckConstants'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { RejectedExecutionException } from '../../kernel/errors'
import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import type { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { javaSplit } from '../../kernel/java/javaSplit'
import { currentTimeMillis } from '../../kernel/Process'
import type { Channel } from '../../remoting/netty/Channel'
import { NettyRemotingAbstract } from '../../remoting/netty/NettyRemotingAbstract'
import type { NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import type { MessageFilter } from '../../store/get/MessageFilter'
import type { BrokerController } from '../BrokerController'
import { isTimeout, untilTimeout, type PopRequest } from './PopRequest'

const CHECK_MILLIS = 20
const CLEAN_MILLIS = 5 * 60 * 1000

/** Whether a pop waits now, and why not. Original: org.apache.rocketmq.broker.longpolling.PollingResult. */
export type PollingResult = 'POLLING_SUC' | 'POLLING_FULL' | 'POLLING_TIMEOUT' | 'NOT_POLLING'

/** What of a request says how it waits. Original: org.apache.rocketmq.broker.longpolling.PollingHeader. */
export interface PollingHeader {
  readonly consumerGroup: string
  readonly topic: string
  /** -1 for all queues of the topic. */
  readonly queueId: number
  /** When it was made, in ms since 1970, and how long it may wait. */
  readonly bornTime: number
  readonly pollTime: number
}

/**
 * Holds pops that have found nothing, until a message arrives for them or their time is over. Other than with pulls one message wakes
 * one pop of each group, since only one can get it.
 *
 * Messages that come again wake nobody: they arrive in a retry topic, by whose name (in its first version) no pop waits. It is the
 * same in 5.3.2: they are popped with the next pop. The original's thread checks every 20 ms from the start on; this one begins with
 * the first pop that is held, and sleeps until the first may end. Original: org.apache.rocketmq.broker.longpolling.PopLongPollingService.
 */
export class PopLongPollingService extends ServiceThread {
  private readonly brokerController: BrokerController
  private readonly processor: NettyRequestProcessor
  /** Topic → the groups that have waited for its messages. */
  private readonly topicCidMap: JavaConcurrentHashMap<string, Set<string>>
  /** `topic@group@queueId` → the pops that wait, the first to end first. */
  private readonly pollingMap: JavaConcurrentHashMap<string, PopRequest[]>
  /** In ms since 1970. */
  private lastCleanTime: number
  private isSleeping: boolean

  constructor(brokerController: BrokerController, processor: NettyRequestProcessor) {
    super(brokerController.process)
    this.brokerController = brokerController
    this.processor = processor
    this.topicCidMap = new JavaConcurrentHashMap()
    this.pollingMap = new JavaConcurrentHashMap()
    this.lastCleanTime = 0
    this.isSleeping = false
  }

  getServiceName(): string {
    return 'PopLongPollingService'
  }

  /** How many pops wait there. Original: PollingInfoProcessor#processRequest */
  getPollingNum(topic: string, group: string, queueId: number): number {
    return this.pollingMap.get(KeyBuilder.buildPollingKey(topic, group, queueId))?.length ?? 0
  }

  private totalPollingNum(): number {
    return [...this.pollingMap.values()].reduce((sum, waiting) => sum + waiting.length, 0)
  }

  /** Has a pop wait, if it may. `messageFilter`: null if it wants everything. Original: PopLongPollingService#polling */
  polling(
    channel: Channel, remotingCommand: RemotingCommand, header: PollingHeader, messageFilter: MessageFilter | null,
  ): PollingResult {
    if (header.pollTime <= 0 || this.isStopped()) return 'NOT_POLLING'
    const { maxPopPollingSize, popPollingSize } = this.brokerController.brokerConfig
    const cids = this.topicCidMap.get(header.topic) ?? new Set()
    this.topicCidMap.set(header.topic, cids.add(header.consumerGroup))
    const request: PopRequest = { remotingCommand, channel, expired: header.bornTime + header.pollTime, messageFilter }
    if (this.totalPollingNum() >= maxPopPollingSize) return 'POLLING_FULL'
    if (isTimeout(request)) return 'POLLING_TIMEOUT'
    const key = KeyBuilder.buildPollingKey(header.topic, header.consumerGroup, header.queueId)
    const waiting = this.pollingMap.get(key) ?? []
    if (waiting.length > popPollingSize) return 'POLLING_FULL'
    const behind = waiting.findIndex(({ expired }) => expired > request.expired)
    waiting.splice(behind === -1 ? waiting.length : behind, 0, request)
    this.pollingMap.set(key, waiting)
    assert(waiting.every(({ expired }, index) => expired >= (waiting[index - 1]?.expired ?? 0)), 'the first to end is the first')
    this.start()
    if (this.isSleeping) this.wakeup()
    return 'POLLING_SUC'
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      this.isSleeping = true
      yield* this.waitForRunning(this.untilFirstEnds())
      this.isSleeping = false
      for (const waiting of this.pollingMap.values()) {
        while (waiting.length > 0 && isTimeout(waiting[0]!)) this.wakeUp(waiting.shift()!)
      }
      this.cleanUnusedResource()
    }
    for (const waiting of this.pollingMap.values()) for (const request of waiting.splice(0)) this.wakeUp(request)
  }

  private untilFirstEnds(): number {
    const all = [...this.pollingMap.values()]
    const firsts = all.flatMap(([first]) => (first === undefined ? [] : [untilTimeout(first)]))
    if (firsts.length === 0) return Infinity
    return Math.max(1, Math.ceil(Math.min(...firsts) / CHECK_MILLIS)) * CHECK_MILLIS
  }

  /** Original: PopLongPollingService#notifyMessageArrivingWithRetryTopic */
  notifyMessageArrivingWithRetryTopic(
    topic: string, queueId: number, offset: number, tagsCode: number | null, properties: JavaHashMap<string> | null,
  ): void {
    const notifyTopic = KeyBuilder.parseNormalTopicV2(topic)
    const { popLongPollingForceNotifyInterval: interval } = this.brokerController.brokerConfig
    const force = interval > 0 && offset % interval === 0
    for (const cid of this.topicCidMap.get(notifyTopic) ?? []) {
      if (queueId >= 0) this.notifyMessageArriving(notifyTopic, -1, cid, force, tagsCode, properties)
      this.notifyMessageArriving(notifyTopic, queueId, cid, force, tagsCode, properties)
    }
  }

  /**
   * Wakes the pop that waits longest, unless it does not want the message. With `force` it is woken whatever it wants.
   * Original: PopLongPollingService#notifyMessageArriving
   */
  notifyMessageArriving(
    topic: string, queueId: number, cid: string, force = false,
    tagsCode: number | null = null, properties: JavaHashMap<string> | null = null,
  ): void {
    const waiting = this.pollingMap.get(KeyBuilder.buildPollingKey(topic, cid, queueId)) ?? []
    let request = waiting.shift()
    while (request !== undefined && !request.channel.isActive) request = waiting.shift()
    if (request === undefined) return
    if (force || isWanted(request.messageFilter, tagsCode, properties)) this.wakeUp(request)
    else waiting.unshift(request)
  }

  /** Has a pop run again; if it finds nothing, it may wait again. Original: PopLongPollingService#wakeUp */
  private wakeUp({ remotingCommand, channel }: PopRequest): void {
    if (!channel.isActive) return
    try {
      this.brokerController.getPullMessageExecutor().execute(() => this.runAgain(channel, remotingCommand))
    } catch (error) {
      // The client gives the pop up when its own time is over.
      if (!(error instanceof RejectedExecutionException)) throw error
    }
  }

  private *runAgain(channel: Channel, request: RemotingCommand): Blocking<void> {
    const response = yield* this.processor.processRequest({ channel }, request)
    if (response !== null) NettyRemotingAbstract.writeResponse(channel, request, response)
  }

  /** Forgets topics and groups that are gone. Original: PopLongPollingService#cleanUnusedResource */
  private cleanUnusedResource(): void {
    if (currentTimeMillis() - this.lastCleanTime <= CLEAN_MILLIS) return
    this.lastCleanTime = currentTimeMillis()
    const topics = this.brokerController.getTopicConfigManager()
    const groups = this.brokerController.getSubscriptionGroupManager()
    for (const [topic, cids] of [...this.topicCidMap]) {
      if (topics.selectTopicConfig(topic) === null) this.topicCidMap.delete(topic)
      for (const cid of cids) if (!groups.containsSubscriptionGroup(cid)) cids.delete(cid)
    }
    for (const key of [...this.pollingMap.keys()]) {
      const [topic, cid, , more] = javaSplit(key, PopAckConstants.SPLIT)
      if (topic === undefined || cid === undefined || more !== undefined) continue
      const isGone = topics.selectTopicConfig(topic) === null || !groups.containsSubscriptionGroup(cid)
      if (isGone) this.pollingMap.delete(key)
    }
  }
}

function isWanted(
  messageFilter: MessageFilter | null, tagsCode: number | null, properties: JavaHashMap<string> | null,
): boolean {
  if (messageFilter === null) return true
  if (!messageFilter.isMatchedByConsumeQueue(tagsCode)) return false
  return properties === null || messageFilter.isMatchedByCommitLog(null, properties)
}
