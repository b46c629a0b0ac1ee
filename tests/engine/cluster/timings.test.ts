import { expect, test } from 'vitest'
import { DefaultLitePullConsumer } from '../../../engine/client/consumer/DefaultLitePullConsumer'
import { DefaultMQPullConsumer } from '../../../engine/client/consumer/DefaultMQPullConsumer'
import { MessageSelector } from '../../../engine/client/consumer/MessageSelector'
import { MQClientException } from '../../../engine/client/exception/MQClientException'
import type { DefaultMQProducer } from '../../../engine/client/producer/DefaultMQProducer'
import { Message } from '../../../engine/common/message/Message'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { caught } from '../support/caught'
import { createTopic, holdsOf, requestsOf, WATCHED_TOPIC, waitedFor, watched, type WatchedCluster } from '../support/watchedCluster'
import { messageTo } from '../support/withCluster'

const {
  CHECK_CLIENT_CONFIG, CONSUMER_SEND_MSG_BACK, GET_CONSUMER_LIST_BY_GROUP, GET_MAX_OFFSET, GET_MIN_OFFSET,
  GET_ROUTEINFO_BY_TOPIC, HEART_BEAT, LITE_PULL_MESSAGE, LOCK_BATCH_MQ, PULL_MESSAGE, QUERY_CONSUMER_OFFSET,
  REGISTER_BROKER, SEND_MESSAGE_V2, UNLOCK_BATCH_MQ, UNREGISTER_CLIENT, UPDATE_AND_CREATE_TOPIC, UPDATE_CONSUMER_OFFSET,
} = RequestCode

const BROKER_HOST = '10.0.0.21'
const NAME_SERVER_HOST = '10.0.0.11'

/**
 * A row of the table of timings and limits: what the clients and nodes of RocketMQ 5.3.2 do unless they are told otherwise, in ms,
 * messages or bytes. `seen` runs a cluster with nothing configured and reads the same numbers from what happens there.
 */
interface Row {
  readonly what: string
  readonly is: Readonly<Record<string, number>>
  readonly seen: () => Readonly<Record<string, number>>
}

/** Frames take their time as well, and schedulers a slice: what is measured is a little more. */
function around(millis: number, grain = 100): number {
  return Math.round(millis / grain) * grain
}

/** What is only looked at every so often is noticed at the next look. */
function notBefore(millis: number, look: number): number {
  return Math.floor(millis / look) * look
}

function gaps(times: readonly number[]): number[] {
  return times.slice(1).map((time, i) => time - times[i]!)
}

/** How long the client waits for an answer that never comes. `isAtNameServer`: which node is silent. */
function patience(code: number, use: (cluster: WatchedCluster) => Blocking<void>, isAtNameServer = false): number {
  return watched(function* (cluster) {
    yield* createTopic(cluster, 1)
    cluster.mute(isAtNameServer ? cluster.nameServer : cluster.brokers[0]!, code)
    yield* use(cluster)
    return around(waitedFor(cluster, code))
  }, { broker: { enablePropertyFilter: true } })
}

function* producing(
  cluster: WatchedCluster, change: Partial<DefaultMQProducer> = { topics: [WATCHED_TOPIC] },
): Blocking<DefaultMQProducer> {
  const producer = Object.assign(cluster.producer(), change)
  yield* producer.start()
  return producer
}

function* consuming(
  cluster: WatchedCluster, listener: Parameters<WatchedCluster['consumer']>[0], forMillis: number,
): Blocking<ReturnType<WatchedCluster['consumer']>> {
  const consumer = cluster.consumer(listener)
  yield* consumer.subscribe(WATCHED_TOPIC, '*')
  yield* consumer.start()
  yield* sleep(forMillis)
  return consumer
}

/*
 * Rows of the table that no run can show here: how long a POP is held (15 s) and waited for (25 s), since the engine has no POP; how
 * long a client waits for messages by key (18 s for each broker, 24 s in all), since only consoles ask for these; the 10 s after which a
 * broker is forgotten that says so itself, which its own test has (namesrv/eviction.test.ts); when a batch of message traces is sent,
 * since there are none; and how long offsets are waited for that are committed in a oneway request, since nobody waits.
 */
const ROWS: readonly Row[] = [
  {
    what: 'send timeout, of the whole call with its retries',
    is: { call: 3000, request: 3000 },
    seen: () => watched(function* (cluster) {
      yield* createTopic(cluster)
      const producer = yield* producing(cluster)
      cluster.mute(cluster.brokers[0]!, SEND_MESSAGE_V2)
      const begin = cluster.now
      yield* caught(() => producer.send(messageTo(WATCHED_TOPIC, 'paid')))
      return { call: around(cluster.now - begin), request: around(waitedFor(cluster, SEND_MESSAGE_V2)) }
    }),
  },
  {
    what: 'what a client asks of its own accord',
    is: { route: 3000, heartbeat: 3000, unregister: 3000, consumerIds: 3000, checkClient: 3000 },
    seen: () => ({
      route: patience(GET_ROUTEINFO_BY_TOPIC, function* (cluster) {
        yield* caught(() => producing(cluster))
      }, true),
      heartbeat: patience(HEART_BEAT, function* (cluster) {
        yield* producing(cluster)
      }),
      unregister: patience(UNREGISTER_CLIENT, function* (cluster) {
        yield* (yield* producing(cluster)).shutdown()
      }),
      consumerIds: patience(GET_CONSUMER_LIST_BY_GROUP, function* (cluster) {
        yield* consuming(cluster, 'concurrently', 5000)
      }),
      checkClient: patience(CHECK_CLIENT_CONFIG, function* (cluster) {
        const consumer = cluster.consumer('concurrently')
        yield* consumer.subscribe(WATCHED_TOPIC, MessageSelector.bySql('a > 1'))
        yield* caught(() => consumer.start())
      }),
    }),
  },
  {
    what: 'what a client asks for its application',
    is: { route: 6000, createTopic: 6000, maxOffset: 6000, minOffset: 6000 },
    seen: () => ({
      route: patience(GET_ROUTEINFO_BY_TOPIC, function* (cluster) {
        const producer = yield* producing(cluster, {})
        yield* caught(() => producer.fetchPublishMessageQueues(WATCHED_TOPIC))
      }, true),
      createTopic: patience(UPDATE_AND_CREATE_TOPIC, function* (cluster) {
        const producer = yield* producing(cluster)
        yield* caught(() => producer.createTopic(WATCHED_TOPIC, 'New', 4))
      }),
      maxOffset: patience(GET_MAX_OFFSET, (cluster) => asking(cluster, (consumer, queue) => consumer.maxOffset(queue))),
      minOffset: patience(GET_MIN_OFFSET, (cluster) => asking(cluster, (consumer, queue) => consumer.minOffset(queue))),
    }),
  },
  {
    what: 'an offset is asked for',
    is: { query: 5000 },
    seen: () => ({
      query: patience(QUERY_CONSUMER_OFFSET, function* (cluster) {
        yield* consuming(cluster, 'concurrently', 7000)
      }),
    }),
  },
  {
    what: 'a queue is locked and unlocked',
    is: { lock: 1000, unlock: 1000 },
    seen: () => ({
      lock: patience(LOCK_BATCH_MQ, function* (cluster) {
        yield* consuming(cluster, 'orderly', 3000)
      }),
      unlock: patience(UNLOCK_BATCH_MQ, function* (cluster) {
        yield* (yield* consuming(cluster, 'orderly', 3000)).shutdown()
      }),
    }),
  },
  {
    what: 'a message is sent back',
    is: { sendBack: 5000 },
    seen: () => ({
      sendBack: patience(CONSUMER_SEND_MSG_BACK, function* (cluster) {
        yield* consuming(cluster, { millis: 0, fails: true }, 7000)
      }),
    }),
  },
  {
    what: 'a pull of a push consumer is held, and waited for',
    // The table of answers is looked at every second and allows one second more; a pull that failed waits a second.
    is: { asked: 15_000, held: 15_000, waited: 30_000 },
    seen: () => ({
      ...watched(function* (cluster) {
        yield* createTopic(cluster)
        yield* consuming(cluster, 'concurrently', 30_000)
        return { asked: holdsOf(cluster, PULL_MESSAGE)[0]!, held: heldFor(cluster) }
      }),
      waited: watched(function* (cluster) {
        yield* createTopic(cluster)
        cluster.mute(cluster.brokers[0]!, PULL_MESSAGE)
        yield* consuming(cluster, 'concurrently', 70_000)
        const first = Math.min(...gaps(pullsOf(cluster)))
        return notBefore(first - 1000 - 1000, 1000)
      }),
    }),
  },
  {
    what: 'a pull of a lite pull consumer is held, and waited for',
    is: { asked: 20_000, held: 20_000, waited: 30_000 },
    seen: () => ({
      ...watched(function* (cluster) {
        yield* createTopic(cluster)
        yield* litePulling(cluster, 30_000)
        return { asked: holdsOf(cluster, LITE_PULL_MESSAGE)[0]!, held: heldFor(cluster) }
      }),
      waited: patience(LITE_PULL_MESSAGE, (cluster) => litePulling(cluster, 35_000)),
    }),
  },
  {
    what: 'a pull of a pull consumer that wants to be held is held, and waited for',
    is: { asked: 20_000, held: 20_000, waited: 30_000 },
    seen: () => ({
      ...watched(function* (cluster) {
        yield* createTopic(cluster)
        yield* pulling(cluster)
        return { asked: holdsOf(cluster, PULL_MESSAGE)[0]!, held: heldFor(cluster) }
      }),
      waited: patience(PULL_MESSAGE, (cluster) => pulling(cluster)),
    }),
  },
  {
    what: 'a connection is waited for',
    is: { connect: 3000 },
    seen: () => watched(function* (cluster) {
      cluster.wire.cutPower(NAME_SERVER_HOST)
      const begin = cluster.now
      yield* caught(() => producing(cluster))
      return { connect: around(cluster.of('connection-timed-out')[0]!.millis - begin) }
    }),
  },
  {
    what: 'a connection is closed that nobody uses',
    // Where Netty has a timer for each connection, both ends here look once a second.
    is: { byClient: 120_000, byServer: 120_000 },
    seen: () => {
      const atFirst = (isClientCut: boolean): number => watched(function* (cluster) {
        yield* producing(cluster, { topics: [WATCHED_TOPIC], pollNameServerInterval: 3_600_000 })
        yield* sleep(1000)
        const { host } = cluster.process
        const [from, to] = isClientCut ? [host, NAME_SERVER_HOST] : [NAME_SERVER_HOST, host]
        const opened = cluster.of('connection-opened').filter((event) => event.from.startsWith(`${host}:`))
        const { connection } = opened.find((event) => event.to.startsWith(NAME_SERVER_HOST))!
        const last = cluster.of('frame-received').filter((frame) => frame.connection === connection).at(-1)!.millis
        cluster.wire.changeLink(from, to, { isCut: true })
        yield* sleep(130_000)
        const closed = cluster.of('connection-closed').find(({ connection: which, at }) => which === connection && at.startsWith(`${to}:`))!
        return notBefore(closed.millis - last, 1000)
      })
      return { byClient: atFirst(false), byServer: atFirst(true) }
    },
  },
  {
    what: 'the table of answers is looked through, and allows some more time',
    is: { first: 3000, again: 1000, grace: 1000 },
    seen: () => watched(function* (cluster) {
      yield* createTopic(cluster)
      cluster.mute(cluster.brokers[0]!, SEND_MESSAGE_V2)
      const begin = cluster.now
      const producer = yield* producing(cluster)
      const ends: number[] = []
      const end = (): unknown => ends.push(cluster.now - begin)
      const sendAt = function* (millis: number): Blocking<void> {
        yield* sleep(millis - (cluster.now - begin))
        yield* producer.sendAsyncWithin(messageTo(WATCHED_TOPIC, 'paid'), { onSuccess: end, onException: end }, 500)
      }
      yield* sendAt(100) // It may end at 1600.
      yield* sendAt(5100) // … at 6600.
      yield* sendAt(8400) // … at 9900; without grace it would be at 9000.
      yield* sleep(5000)
      const [first, second, third] = ends.map((time) => around(time))
      return { first: first!, again: second! % 1000 === 0 ? second! - 6000 : NaN, grace: third! - 9000 }
    }),
  },
  {
    what: 'routes are polled, heartbeats sent, offsets persisted: first, and then every',
    is: { firstRoute: 10, route: 30_000, firstHeartbeat: 1000, heartbeat: 30_000, firstOffset: 10_000, offset: 5000 },
    seen: () => ({
      ...watched(function* (cluster) {
        yield* createTopic(cluster)
        const begin = cluster.now
        yield* producing(cluster)
        yield* sleep(65_000)
        // The start asks and says hello as well.
        const [, poll, nextPoll] = apart(requestsOf(cluster, GET_ROUTEINFO_BY_TOPIC), 5)
        const [, beat, nextBeat] = apart(requestsOf(cluster, HEART_BEAT), 5)
        return {
          firstRoute: around(poll! - begin, 10), route: around(nextPoll! - poll!),
          firstHeartbeat: around(beat! - begin), heartbeat: around(nextBeat! - beat!),
        }
      }),
      ...watched(function* (cluster) {
        yield* createTopic(cluster, 1)
        const begin = cluster.now
        yield* consuming(cluster, 'concurrently', 25_000)
        const offsets = apart(requestsOf(cluster, UPDATE_CONSUMER_OFFSET), 5)
        return { firstOffset: around(offsets[0]! - begin), offset: around(offsets[1]! - offsets[0]!) }
      }),
    }),
  },
  {
    what: 'rebalancing: every, at the earliest after the last, and again when it has failed',
    is: { every: 20_000, earliest: 1000, again: 1000 },
    seen: () => watched(function* (cluster) {
      yield* createTopic(cluster)
      const consumer = yield* consuming(cluster, 'concurrently', 45_000)
      const rounds = roundsOf(cluster)
      const every = around(rounds.at(-1)! - rounds.at(-2)!)
      yield* sleep(rounds.at(-1)! + 20_100 - cluster.now)
      const factory = consumer.getDefaultMQPushConsumerImpl().getFactory()
      factory.rebalanceImmediately()
      yield* sleep(3000)
      const earliest = around(roundsOf(cluster).at(-1)! - roundsOf(cluster).at(-2)!)
      consumer.allocateMessageQueueStrategy = {
        getName: () => 'BROKEN',
        allocate: () => {
          throw new Error('a bug of the application')
        },
      }
      yield* sleep(25_000)
      return { every, earliest, again: around(gaps(roundsOf(cluster)).at(-1)!) }
    }),
  },
  {
    what: 'the first pull from a queue comes after',
    is: { delay: 500 },
    seen: () => watched(function* (cluster) {
      yield* createTopic(cluster)
      yield* consuming(cluster, 'concurrently', 2000)
      const assigned = cluster.of('queues-assigned').find(({ topic }) => topic === WATCHED_TOPIC)!
      return { delay: around(requestsOf(cluster, PULL_MESSAGE)[0]! - assigned.millis) }
    }),
  },
  {
    what: 'a consumer that holds too many messages of a queue looks again after',
    // A pull brings 32 and, at the end of a log file, less: these come to a thousand, which are allowed, and it pulls once more.
    is: { most: 1032, pause: 50 },
    seen: () => watched(function* (cluster) {
      yield* createTopic(cluster, 1100)
      yield* consuming(cluster, { millis: 3_600_000 }, 5000)
      const postponed = cluster.of('pull-postponed').filter(({ topic, reason }) => topic === WATCHED_TOPIC && reason === 'count')
      const most = Math.max(...cluster.of('messages-held').map(({ offsets }) => offsets.length))
      return { most, pause: around(gaps(postponed.map(({ millis }) => millis))[0]!, 10) }
    }),
  },
  {
    what: 'a message that can be sent back to nobody is tried again here after',
    is: { pause: 5000 },
    seen: () => watched(function* (cluster) {
      yield* createTopic(cluster, 1)
      yield* consuming(cluster, { millis: 2000, fails: true }, 1500)
      cluster.process.kernel.kill(cluster.brokers[0]!.process)
      yield* sleep(10_000)
      const [ended, again] = [cluster.of('consume-ended')[0]!, cluster.of('consume-started')[1]!]
      return { pause: around(again.millis - ended.millis) }
    }),
  },
  {
    what: 'locks of queues: renewed first, renewed every, good for the client, good for the broker',
    is: { first: 1000, every: 20_000, client: 30_000, broker: 60_000 },
    seen: () => ({
      ...watched(function* (cluster) {
        yield* createTopic(cluster)
        const begin = cluster.now
        yield* consuming(cluster, 'orderly', 45_000)
        // Whoever takes a queue locks it as well.
        const locks = apart(requestsOf(cluster, LOCK_BATCH_MQ), 50).map((time) => time - begin)
        const renewals = locks.filter((time) => time > 500)
        return { first: around(renewals[0]!), every: around(renewals[1]! - renewals[0]!) }
      }),
      client: watched(function* (cluster) {
        yield* createTopic(cluster, 600)
        yield* consuming(cluster, { order: 'orderly', millis: 100 }, 5000)
        cluster.mute(cluster.brokers[0]!, LOCK_BATCH_MQ)
        const renewed = requestsOf(cluster, LOCK_BATCH_MQ).at(-1)!
        yield* sleep(45_000)
        return around(cluster.of('consume-started').at(-1)!.millis - renewed, 1000)
      }),
      broker: watched(function* (cluster) {
        yield* createTopic(cluster)
        const dies = cluster.process.kernel.createProcess({ name: 'dies', host: '10.0.0.50' })
        dies.spawn('main', function* () {
          const consumer = cluster.consumer('orderly', {}, dies)
          yield* consumer.subscribe(WATCHED_TOPIC, '*')
          yield* consumer.start()
        })
        yield* sleep(5000)
        cluster.process.kernel.kill(dies)
        const locked = requestsOf(cluster, LOCK_BATCH_MQ, '10.0.0.50').at(-1)!
        yield* consuming(cluster, 'orderly', 70_000)
        const got = cluster.of('queues-assigned').find(({ process, topic }) => process === 'test' && topic === WATCHED_TOPIC)!
        return notBefore(got.millis - locked, 1000)
      }),
    }),
  },
  {
    what: 'an ordered consumer lets others have its thread after, for',
    is: { after: 60_000, pause: 10 },
    seen: () => watched(function* (cluster) {
      yield* createTopic(cluster, 700)
      yield* consuming(cluster, { order: 'orderly', millis: 100 }, 70_000)
      const [started, ended] = [cluster.of('consume-started'), cluster.of('consume-ended')]
      const pause = started.findIndex(({ millis }, i) => i > 0 && millis - ended[i - 1]!.millis > 5)
      return {
        after: around(started[pause]!.millis - started[0]!.millis, 1000),
        pause: around(started[pause]!.millis - ended[pause - 1]!.millis, 10),
      }
    }),
  },
  {
    what: 'a queue from which nothing was pulled is given up and taken anew after',
    is: { younger: 0, older: 1 },
    seen: () => {
      /** The clock jumps right before a round that finds the last pull this old: how many more pulls are there half a second later? */
      const pullsAfter = (age: number): number => watched(function* (cluster) {
        yield* createTopic(cluster)
        yield* consuming(cluster, 'concurrently', 45_000)
        const next = roundsOf(cluster).at(-1)! + 20_000
        yield* sleep(next - 50 - cluster.now)
        const before = pullsOf(cluster)
        cluster.process.clockSkew += (age - (next - before.at(-1)!)) * 1000
        yield* sleep(50 + 700)
        return pullsOf(cluster).length - before.length
      })
      return { younger: pullsAfter(119_500), older: pullsAfter(120_500) }
    },
  },
  {
    what: 'messages whose listener does not come back: looked for every, and of a queue at once',
    is: { minutes: 30, atOnce: 16, then: 15 },
    seen: () => watched(function* (cluster) {
      yield* createTopic(cluster, 20)
      const begin = cluster.now
      yield* consuming(cluster, { millis: 3_600_000 }, 46 * 60_000)
      // A quarter of an hour after the start they are not a quarter of an hour old yet.
      const back = requestsOf(cluster, CONSUMER_SEND_MSG_BACK).map((time) => around((time - begin) / 60_000, 1))
      const atOnce = back.filter((minute) => minute === back[0]).length
      return { minutes: back[0]!, atOnce, then: back[atOnce]! - back[0]! }
    }, { kernel: { limitMillis: 2 * 3_600_000 } }),
  },
  {
    what: 'brokers register every, at least, at most; a silent one is forgotten after, is looked for every',
    is: { every: 30_000, least: 10_000, most: 60_000, forgotten: 120_000, look: 5000 },
    seen: () => {
      const every = (registerNameServerPeriod?: number): number => watched(function* (cluster) {
        yield* sleep(150_000)
        return around(gaps(requestsOf(cluster, REGISTER_BROKER, BROKER_HOST)).at(-1)!)
      }, { broker: registerNameServerPeriod === undefined ? {} : { registerNameServerPeriod } })
      return {
        every: every(), least: every(1000), most: every(300_000),
        ...watched(function* (cluster) {
          yield* sleep(40_000)
          cluster.wire.changeLink(BROKER_HOST, NAME_SERVER_HOST, { isCut: true })
          const received = cluster.of('frame-received').filter(({ to }) => to.startsWith(NAME_SERVER_HOST))
          const heard = received.filter(({ code }) => code === REGISTER_BROKER)
          yield* sleep(130_000)
          const gone = cluster.of('route-changed').find(({ what }) => what.startsWith('broker-removed'))!
          const looks = cluster.of('timer-fired').filter(({ label }) => label === 'scan for silent brokers')
          return {
            forgotten: notBefore(gone.millis - heard.at(-1)!.millis, 5000),
            look: around(gaps(looks.map(({ millis }) => millis)).at(-1)!),
          }
        }),
      }
    },
  },
  {
    what: 'a broker whose connection ends is forgotten at once',
    is: { after: 0 },
    seen: () => watched(function* (cluster) {
      yield* sleep(1000)
      const begin = cluster.now
      cluster.process.kernel.kill(cluster.brokers[0]!.process)
      yield* sleep(1000)
      const gone = cluster.of('route-changed').find(({ what }) => what.startsWith('broker-removed'))!
      return { after: around(gone.millis - begin, 10) }
    }),
  },
  {
    what: 'the longest topic, group, body and properties that go through, and the longest frame',
    is: { topic: 127, group: 255, body: 4 * 1024 * 1024, properties: 32_767, frame: 16 * 1024 * 1024 },
    seen: () => ({
      topic: longest(126, 129, (producer, length) => producer.send(messageTo('t'.repeat(length), 'paid'))),
      body: longest(4 * 1024 * 1024 - 1, 4 * 1024 * 1024 + 2, (producer, length) => {
        producer.compressMsgBodyOverHowmuch = 1e9
        return producer.send(new Message(WATCHED_TOPIC, new Uint8Array(length)))
      }),
      group: watched(function* (cluster) {
        let most = 0
        for (let length = 254; length < 258; length++) {
          const error = yield* caught(() => cluster.producer(cluster.process, 'g'.repeat(length)).start())
          if (!(error instanceof MQClientException)) most = length
        }
        return most
      }),
      properties: longest(32_600, 32_768, (producer, length) => {
        const msg = messageTo(WATCHED_TOPIC, 'paid')
        msg.putUserProperty('p', 'x'.repeat(length))
        return producer.send(msg)
      }, (cluster) => cluster.of('log-append').at(-1)!.length - RECORD_WITHOUT_PROPERTIES),
      frame: longestFrame(),
    }),
  },
]

/** Of a record in the log whose body is `paid` and whose topic has one letter. */
const RECORD_WITHOUT_PROPERTIES = 91 + 4 + 1

/** The largest frame to which a broker says anything at all: whoever sends a larger one is cut off. */
function longestFrame(): number {
  return watched(function* (cluster) {
    yield* createTopic(cluster)
    const limits = { maxMessageSize: 1e9, compressMsgBodyOverHowmuch: 1e9, retryTimesWhenSendFailed: 0 }
    const producer = yield* producing(cluster, { ...limits, topics: [WATCHED_TOPIC] })
    const sent = function* (length: number): Blocking<{ readonly length: number; readonly isAnswered: boolean }> {
      yield* caught(() => producer.send(new Message(WATCHED_TOPIC, new Uint8Array(length))))
      const frames = cluster.of('frame-sent')
      const request = frames.filter(({ code, isResponse }) => code === SEND_MESSAGE_V2 && !isResponse).at(-1)!
      const { opaque, from, length: frameLength } = request
      const isAnswered = frames.some((frame) => frame.isResponse && frame.opaque === opaque && frame.to === from)
      return { length: frameLength, isAnswered }
    }
    const first = yield* sent(16_000_000)
    let most = 0
    // The number of a request may have a digit more than the one before.
    for (const over of [-2, -1, 0, 1]) {
      const { length, isAnswered } = yield* sent(16_000_000 + 16 * 1024 * 1024 - first.length + over)
      if (isAnswered) most = Math.max(most, length)
    }
    return most
  })
}

/** The largest length of these with which the call succeeds; or what `measured` says right after that. */
function longest(
  from: number, to: number,
  call: (producer: DefaultMQProducer, length: number) => Blocking<unknown>,
  measured?: (cluster: WatchedCluster) => number,
): number {
  return watched(function* (cluster) {
    yield* createTopic(cluster)
    const producer = yield* producing(cluster)
    let most = 0
    for (let length = from; length < to; length++) {
      const error = yield* caught(() => call(producer, length))
      if (error === 'nothing was thrown') most = measured?.(cluster) ?? length
    }
    return most
  })
}

/** When pulls from the topic were sent; those from the retry topic are others. */
function pullsOf(cluster: WatchedCluster): number[] {
  const frames = cluster.of('frame-sent').filter((frame) => frame.code === PULL_MESSAGE && !frame.isResponse)
  return frames.filter(({ bytes }) => RemotingCommand.decode(bytes).getExtField('topic') === WATCHED_TOPIC).map(({ millis }) => millis)
}

/** The broker looks at held pulls every five seconds. */
function heldFor(cluster: WatchedCluster): number {
  const held = cluster.of('pull-held').find(({ topic }) => topic === WATCHED_TOPIC)!
  const released = cluster.of('pull-released').find(({ opaque, from }) => opaque === held.opaque && from === held.from)!
  return notBefore(released.millis - held.millis, 5000)
}

/** When rounds of rebalancing began: each asks for each topic, the subscribed one and the retry topic. */
function roundsOf(cluster: WatchedCluster): number[] {
  return apart(requestsOf(cluster, GET_CONSUMER_LIST_BY_GROUP), 50)
}

/** Without those that follow another one at once. */
function apart(times: readonly number[], millis: number): number[] {
  return times.filter((time, i) => i === 0 || time - times[i - 1]! > millis)
}

function* litePulling(cluster: WatchedCluster, forMillis: number): Blocking<void> {
  const consumer = Object.assign(new DefaultLitePullConsumer(cluster.process, cluster.environment, 'CG'), cluster.settings)
  yield* consumer.subscribe(WATCHED_TOPIC)
  yield* consumer.start()
  yield* sleep(forMillis)
}

function* pulling(cluster: WatchedCluster): Blocking<void> {
  const consumer = Object.assign(new DefaultMQPullConsumer(cluster.process, cluster.environment, 'CG'), cluster.settings)
  yield* consumer.start()
  yield* caught(() => consumer.pullBlockIfNotFound(new MessageQueue(WATCHED_TOPIC, 'broker-a', 0), '*', 0, 32))
}

function* asking(
  cluster: WatchedCluster, ask: (consumer: DefaultMQPullConsumer, queue: MessageQueue) => Blocking<unknown>,
): Blocking<void> {
  const consumer = Object.assign(new DefaultMQPullConsumer(cluster.process, cluster.environment, 'CG'), cluster.settings)
  yield* consumer.start()
  yield* caught(() => ask(consumer, new MessageQueue(WATCHED_TOPIC, 'broker-a', 0)))
}

test.each(ROWS)('$what', ({ is, seen }) => {
  expect(seen()).toEqual(is)
})
