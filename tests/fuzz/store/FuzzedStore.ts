import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Process } from '../../../engine/kernel/Process'
import { Random } from '../../../engine/kernel/Random'
import { sleep, sleepMicros } from '../../../engine/kernel/sleep'
import type { Thread } from '../../../engine/kernel/Thread'
import { HEALTHY_DISK } from '../../../engine/ports/memory/FaultyDisk'
import type { MessageStoreConfig } from '../../../engine/store/config/MessageStoreConfig'
import type { DefaultMessageStore } from '../../../engine/store/DefaultMessageStore'
import type { PutMessageResult } from '../../../engine/store/PutMessageResult'
import type { StoreRecoveredEvent } from '../../../engine/trace/events'
import type { TestMachine } from '../../engine/store/support/stores'
import { batchBody, batchOf, inNewProcess, messageOf, startStore } from '../../engine/store/support/stores'
import { checkContinuation, checkStore } from './checkStore'
import type { LoggedRecord, Written } from './Model'
import { bodyOf, Model } from './Model'
import type { Operation, Plan, PlannedMessage } from './Plan'
import { BrokenPromiseError, readLog } from './readLog'

/** Until everything is dispatched, or it is not going to be: entries are tried for half a minute. */
const MAX_DISPATCH_MILLIS = 40_000
const JOIN_MILLIS = 60_000
/** After this long without faults the thread that flushes has come to everything. */
const SURELY_FLUSHED_MILLIS = 30_000

/** Where a record says how long its body is. */
const BODY_LENGTH_POSITION = 84

type OperationOf<D extends Operation['do']> = Extract<Operation, { readonly do: D }>
type DiskFault = Extract<Operation, { readonly do: 'disk-full' | 'disk-fails' | 'short-reads' }>
type PowerCut = Extract<Operation, { readonly do: 'kill' | 'power-cut' }>

/** A store on a machine, in process after process, beside the model of it. */
export class FuzzedStore {
  readonly model: Model
  private readonly machine: TestMachine
  private readonly plan: Plan
  private process: Process | null
  private store: DefaultMessageStore | null
  /** Puts that nobody has waited for. */
  private pending: Thread[]
  /** Has the device failed in this life? Then nothing that is answered now is safe. */
  private hasDeviceFailed: boolean
  /**
   * The power went after the device had failed, and what is there now is anybody's guess; or the log has a flaw that
   * nobody has seen. The store has started, more can't be said.
   */
  isOver: boolean

  constructor(machine: TestMachine, plan: Plan) {
    this.model = new Model(plan.transientStorePool, plan.wholeRecordCrc)
    this.machine = machine
    this.plan = plan
    this.process = null
    this.store = null
    this.pending = []
    this.hasDeviceFailed = false
    this.isOver = false
  }

  /** @throws BrokenPromiseError */
  *apply(operation: Operation): Blocking<void> {
    switch (operation.do) {
      case 'put':
        return yield* this.put(operation)
      case 'batch':
        return yield* this.putBatch(operation)
      case 'advance':
        return yield* this.advance(operation.millis)
      case 'check':
        return yield* this.check()
      case 'clean':
        this.model.mayExpire = true
        return this.running().executeDeleteFilesManually()
      case 'shut-down':
        return yield* this.shutDown()
      case 'kill':
        return yield* this.kill(operation.microsLater)
      case 'power-cut':
        return yield* this.cutPower(operation)
      case 'flip-bit':
        return yield* this.flipBit(operation)
      case 'disk-full':
      case 'disk-fails':
      case 'short-reads':
        return this.breakDisk(operation)
    }
  }

  /** Starts the store in a process of its own, on a healthy disk. */
  *start(): Blocking<void> {
    Object.assign(this.machine.disk.behaviour, HEALTHY_DISK)
    this.hasDeviceFailed = false
    const { machine } = this
    const [store, process] = yield* inNewProcess(machine, (own) => startStore(machine, this.config(), own))
    if (store === undefined) throw new BrokenPromiseError('the store does not start')
    this.store = store
    this.process = process
  }

  private config(): Partial<MessageStoreConfig> {
    const { flushDiskType, wholeRecordCrc, transientStorePool, logFileSize, queueFileSize } = this.plan
    return {
      flushDiskType,
      enabledAppendPropCRC: wholeRecordCrc,
      forceVerifyPropCRC: wholeRecordCrc,
      transientStorePoolEnable: transientStorePool,
      mappedFileSizeCommitLog: logFileSize,
      mappedFileSizeConsumeQueue: queueFileSize,
      maxHashSlotNum: 20,
      maxIndexNum: 30,
      fileReservedTime: 0.005,
    }
  }

  private running(): DefaultMessageStore {
    if (this.store === null) throw new BrokenPromiseError('the store is not running')
    return this.store
  }

  private *put({ message, joined }: OperationOf<'put'>): Blocking<void> {
    const store = this.running()
    const written = this.model.put(message)
    const put = (): Blocking<PutMessageResult> =>
      store.putMessage(messageOf({
        ...placeOf(message),
        body: bodyOf(written.id, message.size),
        properties: message.key === '' ? waitProperty(message) : `KEYS=${message.key};${waitProperty(message)}`,
      }))
    yield* this.inProducer([written], joined, put)
  }

  private *putBatch({ message, count, joined }: OperationOf<'batch'>): Blocking<void> {
    const store = this.running()
    const keyless = { ...message, key: '' }
    const written = Array.from({ length: count }, () => this.model.put(keyless))
    const body = batchBody(written.map(({ id }) => bodyOf(id, message.size)))
    const fields = { ...placeOf(message), properties: waitProperty(message) }
    yield* this.inProducer(written, joined, () => store.putMessages(batchOf(body, fields)))
  }

  private *inProducer(written: Written[], joined: boolean, put: () => Blocking<PutMessageResult>): Blocking<void> {
    const { model, plan } = this
    const isAwaited = plan.flushDiskType === 'SYNC_FLUSH' && written[0]!.message.waits
    const hasDeviceFailed = (): boolean => this.hasDeviceFailed
    const thread = this.process!.spawn('producer', function* () {
      const result = yield* put()
      for (const each of written) model.answered(each, result, isAwaited && !hasDeviceFailed())
    })
    if (joined) yield* thread.join(JOIN_MILLIS)
    else this.pending.push(thread)
  }

  private *advance(millis: number): Blocking<void> {
    yield* sleep(millis)
    if (millis < SURELY_FLUSHED_MILLIS || this.hasDeviceFailed || this.pending.length > 0) return
    checkContinuation(this.running(), this.model, 'all acknowledged')
    this.model.allSafe()
  }

  private *allAnswered(): Blocking<void> {
    for (const thread of this.pending) yield* thread.join(JOIN_MILLIS)
    this.pending = []
  }

  private *check(): Blocking<void> {
    const store = this.running()
    yield* this.allAnswered()
    // Time for messages in the memory of the process to come to the files.
    if (this.plan.transientStorePool) yield* sleep(1000)
    yield* sleep(20)
    for (let waited = 0; this.isBusy(store) && waited < MAX_DISPATCH_MILLIS; waited += 10) yield* sleep(10)
    checkStore(store, this.model)
  }

  /** With synchronous flush only what is flushed gets dispatched. */
  private isBusy(store: DefaultMessageStore): boolean {
    const isFlushed = store.getCommitLog().getFlushedWhere() >= store.getMaxPhyOffset()
    return store.dispatchBehindBytes() > 0 || (this.plan.flushDiskType === 'SYNC_FLUSH' && !isFlushed)
  }

  private breakDisk({ do: what, millis }: DiskFault): void {
    const { behaviour } = this.machine.disk
    const { kernel } = this.machine.process
    if (what === 'disk-full') {
      this.model.mayExpire = true
      behaviour.isFull = true
      kernel.schedule(millis * 1000, 'there is room again', () => (behaviour.isFull = false))
    } else if (what === 'disk-fails') {
      this.hasDeviceFailed = true
      this.model.nothingSafe()
      behaviour.isBroken = true
      kernel.schedule(millis * 1000, 'the disk works again', () => (behaviour.isBroken = false))
    } else {
      behaviour.readsShort = true
      kernel.schedule(millis * 1000, 'reads are whole again', () => (behaviour.readsShort = false))
    }
  }

  private *shutDown(): Blocking<void> {
    yield* this.stop()
    yield* this.restartAndCheck()
  }

  private *kill(microsLater: number): Blocking<void> {
    yield* sleepMicros(microsLater, 'sleep')
    this.die()
    yield* this.restartAndCheck()
  }

  private *cutPower({ microsLater, chance }: Omit<PowerCut, 'do'>): Blocking<void> {
    yield* sleepMicros(microsLater, 'sleep')
    const isUpToChance = this.hasDeviceFailed
    this.die()
    this.machine.cache.powerCut(new Random(chance))
    if (isUpToChance) {
      this.isOver = true
      return yield* this.start()
    }
    this.model.setAfterPowerCut(true)
    const lost = yield* this.restart('some may be lost')
    this.model.setAfterPowerCut(false)
    const broken = lost.find(({ id }) => this.model.isSafe(id))
    if (broken !== undefined) {
      throw new BrokenPromiseError(`message ${broken.id}, at ${broken.position}, was safe and is lost`)
    }
    // What has survived a power cut is on the disk.
    this.model.allSafe()
    yield* this.check()
  }

  /** Shuts the store down; what it leaves behind is in the model. */
  private *stop(): Blocking<void> {
    const store = this.running()
    yield* this.allAnswered()
    const stopper = this.process!.spawn('shutdown', () => store.shutdown())
    yield* stopper.join()
    checkContinuation(store, this.model, 'all acknowledged')
    if (!this.hasDeviceFailed) this.model.allSafe()
    else this.model.isIndexComplete = false
    this.machine.process.kernel.kill(this.process!)
  }

  /** Kills the process; what it leaves behind is in the model. */
  private die(): void {
    checkContinuation(this.running(), this.model, this.plan.transientStorePool ? 'what is readable' : 'all acknowledged')
    this.model.isIndexComplete = false
    this.machine.process.kernel.kill(this.process!)
  }

  /**
   * A bit of a record flips while nobody looks. Recovery may not come by: it trusts old files. If it does, the log ends
   * before that record, and the report names the place; nothing else is lost.
   */
  private *flipBit({ place, bit, isClean }: OperationOf<'flip-bit'>): Blocking<void> {
    const { model, machine } = this
    if (isClean) yield* this.stop()
    else this.die()
    Object.assign(machine.disk.behaviour, HEALTHY_DISK)
    const hit = model.log[Math.floor((place / 1_000_000) * model.log.length)]
    if (hit === undefined) return yield* this.restartAndCheck()
    const { logFileSize } = this.plan
    const path = `store/commitlog/${String(hit.position - (hit.position % logFileSize)).padStart(20, '0')}`
    const buffer = yield* machine.cache.map(path, logFileSize)
    const inRecord = this.checkedByte(buffer.get(hit.position % logFileSize, hit.size), place)
    const position = (hit.position % logFileSize) + inRecord
    buffer.put(position, Uint8Array.of(buffer.get(position, 1)[0]! ^ (1 << bit)))
    yield* buffer.force()

    const end = model.log.at(-1)!.position + model.log.at(-1)!.size
    const reports: StoreRecoveredEvent[] = []
    machine.process.kernel.sink = { emit: (event) => isReport(event) && reports.push(event) }
    yield* this.start()
    machine.process.kernel.sink = null
    const store = this.running()
    const before = model.log.filter((record) => record.position < hit.position)
    const left = readLog(store, model, Math.min(hit.position, store.getMaxPhyOffset()))
    if (left.map(({ id }) => id).join() !== before.map(({ id }) => id).join()) {
      throw new BrokenPromiseError(`a bit of message ${hit.id} flipped, and before it the log is another`)
    }
    if (store.getMaxPhyOffset() >= end) {
      this.isOver = true
      return
    }
    const report = reports[0]
    if (report?.path !== path || report.position !== hit.position % logFileSize || report.discarded === 0) {
      throw new BrokenPromiseError(`a bit flipped in ${path}@${position}, the report says ${JSON.stringify(report)}`)
    }
    model.log = left
    model.life++
    model.isIndexComplete = false
    yield* this.check()
  }

  /** A byte of the record that a checksum covers. */
  private checkedByte(record: Uint8Array, place: number): number {
    if (this.plan.wholeRecordCrc) return place % record.length
    const bodyLength = new DataView(record.buffer).getInt32(BODY_LENGTH_POSITION)
    return BODY_LENGTH_POSITION + 4 + (place % bodyLength)
  }

  private *restartAndCheck(): Blocking<void> {
    yield* this.restart()
    yield* this.check()
  }

  /** Goes on in a new process. @returns what is not there any more, which must be nothing unless `losses` says so */
  private *restart(losses: 'some may be lost' | 'none' = 'none'): Blocking<LoggedRecord[]> {
    const { model } = this
    this.pending = []
    yield* this.start()
    const log = readLog(this.running(), model)
    const known = model.log.filter(({ position }) => position >= Math.max(0, this.running().getMinPhyOffset()))
    for (const [index, { id, position }] of log.entries()) {
      if (known[index]?.id !== id) throw new BrokenPromiseError(`after recovery, message ${id} is at ${position}`)
    }
    const lost = known.slice(log.length)
    if (losses === 'none' && lost.length > 0) {
      throw new BrokenPromiseError(`message ${lost[0]!.id}, at ${lost[0]!.position}, is lost`)
    }
    model.log = log
    model.life++
    return lost
  }
}

function placeOf({ topic, queueId }: PlannedMessage): { topic: string; queueId: number } {
  return { topic, queueId }
}

function waitProperty({ waits }: PlannedMessage): string {
  return waits ? '' : 'WAIT=false;'
}

function isReport(event: { readonly type: string }): event is StoreRecoveredEvent {
  return event.type === 'store-recovered'
}
