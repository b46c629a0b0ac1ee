import { MixAll } from '../../common/MixAll'
import { TopicConfig } from '../../common/TopicConfig'
import type { Blocking } from '../../kernel/Blocking'
import { MQClientException } from '../exception/MQClientException'
import { Validators } from '../Validators'
import type { MQClientInstance } from './factory/MQClientInstance'

const TRIES = 5

/** A client's requests that are not about messages. Original: org.apache.rocketmq.client.impl.MQAdminImpl. */
export class MQAdminImpl {
  private readonly mQClientFactory: MQClientInstance
  private readonly timeoutMillis: number

  constructor(mQClientFactory: MQClientInstance, timeoutMillis: number) {
    this.mQClientFactory = mQClientFactory
    this.timeoutMillis = timeoutMillis
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
