// @notrace-file: what measures a run is no part of it.
import type { SendMessageContext } from '../client/hook/SendMessageContext'
import type { Strategy } from '../cluster/selectors'
import { Message } from '../common/message/Message'
import type { MessageQueue } from '../common/message/MessageQueue'
import type { Process } from '../kernel/Process'
import type { Random } from '../kernel/Random'

/** What a strategy is asked for one message. */
export interface AskedChoice {
  readonly message: Message
  readonly arg: unknown
}

/** A strategy as it is, and a note of what each call of it was asked. */
export class WatchedStrategy {
  /** Of each call of `select`: the number of its list of queues. */
  readonly listOfCall: number[]
  /** Each list of queues that was offered, in the order of their first calls. */
  readonly lists: MessageQueue[][]
  /** By the message's keys. */
  readonly questions: Map<string, AskedChoice>
  /** The chance that the strategy has from its first call on; null until then. */
  chance: Random | null
  readonly strategy: Strategy
  private lastNames: string

  constructor(strategy: Strategy, process: Process) {
    this.listOfCall = []
    this.lists = []
    this.questions = new Map()
    this.chance = null
    this.lastNames = ''
    this.strategy = this.watched(strategy, process)
  }

  private watched(strategy: Strategy, process: Process): Strategy {
    const { sendMessageBefore, sendMessageAfter } = strategy
    return {
      select: (mqs, msg, arg) => {
        this.chance ??= process.random.copy()
        this.note(mqs, msg, arg)
        return strategy.select(mqs, msg, arg)
      },
      hookName: () => strategy.hookName?.() ?? '',
      // Absent where the strategy has none: a producer calls what it finds.
      sendMessageBefore: sendMessageBefore && ((send: SendMessageContext) => sendMessageBefore.call(strategy, send)),
      sendMessageAfter: sendMessageAfter && ((send: SendMessageContext) => sendMessageAfter.call(strategy, send)),
    }
  }

  private note(mqs: readonly MessageQueue[], message: Message, arg: unknown): void {
    const names = mqs.map(({ brokerName, queueId }) => `${brokerName}/${queueId}`).join()
    if (names !== this.lastNames) this.lists.push([...mqs])
    this.lastNames = names
    this.listOfCall.push(this.lists.length - 1)
    const keys = message.getKeys() ?? ''
    if (!this.questions.has(keys)) this.questions.set(keys, { message: copyOf(message), arg })
  }
}

/** As it is now: the way to the broker adds properties to it. */
function copyOf(message: Message): Message {
  const copy = new Message(message.topic, message.body?.slice() ?? null)
  copy.flag = message.flag
  for (const [name, value] of message.properties.entries()) copy.properties.put(name, value)
  return copy
}
