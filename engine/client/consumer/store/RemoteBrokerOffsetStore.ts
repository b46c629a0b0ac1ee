import type { MessageQueue } from '../../../common/message/MessageQueue'
import { MixAll } from '../../../common/MixAll'
import type { Blocking } from '../../../kernel/Blocking'
import { assert } from '../../../kernel/assert'
import { QueryConsumerOffsetRequestHeader } from '../../../remoting/protocol/header/QueryConsumerOffsetRequestHeader'
import { UpdateConsumerOffsetRequestHeader } from '../../../remoting/protocol/header/UpdateConsumerOffsetRequestHeader'
import { MQClientException } from '../../exception/MQClientException'
import { OffsetNotFoundException } from '../../exception/OffsetNotFoundException'
import type { FindBrokerResult } from '../../impl/FindBrokerResult'
import type { MQClientInstance } from '../../impl/factory/MQClientInstance'
import type { OffsetStore } from './OffsetStore'
import { OFFSET_NOT_FOUND, OFFSET_UNKNOWN } from './OffsetStore'
import { OffsetTable } from './OffsetTable'
import { ReadOffsetType } from './ReadOffsetType'

const OFFSET_TIMEOUT_MILLIS = 1000 * 5

/**
 * Keeps the offsets of a group at the broker that has the queue, where the next owner of the queue finds them. They go there in
 * oneway requests: one that is lost is followed by the next. What was consumed since then is consumed twice if this client dies.
 * Original: org.apache.rocketmq.client.consumer.store.RemoteBrokerOffsetStore.
 */
export class RemoteBrokerOffsetStore implements OffsetStore {
  private readonly mQClientFactory: MQClientInstance
  private readonly groupName: string
  private readonly offsetTable: OffsetTable

  constructor(mQClientFactory: MQClientInstance, groupName: string) {
    this.mQClientFactory = mQClientFactory
    this.groupName = groupName
    this.offsetTable = new OffsetTable()
  }

  *load(): Blocking<void> {}

  updateOffset(mq: MessageQueue, offset: number, increaseOnly: boolean): void {
    this.offsetTable.update(mq, offset, increaseOnly)
  }

  updateAndFreezeOffset(mq: MessageQueue, offset: number): void {
    this.offsetTable.updateAndFreeze(mq, offset)
  }

  /** Original: RemoteBrokerOffsetStore#readOffset */
  *readOffset(mq: MessageQueue, type: ReadOffsetType): Blocking<number> {
    const known = type === ReadOffsetType.READ_FROM_STORE ? null : this.offsetTable.get(mq)
    if (known !== null) return known
    if (type === ReadOffsetType.READ_FROM_MEMORY) return OFFSET_NOT_FOUND
    try {
      const brokerOffset = yield* this.fetchConsumeOffsetFromBroker(mq)
      this.offsetTable.update(mq, brokerOffset, false)
      return brokerOffset
    } catch (error) {
      return error instanceof OffsetNotFoundException ? OFFSET_NOT_FOUND : OFFSET_UNKNOWN
    }
  }

  /** Offsets of other queues are forgotten. Original: RemoteBrokerOffsetStore#persistAll */
  *persistAll(mqs: readonly MessageQueue[]): Blocking<void> {
    if (mqs.length === 0) return
    const wanted = new Set(mqs.map((mq) => mq.key()))
    for (const [mq, offset] of this.offsetTable.entries()) {
      if (wanted.has(mq.key())) yield* this.tryUpdate(mq, offset)
    }
    for (const [mq] of this.offsetTable.entries()) if (!wanted.has(mq.key())) this.offsetTable.delete(mq)
    assert(this.offsetTable.entries().every(([mq]) => wanted.has(mq.key())), 'offsets of other queues are forgotten')
  }

  *persist(mq: MessageQueue): Blocking<void> {
    const offset = this.offsetTable.get(mq)
    if (offset !== null) yield* this.tryUpdate(mq, offset)
  }

  removeOffset(mq: MessageQueue): void {
    this.offsetTable.delete(mq)
    assert(this.offsetTable.get(mq) === null, 'a removed offset is not known any more')
  }

  cloneOffsetTable(topic: string): ReadonlyArray<readonly [mq: MessageQueue, offset: number]> {
    return this.offsetTable.entries().filter(([mq]) => topic === '' || mq.topic === topic)
  }

  /** Whatever goes wrong: the next time is in a few seconds. */
  private *tryUpdate(mq: MessageQueue, offset: number): Blocking<void> {
    try {
      yield* this.updateConsumeOffsetToBroker(mq, offset)
    } catch {
      // The original writes it to its log.
    }
  }

  /** Original: RemoteBrokerOffsetStore#updateConsumeOffsetToBroker. @throws MQClientException, RemotingException */
  private *updateConsumeOffsetToBroker(mq: MessageQueue, offset: number): Blocking<void> {
    const { brokerAddr } = yield* this.findBroker(mq, false)
    const header = new UpdateConsumerOffsetRequestHeader()
    header.topic = mq.topic
    header.consumerGroup = this.groupName
    header.queueId = mq.queueId
    header.commitOffset = offset
    header.bname = mq.brokerName
    const api = this.mQClientFactory.getMQClientAPIImpl()
    yield* api.updateConsumerOffsetOneway(brokerAddr, header, OFFSET_TIMEOUT_MILLIS)
  }

  /**
   * Original: RemoteBrokerOffsetStore#fetchConsumeOffsetFromBroker
   * @throws OffsetNotFoundException, MQBrokerException, MQClientException, RemotingException
   */
  private *fetchConsumeOffsetFromBroker(mq: MessageQueue): Blocking<number> {
    const { brokerAddr } = yield* this.findBroker(mq, true)
    const header = new QueryConsumerOffsetRequestHeader()
    header.topic = mq.topic
    header.consumerGroup = this.groupName
    header.queueId = mq.queueId
    header.bname = mq.brokerName
    const api = this.mQClientFactory.getMQClientAPIImpl()
    return yield* api.queryConsumerOffset(brokerAddr, header, OFFSET_TIMEOUT_MILLIS)
  }

  /** The master, or any broker of its name if it is away. @throws MQClientException, IllegalStateException */
  private *findBroker(mq: MessageQueue, onlyMasterAtFirst: boolean): Blocking<FindBrokerResult> {
    const { mQClientFactory } = this
    const known = mQClientFactory.findBrokerAddressInSubscribe(mq.brokerName, MixAll.MASTER_ID, onlyMasterAtFirst)
    if (known !== null) return known
    yield* mQClientFactory.updateTopicRouteInfoFromNameServer(mq.topic)
    const found = mQClientFactory.findBrokerAddressInSubscribe(mq.brokerName, MixAll.MASTER_ID, false)
    if (found === null) throw new MQClientException(`the broker ${mq.brokerName} does not exist`)
    return found
  }
}
