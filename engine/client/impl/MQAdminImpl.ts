import { MixAll } from '../../common/MixAll'
import { TopicConfig } from '../../common/TopicConfig'
import type { Blocking } from '../../kernel/Blocking'
import { MQClientException } from '../exception/MQClientException'
import { Validators } from '../Validators'
import type { MQClientInstance } from './factory/MQClientInstance'

const TRIES = 5

/** What a client may ask for beyond messages. Original: org.apache.rocketmq.client.impl.MQAdminImpl. */
export class MQAdminImpl {
  private readonly mQClientFactory: MQClientInstance
  private readonly timeoutMillis: number

  constructor(mQClientFactory: MQClientInstance, timeoutMillis: number) {
    this.mQClientFactory = mQClientFactory
    this.timeoutMillis = timeoutMillis
  }

  /**
   * Creates a topic, or gives it another number of queues, on every broker that has the topic `key`. One broker that agrees
   * is enough. Original: MQAdminImpl#createTopic
   * @throws MQClientException when nobody knows `key`, or no broker agrees
   */
  *createTopic(key: string, newTopic: string, queueNum: number): Blocking<void> {
    Validators.checkTopic(newTopic)
    const api = this.mQClientFactory.getMQClientAPIImpl()
    const route = yield* api.getTopicRouteInfoFromNameServer(key, this.timeoutMillis)
    const masters = route.brokerDatas.flatMap(({ brokerAddrs }) => brokerAddrs.get(MixAll.MASTER_ID) ?? []).sort()
    if (masters.length === 0) throw new MQClientException(`topic ${key} has no broker that could be asked`)
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

  /** The original tries as often, whatever it was that went wrong. */
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
