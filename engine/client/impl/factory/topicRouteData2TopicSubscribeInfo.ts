import { MessageQueue } from '../../../common/message/MessageQueue'
import { PermName } from '../../../common/constant/PermName'
import { queueSet } from '../../../remoting/protocol/body/messageQueuesOf'
import type { TopicRouteData } from '../../../remoting/protocol/route/TopicRouteData'

/**
 * The queues of a route that a consumer can read from, whether their broker has a master now or not.
 * Original: MQClientInstance#topicRouteData2TopicSubscribeInfo
 */
export function topicRouteData2TopicSubscribeInfo(topic: string, route: TopicRouteData): MessageQueue[] {
  const readable = route.queueDatas.filter(({ perm }) => PermName.isReadable(perm))
  return queueSet(readable.flatMap(({ brokerName, readQueueNums }) => {
    const length = Math.max(0, readQueueNums)
    return Array.from({ length }, (_, queueId) => new MessageQueue(topic, brokerName, queueId))
  }))
}
