import type { MQClientInstance } from '../../../../engine/client/impl/factory/MQClientInstance'
import { DefaultMQProducer } from '../../../../engine/client/producer/DefaultMQProducer'
import { Message } from '../../../../engine/common/message/Message'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { encodeUtf8 } from '../../../../engine/kernel/Utf8'
import { answerTo, type CallAnswer } from '../../stage/answerTo'
import { NAME_SERVER, Stage, type StageEvent, STAGE_TOPIC } from '../../stage/Stage'
import { ClientInstances } from './ClientInstances'
import { HandedProducer } from './HandedProducer'

/** A producer that is to be started. */
export interface ProducerChoice {
  readonly group: string
  /** `DEFAULT`, or a name that the application gives. */
  readonly instanceName: string
  readonly unitName: string
  /** Which of two scopes of static variables it lives in: processes, or class loaders of one. */
  readonly scope: 'first' | 'second'
}

/**
 * Where client instances come from: from the manager of the process; from one table that is handed to all producers; from a table for
 * each; or from a table for each, which the producers inside the instances are not handed.
 */
export type Sharing = 'singleton' | 'passed-in' | 'passed-in-each' | 'passed-in-halfway'

export interface StartApplicationsInput {
  readonly producers: readonly ProducerChoice[]
  readonly sharing: Sharing
}

/** A client instance and what hangs on it. */
export interface SharedInstance {
  readonly scope: ProducerChoice['scope']
  readonly clientId: string
  /** The groups in its table, RocketMQ's inner producer included. */
  readonly groups: readonly string[]
  /** Which of the producers have it, by their places in the input. */
  readonly producers: readonly number[]
}

export interface StartApplicationsResult {
  readonly instances: readonly SharedInstance[]
  /** Of each producer: how its start and its first send have ended. */
  readonly starts: readonly CallAnswer[]
  readonly sends: readonly CallAnswer[]
  /** To name server and brokers, from the machine of the producers. */
  readonly connections: number
  /** In a minute in which nobody sends anything. */
  readonly heartbeats: number
  readonly routeRequests: number
  readonly tasks: number
}

const HOST = '10.0.0.31'
const HEART_BEAT = 34
const GET_ROUTEINFO_BY_TOPIC = 105

interface StartedProducer {
  readonly start: CallAnswer
  readonly send: CallAnswer
  readonly instance: MQClientInstance | null
}

/** Starts producers in the scopes of one machine, has each send a message, and counts what there is afterwards. */
export function runStartApplications({ producers, sharing }: StartApplicationsInput): StartApplicationsResult {
  const stage = new Stage()
  const scopes = { first: stage.createProcess('shop', HOST), second: stage.createProcess('shop-2', HOST) }
  const shared = new ClientInstances()
  const started = producers.map(({ scope, group, instanceName, unitName }): StartedProducer => {
    const process = scopes[scope]
    const instances = sharing === 'passed-in' ? shared : new ClientInstances()
    return stage.run(process, () => {
      const producer = sharing === 'singleton'
        ? new DefaultMQProducer(process, stage.environment, group)
        : new HandedProducer(process, stage.environment, group, instances, sharing !== 'passed-in-halfway')
      return startOne(Object.assign(producer, { namesrvAddr: NAME_SERVER, clientIP: HOST, instanceName, unitName }))
    })
  })
  const place = stage.events.length
  stage.pass(60_000)
  const minute = stage.since(place)
  return {
    instances: instancesOf(producers, started),
    starts: started.map(({ start }) => start),
    sends: started.map(({ send }) => send),
    connections: openConnections(stage.events),
    heartbeats: requestsIn(minute, HEART_BEAT),
    routeRequests: requestsIn(minute, GET_ROUTEINFO_BY_TOPIC),
    tasks: minute.filter(({ event }) => event.type === 'timer-fired' && event.process.startsWith('shop')).length,
  }
}

function* startOne(producer: DefaultMQProducer): Blocking<StartedProducer> {
  const msg = new Message(STAGE_TOPIC, encodeUtf8('{"orderId":1001}'))
  const start = yield* answerTo(() => producer.start())
  const send = yield* answerTo(() => producer.send(msg), ({ sendStatus }) => sendStatus)
  const isStarted = start.outcome === 'returned'
  return { start, send, instance: isStarted ? producer.getDefaultMQProducerImpl().getFactory() : null }
}

function instancesOf(producers: readonly ProducerChoice[], started: readonly StartedProducer[]): SharedInstance[] {
  const instances = [...new Set(started.map(({ instance }) => instance).filter((instance) => instance !== null))]
  return instances.map((instance) => {
    const holders = producers.map((_, index) => index).filter((index) => started[index]!.instance === instance)
    const { scope } = producers[holders[0]!]!
    return { scope, clientId: instance.clientId, groups: [...instance.producerTable.keys()], producers: holders }
  })
}

function openConnections(events: readonly StageEvent[]): number {
  const open = new Set<number>()
  for (const { event } of events) {
    if (event.type === 'connection-opened' && event.from.startsWith(`${HOST}:`)) open.add(event.connection)
    if (event.type === 'connection-closed' || event.type === 'connection-reset') open.delete(event.connection)
  }
  return open.size
}

function requestsIn(events: readonly StageEvent[], code: number): number {
  return events.filter(({ event }) => {
    return event.type === 'frame-sent' && !event.isResponse && event.code === code && event.from.startsWith(`${HOST}:`)
  }).length
}
