import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { TopicPublishInfo } from '../../impl/producer/TopicPublishInfo'
import { EarlierFaultStrategy, queueFromTurn } from './EarlierFaultStrategy'

/** Up to 4.7.1: after a try, only the broker that was tried may be chosen again, if it is available. */
export class FaultStrategyOf471 extends EarlierFaultStrategy {
  protected override mayFollow(brokerName: string, lastBrokerName: string | null): boolean {
    return lastBrokerName === null || brokerName === lastBrokerName
  }

  /** Without latencies the last broker was avoided even then; the queues that were passed over took no numbers. */
  override selectOneMessageQueue(
    tpInfo: TopicPublishInfo,
    lastBrokerName: string | null,
    resetIndex: boolean,
  ): MessageQueue | null {
    if (this.sendLatencyFaultEnable) return super.selectOneMessageQueue(tpInfo, lastBrokerName, resetIndex)
    return queueFromTurn(tpInfo, (mq) => mq.brokerName !== lastBrokerName) ?? tpInfo.selectOneMessageQueue()
  }
}
