import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { DefaultLitePullConsumer } from '../../engine/client/consumer/DefaultLitePullConsumer'
import { DefaultMQPushConsumer } from '../../engine/client/consumer/DefaultMQPushConsumer'
import { ConsumeConcurrentlyStatus } from '../../engine/client/consumer/listener/ConsumeConcurrentlyStatus'
import { ConsumeOrderlyStatus } from '../../engine/client/consumer/listener/ConsumeOrderlyStatus'
import { MessageListenerConcurrently } from '../../engine/client/consumer/listener/MessageListenerConcurrently'
import { MessageListenerOrderly } from '../../engine/client/consumer/listener/MessageListenerOrderly'
import { MessageSelector } from '../../engine/client/consumer/MessageSelector'
import { DefaultMQProducer } from '../../engine/client/producer/DefaultMQProducer'
import type { LocalTransactionState } from '../../engine/client/producer/LocalTransactionState'
import { TransactionMQProducer } from '../../engine/client/producer/TransactionMQProducer'
import { Message } from '../../engine/common/message/Message'
import type { MessageExt } from '../../engine/common/message/MessageExt'
import { MessageQueue } from '../../engine/common/message/MessageQueue'
import { SetMessageRequestModeRequestBody } from '../../engine/remoting/protocol/body/SetMessageRequestModeRequestBody'
import type { Blocking } from '../../engine/kernel/Blocking'
import type { Process } from '../../engine/kernel/Process'
import { decodeUtf8, encodeUtf8 } from '../../engine/kernel/Utf8'
import { pause } from './JavaProcess'
import { LiveNodes } from './LiveNodes'
import type { Programs } from './mqadmin'
import { startEmptyBroker, until } from './mqadmin'
import { startNameServer } from './realBroker'
import type { Report } from './Report'

const QUEUES = 4
const MILLIS = 45_000

interface Member {
  readonly process: Process
  readonly consumer: DefaultMQPushConsumer
  readonly received: MessageExt[]
}

/** How a consumer of ours is set up. */
interface Wanted {
  readonly group: string
  readonly topic: string
  readonly expression?: string | MessageSelector
  readonly isOrderly?: boolean
  readonly isBroadcasting?: boolean
  readonly isPopping?: boolean
  /** Each message fails so often. */
  readonly failures?: number
}

/** Our consumers of every kind at a real broker and a real name server. */
export async function proveOurConsumers(report: Report, programs: Programs, root: string): Promise<void> {
  const directory = path.join(root, 'our-consumers')
  mkdirSync(directory, { recursive: true })
  const nameServer = await startNameServer(programs, path.join(directory, 'namesrv'))
  const broker = await startEmptyBroker(programs, path.join(directory, 'broker'), nameServer.address)
  const live = new LiveNodes()
  const application = new Application(live, nameServer.address, broker.address)
  await application.start()
  await sharing(report, application)
  const proofs = [ordered, broadcasting, choosing, tryingAgain, pulling, transactions, popping]
  await Promise.all(proofs.map((prove) => prove(report, application)))
  report.check('nothing has failed in our clients', live.uncaught.join('\n'))
  live.stop()
  await broker.process.stop()
  await nameServer.process.stop()
}

/** Producers and consumers of ours, each in a process of its own. */
class Application {
  readonly live: LiveNodes
  readonly nameServer: string
  readonly broker: string
  private readonly sender: Process
  private readonly producer: DefaultMQProducer

  constructor(live: LiveNodes, nameServer: string, broker: string) {
    this.live = live
    this.nameServer = nameServer
    this.broker = broker
    this.sender = live.createProcess('sender')
    this.producer = new DefaultMQProducer(this.sender, live.environment(), 'our-writers')
    this.producer.namesrvAddr = nameServer
  }

  async start(): Promise<void> {
    const { producer } = this
    await this.live.run(() => producer.start(), this.sender)
    // A broker opens its port before it has registered.
    for (const topic of ['Shared', 'Ordered', 'News', 'Chosen', 'Failing', 'Pulled', 'Deals', 'Popped']) await this.create(topic)
  }

  /** Creates a topic by sending to it, which the name server hears of a moment later. */
  private async create(topic: string): Promise<void> {
    await until(async () => {
      return this.live.run(() => this.producer.send(new Message(topic, encodeUtf8('first'))), this.sender).then(() => true, () => false)
    })
    await until(async () => this.sendTo(topic, QUEUES - 1, 'last').then(() => true, () => false))
  }

  async send(topic: string, count: number, tag = 'Tag'): Promise<string[]> {
    const bodies = Array.from({ length: count }, (_, number) => `${topic} ${tag} ${number}`)
    for (const [number, body] of bodies.entries()) await this.sendTo(topic, number % QUEUES, body, tag, `key-${number}`)
    return bodies
  }

  private async sendTo(topic: string, queueId: number, body: string, tag = '', key = ''): Promise<unknown> {
    const message = new Message(topic, encodeUtf8(body))
    if (tag !== '') message.setTags(tag)
    if (key !== '') message.setKeys(key)
    return this.live.run(() => this.producer.sendToQueue(message, new MessageQueue(topic, 'broker-a', queueId)), this.sender)
  }

  /** What an operator says to the broker. */
  async havePopped(topic: string, group: string, broker: string): Promise<void> {
    const api = this.producer.getDefaultMQProducerImpl().getFactory().getMQClientAPIImpl()
    const body = new SetMessageRequestModeRequestBody(topic, group, 'POP')
    await this.live.run(() => api.setMessageRequestMode(broker, body, 3000), this.sender)
  }

  async push({ group, topic, expression = '*', isOrderly = false, isBroadcasting = false, isPopping = false, failures = 0 }: Wanted): Promise<Member> {
    const process = this.live.createProcess(`member of ${group}`)
    const consumer = new DefaultMQPushConsumer(process, this.live.environment(), group)
    const received: MessageExt[] = []
    consumer.namesrvAddr = this.nameServer
    consumer.consumeFromWhere = 'CONSUME_FROM_FIRST_OFFSET'
    if (isBroadcasting) consumer.messageModel = 'BROADCASTING'
    if (isPopping) Object.assign(consumer, { clientRebalance: false, popInvisibleTime: 5000 })
    consumer.registerMessageListener(isOrderly ? new InOrder(received) : new Concurrently(received, failures))
    await this.live.run(function* () {
      yield* consumer.subscribe(topic, expression)
      yield* consumer.start()
    }, process)
    return { process, consumer, received }
  }
}

class InOrder extends MessageListenerOrderly {
  private readonly received: MessageExt[]

  constructor(received: MessageExt[]) {
    super()
    this.received = received
  }

  *consumeMessage(messages: readonly MessageExt[]): Blocking<ConsumeOrderlyStatus> {
    this.received.push(...messages)
    return ConsumeOrderlyStatus.SUCCESS
  }
}

class Concurrently extends MessageListenerConcurrently {
  private readonly received: MessageExt[]
  private readonly failures: number

  constructor(received: MessageExt[], failures: number) {
    super()
    this.received = received
    this.failures = failures
  }

  *consumeMessage(messages: readonly MessageExt[]): Blocking<ConsumeConcurrentlyStatus> {
    this.received.push(...messages)
    const fails = messages[0]!.reconsumeTimes < this.failures && textOf(messages[0]!).includes('Tag')
    return fails ? ConsumeConcurrentlyStatus.RECONSUME_LATER : ConsumeConcurrentlyStatus.CONSUME_SUCCESS
  }
}

const textOf = ({ body }: MessageExt): string => decodeUtf8(body ?? new Uint8Array(0))
/** Those of the topic's messages that were sent to be looked for. */
const found = (messages: readonly MessageExt[], wanted: readonly string[]): string[] => {
  return messages.map(textOf).filter((text) => wanted.includes(text))
}
const isSame = (one: readonly string[], other: readonly string[]): boolean => [...one].sort().join('\n') === [...other].sort().join('\n')

async function sharing(report: Report, application: Application): Promise<void> {
  const members = await Promise.all([1, 2].map(() => application.push({ group: 'our-sharers', topic: 'Shared' })))
  const queuesOf = ({ received }: Member): Set<number> => new Set(received.slice(-QUEUES).map(({ queueId }) => queueId))
  // Each has its share when each has been given messages of half of the queues.
  const isShared = await until(async () => {
    await application.send('Shared', QUEUES, `Round ${Math.random()}`)
    await pause(300)
    return members.every((member) => queuesOf(member).size === QUEUES / 2)
  }, MILLIS)
  const bodies = await application.send('Shared', 40)
  await until(async () => found(members.flatMap(({ received }) => received), bodies).length >= bodies.length)
  const all = found(members.flatMap(({ received }) => received), bodies)
  report.check('two members share four queues', isShared && isSame(all, bodies) ? '' : `${isShared}, ${all.length}`)
  application.live.kernel.kill(members[1]!.process)
  const later = await application.send('Shared', 40, 'Later')
  const isAll = await until(async () => isSame([...new Set(found(members[0]!.received, later))], later), MILLIS)
  report.check('the queues of one that was killed go to the other', isAll ? '' : `${found(members[0]!.received, later).length}`)
}

async function ordered(report: Report, application: Application): Promise<void> {
  const { received } = await application.push({ group: 'our-orderly', topic: 'Ordered', isOrderly: true })
  const bodies = await application.send('Ordered', 40)
  const isAll = await until(async () => isSame(found(received, bodies), bodies), MILLIS)
  const isInOrder = received.every(({ queueId, queueOffset }, index) => {
    return received.slice(0, index).every((before) => before.queueId !== queueId || before.queueOffset < queueOffset)
  })
  report.check('our ordered consumer gets each queue in order', isAll && isInOrder ? '' : `all: ${isAll}, in order: ${isInOrder}`)
}

async function broadcasting(report: Report, application: Application): Promise<void> {
  const members = await Promise.all([1, 2].map(() => application.push({ group: 'our-listeners', topic: 'News', isBroadcasting: true })))
  await until(async () => {
    await application.send('News', QUEUES, `Round ${Math.random()}`)
    return members.every(({ received }) => new Set(received.map(({ queueId }) => queueId)).size === QUEUES)
  }, MILLIS)
  const bodies = await application.send('News', 20)
  const isAll = await until(async () => members.every(({ received }) => isSame(found(received, bodies), bodies)))
  report.check('each of ours that broadcasts gets everything', isAll ? '' : members.map(({ received }) => found(received, bodies).length).join())
}

async function choosing(report: Report, application: Application): Promise<void> {
  const tagged = await application.push({ group: 'our-tags', topic: 'Chosen', expression: 'Red || Blue' })
  const selected = await application.push({ group: 'our-selectors', topic: 'Chosen', expression: MessageSelector.bySql("TAGS = 'Red' AND KEYS = 'key-1'") })
  const red = await application.send('Chosen', 4, 'Red')
  const blue = await application.send('Chosen', 4, 'Blue')
  const green = await application.send('Chosen', 4, 'Green')
  const all = [...red, ...blue, ...green]
  const isTagged = await until(async () => isSame(found(tagged.received, all), [...red, ...blue]), MILLIS)
  const isSelected = await until(async () => isSame(found(selected.received, all), [red[1]!]), MILLIS)
  report.check('tags choose for ours', isTagged ? '' : found(tagged.received, all).join())
  report.check('SQL92 chooses for ours', isSelected ? '' : found(selected.received, all).join())
}

async function tryingAgain(report: Report, application: Application): Promise<void> {
  const { received } = await application.push({ group: 'our-unlucky', topic: 'Failing', failures: 1 })
  const bodies = await application.send('Failing', 4)
  const again = (): string[] => found(received.filter(({ reconsumeTimes }) => reconsumeTimes === 1), bodies)
  const isAgain = await until(async () => isSame(again(), bodies), MILLIS)
  report.check('what ours could not consume comes again, once', isAgain ? '' : again().join())
}

async function pulling(report: Report, application: Application): Promise<void> {
  const process = application.live.createProcess('lite puller')
  const consumer = new DefaultLitePullConsumer(process, application.live.environment(), 'our-pullers')
  consumer.namesrvAddr = application.nameServer
  await application.live.run(function* () {
    yield* consumer.subscribe('Pulled')
    yield* consumer.start()
  }, process)
  const bodies = await application.send('Pulled', 20)
  const polled: MessageExt[] = []
  const isAll = await until(async () => {
    polled.push(...(await application.live.run(() => consumer.poll(500), process)))
    return isSame(found(polled, bodies), bodies)
  }, MILLIS)
  report.check('our lite pull consumer polls everything', isAll ? '' : `${found(polled, bodies).length}`)
}

/** Two share all queues; what they do not want comes again. */
async function popping(report: Report, application: Application): Promise<void> {
  await application.havePopped('Popped', 'our-poppers', application.broker)
  const wanted = { group: 'our-poppers', topic: 'Popped', isPopping: true, failures: 1 }
  const members = await Promise.all([1, 2].map(() => application.push(wanted)))
  const all = (): MessageExt[] => members.flatMap(({ received }) => received)
  const bodies = await application.send('Popped', 24)
  const times = (count: number): string[] => {
    return found(all().filter(({ reconsumeTimes }) => reconsumeTimes === count), bodies)
  }
  const isAll = await until(async () => isSame(times(1), bodies), MILLIS)
  report.check('what ours pop and do not want comes again', isAll ? '' : times(1).join())
  report.check('and was popped by them once before', isSame(times(0), bodies) ? '' : times(0).join())
  const count = found(all(), bodies).length
  await pause(12_000)
  report.check('what ours acknowledge comes no more', found(all(), bodies).length === count ? '' : times(2).join())
}

async function transactions(report: Report, application: Application): Promise<void> {
  const { received } = await application.push({ group: 'our-dealers', topic: 'Deals' })
  const process = application.live.createProcess('dealer')
  const producer = new TransactionMQProducer(process, application.live.environment(), 'our-transactions')
  const checked: string[] = []
  producer.namesrvAddr = application.nameServer
  producer.transactionListener = {
    *executeLocalTransaction(): Blocking<LocalTransactionState> {
      return 'UNKNOW'
    },
    *checkLocalTransaction(message): Blocking<LocalTransactionState> {
      checked.push(textOf(message))
      return textOf(message).startsWith('commit') ? 'COMMIT_MESSAGE' : 'ROLLBACK_MESSAGE'
    },
  }
  const deals = ['commit-1', 'rollback-1', 'commit-2']
  await application.live.run(function* () {
    yield* producer.start()
    for (const deal of deals) yield* producer.sendMessageInTransaction(new Message('Deals', encodeUtf8(deal)), null)
  }, process)
  const isDone = await until(async () => isSame(found(received, deals), ['commit-1', 'commit-2']) && checked.includes('rollback-1'), MILLIS)
  report.check('transactions of ours are checked back', isDone ? '' : `${found(received, deals).join()}, checked: ${checked.join()}`)
}
