import type { MessageQueue } from '../../common/message/MessageQueue'
import { MixAll } from '../../common/MixAll'
import { TopicConfig } from '../../common/TopicConfig'
import type { Blocking } from '../../kernel/Blocking'
import { MQClientException } from '../exception/MQClientException'
import { Validators } from '../Validators'
import { topicRouteData2TopicPublishInfo } from './factory/topicRouteData2TopicPublishInfo'
import { topicRouteData2TopicSubscribeInfo } from './factory/topicRouteData2TopicSubscribeInfo'
import type { MQClientInstance } from './factory/MQClientInstance'

const TRIES = 5
/** Of each request: nobody sends these often, and some take a broker longer than a heartbeat does. */
const TIMEOUT_MILLIS = 6000

/** A client's requests that are not about messages. Original: org.apache.rocketmq.client.impl.MQAdminImpl. */
export class MQAdminImpl {
  private readonly mQClientFactory: MQClientInstance
  private readonly timeoutMillis: number

  constructor(mQClientFactory: MQClientInstance) {
    this.mQClientFactory = mQClientFactory
    this.timeoutMillis = TIMEOUT_MILLIS
  }

  /**
   * Creates a topic, or changes its number of queues, on every broker that has the topic `key`. One broker that agrees is
   * enough. Original: MQAdminImpl#createTopic
   * @throws MQClientException when `key` is unknown, or no broker agrees
   */
  *createTopic(key: string, newTopic: string, queueNum: number): Blocking<void> {
    Validators.checkTopic(newTopic)
    const api = this.mQClientFactory.getMQClientAPIImpl()
    const route = yield* api.getTopicRouteInfoFromNameServer(key, this.timeoutMillis)
    const masters = route.brokerDatas.flatMap(({ brokerAddrs }) => brokerAddrs.get(MixAll.MASTER_ID) ?? []).sort()
    if (masters.length === 0) throw new MQClientException(`topic ${key} has no broker to ask`)
    let failure: unknown = null
    let created = 0
    for (const addr of masters) {
      try {
        yield* this.createTopicAt(addr, key, new TopicConfig(newTopic, queueNum, queueNum))
        created++
      } catch (error) {
        failure = error
      }
    }
    if (created === 0) throw new MQClientException(`no broker created topic ${newTopic}`, -1, failure)
  }

  /** Where a queue ends. Original: MQAdminImpl#maxOffset. @throws MQClientException when that can't be found out */
  *maxOffset(mq: MessageQueue): Blocking<number> {
    const addr = yield* this.masterOf(mq)
    const api = this.mQClientFactory.getMQClientAPIImpl()
    return yield* refusing(mq, api.getMaxOffset(addr, mq.topic, mq.queueId, this.timeoutMillis, mq.brokerName))
  }

  /** Where a queue begins. Original: MQAdminImpl#minOffset. @throws MQClientException when that can't be found out */
  *minOffset(mq: MessageQueue): Blocking<number> {
    const addr = yield* this.masterOf(mq)
    return yield* refusing(mq, this.mQClientFactory.getMQClientAPIImpl().getMinOffset(addr, mq, this.timeoutMillis))
  }

  /**
   * All queues of a topic that can be written to, fresh from a name server. Original: MQAdminImpl#fetchPublishMessageQueues
   * @throws MQClientException
   */
  *fetchPublishMessageQueues(topic: string): Blocking<MessageQueue[]> {
    const queues = yield* this.writableQueues(topic)
    if (queues.length === 0) throw new MQClientException(`topic ${topic} has no queue to write to`)
    return queues
  }

  private *writableQueues(topic: string): Blocking<MessageQueue[]> {
    const api = this.mQClientFactory.getMQClientAPIImpl()
    try {
      const route = yield* api.getTopicRouteInfoFromNameServer(topic, this.timeoutMillis)
      return topicRouteData2TopicPublishInfo(topic, route).messageQueueList
    } catch (error) {
      throw new MQClientException(`the queues of topic ${topic} can't be had`, -1, error)
    }
  }

  /**
   * All queues of a topic that can be read, fresh from a name server. Original: MQAdminImpl#fetchSubscribeMessageQueues
   * @throws MQClientException
   */
  *fetchSubscribeMessageQueues(topic: string): Blocking<MessageQueue[]> {
    const queues = yield* this.readableQueues(topic)
    if (queues.length === 0) throw new MQClientException(`topic ${topic} has no queue to read from`)
    return queues
  }

  private *readableQueues(topic: string): Blocking<MessageQueue[]> {
    const api = this.mQClientFactory.getMQClientAPIImpl()
    try {
      const route = yield* api.getTopicRouteInfoFromNameServer(topic, this.timeoutMillis)
      return topicRouteData2TopicSubscribeInfo(topic, route)
    } catch (error) {
      throw new MQClientException(`the queues of topic ${topic} can't be had`, -1, error)
    }
  }

  /** The first message from that time on (ms since 1970). Original: MQAdminImpl#searchOffset. @throws MQClientException */
  *searchOffset(mq: MessageQueue, timestamp: number): Blocking<number> {
    const addr = yield* this.masterOf(mq)
    const api = this.mQClientFactory.getMQClientAPIImpl()
    return yield* refusing(mq, api.searchOffset(addr, mq, timestamp, this.timeoutMillis))
  }

  private *masterOf({ brokerName, topic }: MessageQueue): Blocking<string> {
    const known = this.mQClientFactory.findBrokerAddressInPublish(brokerName)
    if (known !== null) return known
    yield* this.mQClientFactory.updateTopicRouteInfoFromNameServer(topic)
    const found = this.mQClientFactory.findBrokerAddressInPublish(brokerName)
    if (found === null) throw new MQClientException(`the broker ${brokerName} does not exist`)
    return found
  }

  /** Tries as often as the original, whatever goes wrong. */
  private *createTopicAt(addr: string, defaultTopic: string, topicConfig: TopicConfig): Blocking<void> {
    const api = this.mQClientFactory.getMQClientAPIImpl()
    for (let times = 1; ; times++) {
      try {
        return yield* api.createTopic(addr, defaultTopic, topicConfig, this.timeoutMillis)
      } catch (error) {
        if (times === TRIES) throw error
      }
    }
  }
}

/** Whatever goes wrong with the broker is an MQClientException for the caller. */
function* refusing<T>({ brokerName }: MessageQueue, question: Blocking<T>): Blocking<T> {
  try {
    return yield* question
  } catch (error) {
    throw new MQClientException(`the broker ${brokerName} could not be asked`, -1, error)
  }
}
