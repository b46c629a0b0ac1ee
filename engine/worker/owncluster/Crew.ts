import type { BrokerController } from '../../broker/BrokerController'
import type { TraceEvent, TraceEventOf } from '../../trace/events'
import { checkConsumer, isListener } from './checkConsumer'
import { consumerName, consumerSpec, MAX_CONSUMERS } from './consumerSpec'
import { GroupBook } from './GroupBook'
import type { KeptConsumer, OwnDesk } from './OwnDesk'
import type { ConsumerProblem, OwnConsumer, OwnConsumerSetup, OwnGroup, OwnListener } from './ownProtocol'
import type { OwnSession } from './OwnSession'

/** `subscribe` and `start`. */
const CALLS_OF_A_START = 2

/** The reader's consumers: who they are, whether they are to run, and what they do. */
export class Crew {
  private kept: readonly KeptConsumer[]
  private readonly troubles: Map<string, string>
  /** Calls of its client that have returned since a consumer was started: it subscribes, then starts. */
  private readonly returned: Map<string, number>
  /** Messages that a listener has and has not ended with, by consumer. */
  private readonly atWork: Map<string, number>
  private readonly groupBook: GroupBook
  private desk: OwnDesk | null
  private session: OwnSession | null

  constructor() {
    this.kept = []
    this.troubles = new Map()
    this.returned = new Map()
    this.atWork = new Map()
    this.groupBook = new GroupBook()
    this.desk = null
    this.session = null
  }

  /** The consumers that belong to a store, as they were when it was seen last. */
  use(desk: OwnDesk): void {
    this.desk = desk
    this.kept = desk.consumers
    this.groupBook.use(desk.consumed)
  }

  /** Another store takes the place of the one before: the consumers go along, what they have consumed does not. */
  bring(consumers: readonly KeptConsumer[]): void {
    this.keep(consumers)
    this.desk?.consumed.clear()
    this.groupBook.forget()
  }

  get consumers(): readonly KeptConsumer[] {
    return this.kept
  }

  /** A cluster has been started: those that are to run start in it. */
  join(session: OwnSession): void {
    this.session = session
    this.troubles.clear()
    this.returned.clear()
    this.atWork.clear()
    this.groupBook.begin(session.isRunning ? session.broker.broker : null, this.kept)
    for (const each of this.kept) if (each.isToRun) session.startConsumer(consumerSpec(each))
  }

  /** The cluster has ended. */
  leave(): void {
    this.session = null
  }

  /** @returns why there can be no such consumer; null when there is one now, whether it has started or not */
  async add(setup: OwnConsumerSetup): Promise<ConsumerProblem | null> {
    const problem = checkConsumer(setup)
    if (problem !== null) return problem
    if (this.kept.length >= MAX_CONSUMERS) return { code: 'too-many', detail: String(MAX_CONSUMERS) }
    const numbers = this.kept.map(({ number }) => number)
    const all = Array.from({ length: MAX_CONSUMERS }, (_, index) => index + 1)
    const number = all.find((each) => !numbers.includes(each))!
    this.keep([...this.kept, { number, isToRun: true, setup }])
    await this.startNow(number)
    return null
  }

  /** @throws RangeError for a listener that there can't be */
  set(name: string, listener: OwnListener): void {
    if (!isListener(listener)) throw new RangeError('a listener that takes from 0 ms to an hour')
    const { millis, outcome } = listener
    const { number } = this.find(name)
    this.change(number, ({ setup }) => ({ setup: { ...setup, listener: { millis, outcome } } }))
    this.session?.setListener(name, { millis, outcome })
  }

  /** It stays down, also at the next visit, until it is started again. */
  async stop(name: string, how: 'shutdown' | 'kill'): Promise<void> {
    this.change(this.find(name).number, () => ({ isToRun: false }))
    await this.session?.stopConsumer(name, how)
    this.atWork.delete(name)
  }

  async start(name: string): Promise<void> {
    const { number } = this.find(name)
    this.change(number, () => ({ isToRun: true }))
    await this.startNow(number)
  }

  async remove(name: string): Promise<void> {
    const { number } = this.find(name)
    await this.stop(name, 'shutdown')
    this.keep(this.kept.filter((each) => each.number !== number))
    this.session?.forgetConsumer(name)
    this.troubles.delete(name)
  }

  /** Those that run are shut down properly; they stay to run. */
  async layDown(): Promise<void> {
    for (const { number } of this.kept) await this.session?.stopConsumer(consumerName(number), 'shutdown')
    this.atWork.clear()
  }

  /** After {@link layDown}, in the same cluster. */
  rise(): void {
    for (const each of this.kept) if (each.isToRun) this.session?.startConsumer(consumerSpec(each))
  }

  heard(event: TraceEvent): void {
    if (event.type === 'client-call-ended') this.called(event)
    if (event.type === 'consume-started') this.count(event.process, 1)
    if (event.type === 'consume-ended') {
      this.count(event.process, -1)
      this.groupBook.ended(event, this.session?.currentTimeMillis() ?? 0, this.isBroadcasting(event.process))
    }
    if (event.type === 'node-status' && event.to !== 'running') this.atWork.delete(event.process)
  }

  /** The broker has found out where its queues end. */
  recovered(broker: BrokerController | null): void {
    this.groupBook.settle(broker)
  }

  groups(): OwnGroup[] {
    const broker = this.session?.isRunning === true ? this.session.broker.broker : null
    return this.groupBook.groups(broker, this.kept.map((each) => this.consumer(each)))
  }

  private consumer({ number, setup, isToRun }: KeptConsumer): OwnConsumer {
    const name = consumerName(number)
    const node = this.session?.consumer(name) ?? null
    const isAlive = node?.process?.alive === true
    return {
      ...setup,
      name,
      isToRun,
      status: node?.status ?? 'stopped',
      trouble: this.troubles.get(name) ?? null,
      atWork: this.atWork.get(name) ?? 0,
      queues: isAlive ? (node?.queues() ?? []) : [],
      localOffsets: isAlive && setup.way === 'broadcasting' ? (node?.localOffsets(setup.topic) ?? []) : [],
    }
  }

  private async startNow(number: number): Promise<void> {
    const one = this.kept.find((each) => each.number === number)!
    const name = consumerName(number)
    this.troubles.delete(name)
    this.returned.delete(name)
    const isReady = (): boolean => this.troubles.has(name) || (this.returned.get(name) ?? 0) >= CALLS_OF_A_START
    await this.session?.startConsumerNow(consumerSpec(one), isReady)
  }

  private called({ process, outcome, result }: TraceEventOf<'client-call-ended'>): void {
    if (!this.kept.some(({ number }) => consumerName(number) === process)) return
    if (outcome === 'threw') this.troubles.set(process, result)
    else this.returned.set(process, (this.returned.get(process) ?? 0) + 1)
  }

  private count(consumer: string, more: number): void {
    this.atWork.set(consumer, Math.max(0, (this.atWork.get(consumer) ?? 0) + more))
  }

  private isBroadcasting(name: string): boolean {
    return this.kept.some(({ number, setup }) => consumerName(number) === name && setup.way === 'broadcasting')
  }

  private find(name: string): KeptConsumer {
    const found = this.kept.find(({ number }) => consumerName(number) === name)
    if (found === undefined) throw new RangeError(`there is no consumer ${name}`)
    return found
  }

  private change(number: number, change: (consumer: KeptConsumer) => Partial<KeptConsumer>): void {
    this.keep(this.kept.map((each) => (each.number === number ? { ...each, ...change(each) } : each)))
  }

  private keep(consumers: readonly KeptConsumer[]): void {
    this.kept = consumers
    this.desk?.keepConsumers(consumers)
  }
}
