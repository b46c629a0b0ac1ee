import type { Blocking } from '../../kernel/Blocking'
import type { JavaHashMap } from '../../kernel/java/JavaHashMap'
import type { MessageArrivingListener } from '../../store/dispatch/MessageArrivingListener'
import type { PullRequestHoldService } from './PullRequestHoldService'

/** Tells the pulls that wait of each new message. Original: org.apache.rocketmq.broker.longpolling.NotifyMessageArrivingListener. */
export class NotifyMessageArrivingListener implements MessageArrivingListener {
  private readonly pullRequestHoldService: PullRequestHoldService

  constructor(pullRequestHoldService: PullRequestHoldService) {
    this.pullRequestHoldService = pullRequestHoldService
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
  }
}
