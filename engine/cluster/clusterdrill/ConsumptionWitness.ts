import type { MessageExt } from '../../common/message/MessageExt'
import { MessageConst } from '../../common/message/MessageConst'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import { PullSysFlag } from '../../common/sysflag/PullSysFlag'
import type { EventSink, Kernel } from '../../kernel/Kernel'
import { parseInt32, parseLong } from '../../kernel/java/javaParse'
import { notNull } from '../../kernel/java/notNull'
import { hostOf } from '../../ports/memory/hostOf'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { DelayLevelTable } from '../../store/commitlog/DelayLevelTable'
import { MessageStoreConfig } from '../../store/config/MessageStoreConfig'
import type { TraceEventOf } from '../../trace/events'
import { BrokenPromiseError } from '../BrokenPromiseError'
import type { Fault } from '../Fault'
import type { ClusterDrillModel } from './ClusterDrillModel'
import { broken } from './ClusterPromise'
import { Consumption } from './Consumption'
import type { DrillConsumerNode } from './DrillConsumerNode'
import type { DrilledCluster } from './DrilledCluster'
import type { LedgerRecord } from './MasterLedger'
import type { StoredAs } from './storedAs'

const WITNESSED = ['consume-started', 'consume-ended', 'frame-sent', 'node-status'] as const
type WitnessedEvent = TraceEventOf<(typeof WITNESSED)[number]>

/** After these a broker gives a lock away while its holder believes to have it, or a client gives one back too soon. */
const FAULTS_OF_LOCKS: ReadonlySet<Fault['kind']> = new Set([
  'cut-link', 'slow-link', 'pause', 'skew-clock', 'slow-disk', 'full-disk', 'broken-disk',
])
const GONE: ReadonlySet<string> = new Set(['stopped', 'killed', 'without power'])
/** What is dealt with is written down every three seconds. */
const SURELY_NOTED_MICROS = 10_000_000

/** Watches the consumers of a drill, and reports at once what must not happen. It changes nothing. */
export class ConsumptionWitness implements EventSink {
  readonly types: ReadonlySet<string>
  readonly consumption: Consumption
  private readonly kernel: Kernel
  private readonly model: ClusterDrillModel
  private readonly cluster: DrilledCluster
  private readonly onBroken: (problem: BrokenPromiseError) => void
  private readonly levels: DelayLevelTable
  /** Message → when it is due (ms since 1970), and for which topic; once for each time that a broker has taken it in. */
  private readonly delays: Map<number, Array<{ readonly due: number; readonly topic: string }>>
  /** Messages of transactions → when. */
  private readonly deliveredAt: Map<number, number>
  /** Reader and queue → what was committed last, once all is quiet; null before. */
  private committed: Map<string, number> | null
  private mayShareLocks: boolean
  private hasSkewedClocks: boolean

  constructor(
    kernel: Kernel, model: ClusterDrillModel, cluster: DrilledCluster, onBroken: (problem: BrokenPromiseError) => void,
  ) {
    this.types = new Set<string>(cluster.consumers.length > 0 ? WITNESSED : [])
    this.consumption = new Consumption()
    this.kernel = kernel
    this.model = model
    this.cluster = cluster
    this.onBroken = onBroken
    this.levels = new DelayLevelTable(new MessageStoreConfig().messageDelayLevel)
    this.delays = new Map()
    this.deliveredAt = new Map()
    this.committed = null
    this.mayShareLocks = false
    this.hasSkewedClocks = false
  }

  /** A broken promise that is found while other code runs must not be thrown into that code. */
  emit(event: { readonly type: string }): void {
    try {
      this.witness(event as WitnessedEvent)
    } catch (error) {
      if (!(error instanceof BrokenPromiseError)) throw error
      this.onBroken(error)
    }
  }

  private witness(event: WitnessedEvent): void {
    switch (event.type) {
      case 'consume-started':
        return this.consumeStarted(event)
      case 'consume-ended':
        return this.consumption.ended(this.readerOf(event.process), event)
      case 'frame-sent':
        return this.frameSent(event)
      case 'node-status':
        return this.nodeStatusChanged(event)
    }
  }

  private nodeStatusChanged({ process, to }: TraceEventOf<'node-status'>): void {
    if (!GONE.has(to)) return
    if (this.cluster.consumers.some(({ name }) => name === process)) this.consumption.died(process)
    // The locks are in the memory of the broker.
    if (this.cluster.brokerNamed(process)?.isMaster === true) this.mayShareLocks = true
  }

  beforeFault(fault: Fault): void {
    if (FAULTS_OF_LOCKS.has(fault.kind)) this.mayShareLocks = true
    if (fault.kind === 'skew-clock' && this.cluster.brokerNamed(fault.node) !== undefined) this.hasSkewedClocks = true
  }

  /** From now on nobody has a reason to commit less than before. */
  allIsQuiet(): void {
    this.committed = new Map()
  }

  /** A master has appended a message, known by its number. @throws BrokenPromiseError */
  stored(brokerName: string, message: MessageExt, record: LedgerRecord, as: StoredAs): void {
    const { now } = this.kernel
    const { RMQ_SYS_SCHEDULE_TOPIC, RMQ_SYS_TRANS_HALF_TOPIC } = TopicValidator
    if (message.topic === RMQ_SYS_SCHEDULE_TOPIC) this.delayed(message, record)
    else if (message.topic !== RMQ_SYS_TRANS_HALF_TOPIC) this.consumption.stored(brokerName, message, record)
    if (as !== 'delivered') return
    const send = this.model.sendOf(record.id)!
    if (send.transaction !== 'none' && !this.model.isTold(record.id, 'committed')) {
      broken('transacts', `message ${record.id}, which nobody has committed, is delivered by ${brokerName}`)
    }
    if (send.transaction !== 'none') this.deliveredAt.set(record.id, now)
    if (send.delayLevel > 0) this.checkDelay(record.id, message)
  }

  private delayed(message: MessageExt, { id }: LedgerRecord): void {
    const level = parseInt32(message.getProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL)!)
    const millis = this.levels.computeDeliverTimestamp(level, 0)
    const topic = message.getProperty(MessageConst.PROPERTY_REAL_TOPIC)!
    this.delays.set(id, [...(this.delays.get(id) ?? []), { due: message.storeTimestamp + millis, topic }])
  }

  /** A clock that is set back has a message delivered that would be due too late. */
  private checkDelay(id: number, { topic, storeTimestamp }: MessageExt): void {
    if (this.hasSkewedClocks) return
    const entries = (this.delays.get(id) ?? []).filter((each) => each.topic === topic)
    const due = Math.min(...entries.map((each) => each.due))
    if (storeTimestamp >= due) return
    broken('delays', `message ${id} is delivered ${due - storeTimestamp} ms before its time`)
  }

  private readerOf(process: string): string {
    return this.member(process).reader
  }

  private member(process: string): DrillConsumerNode {
    return this.cluster.consumers.find(({ name }) => name === process)!
  }

  private consumeStarted(event: TraceEventOf<'consume-started'>): void {
    const { reader, group } = this.member(event.process)
    if (group.order === 'orderly') this.checkOrder(reader, event)
    this.consumption.begun(reader, event, this.kernel.now)
  }

  /** It may come again, but not before all that is in front of it has been consumed, by any member. */
  private checkOrder(reader: string, event: TraceEventOf<'consume-started'>): void {
    const { brokerName, topic, queueId, queueOffset, process } = event
    const where = `number ${queueOffset} of ${topic}/${queueId} of ${brokerName}`
    if (this.isCertain(brokerName)) {
      const missed = this.consumption.queue(event).find((each) => {
        return each.queueOffset < queueOffset && !this.consumption.hasSucceeded(reader, event, each)
      })
      if (missed !== undefined) broken('orders', `${process} begins with ${where} before number ${missed.queueOffset} is consumed`)
    }
    const other = this.consumption.deliveriesTo(reader, event).find((each) => each.outcome === null)
    if (other === undefined || (this.mayShareLocks && other.process !== process)) return
    broken('orders', `${process} begins with ${where} while ${other.process} is at work on number ${other.queueOffset}`)
  }

  private isCertain(brokerName: string): boolean {
    return this.cluster.groupNamed(brokerName)?.hasCertainNumbers === true
  }

  private frameSent(event: TraceEventOf<'frame-sent'>): void {
    if (event.isResponse) return
    if (event.code === RequestCode.END_TRANSACTION) this.transactionEnds(event)
    else if (event.code === RequestCode.CHECK_TRANSACTION_STATE) this.producerIsAsked(event)
    else this.offsetSent(event)
  }

  private transactionEnds({ bytes, to }: TraceEventOf<'frame-sent'>): void {
    const command = RemotingCommand.decode(bytes)
    const offset = numberIn(command, 'commitLogOffset')
    const { ledger } = this.cluster.brokerAt(hostOf(to))!.group
    const record = ledger.present().find((each) => each.offset === offset)
    if (record === undefined) return
    const type = numberIn(command, 'commitOrRollback')
    if (type === MessageSysFlag.TRANSACTION_COMMIT_TYPE) this.model.told(record.id, 'committed')
    if (type === MessageSysFlag.TRANSACTION_ROLLBACK_TYPE) this.model.told(record.id, 'rolled back')
  }

  /** A crash takes the notes on what is dealt with, and so does a write that is refused: then it may ask once too often. */
  private producerIsAsked({ bytes, from }: TraceEventOf<'frame-sent'>): void {
    const { group } = this.cluster.brokerAt(hostOf(from))!
    const offset = numberIn(RemotingCommand.decode(bytes), 'commitLogOffset')
    const id = group.ledger.present().find((each) => each.offset === offset)?.id
    if (id === undefined || group.ledger.hasCrashed || group.mayRefuse || !group.hasCertainNumbers) return
    const isDealtWith = this.kernel.now - (this.deliveredAt.get(id) ?? Infinity) > SURELY_NOTED_MICROS
    // A producer that has heard nothing sends a half message again, and ends only the last.
    if (!isDealtWith || this.model.attemptsOf(id) > 1) return
    broken('transacts', `${group.name} asks for the end of message ${id}, which it has delivered`)
  }

  /** Pulls carry offsets, too. */
  private offsetSent({ code, bytes, from }: TraceEventOf<'frame-sent'>): void {
    const isPull = code === RequestCode.PULL_MESSAGE
    if (!isPull && code !== RequestCode.UPDATE_CONSUMER_OFFSET) return
    const member = this.cluster.consumers.find(({ machine }) => machine.host === hostOf(from))
    if (member === undefined) return
    const command = RemotingCommand.decode(bytes)
    const field = (name: string): string => command.getExtField(name) ?? ''
    if (isPull && !PullSysFlag.hasCommitOffsetFlag(numberIn(command, 'sysFlag'))) return
    const place = { brokerName: field('bname'), topic: field('topic'), queueId: numberIn(command, 'queueId') }
    this.commits(member, place, numberIn(command, 'commitOffset'))
  }

  private commits({ name, reader }: DrillConsumerNode, place: QueuePlace, offset: number): void {
    const { brokerName, topic, queueId } = place
    if (!this.isCertain(brokerName)) return
    const where = `${offset} of ${topic}/${queueId} of ${brokerName}`
    const missed = this.consumption.queue(place).find((each) => {
      return each.queueOffset < offset && !this.consumption.hasEnded(reader, place, each)
    })
    if (missed !== undefined) broken('commits', `${name} commits ${where}, but number ${missed.queueOffset} is not consumed`)
    if (this.committed === null) return
    const key = `${reader} ${where.slice(where.indexOf(' '))}`
    const before = this.committed.get(key) ?? 0
    if (offset < before) broken('commits', `${name} commits ${where} after ${before}`)
    this.committed.set(key, offset)
  }
}

type QueuePlace = Pick<TraceEventOf<'consume-started'>, 'brokerName' | 'topic' | 'queueId'>

/** A number that a node of the run has sent, read as the nodes read it. @throws NullPointerException, NumberFormatException */
function numberIn(command: RemotingCommand, field: string): number {
  return parseLong(notNull(command.getExtField(field), field))
}
