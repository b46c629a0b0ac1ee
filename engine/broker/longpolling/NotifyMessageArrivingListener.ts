import type { Blocking } from '../../kernel/Blocking'
import type { JavaHashMap } from '../../kernel/java/JavaHashMap'
import type { MessageArrivingListener } from '../../store/dispatch/MessageArrivingListener'
import type { PopMessageProcessor } from '../processor/PopMessageProcessor'
import type { PullRequestHoldService } from './PullRequestHoldService'

/**
 * Tells the pulls and pops that wait of each new message. Original: org.apache.rocketmq.broker.longpolling.NotifyMessageArrivingListener.
 */
export class NotifyMessageArrivingListener implements MessageArrivingListener {
  private readonly pullRequestHoldService: PullRequestHoldService
  private readonly popMessageProcessor: PopMessageProcessor

  constructor(pullRequestHoldService: PullRequestHoldService, popMessageProcessor: PopMessageProcessor) {
    this.pullRequestHoldService = pullRequestHoldService
    this.popMessageProcessor = popMessageProcessor
  }

  *arriving(
    topic: string,
    queueId: number,
    logicOffset: number,
    tagsCode: number,
    _msgStoreTime: number,
    properties: JavaHashMap<string>,
  ): Blocking<void> {
    this.pullRequestHoldService.notifyMessageArriving(topic, queueId, logicOffset, tagsCode, properties)
    const pops = this.popMessageProcessor.getPopLongPollingService()
    pops.notifyMessageArrivingWithRetryTopic(topic, queueId, logicOffset, tagsCode, properties)
  }
}
