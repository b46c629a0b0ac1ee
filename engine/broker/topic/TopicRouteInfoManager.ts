import { PermName } from '../../common/constant/PermName'
import { MessageQueue } from '../../common/message/MessageQueue'
import { MixAll } from '../../common/MixAll'
import type { Blocking } from '../../kernel/Blocking'
import { ReentrantLock } from '../../kernel/concurrent/ReentrantLock'
import { ScheduledExecutorService } from '../../kernel/concurrent/ScheduledExecutorService'
import type { Process } from '../../kernel/Process'
import { RemotingException } from '../../remoting/exception/RemotingException'
import { queueSet } from '../../remoting/protocol/body/messageQueuesOf'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { TopicRouteData } from '../../remoting/protocol/route/TopicRouteData'
import type { BrokerConfig } from '../BrokerConfig'
import type { BrokerOuterAPI } from '../out/BrokerOuterAPI'

const LOCK_TIMEOUT_MILLIS = 3000
const GET_TOPIC_ROUTE_TIMEOUT = 3000

/**
 * The queues of topics at all brokers, which a broker has to know to divide them among consumers. (The original's timer runs from the
 * broker's start on, this one from the first topic on.) Original: org.apache.rocketmq.broker.topic.TopicRouteInfoManager.
 */
export class TopicRouteInfoManager {
  private readonly brokerConfig: BrokerConfig
  private readonly brokerOuterAPI: BrokerOuterAPI
  private readonly topicSubscribeInfoTable: Map<string, readonly MessageQueue[]>
  private readonly scheduledExecutorService: ScheduledExecutorService
  private readonly lockNamesrv: ReentrantLock
  private isStarted: boolean

  constructor(process: Process, brokerConfig: BrokerConfig, brokerOuterAPI: BrokerOuterAPI) {
    this.brokerConfig = brokerConfig
    this.brokerOuterAPI = brokerOuterAPI
    this.topicSubscribeInfoTable = new Map()
    this.scheduledExecutorService = new ScheduledExecutorService(process, 'TopicRouteInfoManagerScheduledThread')
    this.lockNamesrv = new ReentrantLock('routes for dividing queues')
    this.isStarted = false
  }

  shutdown(): void {
    this.scheduledExecutorService.shutdown()
  }

  /** Null when no name server knows the topic, or can be asked. Original: TopicRouteInfoManager#getTopicSubscribeInfo */
  *getTopicSubscribeInfo(topic: string): Blocking<readonly MessageQueue[] | null> {
    const known = this.topicSubscribeInfoTable.get(topic) ?? []
    if (known.length === 0) yield* this.updateTopicRouteInfoFromNameServer(topic)
    return this.topicSubscribeInfoTable.get(topic) ?? null
  }

  private startLate(): void {
    if (this.isStarted) return
    this.isStarted = true
    const { loadBalancePollNameServerInterval: interval } = this.brokerConfig
    const update = function* (this: TopicRouteInfoManager): Blocking<void> {
      const topics = [...this.topicSubscribeInfoTable.keys()]
      for (const topic of topics) yield* this.updateTopicRouteInfoFromNameServer(topic)
    }
    this.scheduledExecutorService.scheduleAtFixedRate('poll routes', update.bind(this), interval, interval)
  }

  /** Original: TopicRouteInfoManager#updateTopicRouteInfoFromNameServer */
  private *updateTopicRouteInfoFromNameServer(topic: string): Blocking<void> {
    if (!(yield* this.lockNamesrv.tryLock(LOCK_TIMEOUT_MILLIS))) return
    try {
      const { code, route } = yield* this.brokerOuterAPI.getTopicRouteInfoFromNameServer(topic, GET_TOPIC_ROUTE_TIMEOUT)
      const isGone = code === ResponseCode.TOPIC_NOT_EXIST && !topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)
      if (isGone) this.topicSubscribeInfoTable.delete(topic)
      if (route === null) return
      this.topicSubscribeInfoTable.set(topic, readableQueues(topic, route))
      this.startLate()
    } catch (error) {
      if (!(error instanceof RemotingException)) throw error
    } finally {
      this.lockNamesrv.unlock()
    }
  }
}

/** Original: MQClientInstance#topicRouteData2TopicSubscribeInfo, which the broker uses too */
function readableQueues(topic: string, route: TopicRouteData): MessageQueue[] {
  const readable = route.queueDatas.filter(({ perm }) => PermName.isReadable(perm))
  return queueSet(readable.flatMap(({ brokerName, readQueueNums }) => {
    const length = Math.max(0, readQueueNums)
    return Array.from({ length }, (_, queueId) => new MessageQueue(topic, brokerName, queueId))
  }))
}
