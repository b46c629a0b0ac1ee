import { DefaultMQPushConsumer } from '../../../../engine/client/consumer/DefaultMQPushConsumer'
import { ConsumeConcurrentlyStatus } from '../../../../engine/client/consumer/listener/ConsumeConcurrentlyStatus'
import { MessageListenerConcurrently } from '../../../../engine/client/consumer/listener/MessageListenerConcurrently'
import { MQClientManager } from '../../../../engine/client/impl/MQClientManager'
import { DefaultMQProducer } from '../../../../engine/client/producer/DefaultMQProducer'
import { Message } from '../../../../engine/common/message/Message'
import { MixAll } from '../../../../engine/common/MixAll'
import { ServiceState } from '../../../../engine/common/ServiceState'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import type { Process } from '../../../../engine/kernel/Process'
import { encodeUtf8 } from '../../../../engine/kernel/Utf8'
import { MemoryDisk } from '../../../../engine/ports/memory/MemoryDisk'
import { answerTo, type CallAnswer } from '../../stage/answerTo'
import { LineWatch, type SiteLines } from '../../stage/LineWatch'
import { NAME_SERVER, NOBODY, Stage, STAGE_TOPIC } from '../../stage/Stage'
import { ProducerParts } from './ProducerParts'
import { ProducerWithStates } from './StateObjects'

/** The objects of the engine that have a ServiceState, and the producer with state objects. */
export const MACHINES = {
  producer: ['start', 'start-no-server', 'start-taken', 'shutdown', 'send'],
  'state-objects': ['start', 'start-no-server', 'start-taken', 'shutdown', 'send'],
  instance: ['start', 'start-inner-taken', 'shutdown'],
  consumer: ['start', 'start-no-listener', 'start-no-server', 'start-taken', 'shutdown'],
} as const

export type MachineName = keyof typeof MACHINES
export type MachineCall = (typeof MACHINES)[MachineName][number]

/** One call, and the states that it led through. */
export interface CallStep {
  readonly call: MachineCall
  readonly from: ServiceState
  /** The states that the object has had during the call, in order. */
  readonly path: readonly ServiceState[]
  readonly to: ServiceState
  readonly answer: CallAnswer
  /** Virtual time that the call took, in µs. */
  readonly micros: number
  /** Requests that left the process meanwhile. */
  readonly requests: number
}

export interface CallSequenceInput {
  readonly machine: MachineName
  readonly calls: readonly MachineCall[]
  /** Of the methods whose lines are to light up. */
  readonly sites?: SiteLines
}

export interface CallSequenceResult {
  readonly steps: readonly CallStep[]
  readonly state: ServiceState
  /** The lines of the last call, in the order in which they ran. */
  readonly ran: readonly number[]
}

/** Something with a ServiceState, as the page can call it. */
interface CalledObject {
  /** The object whose lines light up. */
  readonly watched: object
  state(): ServiceState
  /** What the call needs around it: only a start that is not refused looks at that. */
  prepare(call: MachineCall): Blocking<void>
  make(call: MachineCall): Blocking<unknown>
}

const GROUP = 'order-service'
const TAKEN = 'taken'
const INSTANCE = 'one-instance'

/** Makes the calls, one after the other, on an object of the engine in a cluster, and says how each ended. */
export function runCallSequence({ machine, calls, sites = [] }: CallSequenceInput): CallSequenceResult {
  const stage = new Stage()
  const process = stage.createProcess('order-service', '10.0.0.31')
  const steps: CallStep[] = []
  let ran: readonly number[] = []
  const object = stage.run(process, function* () {
    const called = yield* createObject(stage, process, machine)
    for (const call of calls) {
      const from = called.state()
      if (from === ServiceState.CREATE_JUST) yield* called.prepare(call)
      const watch = new LineWatch(sites, called.watched)
      const place = stage.events.length
      const begin = stage.kernel.now
      watch.start()
      const answer = yield* answerTo(() => called.make(call), (value) => String(value ?? ''))
      watch.stop()
      ran = watch.ran
      const events = stage.since(place)
      const requests = events.filter(({ event }) => event.type === 'frame-sent' && !event.isResponse && event.from.startsWith(process.host))
      const path = statesIn(events, CLASS_NAMES[machine])
      const micros = stage.kernel.now - begin
      steps.push({ call, from, path, to: called.state(), answer, micros, requests: requests.length })
    }
    return called
  })
  return { steps, state: object.state(), ran }
}

const CLASS_NAMES: Readonly<Record<MachineName, string>> = {
  producer: 'DefaultMQProducerImpl',
  'state-objects': 'ProducerWithStates',
  instance: 'MQClientInstance',
  consumer: 'DefaultMQPushConsumerImpl',
}

/** The inner producer of a client instance has the same class and another name. */
function statesIn(events: Stage['events'], className: string): ServiceState[] {
  return events.flatMap(({ event }) => {
    if (event.type !== 'state-changed' || event.className !== className) return []
    return event.name === MixAll.CLIENT_INNER_PRODUCER_GROUP || event.name === TAKEN ? [] : [event.to as ServiceState]
  })
}

function* createObject(stage: Stage, process: Process, machine: MachineName): Blocking<CalledObject> {
  switch (machine) {
    case 'producer':
    case 'state-objects':
      return yield* createProducer(stage, process, machine === 'state-objects')
    case 'instance':
      return createInstance(stage, process)
    case 'consumer':
      return yield* createConsumer(stage, process)
  }
}

function settingsFor(stage: Stage, process: Process, group: string): DefaultMQProducer {
  const settings = new DefaultMQProducer(process, stage.environment, group)
  settings.namesrvAddr = NAME_SERVER
  settings.clientIP = process.host
  return settings
}

/** Both ways to write a producer, called in the same way. */
interface Startable {
  getServiceState(): ServiceState
  start(): Blocking<void>
  shutdown(): Blocking<void>
}

function* createProducer(stage: Stage, process: Process, isWithObjects: boolean): Blocking<CalledObject> {
  const settings = settingsFor(stage, process, GROUP)
  const real = settings.getDefaultMQProducerImpl()
  const withObjects = new ProducerWithStates(new ProducerParts(settings, stage.environment))
  const machine: Startable = isWithObjects ? withObjects : real
  const send = (): Blocking<unknown> => {
    const msg = new Message(STAGE_TOPIC, encodeUtf8('{"orderId":1001}'))
    return isWithObjects ? withObjects.send(msg) : settings.send(msg)
  }
  return {
    watched: real,
    state: () => machine.getServiceState(),
    *prepare(call) {
      if (call === 'start-no-server') Object.assign(settings, { namesrvAddr: NOBODY, topics: [STAGE_TOPIC], instanceName: 'DEFAULT' })
      if (call === 'start') Object.assign(settings, { producerGroup: GROUP, instanceName: 'DEFAULT' })
      if (call !== 'start-taken') return
      Object.assign(settings, { producerGroup: TAKEN, instanceName: INSTANCE })
      const other = settingsFor(stage, process, TAKEN)
      other.instanceName = INSTANCE
      // One that has the group already is refused itself, which is all the same here.
      yield* answerTo(() => other.start())
    },
    *make(call) {
      if (call === 'send') return sendStatusOf(yield* send())
      yield* call === 'shutdown' ? machine.shutdown() : machine.start()
      return ''
    },
  }
}

function sendStatusOf(result: unknown): string {
  return (result as { readonly sendStatus: string }).sendStatus
}

function createInstance(stage: Stage, process: Process): CalledObject {
  const settings = settingsFor(stage, process, GROUP)
  const createInner = (): DefaultMQProducer => settings.createInnerProducer()
  const manager = MQClientManager.getInstance()
  const instance = manager.getOrCreateMQClientInstance(settings, stage.environment, null, createInner)
  return {
    watched: instance,
    state: () => instance.getServiceState(),
    *prepare(call) {
      if (call !== 'start-inner-taken') return
      const inner = new ProducerParts(settings, stage.environment)
      yield* instance.registerProducer(MixAll.CLIENT_INNER_PRODUCER_GROUP, inner)
    },
    *make(call) {
      yield* call === 'shutdown' ? instance.shutdown() : instance.start()
      return ''
    },
  }
}

class NothingListens extends MessageListenerConcurrently {
  *consumeMessage(): Blocking<ConsumeConcurrentlyStatus> {
    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS
  }
}

function* consumerFor(stage: Stage, process: Process, group: string): Blocking<DefaultMQPushConsumer> {
  const consumer = new DefaultMQPushConsumer(process, { ...stage.environment, disk: new MemoryDisk() }, group)
  consumer.namesrvAddr = NAME_SERVER
  consumer.clientIP = process.host
  consumer.instanceName = INSTANCE
  consumer.registerMessageListener(new NothingListens())
  yield* consumer.subscribe(STAGE_TOPIC, '*')
  return consumer
}

function* createConsumer(stage: Stage, process: Process): Blocking<CalledObject> {
  const consumer = yield* consumerFor(stage, process, GROUP)
  const impl = consumer.getDefaultMQPushConsumerImpl()
  return {
    watched: impl,
    state: () => impl.getServiceState(),
    *prepare(call) {
      if (call === 'start-no-listener') consumer.messageListener = null
      if (call === 'start-no-server') Object.assign(consumer, { namesrvAddr: NOBODY, instanceName: 'DEFAULT' })
      if (call === 'start') consumer.consumerGroup = GROUP
      if (call !== 'start-taken') return
      consumer.consumerGroup = TAKEN
      const other = yield* consumerFor(stage, process, TAKEN)
      yield* answerTo(() => other.start())
    },
    *make(call) {
      yield* call === 'shutdown' ? consumer.shutdown() : consumer.start()
      return ''
    },
  }
}
