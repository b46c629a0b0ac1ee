import type { DefaultMQProducerImpl } from '../../../../engine/client/impl/producer/DefaultMQProducerImpl'
import { DefaultMQProducer } from '../../../../engine/client/producer/DefaultMQProducer'
import { Message } from '../../../../engine/common/message/Message'
import type { ServiceState } from '../../../../engine/common/ServiceState'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { encodeUtf8 } from '../../../../engine/kernel/Utf8'
import { answerTo, type CallAnswer } from '../../stage/answerTo'
import { LineWatch, type SiteLines } from '../../stage/LineWatch'
import { NAME_SERVER, Stage, STAGE_TOPIC } from '../../stage/Stage'

export interface FailingStartInput {
  /** The line of DefaultMQProducerImpl#start at which an exception is thrown; null for a start that goes well. */
  readonly line: number | null
  /** Of that method. */
  readonly sites: SiteLines
}

/** What a start that has failed leaves behind. */
export interface FailingStartResult {
  readonly answer: CallAnswer
  readonly state: ServiceState
  /** The lines that ran, in order. */
  readonly ran: readonly number[]
  /** Does the client instance still know the producer? */
  readonly isRegistered: boolean
  /** The state of its client instance; null if it has none. */
  readonly instance: ServiceState | null
  /** Scheduled tasks that began in the minute after that. */
  readonly tasks: number
  /** What callers hear afterwards, in this order. */
  readonly startAgain: CallAnswer
  readonly send: CallAnswer
  readonly shutdown: CallAnswer
  readonly stateInTheEnd: ServiceState
  /** And a new producer of the same group, in the same client instance. */
  readonly successor: CallAnswer
}

const GROUP = 'order-service'
/** Both producers have it, and so the same client instance. */
const INSTANCE = 'shop'
const MINUTE = 60_000

/** Starts a producer with an exception at one line of its start, and looks around. */
export function runFailingStart({ line, sites }: FailingStartInput): FailingStartResult {
  const stage = new Stage()
  const process = stage.createProcess(GROUP, '10.0.0.31')
  const createProducer = (): DefaultMQProducer => {
    const created = new DefaultMQProducer(process, stage.environment, GROUP)
    const { host: clientIP } = process
    return Object.assign(created, { namesrvAddr: NAME_SERVER, clientIP, instanceName: INSTANCE, topics: [STAGE_TOPIC] })
  }
  const first = stage.run(process, function* () {
    const producer = createProducer()
    const impl = producer.getDefaultMQProducerImpl()
    const watch = new LineWatch(sites, impl, line)
    watch.start()
    const answer = yield* answerTo(() => impl.start())
    watch.stop()
    return { producer, impl, answer, ran: watch.ran }
  })
  const { producer, impl, answer, ran } = first
  const left = { state: impl.getServiceState(), ...instanceOf(impl) }
  const place = stage.events.length
  stage.pass(MINUTE)
  const tasks = stage.since(place).filter(({ event }) => event.type === 'timer-fired' && event.process === process.name).length
  const after = stage.run(process, function* (): Blocking<Pick<FailingStartResult, 'startAgain' | 'send' | 'shutdown'>> {
    const startAgain = yield* answerTo(() => impl.start())
    const msg = new Message(STAGE_TOPIC, encodeUtf8('{"orderId":1001}'))
    const send = yield* answerTo(() => producer.send(msg), ({ sendStatus }) => sendStatus)
    const shutdown = yield* answerTo(() => impl.shutdown())
    return { startAgain, send, shutdown }
  })
  const stateInTheEnd = impl.getServiceState()
  const successor = stage.run(process, () => answerTo(() => createProducer().getDefaultMQProducerImpl().start()))
  return { answer, ran, tasks, ...left, ...after, stateInTheEnd, successor }
}

function instanceOf(impl: DefaultMQProducerImpl): Pick<FailingStartResult, 'isRegistered' | 'instance'> {
  try {
    const factory = impl.getFactory()
    return { isRegistered: factory.selectProducer(GROUP) === impl, instance: factory.getServiceState() }
  } catch {
    return { isRegistered: false, instance: null }
  }
}
