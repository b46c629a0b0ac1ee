import { PermName } from '../../../common/constant/PermName'
import type { Blocking } from '../../../kernel/Blocking'
import { isBlank } from '../../../kernel/java/javaTrim'
import { TopicList } from '../../../remoting/protocol/body/TopicList'
import { CloneGroupOffsetRequestHeader } from '../../../remoting/protocol/header/CloneGroupOffsetRequestHeader'
import { DeleteSubscriptionGroupRequestHeader } from '../../../remoting/protocol/header/DeleteSubscriptionGroupRequestHeader'
import { GetSubscriptionGroupConfigRequestHeader } from '../../../remoting/protocol/header/GetSubscriptionGroupConfigRequestHeader'
import { QuerySubscriptionByConsumerRequestHeader } from '../../../remoting/protocol/header/QuerySubscriptionByConsumerRequestHeader'
import { QueryTopicsByConsumerRequestHeader } from '../../../remoting/protocol/header/QueryTopicsByConsumerRequestHeader'
import { UpdateGroupForbiddenRequestHeader } from '../../../remoting/protocol/header/UpdateGroupForbiddenRequestHeader'
import type { RemotingCommand } from '../../../remoting/protocol/RemotingCommand'
import { RemotingSerializable } from '../../../remoting/protocol/RemotingSerializable'
import { ResponseCode } from '../../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../../BrokerController'
import { answered, refusal } from '../answers'
import { isCountedForGroup } from './isCountedForGroup'

/** What operators want of groups of consumers. Original: methods of AdminBrokerProcessor */
export class ConsumerGroupRequests {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  /** Deletes a group; its offsets only if that is asked for. Original: AdminBrokerProcessor#deleteSubscriptionGroup */
  *deleteSubscriptionGroup(request: RemotingCommand): Blocking<RemotingCommand> {
    const { groupName, cleanOffset } = request.decodeCommandCustomHeader(DeleteSubscriptionGroupRequestHeader)
    const group = groupName ?? ''
    yield* this.brokerController.getSubscriptionGroupManager().deleteSubscriptionGroupConfig(group)
    if (cleanOffset) this.brokerController.getConsumerOffsetManager().removeOffset(group)
    if (this.brokerController.brokerConfig.autoDeleteUnusedStats) {
      this.brokerController.getBrokerStatsManager().onGroupDeleted(group)
    }
    return answered()
  }

  /** This may create the group. Original: AdminBrokerProcessor#getSubscriptionGroup */
  *getSubscriptionGroup(request: RemotingCommand): Blocking<RemotingCommand> {
    const group = request.decodeCommandCustomHeader(GetSubscriptionGroupConfigRequestHeader).group ?? ''
    const config = yield* this.brokerController.getSubscriptionGroupManager().findSubscriptionGroupConfig(group)
    if (config === null) return refusal(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, `the group ${group} does not exist`)
    return answered(RemotingSerializable.encode(config))
  }

  /** May the group read the topic? Says so, after a change if one is wanted. Original: AdminBrokerProcessor#updateAndGetGroupForbidden */
  *updateAndGetGroupForbidden(request: RemotingCommand): Blocking<RemotingCommand> {
    const requestHeader = request.decodeCommandCustomHeader(UpdateGroupForbiddenRequestHeader)
    const [group, topic] = [requestHeader.group ?? '', requestHeader.topic ?? '']
    const manager = this.brokerController.getSubscriptionGroupManager()
    if (requestHeader.readable !== null) {
      yield* manager.updateForbidden(group, topic, PermName.INDEX_PERM_READ, !requestHeader.readable)
    }
    const readable = !manager.getForbidden(group, topic, PermName.INDEX_PERM_READ)
    const response = answered(RemotingSerializable.encode({ group, topic, readable }))
    // Empty, and not missing, as in the original.
    response.remark = ''
    return response
  }

  /** The topics that a group has consumed of. Original: AdminBrokerProcessor#queryTopicsByConsumer */
  queryTopicsByConsumer(request: RemotingCommand): RemotingCommand {
    const group = request.decodeCommandCustomHeader(QueryTopicsByConsumerRequestHeader).group ?? ''
    const topics = this.brokerController.getConsumerOffsetManager().whichTopicByConsumer(group)
    return answered(new TopicList(topics, this.brokerController.getBrokerAddr()).encode())
  }

  /** What a group wants of a topic. Original: AdminBrokerProcessor#querySubscriptionByConsumer */
  querySubscriptionByConsumer(request: RemotingCommand): RemotingCommand {
    const { group, topic } = request.decodeCommandCustomHeader(QuerySubscriptionByConsumerRequestHeader)
    const subscriptionData = this.brokerController.getConsumerManager().findSubscriptionData(group ?? '', topic ?? '')
    return answered(RemotingSerializable.encode({ group, topic, subscriptionData }))
  }

  /**
   * Has one group be as far as another. Without a topic nothing is copied, as in the original, which asks for the topics of the group
   * and then copies those of none. Original: AdminBrokerProcessor#cloneGroupOffset
   */
  cloneGroupOffset(request: RemotingCommand): RemotingCommand {
    const requestHeader = request.decodeCommandCustomHeader(CloneGroupOffsetRequestHeader)
    const [source, target, topic] = [requestHeader.srcGroup ?? '', requestHeader.destGroup ?? '', requestHeader.topic]
    const manager = this.brokerController.getConsumerOffsetManager()
    for (const each of isBlank(topic ?? '') ? manager.whichTopicByConsumer(source) : [topic ?? '']) {
      if (this.brokerController.getTopicConfigManager().selectTopicConfig(each) === null) continue
      if (!requestHeader.offline && !isCountedForGroup(this.brokerController, source, each)) continue
      manager.cloneOffset(source, target, topic ?? 'null')
    }
    return answered()
  }
}
