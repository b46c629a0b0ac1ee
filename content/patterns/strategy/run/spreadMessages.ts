import { DefaultMQProducer } from '../../../../engine/client/producer/DefaultMQProducer'
import type { MessageQueueSelector } from '../../../../engine/client/producer/MessageQueueSelector'
import type { SelectorName } from '../../../../engine/cluster/Scenario'
import { selectorOf } from '../../../../engine/cluster/selectors'
import { Message } from '../../../../engine/common/message/Message'
import type { MessageQueue } from '../../../../engine/common/message/MessageQueue'
import { encodeUtf8 } from '../../../../engine/kernel/Utf8'
import { answerTo } from '../../stage/answerTo'
import { NAME_SERVER, Stage, STAGE_TOPIC } from '../../stage/Stage'
import { SWITCH_CASES, SwitchChoice, type SwitchCase } from './SwitchChoice'

export interface SpreadInput {
  readonly strategy: SelectorName
  /** An object behind an interface, or a case of the switch, which has only some of them. */
  readonly way: 'object' | 'switch'
  readonly seed: number
}

export interface SpreadResult {
  /** Of each message: the key of its order, and the queue that has it, such as `broker-a 0`; null if the send has failed. */
  readonly picks: ReadonlyArray<{ readonly key: string; readonly queue: string | null }>
  readonly queues: readonly string[]
  /** What the first send that failed said; empty if none did. */
  readonly failure: string
}

const HOST = '10.0.0.31'
const MESSAGES = 48
const ORDERS = 12

/** Sends messages of twelve orders, each chosen a queue for by the strategy. */
export function runSpread({ strategy, way, seed }: SpreadInput): SpreadResult {
  const stage = new Stage({ seed })
  const process = stage.createProcess('order-service', HOST)
  let failure = ''
  const picks = stage.run(process, function* () {
    const producer = new DefaultMQProducer(process, stage.environment, 'order-service')
    Object.assign(producer, { namesrvAddr: NAME_SERVER, clientIP: HOST })
    const selector = way === 'object' ? selectorOf(strategy) : new SwitchAsSelector(caseNamed(strategy))
    yield* producer.start()
    const all: Array<SpreadResult['picks'][number]> = []
    for (let index = 0; index < MESSAGES; index++) {
      const key = `order-${1001 + (index % ORDERS)}`
      const msg = new Message(STAGE_TOPIC, encodeUtf8(`{"orderId":"${key}"}`))
      let queue: string | null = null
      const answer = yield* answerTo(() => producer.sendBySelector(msg, selector, key), ({ messageQueue: mq }) => {
        return queue = `${mq.brokerName} ${mq.queueId}`
      })
      if (answer.outcome === 'threw' && failure === '') failure = `${answer.className}: ${answer.text}`
      all.push({ key, queue })
    }
    return all
  })
  const queues = ['broker-a', 'broker-b'].flatMap((broker) => [0, 1, 2, 3].map((queue) => `${broker} ${queue}`))
  return { picks, queues, failure }
}

function caseNamed(strategy: SelectorName): SwitchCase {
  const found = SWITCH_CASES.find((each) => each === strategy)
  if (found === undefined) throw new Error(`the switch has no case ${strategy}`)
  return found
}

/** So that the producer can call the switch at all. */
class SwitchAsSelector implements MessageQueueSelector {
  private readonly choice: SwitchChoice
  private readonly how: SwitchCase

  constructor(how: SwitchCase) {
    this.choice = new SwitchChoice()
    this.how = how
  }

  select(mqs: readonly MessageQueue[], _msg: Message, arg: unknown): MessageQueue | null {
    return this.choice.choose(this.how, mqs, arg)
  }
}
