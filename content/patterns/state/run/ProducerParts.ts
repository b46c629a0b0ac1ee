import { MessageClientIDSetter } from '../../../../engine/common/message/MessageClientIDSetter'
import { MessageDecoder } from '../../../../engine/common/message/MessageDecoder'
import type { Message } from '../../../../engine/common/message/Message'
import { MQClientException } from '../../../../engine/client/exception/MQClientException'
import type { ClientEnvironment } from '../../../../engine/client/ClientEnvironment'
import type { MQClientInstance } from '../../../../engine/client/impl/factory/MQClientInstance'
import { MQClientManager } from '../../../../engine/client/impl/MQClientManager'
import type { MQProducerInner } from '../../../../engine/client/impl/producer/MQProducerInner'
import type { TopicPublishInfo } from '../../../../engine/client/impl/producer/TopicPublishInfo'
import type { DefaultMQProducer } from '../../../../engine/client/producer/DefaultMQProducer'
import type { SendResult } from '../../../../engine/client/producer/SendResult'
import { Validators } from '../../../../engine/client/Validators'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { currentTimeMillis } from '../../../../engine/kernel/Process'
import { SendMessageRequestHeader } from '../../../../engine/remoting/protocol/header/SendMessageRequestHeader'

/**
 * What it takes to start, use and end a producer, and not a word about states: those are the business of the classes beside it,
 * which differ in nothing else. The work itself is done by the engine: client manager, client instance, routes, requests.
 */
export class ProducerParts implements MQProducerInner {
  /** The settings, as an application makes them. It is never started itself. */
  readonly settings: DefaultMQProducer
  private readonly environment: ClientEnvironment
  private readonly publishInfo: Map<string, TopicPublishInfo>
  private instance: MQClientInstance | null

  constructor(settings: DefaultMQProducer, environment: ClientEnvironment) {
    this.settings = settings
    this.environment = environment
    this.publishInfo = new Map()
    this.instance = null
  }

  /** @throws MQClientException for an illegal group */
  check(): void {
    Validators.checkGroup(this.settings.producerGroup)
  }

  /** @returns false when the group is taken */
  *register(): Blocking<boolean> {
    const { settings, environment } = this
    settings.changeInstanceNameToPID()
    const createInner = (): DefaultMQProducer => settings.createInnerProducer()
    this.instance = MQClientManager.getInstance().getOrCreateMQClientInstance(settings, environment, null, createInner)
    return yield* this.instance.registerProducer(settings.producerGroup, this)
  }

  /** @throws IllegalStateException when no name server can be asked for the topics that are wanted at the start */
  *begin(): Blocking<void> {
    const instance = this.started()
    yield* instance.start()
    for (const topic of this.settings.topics) yield* instance.updateTopicRouteInfoFromNameServer(topic)
  }

  *greet(): Blocking<void> {
    yield* this.started().sendHeartbeatToAllBrokerWithLock()
  }

  *end(): Blocking<void> {
    const instance = this.started()
    yield* instance.unregisterProducer(this.settings.producerGroup)
    yield* instance.shutdown()
  }

  /** One try with the first queue. @throws what goes wrong on the way */
  *send(msg: Message): Blocking<SendResult> {
    const instance = this.started()
    if (this.isPublishTopicNeedUpdate(msg.topic)) yield* instance.updateTopicRouteInfoFromNameServer(msg.topic)
    const queue = this.publishInfo.get(msg.topic)?.messageQueueList[0]
    const address = queue === undefined ? null : instance.findBrokerAddressInPublish(queue.brokerName)
    if (queue === undefined || address === null) throw new MQClientException(`no route info of topic ${msg.topic}`)
    MessageClientIDSetter.setUniqID(msg)
    const header = new SendMessageRequestHeader()
    const { producerGroup, createTopicKey, defaultTopicQueueNums, sendMsgTimeout } = this.settings
    Object.assign(header, { producerGroup, topic: msg.topic, defaultTopic: createTopicKey, defaultTopicQueueNums })
    Object.assign(header, { queueId: queue.queueId, sysFlag: 0, flag: msg.flag, bornTimestamp: currentTimeMillis() })
    Object.assign(header, { reconsumeTimes: 0, unitMode: false, batch: false, bname: queue.brokerName })
    header.properties = MessageDecoder.messageProperties2String(msg.properties)
    return yield* instance.getMQClientAPIImpl().sendMessageSync(address, queue.brokerName, msg, header, sendMsgTimeout)
  }

  /** What a caller meets that gets through without a start. */
  private started(): MQClientInstance {
    return this.instance!
  }

  getPublishTopicList(): Iterable<string> {
    return this.publishInfo.keys()
  }

  isPublishTopicNeedUpdate(topic: string): boolean {
    return this.publishInfo.get(topic)?.ok() !== true
  }

  updateTopicPublishInfo(topic: string, info: TopicPublishInfo): void {
    this.publishInfo.set(topic, info)
  }

  checkTransactionState(): void {}
}
