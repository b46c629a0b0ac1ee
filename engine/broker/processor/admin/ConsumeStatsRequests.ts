import { MessageQueue } from '../../../common/message/MessageQueue'
import { JavaHashSet } from '../../../kernel/java/JavaHashSet'
import { isBlank } from '../../../kernel/java/javaTrim'
import { currentTimeMillis } from '../../../kernel/Process'
import { ConsumeStats } from '../../../remoting/protocol/admin/ConsumeStats'
import { ConsumeStatsList } from '../../../remoting/protocol/body/ConsumeStatsList'
import { QueryConsumeTimeSpanBody } from '../../../remoting/protocol/body/QueryConsumeTimeSpanBody'
import type { QueueTimeSpan } from '../../../remoting/protocol/body/QueueTimeSpan'
import { GetConsumeStatsInBrokerHeader } from '../../../remoting/protocol/header/GetConsumeStatsInBrokerHeader'
import { GetConsumeStatsRequestHeader } from '../../../remoting/protocol/header/GetConsumeStatsRequestHeader'
import { QueryConsumeTimeSpanRequestHeader } from '../../../remoting/protocol/header/QueryConsumeTimeSpanRequestHeader'
import type { RemotingCommand } from '../../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../../BrokerController'
import { answered, refusal } from '../answers'
import { isCountedForGroup } from './isCountedForGroup'

const TOPIC_NAME_SEPARATOR = ';'

/** How far groups are behind, for operators. Original: methods of AdminBrokerProcessor */
export class ConsumeStatsRequests {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  /** How far a group is in some topics or in all of its own. Original: AdminBrokerProcessor#getConsumeStats */
  getConsumeStats(request: RemotingCommand): RemotingCommand {
    const requestHeader = request.decodeCommandCustomHeader(GetConsumeStatsRequestHeader)
    const group = requestHeader.consumerGroup ?? ''
    const consumeStats = new ConsumeStats()
    for (const topic of this.topicsForCollecting(requestHeader, group)) {
      const config = this.brokerController.getTopicConfigManager().selectTopicConfig(topic)
      if (config === null) continue
      this.collect(consumeStats, group, topic, config.readQueueNums, true)
    }
    return answered(consumeStats.encode())
  }

  /** Original: AdminBrokerProcessor#getTopicsForCollectingConsumeStats */
  private topicsForCollecting({ topic, topicList }: GetConsumeStatsRequestHeader, group: string): Iterable<string> {
    const listed = (topicList ?? '').split(TOPIC_NAME_SEPARATOR).filter((each) => each !== '')
    if (!isBlank(topicList ?? '') && listed.length > 0) return new JavaHashSet(listed)
    const manager = this.brokerController.getConsumerOffsetManager()
    const topics = isBlank(topic ?? '') ? manager.whichTopicByConsumer(group) : [topic ?? '']
    return topics.filter((each) => isCountedForGroup(this.brokerController, group, each))
  }

  private collect(stats: ConsumeStats, group: string, topic: string, queueNums: number, withPullOffset: boolean): void {
    const store = this.brokerController.getMessageStore()
    const manager = this.brokerController.getConsumerOffsetManager()
    for (let queueId = 0; queueId < queueNums; queueId++) {
      const brokerOffset = store.getMaxOffsetInQueue(topic, queueId)
      const consumerOffset = Math.max(0, manager.queryOffset(group, topic, queueId))
      const pullOffset = withPullOffset ? Math.max(consumerOffset, manager.queryPullOffset(group, topic, queueId)) : 0
      const storeTime = consumerOffset > 0 ? store.getMessageStoreTimeStamp(topic, queueId, consumerOffset - 1) : 0
      const lastTimestamp = Math.max(0, storeTime)
      stats.offsetTable.set(this.queueOf(topic, queueId), { brokerOffset, consumerOffset, pullOffset, lastTimestamp })
    }
    stats.consumeTps += this.brokerController.getBrokerStatsManager().tpsGroupGetNums(group, topic)
  }

  /**
   * How far all groups are; how far they have pulled is not said, as in the original.
   * Original: AdminBrokerProcessor#fetchAllConsumeStatsInBroker
   */
  fetchAllConsumeStatsInBroker(request: RemotingCommand): RemotingCommand {
    const { isOrder } = request.decodeCommandCustomHeader(GetConsumeStatsInBrokerHeader)
    const groups = [...this.brokerController.getSubscriptionGroupManager().getSubscriptionGroupTable().keys()]
    const list = groups.map((group) => [group, this.statsOfGroup(group, isOrder)] as const)
    return answered(new ConsumeStatsList(this.brokerController.getBrokerAddr(), list).encode())
  }

  private statsOfGroup(group: string, isOrder: boolean): ConsumeStats[] {
    const topics = this.brokerController.getConsumerOffsetManager().whichTopicByConsumer(group)
    return topics.flatMap((topic) => {
      const config = this.brokerController.getTopicConfigManager().selectTopicConfig(topic)
      if (config === null || (isOrder && !config.order)) return []
      if (!isCountedForGroup(this.brokerController, group, topic)) return []
      const stats = new ConsumeStats()
      this.collect(stats, group, topic, config.writeQueueNums, false)
      return [stats]
    })
  }

  /** How old the messages of a topic are, and those that a group has consumed. Original: AdminBrokerProcessor#queryConsumeTimeSpan */
  queryConsumeTimeSpan(request: RemotingCommand): RemotingCommand {
    const requestHeader = request.decodeCommandCustomHeader(QueryConsumeTimeSpanRequestHeader)
    const [topic, group] = [requestHeader.topic ?? '', requestHeader.group ?? '']
    const config = this.brokerController.getTopicConfigManager().selectTopicConfig(topic)
    if (config === null) return refusal(ResponseCode.TOPIC_NOT_EXIST, `the topic ${topic} does not exist`)
    const ids = Array.from({ length: config.writeQueueNums }, (_, queueId) => queueId)
    return answered(new QueryConsumeTimeSpanBody(ids.map((queueId) => this.timeSpanOf(group, topic, queueId))).encode())
  }

  private timeSpanOf(group: string, topic: string, queueId: number): QueueTimeSpan {
    const store = this.brokerController.getMessageStore()
    const maxOffset = store.getMaxOffsetInQueue(topic, queueId)
    const consumerOffset = this.brokerController.getConsumerOffsetManager().queryOffset(group, topic, queueId)
    const minTimeStamp = store.getEarliestMessageTime(topic, queueId)
    const timeOf = (offset: number): number => store.getMessageStoreTimeStamp(topic, queueId, offset)
    const isBehind = consumerOffset < maxOffset
    return {
      messageQueue: this.queueOf(topic, queueId),
      minTimeStamp,
      maxTimeStamp: timeOf(maxOffset - 1),
      consumeTimeStamp: consumerOffset > 0 ? timeOf(consumerOffset - 1) : minTimeStamp,
      // Without a message that it could be the time is -1, and the delay is from 1970 on, as in the original.
      delayTime: isBehind ? currentTimeMillis() - timeOf(consumerOffset) : 0,
    }
  }

  private queueOf(topic: string, queueId: number): MessageQueue {
    return new MessageQueue(topic, this.brokerController.brokerConfig.brokerName, queueId)
  }
}
