import { MessageConst } from '../common/message/MessageConst'
import type { MessageExt } from '../common/message/MessageExt'
import type { Blocking } from '../kernel/Blocking'
import { CountDownLatch } from '../kernel/concurrent/CountDownLatch'
import { sleep } from '../kernel/sleep'
import type { ListenerOutcomeName, ListenerRule, ListenerSpec } from './Scenario'
import type { Outcomes } from './Outcomes'

/** What the application's listener does with messages, as the scenario tells it. */
export class ListenerBehaviour {
  private readonly group: string
  private spec: ListenerSpec
  private readonly outcomes: Outcomes

  constructor(group: string, spec: ListenerSpec, outcomes: Outcomes) {
    this.group = group
    this.spec = spec
    this.outcomes = outcomes
  }

  /** For all messages alike, from the next batch on: a batch that the listener has already is not called back. */
  change({ millis, outcome }: Pick<ListenerRule, 'millis' | 'outcome'>): void {
    this.spec = { ...this.spec, millis, outcome, tries: 0, exceptions: [] }
  }

  /** Works on a batch, and says how that has ended. @throws Error if that is what the scenario wants */
  *consume(msgs: readonly MessageExt[]): Blocking<Exclude<ListenerOutcomeName, 'throws' | 'hangs'>> {
    const rule = this.ruleFor(msgs[0])
    if (rule.millis > 0) yield* sleep(rule.millis, 'the listener works')
    const outcome = outcomeFor(rule, msgs)
    if (outcome === 'hangs') yield* new CountDownLatch(1, 'nothing that will ever come').await()
    this.outcomes.consumed(this.group, outcome, msgs.map(idOf))
    if (outcome === 'throws') throw new Error('the listener throws')
    return outcome === 'hangs' ? 'later' : outcome
  }

  private ruleFor(first: MessageExt | undefined): ListenerRule {
    const keys = (first?.getKeys() ?? '').split(MessageConst.KEY_SEPARATOR)
    return this.spec.exceptions.find((each) => each.keys.some((key) => keys.includes(key))) ?? this.spec
  }
}

/** A batch that has one message with tries left to fail fails as a whole. */
function outcomeFor({ outcome, tries }: ListenerRule, msgs: readonly MessageExt[]): ListenerOutcomeName {
  const isOver = tries > 0 && msgs.every(({ reconsumeTimes }) => reconsumeTimes >= tries)
  return isOver ? 'success' : outcome
}

/** The same for each delivery of a message. */
function idOf(msg: MessageExt): string {
  return msg.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX) ?? msg.msgId ?? ''
}
