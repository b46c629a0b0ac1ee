import type { BrokerController } from '../../../engine/broker/BrokerController'
import { DefaultMQPushConsumer } from '../../../engine/client/consumer/DefaultMQPushConsumer'
import { MessageListenerConcurrently } from '../../../engine/client/consumer/listener/MessageListenerConcurrently'
import { MessageListenerOrderly } from '../../../engine/client/consumer/listener/MessageListenerOrderly'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { TopicConfig } from '../../../engine/common/TopicConfig'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { ThreadPoolExecutor } from '../../../engine/kernel/concurrent/ThreadPoolExecutor'
import type { Process } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import type { NamesrvController } from '../../../engine/namesrv/NamesrvController'
import type { NettyRemotingServer } from '../../../engine/remoting/netty/NettyRemotingServer'
import { PullMessageRequestHeader } from '../../../engine/remoting/protocol/header/PullMessageRequestHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import type { TraceEvent, TraceEventOf, TraceEventType } from '../../../engine/trace/events'
import { messageTo, withCluster, type WholeCluster, type WholeClusterOptions } from './withCluster'

export const WATCHED_TOPIC = 'T'

type Timed = { readonly millis: number }

/** A cluster of real nodes whose events are written down, with their times in ms of virtual time. */
export interface WatchedCluster extends WholeCluster {
  readonly events: ReadonlyArray<TraceEvent & Timed>
  readonly now: number
  of<T extends TraceEventType>(type: T): Array<TraceEventOf<T> & Timed>
  /** The node takes requests of this code from now on and never answers them. */
  mute(node: BrokerController | NamesrvController, code: number): void
  consumer(listener: Listener, changes?: Partial<DefaultMQPushConsumer>, process?: Process): DefaultMQPushConsumer
}

type Listener = 'orderly' | 'concurrently' | { readonly order?: 'orderly'; readonly millis: number; readonly fails?: boolean }

export function watched<T>(body: (cluster: WatchedCluster) => Blocking<T>, options: WholeClusterOptions = {}): T {
  return withCluster(function* (cluster) {
    const { kernel } = cluster.process
    const events: Array<TraceEvent & Timed> = []
    kernel.sink = { emit: (event) => events.push({ ...(event as TraceEvent), millis: kernel.now / 1000 }) }
    const watchedCluster: WatchedCluster = {
      ...cluster,
      events,
      get now() {
        return kernel.now / 1000
      },
      of: (type) => events.filter((event) => event.type === type) as never,
      mute: (node, code) => serverOf(node).registerProcessor(code, SILENCE, poolOf(cluster.process)),
      consumer: (listener, changes = {}, process = cluster.process) => {
        const consumer = new DefaultMQPushConsumer(process, cluster.environment, 'CG')
        consumer.registerMessageListener(listenerOf(listener))
        const settings = { ...cluster.settings, clientIP: process.host, consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET' as const }
        return Object.assign(consumer, settings, changes)
      },
    }
    return yield* body(watchedCluster)
  }, options)
}

const SILENCE = {
  rejectRequest: () => false,
  *processRequest(): Blocking<null> {
    return null
  },
}

function poolOf(process: Process): ThreadPoolExecutor {
  return new ThreadPoolExecutor(process, { threadNamePrefix: 'Silence_', corePoolSize: 4 })
}

/** Which server a controller has is its own affair; a test that wants it dumb has to reach for it. */
function serverOf(node: BrokerController | NamesrvController): NettyRemotingServer {
  return (node as unknown as { readonly remotingServer: NettyRemotingServer }).remotingServer
}

function listenerOf(kind: Listener): MessageListenerConcurrently | MessageListenerOrderly {
  const { order, millis, fails } = typeof kind === 'string' ? { order: kind, millis: 0, fails: false } : { fails: false, ...kind }
  if (order === 'orderly') {
    return new (class extends MessageListenerOrderly {
      *consumeMessage(): Blocking<'SUCCESS'> {
        yield* sleep(millis)
        return 'SUCCESS'
      }
    })()
  }
  return new (class extends MessageListenerConcurrently {
    *consumeMessage(): Blocking<'CONSUME_SUCCESS' | 'RECONSUME_LATER'> {
      yield* sleep(millis)
      return fails === true ? 'RECONSUME_LATER' : 'CONSUME_SUCCESS'
    }
  })()
}

/** The topic, with that many messages in its only queue. */
export function* createTopic(cluster: WholeCluster, messages = 0, queues = 1): Blocking<void> {
  const broker = cluster.brokers[0]!
  yield* broker.getTopicConfigManager().updateTopicConfig(new TopicConfig(WATCHED_TOPIC, queues, queues))
  yield* broker.registerBrokerAll(true)
  if (messages === 0) return
  yield* cluster.elsewhere(function* (process) {
    const producer = cluster.producer(process, 'PG')
    yield* producer.start()
    for (let i = 0; i < messages; i++) yield* producer.sendToQueue(messageTo(WATCHED_TOPIC, 'paid'), new MessageQueue(WATCHED_TOPIC, 'broker-a', 0))
    yield* producer.shutdown()
  })
}

/** When this machine sent requests of a code, in ms. */
export function requestsOf(cluster: WatchedCluster, code: number, host = cluster.process.host): number[] {
  const frames = cluster.of('frame-sent').filter((frame) => frame.code === code && !frame.isResponse && frame.from.startsWith(`${host}:`))
  return frames.map(({ millis }) => millis)
}

/** What each pull of this code says how long it may be held, in ms. */
export function holdsOf(cluster: WatchedCluster, code: number): number[] {
  const frames = cluster.of('frame-sent').filter((frame) => frame.code === code && !frame.isResponse)
  const commands = frames.map(({ bytes }) => RemotingCommand.decode(bytes))
  return commands.map((command) => command.decodeCommandCustomHeader(PullMessageRequestHeader).suspendTimeoutMillis!)
}

/** How long the client waited for the answer to its first request of a code: it closes the connection then. In ms. */
export function waitedFor(cluster: WatchedCluster, code: number): number {
  const { host } = cluster.process
  const isOurs = (address: string): boolean => address.startsWith(`${host}:`)
  const asked = cluster.of('frame-sent').find((frame) => frame.code === code && !frame.isResponse && isOurs(frame.from))
  if (asked === undefined) throw new Error(`nobody asked with code ${code}`)
  const closed = cluster.of('connection-closed').find(({ connection, at }) => connection === asked.connection && isOurs(at))
  if (closed === undefined) throw new Error(`the connection of code ${code} stayed open`)
  return closed.millis - asked.millis
}
