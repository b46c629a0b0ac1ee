import type { Message } from '../../../common/message/Message'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import { currentTimeMillis } from '../../../kernel/Process'
import type { SendMessageContext } from '../../hook/SendMessageContext'
import type { SendMessageHook } from '../../hook/SendMessageHook'
import type { MessageQueueSelector } from '../MessageQueueSelector'

/** An answer is slow from this latency (ms) on: the first class of MQFaultStrategy#latencyMax. */
const SLOW_MILLIS = 50
/** One slow answer may be bad luck. */
const SLOW_ANSWERS = 2
const FIRST_PAUSE_MILLIS = 2000
const LONGEST_PAUSE_MILLIS = 60_000

interface BrokerHealth {
  /** When each unanswered message was sent, in ms since 1970, the oldest first. */
  readonly unanswered: number[]
  slowAnswers: number
  avoidedUntil: number
  pause: number
}

/**
 * Goes round the queues, but leaves out a broker that has been slow twice in a row or has failed. After a pause one message
 * tries that broker again: another slow answer doubles the pause.
 *
 * No counterpart in RocketMQ as a selector. The closest is `MQFaultStrategy` with `sendLatencyFaultEnable`, which works
 * only for sends without a selector.
 */
export class SelectMessageQueueAvoidSlow implements MessageQueueSelector, SendMessageHook {
  private readonly brokers: Map<string, BrokerHealth>
  private index: number

  constructor() {
    this.brokers = new Map()
    this.index = 0
  }

  select(mqs: readonly MessageQueue[], _msg: Message, _arg: unknown): MessageQueue | null {
    const now = currentTimeMillis()
    const fast = mqs.filter(({ brokerName }) => this.healthOf(brokerName).avoidedUntil <= now)
    const candidates = fast.length > 0 ? fast : mqs
    const mq = candidates[this.index % candidates.length] ?? null
    this.index++
    return mq
  }

  hookName(): string {
    return 'SelectMessageQueueAvoidSlow'
  }

  sendMessageBefore({ mq }: SendMessageContext): void {
    this.healthOf(mq.brokerName).unanswered.push(currentTimeMillis())
  }

  sendMessageAfter({ mq, sendResult, exception, communicationMode }: SendMessageContext): void {
    // The hook hears of an asynchronous message twice: first when it is on its way, which is no answer.
    if (communicationMode === 'ASYNC' && sendResult === null && exception === null) return
    const health = this.healthOf(mq.brokerName)
    const now = currentTimeMillis()
    const costMillis = now - (health.unanswered.shift() ?? now)
    if (exception !== null) avoid(health, now)
    else if (costMillis >= SLOW_MILLIS) noteSlowAnswer(health, now)
    else forgive(health)
  }

  private healthOf(brokerName: string): BrokerHealth {
    let health = this.brokers.get(brokerName)
    if (health === undefined) {
      health = { unanswered: [], slowAnswers: 0, avoidedUntil: 0, pause: FIRST_PAUSE_MILLIS }
      this.brokers.set(brokerName, health)
    }
    return health
  }
}

function noteSlowAnswer(health: BrokerHealth, now: number): void {
  health.slowAnswers++
  if (health.slowAnswers >= SLOW_ANSWERS) avoid(health, now)
}

/** The broker stays under suspicion until an answer is fast again. */
function avoid(health: BrokerHealth, now: number): void {
  health.slowAnswers = SLOW_ANSWERS
  health.avoidedUntil = now + health.pause
  health.pause = Math.min(LONGEST_PAUSE_MILLIS, health.pause * 2)
}

function forgive(health: BrokerHealth): void {
  health.slowAnswers = 0
  health.pause = FIRST_PAUSE_MILLIS
}
