import type { Message } from '../../../common/message/Message'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import { currentTimeMillis } from '../../../kernel/Process'
import type { SendMessageContext } from '../../hook/SendMessageContext'
import type { SendMessageHook } from '../../hook/SendMessageHook'
import type { MessageQueueSelector } from '../MessageQueueSelector'

/** The half-life of a sent message's weight, in ms. */
const HALF_LIFE_MILLIS = 1000
/** The number of half-lives after which it weighs nothing. */
const FORGOTTEN_AFTER = 10
/** The weight of a message that failed: its queue is worse off than one that has taken it. */
const FAILURE_WEIGHT = 16

interface QueueLoad {
  unanswered: number
  /** The weight of the messages sent lately; older ones count less. */
  recent: number
  /** Until when `recent` has been halved, in ms since 1970. */
  since: number
}

/**
 * The queue that has the least to do, as far as a producer can know: it counts its own unanswered messages and those that it
 * has sent lately. It never learns what other producers send. No counterpart in RocketMQ.
 */
export class SelectMessageQueueByLeastLoaded implements MessageQueueSelector, SendMessageHook {
  private readonly loads: Map<string, QueueLoad>

  constructor() {
    this.loads = new Map()
  }

  select(mqs: readonly MessageQueue[], _msg: Message, _arg: unknown): MessageQueue | null {
    let best: MessageQueue | null = null
    let least = Infinity
    for (const mq of mqs) {
      const { unanswered, recent } = this.loadOf(mq)
      if (unanswered + recent >= least) continue
      best = mq
      least = unanswered + recent
    }
    return best
  }

  hookName(): string {
    return 'SelectMessageQueueByLeastLoaded'
  }

  sendMessageBefore(context: SendMessageContext): void {
    const load = this.loadOf(context.mq)
    load.unanswered++
    load.recent++
  }

  sendMessageAfter(context: SendMessageContext): void {
    const { mq, sendResult, exception, communicationMode } = context
    // The hook hears of an asynchronous message twice: first when it is on its way, which is no answer.
    if (communicationMode === 'ASYNC' && sendResult === null && exception === null) return
    const load = this.loadOf(mq)
    load.unanswered = Math.max(0, load.unanswered - 1)
    if (exception !== null) load.recent += FAILURE_WEIGHT
  }

  private loadOf(mq: MessageQueue): QueueLoad {
    const key = `${mq.brokerName}-${mq.queueId}`
    const now = currentTimeMillis()
    let load = this.loads.get(key)
    if (load === undefined) {
      load = { unanswered: 0, recent: 0, since: now }
      this.loads.set(key, load)
    }
    const halvings = Math.max(0, Math.floor((now - load.since) / HALF_LIFE_MILLIS))
    load.since += halvings * HALF_LIFE_MILLIS
    load.recent = halvings > FORGOTTEN_AFTER ? 0 : load.recent / (1 << halvings)
    return load
  }
}
