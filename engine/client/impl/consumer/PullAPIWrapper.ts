import { MessageConst } from '../../../common/message/MessageConst'
import type { MessageExt } from '../../../common/message/MessageExt'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import { MessageQueueMap } from '../../../common/message/MessageQueueMap'
import { MixAll } from '../../../common/MixAll'
import { PullSysFlag } from '../../../common/sysflag/PullSysFlag'
import type { Blocking } from '../../../kernel/Blocking'
import type { Compressor } from '../../../ports/Compressor'
import type { SubscriptionData } from '../../../remoting/protocol/body/HeartbeatData'
import { PullMessageRequestHeader } from '../../../remoting/protocol/header/PullMessageRequestHeader'
import type { PullCallback } from '../../consumer/PullCallback'
import type { PullResult } from '../../consumer/PullResult'
import { PullStatus } from '../../consumer/PullStatus'
import { MQClientException } from '../../exception/MQClientException'
import { clientDecode } from '../clientDecode'
import type { MQClientInstance } from '../factory/MQClientInstance'
import type { FindBrokerResult } from '../FindBrokerResult'

/** What a pull asks for. Times in ms. */
export interface PullQuery {
  /** Null if the heartbeat says it. */
  readonly subExpression: string | null
  readonly expressionType: string | null
  readonly subVersion: number
  readonly offset: number
  readonly maxNums: number
  readonly maxSizeInBytes: number
  /** See PullSysFlag. */
  readonly sysFlag: number
  readonly commitOffset: number
  readonly brokerSuspendMaxTimeMillis: number
  readonly timeoutMillis: number
}

/**
 * One pull: which broker is asked, and what becomes messages of the answer.
 * Original: org.apache.rocketmq.client.impl.consumer.PullAPIWrapper.
 */
export class PullAPIWrapper {
  private readonly mQClientFactory: MQClientInstance
  private readonly consumerGroup: string
  private readonly compressor: Compressor
  /** Queue → the id of the broker that the last answer told to ask. */
  private readonly pullFromWhichNodeTable: MessageQueueMap<number>

  constructor(mQClientFactory: MQClientInstance, consumerGroup: string, compressor: Compressor) {
    this.mQClientFactory = mQClientFactory
    this.consumerGroup = consumerGroup
    this.compressor = compressor
    this.pullFromWhichNodeTable = new MessageQueueMap(32)
  }

  /**
   * Sends a pull; the callback hears of the answer. A slave does not keep offsets, so it is told of none.
   * Original: PullAPIWrapper#pullKernelImpl
   * @throws MQClientException when no broker has the queue, IllegalStateException when no name server can be asked for one
   */
  *pullKernelImpl(mq: MessageQueue, query: PullQuery, pullCallback: PullCallback): Blocking<void> {
    const broker = yield* this.findBroker(mq)
    const header = this.requestHeader(mq, query, broker.slave)
    const api = this.mQClientFactory.getMQClientAPIImpl()
    yield* api.pullMessageAsync(broker.brokerAddr, header, query.timeoutMillis, pullCallback)
  }

  /**
   * Sends a pull and waits for its answer. Original: PullAPIWrapper#pullKernelImpl
   * @throws MQClientException, RemotingException, MQBrokerException, IllegalStateException
   */
  *pullSync(mq: MessageQueue, query: PullQuery): Blocking<PullResult> {
    const broker = yield* this.findBroker(mq)
    const header = this.requestHeader(mq, query, broker.slave)
    const api = this.mQClientFactory.getMQClientAPIImpl()
    return yield* api.pullMessageSync(broker.brokerAddr, header, query.timeoutMillis)
  }

  private requestHeader(mq: MessageQueue, query: PullQuery, isSlave: boolean): PullMessageRequestHeader {
    const header = new PullMessageRequestHeader()
    header.consumerGroup = this.consumerGroup
    header.topic = mq.topic
    header.queueId = mq.queueId
    header.queueOffset = query.offset
    header.maxMsgNums = query.maxNums
    header.sysFlag = isSlave ? PullSysFlag.clearCommitOffsetFlag(query.sysFlag) : query.sysFlag
    header.commitOffset = query.commitOffset
    header.suspendTimeoutMillis = query.brokerSuspendMaxTimeMillis
    header.subscription = query.subExpression
    header.subVersion = query.subVersion
    header.maxMsgBytes = query.maxSizeInBytes
    header.expressionType = query.expressionType
    header.bname = mq.brokerName
    return header
  }

  private *findBroker(mq: MessageQueue): Blocking<FindBrokerResult> {
    const { mQClientFactory } = this
    const brokerId = this.recalculatePullFromWhichNode(mq)
    const known = mQClientFactory.findBrokerAddressInSubscribe(mq.brokerName, brokerId, false)
    if (known !== null) return known
    yield* mQClientFactory.updateTopicRouteInfoFromNameServer(mq.topic)
    const found = mQClientFactory.findBrokerAddressInSubscribe(mq.brokerName, brokerId, false)
    if (found === null) throw new MQClientException(`the broker ${mq.brokerName} does not exist`)
    return found
  }

  /** Original: PullAPIWrapper#recalculatePullFromWhichNode */
  private recalculatePullFromWhichNode(mq: MessageQueue): number {
    return this.pullFromWhichNodeTable.get(mq) ?? MixAll.MASTER_ID
  }

  /**
   * Makes messages of the records, and leaves out those whose tag only has the same hash as a wanted one.
   * Original: PullAPIWrapper#processPullResult
   */
  processPullResult(mq: MessageQueue, pullResult: PullResult, subscriptionData: SubscriptionData): PullResult {
    this.pullFromWhichNodeTable.set(mq, pullResult.suggestWhichBrokerId)
    if (pullResult.pullStatus === PullStatus.FOUND) {
      const msgs = clientDecode(pullResult.messageBinary ?? new Uint8Array(0), this.compressor)
      pullResult.msgFoundList = msgs.filter((msg) => isWanted(msg, subscriptionData))
      for (const msg of pullResult.msgFoundList) {
        const isTransaction = msg.getProperty(MessageConst.PROPERTY_TRANSACTION_PREPARED)?.toLowerCase() === 'true'
        if (isTransaction) msg.transactionId = msg.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX)
        msg.putProperty(MessageConst.PROPERTY_MIN_OFFSET, String(pullResult.minOffset))
        msg.putProperty(MessageConst.PROPERTY_MAX_OFFSET, String(pullResult.maxOffset))
        msg.brokerName = mq.brokerName
        msg.queueId = mq.queueId
      }
    }
    pullResult.messageBinary = null
    return pullResult
  }
}

function isWanted(msg: MessageExt, { tagsSet, classFilterMode }: SubscriptionData): boolean {
  if (tagsSet.length === 0 || classFilterMode) return true
  const tags = msg.getTags()
  return tags !== null && tagsSet.includes(tags)
}
