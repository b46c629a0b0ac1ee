import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import type { LinkedBlockingQueue } from '../../kernel/concurrent/LinkedBlockingQueue'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import type { Task, ThreadPoolExecutor } from '../../kernel/concurrent/ThreadPoolExecutor'
import { currentTimeMillis, type Process } from '../../kernel/Process'
import { castRunnable, type RequestTask, returnResponse } from '../../remoting/netty/RequestTask'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import type { BrokerConfig } from '../BrokerConfig'
import type { BrokerExecutors } from '../BrokerExecutors'

const FIRST_CHECK_MILLIS = 1000
const CHECK_PERIOD_MILLIS = 10

/** A queue of requests, and how long one may wait in it. */
interface WatchedPool {
  readonly executor: ThreadPoolExecutor
  readonly maxWaitTimeMills: () => number
}

/**
 * Throws requests out that have waited for too long, so that their clients hear of it while they still wait, and try another broker. A
 * producer's patience is three seconds; a send that has not begun after 200 ms is not worth it. While a write hangs in the page
 * cache no send is.
 *
 * The original checks every 10 ms. This one sleeps while no request waits, and keeps to the same steps.
 * Original: org.apache.rocketmq.broker.latency.BrokerFastFailure.
 */
export class BrokerFastFailure extends ServiceThread {
  private readonly brokerConfig: BrokerConfig
  private readonly messageStore: DefaultMessageStore
  private readonly sendQueue: LinkedBlockingQueue<Task>
  private readonly cleanExpiredRequestQueueList: readonly WatchedPool[]
  /** When the checks began, in ms since 1970; null before the start and after the shutdown. */
  private beginTimestamp: number | null
  private isIdle: boolean

  constructor(
    process: Process, brokerConfig: BrokerConfig, messageStore: DefaultMessageStore, executors: BrokerExecutors,
  ) {
    super(process)
    this.brokerConfig = brokerConfig
    this.messageStore = messageStore
    this.sendQueue = executors.sendMessage.getQueue()
    this.cleanExpiredRequestQueueList = [
      { executor: executors.sendMessage, maxWaitTimeMills: () => brokerConfig.waitTimeMillsInSendQueue },
      { executor: executors.pullMessage, maxWaitTimeMills: () => brokerConfig.waitTimeMillsInPullQueue },
      { executor: executors.litePullMessage, maxWaitTimeMills: () => brokerConfig.waitTimeMillsInLitePullQueue },
      { executor: executors.heartbeat, maxWaitTimeMills: () => brokerConfig.waitTimeMillsInHeartbeatQueue },
      { executor: executors.endTransaction, maxWaitTimeMills: () => brokerConfig.waitTimeMillsInTransactionQueue },
      { executor: executors.adminBroker, maxWaitTimeMills: () => brokerConfig.waitTimeMillsInAdminBrokerQueue },
    ]
    this.beginTimestamp = null
    this.isIdle = false
    for (const { executor } of this.cleanExpiredRequestQueueList) executor.onWait(() => this.somethingWaits())
  }

  getServiceName(): string {
    return 'BrokerFastFailureScheduledThread'
  }

  override start(): void {
    this.beginTimestamp = this.process.currentTimeMillis() + FIRST_CHECK_MILLIS
  }

  override *shutdown(interrupt = false): Blocking<void> {
    this.beginTimestamp = null
    yield* super.shutdown(interrupt)
  }

  private somethingWaits(): void {
    if (this.beginTimestamp === null) return
    super.start()
    if (this.isIdle) this.wakeup()
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      if (this.cleanExpiredRequestQueueList.every(({ executor }) => executor.getQueueSize() === 0)) yield* this.rest()
      yield* this.waitForRunning(this.untilNextCheck())
      if (this.brokerConfig.brokerFastFailureEnable && !this.isStopped()) this.cleanExpiredRequest()
    }
  }

  private *rest(): Blocking<void> {
    this.isIdle = true
    yield* this.waitForRunning(Infinity)
    this.isIdle = false
  }

  private untilNextCheck(): number {
    const past = currentTimeMillis() - (this.beginTimestamp ?? 0)
    return past < 0 ? -past : CHECK_PERIOD_MILLIS - (past % CHECK_PERIOD_MILLIS)
  }

  /** Original: BrokerFastFailure#cleanExpiredRequest */
  private cleanExpiredRequest(): void {
    while (this.messageStore.isOSPageCacheBusy()) {
      const task = this.sendQueue.pollNow()
      if (task === null) break
      // Other work that the pool has is lost, as in the original.
      const request = castRunnable(task)
      if (request !== null) this.throwOut(request, 'PCBUSY_CLEAN_QUEUE', this.sendQueue.size())
    }
    for (const { executor, maxWaitTimeMills } of this.cleanExpiredRequestQueueList) {
      this.cleanExpiredRequestInQueue(executor.getQueue(), maxWaitTimeMills())
    }
  }

  /** The first in the queue has waited longest; work that is no request protects those behind it. Original: #cleanExpiredRequestInQueue */
  private cleanExpiredRequestInQueue(queue: LinkedBlockingQueue<Task>, maxWaitTimeMills: number): void {
    for (let task = queue.peek(); task !== null; task = queue.peek()) {
      const request = castRunnable(task)
      if (request === null || currentTimeMillis() - request.createTimestamp < maxWaitTimeMills) return
      const removed = queue.pollNow()
      assert(removed === task, 'the request that is thrown out is the first')
      this.throwOut(request, 'TIMEOUT_CLEAN_QUEUE', queue.size())
    }
  }

  private throwOut(request: RequestTask, why: string, left: number): void {
    const behind = currentTimeMillis() - request.createTimestamp
    const remark = `[${why}]broker busy, start flow control for a while, period in queue: ${behind}ms, size of queue: ${left}`
    returnResponse(request, ResponseCode.SYSTEM_BUSY, remark)
  }
}
