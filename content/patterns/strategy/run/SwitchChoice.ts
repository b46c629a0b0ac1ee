import type { MessageQueue } from '../../../../engine/common/message/MessageQueue'
import { javaHashCode } from '../../../../engine/kernel/java/javaHashCode'
import { Thread } from '../../../../engine/kernel/Thread'

/** The ways of choosing that the switch knows. */
export const SWITCH_CASES = ['round-robin', 'hash', 'random', 'sticky'] as const

export type SwitchCase = (typeof SWITCH_CASES)[number]

/**
 * The strategies in one method. What each of them has to remember stands side by side, and whatever one needs to hear, such as how a
 * message has ended, all callers have to tell the switch.
 */
export class SwitchChoice {
  /** Of `round-robin`. */
  private index: number
  /** Of `sticky`. */
  private current: MessageQueue | null
  private messages: number
  private hasFailed: boolean

  constructor() {
    this.index = -1
    this.current = null
    this.messages = 0
    this.hasFailed = false
  }

  choose(how: SwitchCase, mqs: readonly MessageQueue[], arg: unknown): MessageQueue | null {
    if (mqs.length === 0) return null
    switch (how) {
      case 'round-robin':
        this.index = (this.index + 1) % mqs.length
        return mqs[this.index]!
      case 'hash':
        return mqs[Math.abs(javaHashCode(String(arg)) % mqs.length)]!
      case 'random':
        return mqs[Thread.currentThread().process.random.nextInt(mqs.length)]!
      case 'sticky': {
        const at = mqs.findIndex((mq) => mq.equals(this.current))
        if (at < 0) this.stayWith(mqs[0]!)
        else if (this.hasFailed) this.stayWith(mqs.find((mq) => mq.brokerName !== mqs[at]!.brokerName) ?? mqs[at]!)
        else if (this.messages >= 20) this.stayWith(mqs[(at + 1) % mqs.length]!)
        this.messages++
        return this.current
      }
    }
  }

  /** Only one of the four wants to know this. */
  heardOf(mq: MessageQueue, hasFailed: boolean): void {
    if (hasFailed && mq.equals(this.current)) this.hasFailed = true
  }

  private stayWith(mq: MessageQueue): void {
    this.current = mq
    this.messages = 0
    this.hasFailed = false
  }
}
