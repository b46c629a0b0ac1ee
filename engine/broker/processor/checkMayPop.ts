import { PermName } from '../../common/constant/PermName'
import type { TopicConfig } from '../../common/TopicConfig'
import type { Blocking } from '../../kernel/Blocking'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../BrokerController'

const { NO_PERMISSION, INVALID_PARAMETER, SUBSCRIPTION_GROUP_NOT_EXIST, TOPIC_NOT_EXIST } = ResponseCode

/** A pop that is not looked up in the store, and why. */
export class PopRefusedException extends Error {
  readonly responseCode: number

  constructor(responseCode: number, message: string) {
    super(message)
    this.name = 'PopRefusedException'
    this.responseCode = responseCode
  }
}

/** May anybody read from this broker? @throws PopRefusedException */
export function checkReadable(brokerController: BrokerController): void {
  if (PermName.isReadable(brokerController.brokerConfig.brokerPermission)) return
  throw new PopRefusedException(NO_PERMISSION, `popping from the broker ${brokerController.getBrokerAddr()} is forbidden`)
}

/**
 * Is there such a queue, and may the group read it? This may create an unknown group. Original: PopMessageProcessor#processRequest
 * @throws PopRefusedException
 */
export function* checkMayPop(
  brokerController: BrokerController, topic: string, queueId: number, group: string,
): Blocking<TopicConfig> {
  const topicConfig = brokerController.getTopicConfigManager().selectTopicConfig(topic)
  if (topicConfig === null) {
    throw new PopRefusedException(TOPIC_NOT_EXIST, `the topic ${topic} does not exist, create it first`)
  }
  if (!PermName.isReadable(topicConfig.perm)) {
    throw new PopRefusedException(NO_PERMISSION, `popping from the topic ${topic} is forbidden`)
  }
  const { readQueueNums } = topicConfig
  if (queueId >= readQueueNums) {
    const remark = `the topic ${topic} has no queue ${queueId}, ${readQueueNums} of its queues can be read`
    throw new PopRefusedException(INVALID_PARAMETER, remark)
  }
  const config = yield* brokerController.getSubscriptionGroupManager().findSubscriptionGroupConfig(group)
  if (config === null) throw new PopRefusedException(SUBSCRIPTION_GROUP_NOT_EXIST, `the group ${group} does not exist`)
  if (!config.consumeEnable) throw new PopRefusedException(NO_PERMISSION, `the group ${group} may not consume`)
  return topicConfig
}
