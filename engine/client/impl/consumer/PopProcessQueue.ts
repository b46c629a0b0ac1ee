import { currentTimeMillis } from '../../../kernel/Process'

/** Original: system property rocketmq.client.pull.pullMaxIdleTime */
const PULL_MAX_IDLE_TIME = 120_000

/**
 * What a consumer knows of a broker that it pops from: only how many messages of it are here. The messages themselves nobody keeps: the
 * broker has the checkpoints. Original: org.apache.rocketmq.client.impl.consumer.PopProcessQueue.
 */
export class PopProcessQueue {
  /** In ms since 1970. */
  lastPopTimestamp: number
  /** Given up: nothing is popped any more, and nothing consumed. */
  dropped: boolean
  private waitAckCounter: number

  constructor() {
    this.lastPopTimestamp = currentTimeMillis()
    this.dropped = false
    this.waitAckCounter = 0
  }

  incFoundMsg(count: number): void {
    this.waitAckCounter += count
  }

  /** One message is done with. */
  ack(): void {
    this.waitAckCounter--
  }

  /** Messages are given up here, whose time is over. */
  decFoundMsg(count: number): void {
    this.waitAckCounter -= count
  }

  getWaiAckMsgCount(): number {
    return this.waitAckCounter
  }

  isPullExpired(): boolean {
    return currentTimeMillis() - this.lastPopTimestamp > PULL_MAX_IDLE_TIME
  }
}
