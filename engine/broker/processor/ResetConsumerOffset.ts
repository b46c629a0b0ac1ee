import { BoundaryType } from '../../common/BoundaryType'
import { MessageQueue } from '../../common/message/MessageQueue'
import { MessageQueueMap } from '../../common/message/MessageQueueMap'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ResetOffsetBody } from '../../remoting/protocol/body/ResetOffsetBody'
import { ResetOffsetRequestHeader } from '../../remoting/protocol/header/ResetOffsetRequestHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { BrokerRole } from '../../store/config/BrokerRole'
import type { BrokerController } from '../BrokerController'

const ALL_QUEUES = -1
const NOW = -1

/** Not done, and why. */
interface Refusal {
  readonly code: number
  readonly remark: string
}

/**
 * Has a group read on somewhere else, for an operator. The broker notes the new offsets, and the next pull of each queue is told to go
 * there, also one of a member that comes later: the group need not be there now. With `useServerSideResetOffset` off it tells
 * the members that are connected, and they do it themselves. Original: AdminBrokerProcessor#resetOffset, a method
 */
export class ResetConsumerOffset {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  *process(request: RemotingCommand): Blocking<RemotingCommand> {
    const requestHeader = request.decodeCommandCustomHeader(ResetOffsetRequestHeader)
    const { useServerSideResetOffset } = this.brokerController.brokerConfig
    const done = useServerSideResetOffset
      ? this.resetOffsetInner(requestHeader)
      : yield* this.tellClients(requestHeader)
    if (!(done instanceof MessageQueueMap)) return RemotingCommand.createResponseCommandWithCode(done.code, done.remark)
    const response = RemotingCommand.createResponseCommandWithCode(ResponseCode.SUCCESS, null)
    response.body = new ResetOffsetBody(done).encode()
    return response
  }

  /** Original: AdminBrokerProcessor#resetOffsetInner */
  private resetOffsetInner(requestHeader: ResetOffsetRequestHeader): MessageQueueMap<number> | Refusal {
    const { SYSTEM_ERROR, SUBSCRIPTION_GROUP_NOT_EXIST, TOPIC_NOT_EXIST } = ResponseCode
    const [topic, group] = [requestHeader.topic ?? '', requestHeader.group ?? '']
    if (this.brokerController.messageStoreConfig.brokerRole === BrokerRole.SLAVE) {
      return { code: SYSTEM_ERROR, remark: 'a slave resets no offsets' }
    }
    const topicConfig = this.brokerController.getTopicConfigManager().selectTopicConfig(topic)
    if (topicConfig === null) return { code: TOPIC_NOT_EXIST, remark: `the topic ${topic} does not exist` }
    if (!this.brokerController.getSubscriptionGroupManager().containsSubscriptionGroup(group)) {
      return { code: SUBSCRIPTION_GROUP_NOT_EXIST, remark: `the group ${group} does not exist` }
    }
    const offsets = this.offsetsOf(topic, topicConfig.readQueueNums, requestHeader)
    if ('remark' in offsets) return offsets
    if (offsets.size === 0) return { code: SYSTEM_ERROR, remark: `the topic ${topic} has no queues` }
    const manager = this.brokerController.getConsumerOffsetManager()
    const table = new MessageQueueMap<number>()
    for (const [queueId, offset] of offsets) {
      assert(offset >= 0, 'a group is set to a message, or behind the last', offset)
      manager.assignResetOffset(topic, group, queueId, offset)
      table.set(this.queueOf(topic, queueId), offset)
    }
    assert(table.size === offsets.size, 'each queue has one new offset', table.size, offsets.size)
    return table
  }

  /** One queue, at an offset or a time; or all queues, at a time. */
  private offsetsOf(
    topic: string, readQueueNums: number, { queueId, offset, timestamp }: ResetOffsetRequestHeader,
  ): ReadonlyMap<number, number> | Refusal {
    const store = this.brokerController.getMessageStore()
    const one = queueId ?? ALL_QUEUES
    if (one < 0) {
      const ids = Array.from({ length: readQueueNums }, (_, id) => id)
      return new Map(ids.map((id) => [id, this.offsetAt(topic, id, timestamp ?? 0)]))
    }
    if (offset === null || offset === NOW) return new Map([[one, this.offsetAt(topic, one, timestamp ?? 0)]])
    const [min, max] = [store.getMinOffsetInQueue(topic, one), store.getMaxOffsetInQueue(topic, one)]
    // One more than the end is let through, as in the original.
    if ((min < 0 || offset >= min) && offset <= max + 1) return new Map([[one, offset]])
    const remark = `the offset ${offset} is not in the queue, which reaches from ${min} to ${max}`
    return { code: ResponseCode.SYSTEM_ERROR, remark }
  }

  /** Where a queue was at a time (ms since 1970); a negative time is now. */
  private offsetAt(topic: string, queueId: number, timestamp: number): number {
    const store = this.brokerController.getMessageStore()
    if (timestamp < 0) return store.getMaxOffsetInQueue(topic, queueId)
    return store.getOffsetInQueueByTime(topic, queueId, timestamp, BoundaryType.LOWER)
  }

  /** Without force, no queue is set forward. Original: Broker2Client#resetOffset */
  private *tellClients(requestHeader: ResetOffsetRequestHeader): Blocking<MessageQueueMap<number> | Refusal> {
    const { CONSUMER_NOT_ONLINE, SYSTEM_ERROR, TOPIC_NOT_EXIST } = ResponseCode
    const [topic, group, timestamp] = [requestHeader.topic ?? '', requestHeader.group ?? '', requestHeader.timestamp ?? 0]
    const topicConfig = this.brokerController.getTopicConfigManager().selectTopicConfig(topic)
    if (topicConfig === null) return { code: TOPIC_NOT_EXIST, remark: `the topic ${topic} does not exist` }
    const offsetTable = new MessageQueueMap<number>()
    for (let queueId = 0; queueId < topicConfig.writeQueueNums; queueId++) {
      const consumerOffset = this.brokerController.getConsumerOffsetManager().queryOffset(group, topic, queueId)
      if (consumerOffset < 0) return { code: SYSTEM_ERROR, remark: `the group ${group} has never read the queue ${queueId}` }
      const wanted = Math.max(0, this.offsetAt(topic, queueId, timestamp))
      const isSet = requestHeader.isForce || wanted < consumerOffset
      offsetTable.set(this.queueOf(topic, queueId), isSet ? wanted : consumerOffset)
    }
    const channels = this.brokerController.getConsumerManager().getConsumerGroupInfo(group)?.getAllChannel() ?? []
    if (channels.length === 0) return { code: CONSUMER_NOT_ONLINE, remark: `the group ${group} has no consumer here` }
    const body = new ResetOffsetBody(offsetTable)
    const client = this.brokerController.getBroker2Client()
    for (const channel of channels) yield* client.resetOffset(channel, topic, group, timestamp, body)
    return offsetTable
  }

  private queueOf(topic: string, queueId: number): MessageQueue {
    return new MessageQueue(topic, this.brokerController.brokerConfig.brokerName, queueId)
  }
}
