import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageExt } from '../../common/message/MessageExt'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { SendStatus } from '../../client/producer/SendStatus'
import { MICROS_PER_MILLI } from '../../kernel/Blocking'
import { assert } from '../../kernel/assert'
import type { EventSink, Kernel } from '../../kernel/Kernel'
import type { Compressor } from '../../ports/Compressor'
import { hostOf } from '../../ports/memory/hostOf'
import { BrokerRole } from '../../store/config/BrokerRole'
import { FlushDiskType } from '../../store/config/FlushDiskType'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import type { TraceEventOf } from '../../trace/events'
import { BrokenPromiseError } from '../BrokenPromiseError'
import { bodyOf } from '../drill/DrillModel'
import { endOfLog } from '../endOfLog'
import type { Fault } from '../Fault'
import { isSame } from '../isSame'
import type { Acknowledgement, ClusterDrillModel } from './ClusterDrillModel'
import { broken } from './ClusterPromise'
import { bodyText, idOfKey, isSendRequest, keysInFrame } from './clusterDrillMessages'
import type { ConsumptionWitness } from './ConsumptionWitness'
import type { DrilledBroker, DrilledCluster, DrilledGroup } from './DrilledCluster'
import type { LedgerRecord } from './MasterLedger'
import { storedAs, type StoredAs } from './storedAs'

const WITNESSED = [
  'frame-sent', 'log-append', 'store-recovered', 'node-status', 'uncaught', 'timer-fired', 'ha-transfer',
] as const
type WitnessedEvent = TraceEventOf<(typeof WITNESSED)[number]>

const HINDERING: ReadonlySet<Fault['kind']> = new Set(['slow-disk', 'pause', 'shutdown'])
/** A record that says which half messages are dealt with. */
const NO_MESSAGE = -1

/**
 * Watches the cluster: keeps the ledgers of the masters and reports at once what must not happen. It changes nothing.
 */
export class ClusterWitness implements EventSink {
  readonly types: ReadonlySet<string>
  /** By node and label: how often a scheduled task has begun since {@link countTasks}. */
  readonly taskCounts: Map<string, number>
  private isCounting: boolean
  private readonly kernel: Kernel
  private readonly model: ClusterDrillModel
  private readonly cluster: DrilledCluster
  private readonly compressor: Compressor
  private readonly consumers: ConsumptionWitness
  /** Called with what must not be; once or more. */
  private readonly onBroken: (problem: BrokenPromiseError) => void

  constructor(
    kernel: Kernel,
    model: ClusterDrillModel,
    cluster: DrilledCluster,
    compressor: Compressor,
    consumers: ConsumptionWitness,
    onBroken: (problem: BrokenPromiseError) => void,
  ) {
    this.types = new Set<string>(WITNESSED)
    this.taskCounts = new Map()
    this.isCounting = false
    this.kernel = kernel
    this.model = model
    this.cluster = cluster
    this.compressor = compressor
    this.consumers = consumers
    this.onBroken = onBroken
  }

  emit(event: { readonly type: string }): void {
    this.judging(() => this.witness(event as WitnessedEvent))
  }

  /** A broken promise that is found while other code runs must not be thrown into that code. */
  private judging(judge: () => void): void {
    try {
      judge()
    } catch (error) {
      if (!(error instanceof BrokenPromiseError)) throw error
      this.onBroken(error)
    }
  }

  private witness(event: WitnessedEvent): void {
    switch (event.type) {
      case 'frame-sent':
        return this.frameSent(event)
      case 'log-append':
        return this.logAppended(event)
      case 'store-recovered':
        return this.storeRecovered(event)
      case 'node-status':
        return this.nodeStatusChanged(event)
      case 'uncaught':
        return this.uncaught(event)
      case 'ha-transfer':
        return this.transferred(event)
      case 'timer-fired':
        if (this.isCounting) this.taskBegan(`${event.process} ${event.label}`)
    }
  }

  /** Begins to count the scheduled tasks. */
  countTasks(): void {
    assert(!this.isCounting, 'tasks are counted once in a drill')
    this.isCounting = true
  }

  private taskBegan(key: string): void {
    this.taskCounts.set(key, (this.taskCounts.get(key) ?? 0) + 1)
  }

  /** What consumers send is what they give back: no message that is new. */
  private frameSent({ code, isResponse, bytes, from }: TraceEventOf<'frame-sent'>): void {
    if (!isSendRequest(code, isResponse) || this.isConsumer(hostOf(from))) return
    for (const key of keysInFrame(bytes)) {
      const id = idOfKey(key)
      assert(id !== null, 'every request of the drill carries a known key')
      this.model.attempted(id)
    }
  }

  private isConsumer(host: string): boolean {
    return this.cluster.consumers.some(({ machine }) => machine.host === host)
  }

  /** A master has appended one message, or a batch; what slaves append are bytes, of which no event tells. */
  private logAppended({ host, physicalOffset, length }: TraceEventOf<'log-append'>): void {
    const broker = this.cluster.brokerAt(host)
    const store = broker?.node.broker?.getMessageStore()
    if (broker === undefined || store === undefined) return
    const bytes = store.getCommitLog().getMessage(physicalOffset, length)?.get(0, length)
    if (bytes === undefined) broken('keeps', `${broker.node.name} can't read what it appended at ${physicalOffset}`)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let at = 0; at < length; at += view.getInt32(at)) {
      const record = bytes.slice(at, at + view.getInt32(at))
      this.recordAppended(broker.group, physicalOffset + at, record)
    }
  }

  private recordAppended(group: DrilledGroup, offset: number, record: Uint8Array): void {
    const { now } = this.kernel
    const message = MessageDecoder.decode(record)
    if (message?.topic === TopicValidator.RMQ_SYS_TRANS_OP_HALF_TOPIC) {
      group.ledger.appended(NO_MESSAGE, offset, record, now, true)
      return
    }
    const { id, as } = this.identify(message, `${group.name} at ${offset}`)
    const entry = group.ledger.appended(id, offset, record, now, as !== 'sent')
    this.consumers.stored(group.name, message!, entry, as)
  }

  /**
   * @returns the number of the message, and as what it is stored
   * @throws BrokenPromiseError when it is not as it was sent, or is stored more often than it was sent
   */
  private identify(message: MessageExt | null, where: string): { readonly id: number; readonly as: StoredAs } {
    const id = idOfKey(message?.getProperty(MessageConst.PROPERTY_KEYS) ?? null)
    const send = id === null ? null : this.model.sendOf(id)
    if (message === null || id === null || send === null) broken('invents-nothing', `${where} was never sent`)
    const as = storedAs(message, send)
    const isAsSent = as !== null && bodyText(message, this.compressor) === bodyOf(id, send.size)
    if (!isAsSent) broken('invents-nothing', `message ${id} on ${where} is not what was sent`)
    const copies = this.cluster.groups.reduce((sum, { ledger }) => sum + ledger.copiesOf(id), 0)
    const attempts = this.model.attemptsOf(id)
    if (as !== 'sent' || copies < attempts) return { id, as }
    broken('invents-nothing', `message ${id} was sent ${attempts} times and is stored once more on ${where}`)
  }

  private storeRecovered(event: TraceEventOf<'store-recovered'>): void {
    const broker = this.cluster.brokerAt(event.host)
    if (broker === undefined || !broker.isMaster) return
    const { ledger } = broker.group
    const end = endOfLog(event)
    const missed = ledger.recovered(end, this.kernel.now)
    if (ledger.isUpToChance || missed === null) return
    const { id, offset } = missed
    broken('keeps', `message ${id}, at ${offset} of ${broker.node.name}, was safe and is lost: the log ends at ${end}`)
  }

  private nodeStatusChanged({ process, to }: TraceEventOf<'node-status'>): void {
    const broker = this.cluster.brokerNamed(process)
    if (broker === undefined || !broker.isMaster) return
    const { ledger } = broker.group
    const { behaviour } = broker.node.machine.disk
    if (to === 'starting') {
      ledger.hasDeviceFailed = behaviour.isBroken
      ledger.hindered(this.kernel.now)
    } else if (to === 'stopped') ledger.stopped()
    else if (to === 'killed') ledger.died(this.kernel.now)
  }

  /** A slave is about to write a stretch; with a length of 0 it is a heartbeat. See {@link DrilledBroker.isAstray}. */
  private transferred({ side, to, offset }: TraceEventOf<'ha-transfer'>): void {
    const slave = side === 'received' ? this.cluster.brokerAt(hostOf(to)) : undefined
    const queue = slave?.node.broker?.getMessageStore().getCommitLog().getMappedFileQueue()
    if (slave === undefined || queue === undefined || queue.getMaxOffset() !== 0) return
    const isNewFile = queue.getLastMappedFile() === null
    const writesAt = isNewFile ? offset - (offset % queue.mappedFileSize) : 0
    if (writesAt !== offset) slave.isAstray = true
  }

  /** Only a disk that is broken, full or slow may end a thread, and only on its machine. */
  private uncaught({ process, thread, error }: TraceEventOf<'uncaught'>): void {
    if (this.cluster.isExcused(process)) return
    const isStart = thread === 'main'
    broken(isStart ? 'starts' : 'lives', `${process}: ${thread} ended with ${error}`)
  }

  /** A fault of the plan is about to take effect. */
  beforeFault(fault: Fault): void {
    this.judging(() => this.noteFault(fault))
  }

  private noteFault(fault: Fault): void {
    this.consumers.beforeFault(fault)
    if (!('node' in fault)) return
    const { now } = this.kernel
    const broker = this.cluster.brokerNamed(fault.node)
    if (broker === undefined) return
    const { alive: isAlive = false, clockSkew = 0 } = broker.node.process ?? {}
    const { ledger } = broker.group
    if (HINDERING.has(fault.kind)) broker.wasHindered = true
    switch (fault.kind) {
      case 'power-cut':
        broker.powerCutAt = now
        if (broker.isMaster) ledger.powerCut(now)
        return
      case 'broken-disk':
        if (broker.isMaster && isAlive) ledger.hasDeviceFailed = true
        broker.hasDiskFailed = true
        return this.hinder(broker, Infinity)
      case 'full-disk':
        if (broker.isMaster) ledger.mayExpire = true
        broker.hasDiskFailed = true
        return this.hinder(broker, Infinity)
      case 'slow-disk':
        return this.hinder(broker, Infinity)
      case 'healthy-disk':
        return this.hinder(broker, now)
      case 'pause':
        return this.hinder(broker, now + fault.millis * MICROS_PER_MILLI)
      case 'skew-clock':
        // The thread that flushes goes by the clock: when that is set back, it waits longer.
        return this.hinder(broker, now + Math.abs(clockSkew - fault.millis * MICROS_PER_MILLI))
    }
  }

  private hinder({ isMaster, group }: DrilledBroker, until: number): void {
    if (isMaster) group.ledger.hindered(until)
  }

  /** A producer has heard that a message is stored: what that promises must hold from now on. */
  acknowledged(acknowledgement: Acknowledgement): void {
    this.judging(() => this.checkAcknowledged(acknowledgement))
  }

  private checkAcknowledged({ id, send, brokerName, physicalOffset, sendStatus }: Acknowledgement): void {
    const group = this.cluster.groups.find(({ name }) => name === brokerName)
    if (group === undefined) broken('invents-nothing', `message ${id} is said to be on ${brokerName}`)
    const { ledger, plan } = group
    const record = ledger.find(id, physicalOffset)
    if (record === null) {
      broken('keeps', `message ${id} was acknowledged at ${physicalOffset} of ${brokerName}, where it never was`)
    }
    if (sendStatus !== SendStatus.SEND_OK || !send.waits || ledger.isUpToChance) return
    if (plan.flushDiskType === FlushDiskType.SYNC_FLUSH && !ledger.hasDeviceFailed) {
      if (record.isLost) broken('keeps', `message ${id} was acknowledged as flushed and ${brokerName} has lost it`)
      record.isSafe = true
    }
    if (plan.role === BrokerRole.SYNC_MASTER && plan.inSyncReplicas > 1) this.checkReplicated(group, record)
  }

  /**
   * At least one slave has the message. Four accidents of RocketMQ 5.3.2 are excused. A slave acknowledges what is in its
   * page cache, so its own power cut may take it. And a slave counts as having everything up to the end of its own log, as
   * DefaultHAConnection compares offsets, never bytes: even what its master has lost in a power cut and written anew,
   * even the files before the one that an empty slave begins with, and even what one that is astray has elsewhere.
   */
  private checkReplicated(group: DrilledGroup, record: LedgerRecord): void {
    if (group.ledger.lost().length > 0) return
    for (const { node, powerCutAt, hasDiskFailed, isAstray } of group.slaves) {
      if (powerCutAt >= record.writtenAt || hasDiskFailed || isAstray) return
      const store = node.broker?.getMessageStore()
      if (store === undefined || store.getMaxPhyOffset() <= 0 || store.getMinPhyOffset() > record.offset) return
      if (hasRecord(store, record)) return
    }
    broken('replicates', `message ${record.id}, at ${record.offset} of ${group.name}, was acknowledged and no slave has it`)
  }
}

export function hasRecord(store: DefaultMessageStore, { offset, bytes }: LedgerRecord): boolean {
  const stretch = store.getCommitLog().getMessage(offset, bytes.length)
  return stretch !== null && isSame(stretch.get(0, bytes.length), bytes)
}


