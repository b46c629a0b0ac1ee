import { MessageConst } from '../../../common/message/MessageConst'
import type { MessageExt } from '../../../common/message/MessageExt'
import { MixAll } from '../../../common/MixAll'
import { ServiceState } from '../../../common/ServiceState'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { currentTimeMillis } from '../../../kernel/Process'
import type { Compressor } from '../../../ports/Compressor'
import type { SubscriptionData } from '../../../remoting/protocol/body/HeartbeatData'
import { ExtraInfoUtil } from '../../../remoting/protocol/ExtraInfoUtil'
import { AckMessageRequestHeader } from '../../../remoting/protocol/header/AckMessageRequestHeader'
import { ChangeInvisibleTimeRequestHeader } from '../../../remoting/protocol/header/ChangeInvisibleTimeRequestHeader'
import { PopMessageRequestHeader } from '../../../remoting/protocol/header/PopMessageRequestHeader'
import { ResponseCode } from '../../../remoting/protocol/ResponseCode'
import { loggingOnly } from '../../common/swallowing'
import { MQBrokerException } from '../../exception/MQBrokerException'
import { MQClientException } from '../../exception/MQClientException'
import type { PopResult } from '../popProtocol'
import type { ConsumeMessagePopConcurrentlyService } from './ConsumeMessagePopConcurrentlyService'
import type { DefaultMQPushConsumerImpl } from './DefaultMQPushConsumerImpl'
import type { PopRequest } from './PopRequest'

const BROKER_SUSPEND_MAX_TIME_MILLIS = 1000 * 15
/** How much longer a client waits for an answer than a pop may wait at the broker. */
const POP_TIMEOUT_MARGIN_MILLIS = 10_000
const ASYNC_TIMEOUT = 3000
const DELAY_WHEN_SUSPEND = 1000
const DELAY_WHEN_CACHE_FLOW_CONTROL = 50
const DELAY_WHEN_BROKER_FLOW_CONTROL = 20

/**
 * What a push consumer says to brokers when it pops: pops themselves, acks, and other times for which messages are hidden.
 * Original: org.apache.rocketmq.client.impl.consumer.DefaultMQPushConsumerImpl, as far as it pops; PullAPIWrapper#popAsync.
 */
export class PopMessageCalls {
  private readonly consumerImpl: DefaultMQPushConsumerImpl
  private readonly compressor: Compressor
  private readonly consumeMessagePopService: ConsumeMessagePopConcurrentlyService

  constructor(impl: DefaultMQPushConsumerImpl, compressor: Compressor, service: ConsumeMessagePopConcurrentlyService) {
    this.consumerImpl = impl
    this.compressor = compressor
    this.consumeMessagePopService = service
  }

  /**
   * One pop, unless something is in its way: then it is tried again later. The answer comes to a callback, which has the next pop made.
   * Original: DefaultMQPushConsumerImpl#popMessage
   */
  *popMessage(popRequest: PopRequest): Blocking<void> {
    const { popProcessQueue, messageQueue } = popRequest
    if (popProcessQueue.dropped) return
    popProcessQueue.lastPopTimestamp = currentTimeMillis()
    const delay = this.obstacle(popRequest)
    const subscriptionData = this.consumerImpl.getRebalanceImpl().getSubscriptionInner().get(messageQueue.topic)
    if (delay !== null || subscriptionData === undefined) {
      return this.popLater(popRequest, delay ?? this.delayWhenException())
    }
    try {
      yield* this.popAsync(popRequest, subscriptionData)
    } catch {
      this.popLater(popRequest, this.delayWhenException())
    }
  }

  /** In how many ms to try again; null if nothing is in the way. */
  private obstacle({ popProcessQueue }: PopRequest): number | null {
    if (this.consumerImpl.getServiceState() !== ServiceState.RUNNING) return this.delayWhenException()
    if (this.consumerImpl.isPause()) return DELAY_WHEN_SUSPEND
    const { popThresholdForQueue } = this.consumerImpl.defaultMQPushConsumer
    return popProcessQueue.getWaiAckMsgCount() > popThresholdForQueue ? DELAY_WHEN_CACHE_FLOW_CONTROL : null
  }

  private delayWhenException(): number {
    return this.consumerImpl.defaultMQPushConsumer.pullTimeDelayMillsWhenException
  }

  private popLater(popRequest: PopRequest, timeDelay: number): void {
    this.consumerImpl.getFactory().getPullMessageService().executePopPullRequestLater(popRequest, timeDelay)
  }

  private popAgain(popRequest: PopRequest): void {
    this.consumerImpl.getFactory().getPullMessageService().executePopPullRequestImmediately(popRequest)
  }

  /** Always the master. Original: PullAPIWrapper#popAsync. @throws MQClientException, RemotingException */
  private *popAsync(popRequest: PopRequest, { expressionType, subString }: SubscriptionData): Blocking<void> {
    const { messageQueue, consumerGroup, initMode } = popRequest
    const { brokerName, topic, queueId } = messageQueue
    const { popInvisibleTime, popBatchNums, namespace } = this.consumerImpl.defaultMQPushConsumer
    const addr = yield* this.findMaster(brokerName, topic)
    const header = Object.assign(new PopMessageRequestHeader(), {
      consumerGroup, topic, queueId, maxMsgNums: popBatchNums, invisibleTime: popInvisibleTime, initMode,
      expType: expressionType, exp: subString, order: false, bname: brokerName,
      pollTime: BROKER_SUSPEND_MAX_TIME_MILLIS, bornTime: currentTimeMillis(),
    })
    const asked = { brokerName, topic, namespace }
    const timeoutMillis = BROKER_SUSPEND_MAX_TIME_MILLIS + POP_TIMEOUT_MARGIN_MILLIS
    const api = this.consumerImpl.getFactory().getMQClientAPIImpl()
    yield* api.popMessageAsync(addr, header, asked, this.compressor, timeoutMillis, {
      onSuccess: (popResult) => this.popped(popRequest, popResult),
      onException: (error) => this.notPopped(popRequest, error),
    })
  }

  /** Original: the callback's onSuccess in DefaultMQPushConsumerImpl#popMessage */
  private *popped(popRequest: PopRequest, popResult: PopResult): Blocking<void> {
    const { pullInterval } = this.consumerImpl.defaultMQPushConsumer
    if (popResult.popStatus === 'POLLING_FULL') return this.popLater(popRequest, this.delayWhenException())
    const msgs = yield* this.processPopResult(popRequest, popResult.msgFoundList)
    if (msgs.length === 0) return this.popAgain(popRequest)
    popRequest.popProcessQueue.incFoundMsg(msgs.length)
    this.consumeMessagePopService.submitPopConsumeRequest(msgs, popRequest.popProcessQueue, popRequest.messageQueue)
    if (pullInterval > 0) this.popLater(popRequest, pullInterval)
    else this.popAgain(popRequest)
  }

  private *notPopped(popRequest: PopRequest, error: unknown): Blocking<void> {
    const isFlowControl = error instanceof MQBrokerException && error.responseCode === ResponseCode.FLOW_CONTROL
    this.popLater(popRequest, isFlowControl ? DELAY_WHEN_BROKER_FLOW_CONTROL : this.delayWhenException())
  }

  /**
   * The messages for the listener. Those with another tag of the same hash, and those that were tried too often, are acknowledged
   * unseen: there is no dead letter queue for popped messages. Original: DefaultMQPushConsumerImpl#processPopResult
   */
  private *processPopResult({ messageQueue }: PopRequest, msgs: readonly MessageExt[]): Blocking<MessageExt[]> {
    const subscription = this.consumerImpl.getRebalanceImpl().getSubscriptionInner().get(messageQueue.topic)
    const tagsSet = subscription === undefined || subscription.classFilterMode ? [] : subscription.tagsSet
    const isWanted = (msg: MessageExt): boolean => {
      const tags = msg.getTags()
      return tagsSet.length === 0 || (tags !== null && tagsSet.includes(tags))
    }
    const maxReconsumeTimes = this.consumerImpl.getMaxReconsumeTimes()
    const kept = msgs.filter((msg) => isWanted(msg) && msg.reconsumeTimes <= maxReconsumeTimes)
    for (const msg of msgs) if (!kept.includes(msg)) yield* this.ackAsync(msg)
    return kept
  }

  /** Tells the broker that a message is consumed, and hears nothing of it. Original: DefaultMQPushConsumerImpl#ackAsync */
  *ackAsync(msg: MessageExt): Blocking<void> {
    yield* loggingOnly(this.tryAck(msg))
  }

  private *tryAck(msg: MessageExt): Blocking<void> {
    const { addr, address } = yield* this.addressOf(msg)
    const header = Object.assign(new AckMessageRequestHeader(), address)
    yield* this.consumerImpl.getFactory().getMQClientAPIImpl().ackMessageAsync(addr, header, ASYNC_TIMEOUT)
  }

  /** Has a message come again in that many ms from now. Original: DefaultMQPushConsumerImpl#changePopInvisibleTimeAsync */
  *changePopInvisibleTimeAsync(msg: MessageExt, invisibleTime: number): Blocking<void> {
    assert(invisibleTime > 0, 'a message is hidden for a while', invisibleTime)
    yield* loggingOnly(this.tryChangeInvisibleTime(msg, invisibleTime))
  }

  private *tryChangeInvisibleTime(msg: MessageExt, invisibleTime: number): Blocking<void> {
    const { addr, address } = yield* this.addressOf(msg)
    const header = Object.assign(new ChangeInvisibleTimeRequestHeader(), { ...address, invisibleTime })
    yield* this.consumerImpl.getFactory().getMQClientAPIImpl().changeInvisibleTimeAsync(addr, header, ASYNC_TIMEOUT)
  }

  /** Where a popped message lies, as it says itself. @throws MQClientException, IllegalArgumentException */
  private *addressOf(msg: MessageExt) {
    const consumerGroup = this.consumerImpl.groupName()
    const extraInfo = msg.getProperty(MessageConst.PROPERTY_POP_CK)
    const words = ExtraInfoUtil.split(extraInfo)
    const [bname, queueId] = [ExtraInfoUtil.getBrokerName(words), ExtraInfoUtil.getQueueId(words)]
    const topic = ExtraInfoUtil.getRealTopic(words, msg.topic, consumerGroup)
    const offset = ExtraInfoUtil.getQueueOffset(words)
    const addr: string = yield* this.findMaster(bname, msg.topic)
    return { addr, address: { consumerGroup, topic, queueId, extraInfo, offset, bname } }
  }

  /** @throws MQClientException when the broker has no master, IllegalStateException when no name server can be asked for one */
  private *findMaster(brokerName: string, topic: string): Blocking<string> {
    const factory = this.consumerImpl.getFactory()
    const known = factory.findBrokerAddressInSubscribe(brokerName, MixAll.MASTER_ID, true)
    if (known !== null) return known.brokerAddr
    yield* factory.updateTopicRouteInfoFromNameServer(topic)
    const found = factory.findBrokerAddressInSubscribe(brokerName, MixAll.MASTER_ID, true)
    if (found === null) throw new MQClientException(`the broker ${brokerName} does not exist`)
    return found.brokerAddr
  }
}
