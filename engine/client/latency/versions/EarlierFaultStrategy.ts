import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { Process } from '../../../kernel/Process'
import type { ClientConfig } from '../../ClientConfig'
import type { TopicPublishInfo } from '../../impl/producer/TopicPublishInfo'
import { MQFaultStrategy } from '../MQFaultStrategy'
import { EarlierLatencyFaults } from './EarlierLatencyFaults'

/**
 * How producers up to 5.1.3 chose a queue when they looked at latencies, for the lesson that sets the versions side by side.
 * What differs among them is one condition: {@link mayFollow}.
 */
export abstract class EarlierFaultStrategy extends MQFaultStrategy {
  private readonly known: EarlierLatencyFaults

  constructor(process: Process, config: ClientConfig) {
    super(process, config, () => null, { *detect() { return false } })
    this.known = new EarlierLatencyFaults()
    this.isolationLatency = 30_000
    this.latencyMax = [50, 100, 550, 1000, 2000, 3000, 15_000]
    this.notAvailableDuration = [0, 0, 30_000, 60_000, 120_000, 180_000, 600_000]
  }

  /** May a queue of an available broker be chosen after this one was tried? `lastBrokerName`: null at the first try. */
  protected abstract mayFollow(brokerName: string, lastBrokerName: string | null): boolean

  /** Nothing was detected in those days. */
  override startDetector(): void {}

  override selectOneMessageQueue(
    tpInfo: TopicPublishInfo,
    lastBrokerName: string | null,
    resetIndex: boolean,
  ): MessageQueue | null {
    if (!this.sendLatencyFaultEnable) return super.selectOneMessageQueue(tpInfo, lastBrokerName, resetIndex)
    const mq = queueFromTurn(tpInfo, ({ brokerName }) => {
      return this.known.isAvailable(brokerName) && this.mayFollow(brokerName, lastBrokerName)
    })
    return mq ?? this.leastBad(tpInfo) ?? tpInfo.selectOneMessageQueue()
  }

  /**
   * None will do: then one of the better brokers. The queue whose turn it is gets its name, for this time and, since it is the topic's
   * own object, for all times to come, as in those versions (but 4.9.8).
   */
  private leastBad(tpInfo: TopicPublishInfo): MessageQueue | null {
    const brokerName = this.known.pickOneAtLeast()
    if (brokerName === null) return null
    const writeQueueNums = tpInfo.getWriteQueueNumsByBroker(brokerName)
    if (writeQueueNums <= 0) {
      this.known.remove(brokerName)
      return null
    }
    const mq = tpInfo.selectOneMessageQueue()
    if (mq === null) return null
    mq.brokerName = brokerName
    mq.queueId = tpInfo.sendWhichQueue.incrementAndGet() % writeQueueNums
    return mq
  }

  override updateFaultItem(brokerName: string, currentLatency: number, isolation: boolean): void {
    if (!this.sendLatencyFaultEnable) return
    const pause = this.computeNotAvailableDuration(isolation ? this.isolationLatency : currentLatency)
    this.known.update(brokerName, currentLatency, pause)
  }
}

/** The first queue that will do, from the one on whose turn it is. Only that one takes a number, so the next choice begins beside it. */
export function queueFromTurn(tpInfo: TopicPublishInfo, willDo: (mq: MessageQueue) => boolean): MessageQueue | null {
  const { messageQueueList, sendWhichQueue } = tpInfo
  if (messageQueueList.length === 0) return null
  const turn = sendWhichQueue.incrementAndGet()
  const inTurn = messageQueueList.map((_, step) => messageQueueList[(turn + step) % messageQueueList.length]!)
  return inTurn.find(willDo) ?? null
}
