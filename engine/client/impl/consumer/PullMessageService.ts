import type { Blocking } from '../../../kernel/Blocking'
import { LinkedBlockingQueue } from '../../../kernel/concurrent/LinkedBlockingQueue'
import { ScheduledExecutorService } from '../../../kernel/concurrent/ScheduledExecutorService'
import { ServiceThread } from '../../../kernel/concurrent/ServiceThread'
import { InterruptedException } from '../../../kernel/errors'
import type { Process } from '../../../kernel/Process'
import { loggingOnly } from '../../common/swallowing'
import { PopRequest } from './PopRequest'
import type { PullRequest } from './PullRequest'

/**
 * The one thread that pulls and pops, for all consumers and queues of a client instance. It never waits for an answer: the callback
 * puts the request back into the queue that this thread takes them from.
 * Original: org.apache.rocketmq.client.impl.consumer.PullMessageService.
 */
export class PullMessageService extends ServiceThread {
  private readonly messageRequestQueue: LinkedBlockingQueue<PullRequest | PopRequest>
  private readonly pullMessage: (pullRequest: PullRequest) => Blocking<void>
  private readonly popMessage: (popRequest: PopRequest) => Blocking<void>
  private readonly scheduledExecutorService: ScheduledExecutorService

  /** `pullMessage` and `popMessage`: of the consumer whose group the request has. */
  constructor(
    process: Process,
    pullMessage: (pullRequest: PullRequest) => Blocking<void>,
    popMessage: (popRequest: PopRequest) => Blocking<void>,
  ) {
    super(process)
    this.messageRequestQueue = new LinkedBlockingQueue(Infinity, 'pull requests')
    this.pullMessage = pullMessage
    this.popMessage = popMessage
    this.scheduledExecutorService = new ScheduledExecutorService(process, 'PullMessageServiceScheduledThread')
  }

  getServiceName(): string {
    return 'PullMessageService'
  }

  executePullRequestImmediately(pullRequest: PullRequest): void {
    this.messageRequestQueue.offer(pullRequest)
  }

  executePullRequestLater(pullRequest: PullRequest, timeDelay: number): void {
    if (this.isStopped()) return
    const { messageQueue } = pullRequest
    const task = function* (this: PullMessageService): Blocking<void> {
      this.executePullRequestImmediately(pullRequest)
    }
    const label = `pull from ${messageQueue.brokerName}/${messageQueue.topic}/${messageQueue.queueId}`
    this.scheduledExecutorService.schedule(label, task.bind(this), timeDelay)
  }

  executePopPullRequestImmediately(popRequest: PopRequest): void {
    this.messageRequestQueue.offer(popRequest)
  }

  executePopPullRequestLater(popRequest: PopRequest, timeDelay: number): void {
    if (this.isStopped()) return
    const { messageQueue } = popRequest
    const task = function* (this: PullMessageService): Blocking<void> {
      this.executePopPullRequestImmediately(popRequest)
    }
    this.scheduledExecutorService.schedule(`pop from ${messageQueue.brokerName}/${messageQueue.topic}`, task.bind(this), timeDelay)
  }

  executeTask(label: string, task: () => Blocking<void>): void {
    if (!this.isStopped()) this.scheduledExecutorService.schedule(label, () => loggingOnly(task()), 0)
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      try {
        const request = yield* this.messageRequestQueue.take()
        yield* loggingOnly(request instanceof PopRequest ? this.popMessage(request) : this.pullMessage(request))
      } catch (error) {
        if (!(error instanceof InterruptedException)) throw error
      }
    }
  }

  override *shutdown(interrupt = false): Blocking<void> {
    yield* super.shutdown(interrupt)
    this.scheduledExecutorService.shutdown()
  }
}
