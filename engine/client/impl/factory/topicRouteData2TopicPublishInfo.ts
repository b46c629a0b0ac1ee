import { MessageQueue } from '../../../common/message/MessageQueue'
import { PermName } from '../../../common/constant/PermName'
import { MixAll } from '../../../common/MixAll'
import { parseInt32 } from '../../../kernel/java/javaParse'
import { javaSplit } from '../../../kernel/java/javaSplit'
import type { TopicRouteData } from '../../../remoting/protocol/route/TopicRouteData'
import { TopicPublishInfo } from '../producer/TopicPublishInfo'

/**
 * The queues of a route that a producer can write to: all write queues of each broker that is writable and has a master. For
 * a strictly ordered topic its own configuration says which queues there are.
 * Original: MQClientInstance#topicRouteData2TopicPublishInfo
 */
export function topicRouteData2TopicPublishInfo(topic: string, route: TopicRouteData): TopicPublishInfo {
  const info = new TopicPublishInfo()
  info.topicRouteData = route
  info.orderTopic = route.orderTopicConf !== null && route.orderTopicConf !== ''
  info.messageQueueList = info.orderTopic ? orderedQueues(topic, route.orderTopicConf!) : writableQueues(topic, route)
  return info
}

/** `broker-a:4;broker-b:2`. @throws NumberFormatException, and a RangeError for a broker without a number, as in Java */
function orderedQueues(topic: string, orderTopicConf: string): MessageQueue[] {
  return javaSplit(orderTopicConf, ';').flatMap((item) => {
    const [brokerName = '', count] = javaSplit(item, ':')
    if (count === undefined) throw new RangeError(`no number of queues in ${item}`)
    return queuesOf(topic, brokerName, parseInt32(count))
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
  return Array.from({ length: Math.max(0, count) }, (_, queueId) => new MessageQueue(topic, brokerName, queueId))
}
