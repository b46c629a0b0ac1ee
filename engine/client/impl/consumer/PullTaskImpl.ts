import type { MessageQueue } from '../../../common/message/MessageQueue'
import { PullSysFlag } from '../../../common/sysflag/PullSysFlag'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { InterruptedException } from '../../../kernel/errors'
import { currentTimeMillis } from '../../../kernel/Process'
import { Thread } from '../../../kernel/Thread'
import type { SubscriptionData } from '../../../remoting/protocol/body/HeartbeatData'
import { FilterAPI } from '../../../remoting/protocol/filter/FilterAPI'
import { ResponseCode } from '../../../remoting/protocol/ResponseCode'
import { PullStatus } from '../../consumer/PullStatus'
import { MQBrokerException } from '../../exception/MQBrokerException'
import type { DefaultLitePullConsumerImpl } from './DefaultLitePullConsumerImpl'
import type { ProcessQueue } from './ProcessQueue'
import type { PullQuery } from './PullAPIWrapper'

const PULL_TIME_DELAY_MILLS_WHEN_CACHE_FLOW_CONTROL = 50
const PULL_TIME_DELAY_MILLS_WHEN_BROKER_FLOW_CONTROL = 20
const PULL_TIME_DELAY_MILLS_WHEN_PAUSE = 1000
const PULL_TIME_DELAY_MILLS_ON_EXCEPTION = 3 * 1000
const BYTES_PER_MIB = 1024 * 1024
const INTEGER_MAX = 0x7fff_ffff

/** Why a queue is not pulled from now. */
type PullObstacle = 'all' | 'count' | 'size' | 'span'

/**
 * Pulls from one queue of a lite pull consumer, again and again, and waits for each answer. What it has pulled lies ready for the
 * application. (A task that is interrupted is the only one that hears of it; in the original it may be another one that has the
 * thread by then.) Original: DefaultLitePullConsumerImpl.PullTaskImpl.
 */
export class PullTaskImpl {
  readonly messageQueue: MessageQueue
  cancelled: boolean
  private readonly impl: DefaultLitePullConsumerImpl
  /** While it pulls. */
  private currentThread: Thread | null

  constructor(messageQueue: MessageQueue, impl: DefaultLitePullConsumerImpl) {
    this.messageQueue = messageQueue
    this.cancelled = false
    this.impl = impl
    this.currentThread = null
  }

  /** Breaks off a pull that waits for its answer: another task takes the queue over. */
  tryInterrupt(): void {
    this.cancelled = true
    this.currentThread?.interrupt()
  }

  /** One round, and then the next one is due. */
  *run(): Blocking<void> {
    if (this.cancelled) return
    assert(this.currentThread === null, 'one thread runs a task at a time', this.messageQueue.toString())
    this.currentThread = Thread.currentThread()
    let delay: number | null
    try {
      delay = yield* this.round()
    } finally {
      this.currentThread = null
    }
    if (delay !== null && !this.cancelled) this.impl.schedule(this, delay)
  }

  /** @returns after how many ms the next round is due, null if there is none */
  private *round(): Blocking<number | null> {
    const { impl, messageQueue } = this
    const assigned = impl.getAssignedMessageQueue()
    if (assigned.isPaused(messageQueue)) return PULL_TIME_DELAY_MILLS_WHEN_PAUSE
    const processQueue = assigned.getProcessQueue(messageQueue)
    if (processQueue === null || processQueue.dropped) return null
    processQueue.lastPullTimestamp = currentTimeMillis()
    const obstacle = this.obstacle(processQueue)
    if (obstacle !== null) {
      impl.tracePostponed(messageQueue, obstacle, PULL_TIME_DELAY_MILLS_WHEN_CACHE_FLOW_CONTROL)
      return PULL_TIME_DELAY_MILLS_WHEN_CACHE_FLOW_CONTROL
    }
    let offset: number
    try {
      offset = yield* impl.nextPullOffset(messageQueue)
    } catch {
      return PULL_TIME_DELAY_MILLS_ON_EXCEPTION
    }
    if (this.cancelled || processQueue.dropped) return null
    return yield* this.pull(processQueue, offset)
  }

  /** What has been pulled and not been polled is more than enough. */
  private obstacle(processQueue: ProcessQueue): PullObstacle | null {
    const { pullBatchSize, pullThresholdForAll, ...limits } = this.impl.defaultLitePullConsumer
    if (this.impl.cachedRequestCount() * pullBatchSize > pullThresholdForAll) return 'all'
    if (processQueue.getMsgCount() > limits.pullThresholdForQueue) return 'count'
    if (Math.trunc(processQueue.getMsgSize() / BYTES_PER_MIB) > limits.pullThresholdSizeForQueue) return 'size'
    return processQueue.getMaxSpan() > limits.consumeMaxSpan ? 'span' : null
  }

  private *pull(processQueue: ProcessQueue, offset: number): Blocking<number | null> {
    const { impl, messageQueue } = this
    assert(!processQueue.dropped, 'a queue that was given up is not pulled from', messageQueue.toString())
    try {
      const subscriptionData = impl.subscriptionOf(messageQueue.topic)
      const query = this.pullQuery(subscriptionData, offset)
      const pullResult = yield* impl.getPullAPIWrapper().pullSync(messageQueue, query)
      impl.getPullAPIWrapper().processPullResult(messageQueue, pullResult, subscriptionData)
      if (this.cancelled || processQueue.dropped) return null
      // An offset outside of the queue is corrected by the next pull, without a word.
      const isFound = pullResult.pullStatus === PullStatus.FOUND && pullResult.msgFoundList.length > 0
      if (isFound) impl.submit({ messageExts: pullResult.msgFoundList, messageQueue, processQueue })
      impl.updatePullOffset(messageQueue, pullResult.nextBeginOffset, processQueue)
      return 0
    } catch (error) {
      if (error instanceof InterruptedException) return 0
      const isFlowControl = error instanceof MQBrokerException && error.responseCode === ResponseCode.FLOW_CONTROL
      const { pullTimeDelayMillsWhenException } = impl.defaultLitePullConsumer
      return isFlowControl ? PULL_TIME_DELAY_MILLS_WHEN_BROKER_FLOW_CONTROL : pullTimeDelayMillsWhenException
    }
  }

  /** Original: DefaultLitePullConsumerImpl#pullSyncImpl */
  private pullQuery({ subString, expressionType, subVersion }: SubscriptionData, offset: number): PullQuery {
    const consumer = this.impl.defaultLitePullConsumer
    return {
      subExpression: subString,
      expressionType,
      subVersion: FilterAPI.isTagType(expressionType) ? 0 : subVersion,
      offset,
      maxNums: consumer.pullBatchSize,
      maxSizeInBytes: INTEGER_MAX,
      sysFlag: PullSysFlag.buildSysFlag(false, true, true, false, true),
      commitOffset: 0,
      brokerSuspendMaxTimeMillis: consumer.brokerSuspendMaxTimeMillis,
      timeoutMillis: consumer.consumerTimeoutMillisWhenSuspend,
    }
  }
}
