import { DefaultMQProducer } from '../../../../engine/client/producer/DefaultMQProducer'
import { Message } from '../../../../engine/common/message/Message'
import type { ServiceState } from '../../../../engine/common/ServiceState'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import type { Process } from '../../../../engine/kernel/Process'
import { sleep } from '../../../../engine/kernel/sleep'
import { encodeUtf8 } from '../../../../engine/kernel/Utf8'
import { answerTo, type CallAnswer } from '../../stage/answerTo'
import { NAME_SERVER, NOBODY, Stage, STAGE_TOPIC } from '../../stage/Stage'
import { ProducerParts } from './ProducerParts'
import { FailedFirst, FailedInCatch, RunningFirst, RunningLast } from './startOrders'

const ORDERS = { 'failed-first': FailedFirst, 'running-first': RunningFirst, 'running-last': RunningLast, 'failed-in-catch': FailedInCatch }

export type StartOrder = keyof typeof ORDERS

/** What callers of one way to write a start meet. */
export interface OrderResult {
  readonly order: StartOrder
  /** No name server answers: what the start says, and what the state is then. */
  readonly failed: CallAnswer
  readonly stateAfter: ServiceState
  /** Then the same calls again. */
  readonly startAgain: CallAnswer
  readonly send: CallAnswer
  /** Another start that goes well, while which a second thread calls `start()` too, and sends. */
  readonly meanwhile: { readonly state: ServiceState; readonly start: CallAnswer; readonly send: CallAnswer }
}

/** While a start that goes well is under way: the name server's answer takes 0.4 ms, and this is before it. */
const MEANWHILE_MICROS = 100

/** Has a start fail, and another one disturbed, in the way that is asked for. */
export function runOrder(order: StartOrder): OrderResult {
  return { order, ...failing(order), meanwhile: disturbed(order) }
}

type WrittenProducer = InstanceType<(typeof ORDERS)[StartOrder]>

function create(stage: Stage, process: Process, order: StartOrder, namesrvAddr: string): WrittenProducer {
  const settings = new DefaultMQProducer(process, stage.environment, 'order-service')
  Object.assign(settings, { namesrvAddr, clientIP: process.host, topics: [STAGE_TOPIC] })
  return new ORDERS[order](new ProducerParts(settings, stage.environment))
}

function order1001(): Message {
  return new Message(STAGE_TOPIC, encodeUtf8('{"orderId":1001}'))
}

function failing(order: StartOrder): Pick<OrderResult, 'failed' | 'stateAfter' | 'startAgain' | 'send'> {
  const stage = new Stage()
  const process = stage.createProcess('order-service', '10.0.0.31')
  return stage.run(process, function* () {
    const producer = create(stage, process, order, NOBODY)
    const failed = yield* answerTo(() => producer.start())
    const stateAfter = producer.getServiceState()
    const startAgain = yield* answerTo(() => producer.start())
    const send = yield* answerTo(() => producer.send(order1001()), ({ sendStatus }) => sendStatus)
    return { failed, stateAfter, startAgain, send }
  })
}

function disturbed(order: StartOrder): OrderResult['meanwhile'] {
  const stage = new Stage()
  const process = stage.createProcess('order-service', '10.0.0.31')
  return stage.run(process, function* () {
    const producer = create(stage, process, order, NAME_SERVER)
    process.spawn('first', function* (): Blocking<void> {
      yield* answerTo(() => producer.start())
    })
    yield* sleep(MEANWHILE_MICROS / 1000)
    const state = producer.getServiceState()
    const send = yield* answerTo(() => producer.send(order1001()), ({ sendStatus }) => sendStatus)
    const start = yield* answerTo(() => producer.start())
    return { state, start, send }
  })
}
