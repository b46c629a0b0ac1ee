import { MessageQueue } from '../../../common/message/MessageQueue'
import { PermName } from '../../../common/constant/PermName'
import { MixAll } from '../../../common/MixAll'
import type { TopicRouteData } from '../../../remoting/protocol/route/TopicRouteData'
import { TopicPublishInfo } from '../producer/TopicPublishInfo'

/**
 * The queues that a producer can write to, out of a route: of each broker that may be written to and has a master, as many
 * as the topic has there for writing. A strictly ordered topic says itself which queues it has.
 * Original: MQClientInstance#topicRouteData2TopicPublishInfo
 */
export function topicRouteData2TopicPublishInfo(topic: string, route: TopicRouteData): TopicPublishInfo {
  const info = new TopicPublishInfo()
  info.topicRouteData = route
  info.orderTopic = route.orderTopicConf !== null && route.orderTopicConf !== ''
  info.messageQueueList = info.orderTopic ? orderedQueues(topic, route.orderTopicConf!) : writableQueues(topic, route)
  return info
}

/** `broker-a:4;broker-b:2` */
function orderedQueues(topic: string, orderTopicConf: string): MessageQueue[] {
  return orderTopicConf.split(';').flatMap((item) => {
    const [brokerName = '', count] = item.split(':')
    return queuesOf(topic, brokerName, Number(count))
  })
}

function writableQueues(topic: string, route: TopicRouteData): MessageQueue[] {
  const byName = [...route.queueDatas].sort((one, other) => (one.brokerName < other.brokerName ? -1 : 1))
  return byName
    .filter((queueData) => PermName.isWriteable(queueData.perm) && hasMaster(route, queueData.brokerName))
    .flatMap((queueData) => queuesOf(topic, queueData.brokerName, queueData.writeQueueNums))
}

function hasMaster(route: TopicRouteData, brokerName: string): boolean {
  const broker = route.brokerDatas.find((each) => each.brokerName === brokerName)
  return broker?.brokerAddrs.has(MixAll.MASTER_ID) === true
}

function queuesOf(topic: string, brokerName: string, count: number): MessageQueue[] {
  return Array.from({ length: count }, (_, queueId) => new MessageQueue(topic, brokerName, queueId))
}
