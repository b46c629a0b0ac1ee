import { MessageQueue } from '../../../common/message/MessageQueue'
import { MixAll } from '../../../common/MixAll'
import type { Blocking } from '../../../kernel/Blocking'
import { JavaHashSet } from '../../../kernel/java/JavaHashSet'
import { isBlank } from '../../../kernel/java/javaTrim'
import { TopicStatsTable } from '../../../remoting/protocol/admin/TopicStatsTable'
import { TopicList } from '../../../remoting/protocol/body/TopicList'
import { DeleteTopicRequestHeader } from '../../../remoting/protocol/header/DeleteTopicRequestHeader'
import { GetTopicConfigRequestHeader } from '../../../remoting/protocol/header/GetTopicConfigRequestHeader'
import { GetTopicStatsInfoRequestHeader } from '../../../remoting/protocol/header/GetTopicStatsInfoRequestHeader'
import { QueryTopicConsumeByWhoRequestHeader } from '../../../remoting/protocol/header/QueryTopicConsumeByWhoRequestHeader'
import type { RemotingCommand } from '../../../remoting/protocol/RemotingCommand'
import { RemotingSerializable } from '../../../remoting/protocol/RemotingSerializable'
import { ResponseCode } from '../../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../../BrokerController'
import { answered, refusal } from '../answers'

/** What operators want of topics. Original: methods of AdminBrokerProcessor */
export class TopicRequests {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  /**
   * Deletes a topic, its queues, and how far groups are in it. Its messages stay in the log. The name servers hear of it from the
   * operator. Original: AdminBrokerProcessor#deleteTopic
   */
  *deleteTopic(request: RemotingCommand): Blocking<RemotingCommand> {
    const topic = request.decodeCommandCustomHeader(DeleteTopicRequestHeader).topic ?? ''
    if (isBlank(topic)) return refusal(ResponseCode.INVALID_PARAMETER, 'the topic is blank')
    const manager = this.brokerController.getTopicConfigManager()
    const { validateSystemTopicWhenUpdateTopic, clearRetryTopicWhenDeleteTopic } = this.brokerController.brokerConfig
    if (validateSystemTopicWhenUpdateTopic && manager.isSystemTopic(topic)) {
      return refusal(ResponseCode.INVALID_PARAMETER, `${topic} is a topic of the system`)
    }
    const retryTopics = clearRetryTopicWhenDeleteTopic ? this.popRetryTopicsOf(topic) : []
    for (const each of [topic, ...retryTopics]) yield* this.deleteTopicInBroker(each)
    return answered()
  }

  /** Of the groups that have consumed the topic, under their new and their old names. */
  private popRetryTopicsOf(topic: string): string[] {
    const groups = this.brokerController.getConsumerOffsetManager().whichGroupByTopic(topic)
    const names = groups.flatMap((group) => ['+', '_'].map((separator) => MixAll.getRetryTopic(group) + separator + topic))
    return names.filter((name) => this.brokerController.getTopicConfigManager().selectTopicConfig(name) !== null)
  }

  /** Original: AdminBrokerProcessor#deleteTopicInBroker */
  private *deleteTopicInBroker(topic: string): Blocking<void> {
    yield* this.brokerController.getTopicConfigManager().deleteTopicConfig(topic)
    this.brokerController.getConsumerOffsetManager().cleanOffsetByTopic(topic)
    this.forget(yield* this.brokerController.getMessageStore().deleteTopics([topic]))
  }

  private forget(topics: readonly string[]): void {
    if (!this.brokerController.brokerConfig.autoDeleteUnusedStats) return
    for (const topic of topics) this.brokerController.getBrokerStatsManager().onTopicDeleted(topic)
  }

  /** Where its queues begin and end. Original: AdminBrokerProcessor#getTopicStatsInfo */
  getTopicStatsInfo(request: RemotingCommand): RemotingCommand {
    const topic = request.decodeCommandCustomHeader(GetTopicStatsInfoRequestHeader).topic ?? ''
    const config = this.brokerController.getTopicConfigManager().selectTopicConfig(topic)
    if (config === null) return refusal(ResponseCode.TOPIC_NOT_EXIST, `the topic ${topic} does not exist`)
    const store = this.brokerController.getMessageStore()
    const { brokerName } = this.brokerController.brokerConfig
    const table = new TopicStatsTable()
    for (let queueId = 0; queueId < Math.max(config.writeQueueNums, config.readQueueNums); queueId++) {
      const minOffset = store.getMinOffsetInQueue(topic, queueId)
      const maxOffset = store.getMaxOffsetInQueue(topic, queueId)
      const lastUpdateTimestamp = maxOffset > 0 ? store.getMessageStoreTimeStamp(topic, queueId, maxOffset - 1) : 0
      table.offsetTable.set(new MessageQueue(topic, brokerName, queueId), { minOffset, maxOffset, lastUpdateTimestamp })
    }
    return answered(table.encode())
  }

  /** Original: AdminBrokerProcessor#getTopicConfig */
  getTopicConfig(request: RemotingCommand): RemotingCommand {
    const topic = request.decodeCommandCustomHeader(GetTopicConfigRequestHeader).topic ?? ''
    const config = this.brokerController.getTopicConfigManager().selectTopicConfig(topic)
    if (config === null) return refusal(ResponseCode.TOPIC_NOT_EXIST, `the topic ${topic} does not exist`)
    return answered(RemotingSerializable.encode(config))
  }

  /** Original: AdminBrokerProcessor#getSystemTopicListFromBroker */
  getSystemTopicListFromBroker(): RemotingCommand {
    return answered(new TopicList(this.brokerController.getTopicConfigManager().getSystemTopics()).encode())
  }

  /** The groups that subscribe to a topic, or have consumed of it. Original: AdminBrokerProcessor#queryTopicConsumeByWho */
  queryTopicConsumeByWho(request: RemotingCommand): RemotingCommand {
    const topic = request.decodeCommandCustomHeader(QueryTopicConsumeByWhoRequestHeader).topic ?? ''
    const subscribed = this.brokerController.getConsumerManager().queryTopicConsumeByWho(topic)
    const consumed = this.brokerController.getConsumerOffsetManager().whichGroupByTopic(topic)
    return answered(RemotingSerializable.encode({ groupList: new JavaHashSet([...subscribed, ...consumed]) }))
  }

  /** Original: AdminBrokerProcessor#cleanUnusedTopic */
  *cleanUnusedTopic(): Blocking<RemotingCommand> {
    const topics = new Set(this.brokerController.getTopicConfigManager().getTopicConfigTable().keys())
    this.forget(yield* this.brokerController.getMessageStore().cleanUnusedTopic(topics))
    return answered()
  }
}
