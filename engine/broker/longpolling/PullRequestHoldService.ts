import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { parseInt32 } from '../../kernel/java/javaParse'
import { javaSplit } from '../../kernel/java/javaSplit'
import type { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import { currentTimeMillis } from '../../kernel/Process'
import type { BrokerController } from '../BrokerController'
import type { PullRequest } from './PullRequest'

const TOPIC_QUEUEID_SEPARATOR = '@'
const LONG_POLLING_INTERVAL_MILLIS = 5 * 1000

/**
 * Holds pulls that have found nothing, until a message arrives in their queue or their time is over. That is why a consumer gets
 * a message at once although it is the consumer who asks. An arrival wakes the pulls of its queue; a check every five seconds
 * ends those whose time is over, so that a pull may wait up to five seconds longer than it wants to.
 *
 * The original's thread checks from the start on; this one begins with the first pull that is held, sleeps while there is none,
 * and keeps to the same five-second steps. Original: org.apache.rocketmq.broker.longpolling.PullRequestHoldService.
 */
export class PullRequestHoldService extends ServiceThread {
  private readonly brokerController: BrokerController
  /** `topic@queueId` → the pulls that wait there. */
  private readonly pullRequestTable: JavaConcurrentHashMap<string, PullRequest[]>
  /** When the checks began, in ms since 1970; null before the start and after the shutdown. */
  private beginTimestamp: number | null
  private isIdle: boolean

  constructor(brokerController: BrokerController) {
    super(brokerController.process)
    this.brokerController = brokerController
    this.pullRequestTable = new JavaConcurrentHashMap(1024)
    this.beginTimestamp = null
    this.isIdle = false
  }

  getServiceName(): string {
    return 'PullRequestHoldService'
  }

  override start(): void {
    this.beginTimestamp = this.process.currentTimeMillis()
  }

  override *shutdown(interrupt = false): Blocking<void> {
    this.beginTimestamp = null
    yield* super.shutdown(interrupt)
  }

  /** The pulls that wait for messages of a queue. */
  heldPulls(topic: string, queueId: number): readonly PullRequest[] {
    return this.pullRequestTable.get(buildKey(topic, queueId)) ?? []
  }

  /** All pulls that wait at this broker. */
  countHeldPulls(): number {
    return [...this.pullRequestTable.values()].reduce((sum, held) => sum + held.length, 0)
  }

  /** Original: PullRequestHoldService#suspendPullRequest */
  suspendPullRequest(topic: string, queueId: number, pullRequest: PullRequest): void {
    if (this.beginTimestamp === null) return
    const key = buildKey(topic, queueId)
    const held = this.pullRequestTable.get(key)
    if (held === undefined) this.pullRequestTable.set(key, [pullRequest])
    else held.push(pullRequest)
    assert(this.heldPulls(topic, queueId).includes(pullRequest), 'a pull that is held is found at its queue')
    this.trace('pull-held', topic, queueId, pullRequest)
    super.start()
    if (this.isIdle) this.wakeup()
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      if (this.isEmpty()) yield* this.waitForPulls()
      yield* this.waitForRunning(this.untilNextCheck())
      this.checkHoldRequest()
    }
  }

  private *waitForPulls(): Blocking<void> {
    assert(this.isEmpty(), 'the thread sleeps while there is nothing to check')
    this.isIdle = true
    yield* this.waitForRunning(Infinity)
    this.isIdle = false
  }

  private isEmpty(): boolean {
    return [...this.pullRequestTable.values()].every((held) => held.length === 0)
  }

  private untilNextCheck(): number {
    const { longPollingEnable, shortPollingTimeMills } = this.brokerController.brokerConfig
    const interval = longPollingEnable ? LONG_POLLING_INTERVAL_MILLIS : shortPollingTimeMills
    return interval - ((currentTimeMillis() - (this.beginTimestamp ?? 0)) % interval)
  }

  /** A topic with the separator in its name is never checked, as in the original. Original: PullRequestHoldService#checkHoldRequest */
  private checkHoldRequest(): void {
    for (const key of [...this.pullRequestTable.keys()]) {
      const [topic, queueId, more] = javaSplit(key, TOPIC_QUEUEID_SEPARATOR)
      if (topic === undefined || queueId === undefined || more !== undefined) continue
      const id = parseInt32(queueId)
      const offset = this.brokerController.getMessageStore().getMaxOffsetInQueue(topic, id)
      this.notifyMessageArriving(topic, id, offset, null, null)
    }
  }

  /**
   * Has every pull of a queue run again that wants what is there now, or whose time is over; it is answered this time, whatever it
   * finds. The check does not know the tag of what has arrived meanwhile: it wakes pulls for any.
   * Original: PullRequestHoldService#notifyMessageArriving
   * @param tagsCode the hash of the tag of the message that has arrived; null if it is not known
   */
  notifyMessageArriving(
    topic: string, queueId: number, maxOffset: number, tagsCode: number | null, properties: JavaHashMap<string> | null,
  ): void {
    const key = buildKey(topic, queueId)
    const requestList = this.pullRequestTable.get(key) ?? []
    if (requestList.length === 0) return
    const store = this.brokerController.getMessageStore()
    const replayList: PullRequest[] = []
    this.pullRequestTable.set(key, replayList)
    for (const request of requestList) {
      const { pullFromThisOffset, suspendTimestamp, timeoutMillis } = request
      const newestOffset = maxOffset > pullFromThisOffset ? maxOffset : store.getMaxOffsetInQueue(topic, queueId)
      const isWanted = newestOffset > pullFromThisOffset && isMatched(request, tagsCode, properties)
      const isOver = currentTimeMillis() >= suspendTimestamp + timeoutMillis
      if (isWanted || isOver) this.wake(topic, queueId, request)
      else replayList.push(request)
    }
    assert(this.heldPulls(topic, queueId) === replayList, 'a pull is held once', replayList.length)
  }

  private wake(topic: string, queueId: number, request: PullRequest): void {
    this.trace('pull-released', topic, queueId, request)
    const { clientChannel, requestCommand } = request
    this.brokerController.getPullMessageProcessor().executeRequestWhenWakeup(clientChannel, requestCommand)
  }

  private trace(type: 'pull-held' | 'pull-released', topic: string, queueId: number, request: PullRequest): void {
    const { kernel, name } = this.process
    if (!kernel.wants(type)) return
    const { clientChannel, requestCommand, pullFromThisOffset: queueOffset, timeoutMillis } = request
    const [from, { opaque }] = [clientChannel.remoteAddress, requestCommand]
    kernel.emit({ type, process: name, from, opaque, topic, queueId, queueOffset, timeoutMillis })
  }
}

function isMatched(
  { messageFilter }: PullRequest, tagsCode: number | null, properties: JavaHashMap<string> | null,
): boolean {
  if (!messageFilter.isMatchedByConsumeQueue(tagsCode)) return false
  return properties === null || messageFilter.isMatchedByCommitLog(null, properties)
}

function buildKey(topic: string, queueId: number): string {
  return topic + TOPIC_QUEUEID_SEPARATOR + queueId
}
