import { getLong } from '../../common/longs'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import type { Process } from '../../kernel/Process'
import { Random } from '../../kernel/Random'
import { sleep, sleepMicros } from '../../kernel/sleep'
import type { Thread } from '../../kernel/Thread'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import { INDEX_MSG_TIMESTAMP } from '../../store/flush/StoreCheckpoint'
import type { MappedBuffer } from '../../store/pagecache/MappedBuffer'
import type { PutMessageResult } from '../../store/put/PutMessageResult'
import { PutMessageStatus } from '../../store/put/PutMessageStatus'
import type { StoreRecoveredEvent } from '../../trace/events'
import { emptyFiles } from '../emptyFiles'
import { checkFlushed } from './checkFlushed'
import { checkContinuation, checkPromises } from './checkPromises'
import { chooseDerivedByte } from './chooseDerivedByte'
import { innerBatch, innerMessage } from './drillMessages'
import type { LoggedRecord, Written } from './DrillModel'
import { bodyOf, DrillModel } from './DrillModel'
import type { DrillPlan, Operation } from './DrillPlan'
import { IndexWatch } from './IndexWatch'
import { readLog } from './readLog'
import type { StoreNode } from './StoreNode'
import { broken } from './StorePromise'
import { StoreWatch } from './StoreWatch'

/** The longest wait for dispatching: an entry is tried for half a minute. */
const MAX_DISPATCH_MILLIS = 40_000
const JOIN_MILLIS = 60_000
/** This long after a fault of the disk is over, puts must succeed again. */
const RECOVERY_MICROS = 2_000_000
/** After this long without faults everything is flushed. */
const SURELY_FLUSHED_MILLIS = 30_000

/** Where a record says how long its body is. */
const BODY_LENGTH_POSITION = 84

type OperationOf<D extends Operation['do']> = Extract<Operation, { readonly do: D }>
type DiskFault = Extract<Operation, { readonly do: 'disk-full' | 'disk-fails' | 'short-reads' }>

/** Carries out the operations of a drill on a store, in process after process, and compares it with the model. */
export class StoreDrill {
  readonly model: DrillModel
  /**
   * Nothing more can be checked: the power went after the device had failed, or the log has a flaw that recovery has not come
   * across. At least the store has started.
   */
  isOver: boolean
  /** What the store said when it was recovered last. */
  lastReport: StoreRecoveredEvent | null
  private readonly node: StoreNode
  private readonly plan: DrillPlan
  /** Puts that the drill has not waited for yet. */
  private pending: Thread[]
  private readonly watch: StoreWatch
  /** Null until the store has been started. */
  private indexWatch: IndexWatch | null
  /** Has the device failed in this life? Then nothing that is answered now is safe. */
  private hasDeviceFailed: boolean
  /** Up to when (virtual µs) something is wrong with the disk, so that puts may fail. */
  private diskFailsUntil: number
  /** The index had everything stored before that (ms since 1970) when the disk began to fail; without end while it is well. */
  private indexedUntil: number

  constructor(node: StoreNode, plan: DrillPlan) {
    this.model = new DrillModel(plan.transientStorePool, plan.wholeRecordCrc)
    this.isOver = false
    this.lastReport = null
    this.node = node
    this.plan = plan
    this.pending = []
    this.watch = new StoreWatch()
    this.indexWatch = null
    this.hasDeviceFailed = false
    this.diskFailsUntil = 0
    this.indexedUntil = Infinity
  }

  /** A scheduled task of some process begins. */
  taskBegan(processName: string, label: string): void {
    this.watch.taskBegan(processName, label)
  }

  /** Carries out one operation. @returns what came of it, in a word or two. @throws BrokenPromiseError, TornTopicError */
  *apply(operation: Operation): Blocking<string> {
    this.watch.check()
    const outcome = yield* this.carryOut(operation)
    this.watch.check()
    this.indexWatch?.check()
    return outcome
  }

  private *carryOut(operation: Operation): Blocking<string> {
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
        return this.clean()
      case 'shut-down':
        return yield* this.shutDown()
      case 'kill':
        return yield* this.kill(operation.microsLater)
      case 'power-cut':
        return yield* this.cutPower(operation)
      case 'flip-bit':
        return yield* this.flipBit(operation)
      case 'flip-derived-bit':
        return yield* this.flipDerivedBit(operation)
      case 'disk-full':
      case 'disk-fails':
      case 'short-reads':
        return yield* this.breakDisk(operation)
    }
  }

  /** Starts the store in a process of its own, on a healthy disk. */
  *start(): Blocking<void> {
    const { machine } = this.node
    machine.healDisk()
    for (const path of yield* emptyFiles(machine.disk)) yield* machine.pageCache.delete(path)
    this.hasDeviceFailed = false
    this.diskFailsUntil = 0
    this.indexedUntil = Infinity
    const main = this.node.boot()
    if (main !== null) yield* main.join()
    this.watch.began(this.runningProcess())
    this.indexWatch = new IndexWatch(this.running(), machine.pageCache)
  }

  private running(): DefaultMessageStore {
    return this.node.store ?? broken('starts', 'the store is not running')
  }

  private runningProcess(): Process {
    return this.node.process ?? broken('starts', 'the store has no process')
  }

  private *put({ message, joined }: OperationOf<'put'>): Blocking<string> {
    const store = this.running()
    const written = this.model.put(message)
    const inner = innerMessage(message, bodyOf(written.id, message.size))
    return yield* this.inSender([written], joined, () => store.putMessage(inner))
  }

  private *putBatch({ message, count, joined }: OperationOf<'batch'>): Blocking<string> {
    const store = this.running()
    const keyless = { ...message, key: '' }
    const written = Array.from({ length: count }, () => this.model.put(keyless))
    const batch = innerBatch(message, written.map(({ id }) => bodyOf(id, message.size)))
    return yield* this.inSender(written, joined, () => store.putMessages(batch))
  }

  private *inSender(written: Written[], joined: boolean, put: () => Blocking<PutMessageResult>): Blocking<string> {
    const isAwaited = this.plan.flushDiskType === 'SYNC_FLUSH' && written[0]!.message.waits
    const startedAt = this.runningProcess().kernel.now
    const answered = (result: PutMessageResult): void => this.answered(written, result, isAwaited, startedAt)
    const thread = this.runningProcess().spawn('SendMessageThread', function* () {
      answered(yield* put())
    })
    this.pending.push(thread)
    if (joined) yield* thread.join(JOIN_MILLIS)
    return written[0]!.status ?? 'no answer yet'
  }

  private answered(
    written: readonly Written[],
    result: PutMessageResult,
    isAwaited: boolean,
    startedAt: number,
  ): void {
    this.model.answered(written, result, isAwaited && !this.hasDeviceFailed)
    const { putMessageStatus: status } = result
    if (status === PutMessageStatus.PUT_OK || startedAt < this.diskFailsUntil + RECOVERY_MICROS) return
    broken('lives', `message ${written[0]!.id} is answered with ${status}, although the disk is as it should be`)
  }

  private *advance(millis: number): Blocking<string> {
    yield* sleep(millis)
    if (millis < SURELY_FLUSHED_MILLIS || this.hasDeviceFailed || this.pending.some(({ isAlive }) => isAlive)) return ''
    checkContinuation(this.running(), this.model, 'all acknowledged')
    checkFlushed(this.running(), this.node.machine.pageCache)
    this.model.allSafe()
    return `${this.model.log.length} messages, all of them safe`
  }

  private clean(): string {
    this.model.mayExpire = true
    this.running().executeDeleteFilesManually()
    return ''
  }

  private *allAnswered(): Blocking<void> {
    for (const thread of this.pending) {
      yield* thread.join(JOIN_MILLIS)
      if (thread.isAlive) broken('lives', 'a put has not been answered within a minute')
    }
    this.pending = []
  }

  private *check(): Blocking<string> {
    const store = this.running()
    yield* this.allAnswered()
    // Time for messages in the memory of the process to come to the files.
    if (this.plan.transientStorePool) yield* sleep(1000)
    yield* sleep(20)
    for (let waited = 0; this.isBusy(store) && waited < MAX_DISPATCH_MILLIS; waited += 10) yield* sleep(10)
    this.noteIndexErrors(store)
    checkPromises(store, this.model)
    return `${this.model.log.length} messages`
  }

  /**
   * A store that could not make an index file goes on without: what it has dispatched then is not in the index. What was there
   * before the disk failed stays.
   */
  private noteIndexErrors(store: DefaultMessageStore): void {
    if (store.runningFlags.isIndexFileError()) this.model.indexForgets(this.indexedUntil)
  }

  /** With synchronous flush only what is flushed gets dispatched. */
  private isBusy(store: DefaultMessageStore): boolean {
    const isFlushed = store.getCommitLog().getFlushedWhere() >= store.getMaxPhyOffset()
    return store.dispatchBehindBytes() > 0 || (this.plan.flushDiskType === 'SYNC_FLUSH' && !isFlushed)
  }

  private *breakDisk({ do: what, microsLater, micros }: DiskFault): Blocking<string> {
    if (microsLater > 0) yield* sleepMicros(microsLater, 'sleep')
    assert(micros >= 0, 'a fault lasts', micros)
    const { behaviour } = this.node.machine.disk
    const { kernel } = this.runningProcess()
    const lastFile = this.running().getIndexService().getIndexFileList().at(-1)
    if (what !== 'short-reads') this.indexedUntil = Math.min(this.indexedUntil, lastFile?.getEndTimestamp() ?? 0)
    this.diskFailsUntil = Math.max(this.diskFailsUntil, kernel.now + micros)
    if (what === 'disk-full') {
      this.model.mayExpire = true
      behaviour.isFull = true
      kernel.schedule(micros, 'there is room again', () => (behaviour.isFull = false))
    } else if (what === 'disk-fails') {
      this.hasDeviceFailed = true
      this.model.nothingSafe()
      behaviour.isBroken = true
      kernel.schedule(micros, 'the disk works again', () => (behaviour.isBroken = false))
    } else {
      behaviour.readsShort = true
      kernel.schedule(micros, 'reads are whole again', () => (behaviour.readsShort = false))
    }
    return ''
  }

  private *shutDown(): Blocking<string> {
    yield* this.stop()
    return yield* this.restartAndCheck()
  }

  private *kill(microsLater: number): Blocking<string> {
    yield* sleepMicros(microsLater, 'sleep')
    this.die('killed')
    return yield* this.restartAndCheck()
  }

  private *cutPower({ microsLater, chance }: OperationOf<'power-cut'>): Blocking<string> {
    yield* sleepMicros(microsLater, 'sleep')
    const isUpToChance = this.hasDeviceFailed
    this.die('without power')
    const { host, pageCache } = this.node.machine
    pageCache.powerCut(new Random(chance))
    this.model.indexForgets(yield* this.indexTimestampOnDisk())
    this.runningProcess().kernel.emit({ type: 'power-cut', process: this.node.name, host })
    if (isUpToChance) {
      this.isOver = true
      yield* this.start()
      return 'up to chance'
    }
    this.model.setAfterPowerCut(true)
    const lost = yield* this.restart('some may be lost')
    this.model.setAfterPowerCut(false)
    const missed = lost.find(({ id }) => this.model.isSafe(id))
    if (missed !== undefined) broken('keeps', `message ${missed.id}, at ${missed.position}, was safe and is lost`)
    // What has survived a power cut is on the disk.
    this.model.allSafe()
    const left = yield* this.check()
    return `${left}, ${lost.length} lost`
  }

  /** The store time up to which the checkpoint vouches for the index; 0 without a checkpoint. */
  private *indexTimestampOnDisk(): Blocking<number> {
    const { disk } = this.node.machine
    if (!(yield* disk.exists('store/checkpoint'))) return 0
    const bytes = new Uint8Array(8)
    const file = yield* disk.open('store/checkpoint', false)
    file.read(INDEX_MSG_TIMESTAMP, bytes)
    file.close()
    return getLong(new DataView(bytes.buffer), 0)
  }

  /** Shuts the store down and notes in the model what it leaves behind. */
  private *stop(): Blocking<void> {
    const store = this.running()
    yield* this.allAnswered()
    this.watch.ended()
    const stopper = this.runningProcess().spawn('ShutdownHook', () => store.shutdown())
    yield* stopper.join()
    checkContinuation(store, this.model, 'all acknowledged')
    this.noteIndexErrors(store)
    if (!this.hasDeviceFailed) this.model.allSafe()
    // A store in trouble is recovered as after a crash, and a failed device may have lost the index.
    const { disk } = this.node.machine
    if (this.hasDeviceFailed || (yield* disk.exists('store/abort'))) this.model.indexForgets(0)
    this.node.leave()
  }

  /** Ends the process at once, after noting in the model what it leaves behind. */
  private die(status: 'killed' | 'without power'): void {
    const wanted = this.plan.transientStorePool ? 'what is readable' : 'all acknowledged'
    checkContinuation(this.running(), this.model, wanted)
    this.noteIndexErrors(this.running())
    this.indexWatch?.check()
    // After a power cut the checkpoint may be an older one, which is known only then.
    const { indexMsgTimestamp } = this.running().getStoreCheckpoint()
    this.model.indexForgets(status === 'killed' ? indexMsgTimestamp : Infinity)
    this.watch.ended()
    this.node.die(status)
  }

  /**
   * Flips a bit of a record while the store is down. Recovery may not notice: it trusts old files. If it does, the log ends
   * before that record, the report names the place, and nothing else is lost.
   */
  private *flipBit({ place, bit, isClean }: OperationOf<'flip-bit'>): Blocking<string> {
    const { model } = this
    const { machine } = this.node
    if (isClean) yield* this.stop()
    else this.die('killed')
    machine.healDisk()
    const hit = model.log[Math.floor((place / 1_000_000) * model.log.length)]
    if (hit === undefined) return yield* this.restartAndCheck()
    const { logFileSize } = this.plan
    const path = `store/commitlog/${String(hit.position - (hit.position % logFileSize)).padStart(20, '0')}`
    const buffer = yield* machine.pageCache.map(path, logFileSize)
    const inRecord = this.checkedByte(buffer.get(hit.position % logFileSize, hit.size), place)
    const position = (hit.position % logFileSize) + inRecord
    flip(buffer, position, bit)
    yield* buffer.force()

    const end = model.log.at(-1)!.position + model.log.at(-1)!.size
    this.lastReport = null
    yield* this.start()
    const store = this.running()
    const before = model.log.filter((record) => record.position < hit.position)
    const left = readLog(store, model, Math.min(hit.position, store.getMaxPhyOffset()))
    if (left.map(({ id }) => id).join() !== before.map(({ id }) => id).join()) {
      broken('log', `a bit of message ${hit.id} flipped, and before it the log is another`)
    }
    if (store.getMaxPhyOffset() >= end) {
      this.isOver = true
      return 'not noticed'
    }
    this.checkReport(path, hit.position % logFileSize)
    model.log = left
    model.indexForgets(0)
    model.life++
    return `the log ends at message ${hit.id}: ${yield* this.check()}`
  }

  /** Checks that recovery has reported the record in which the flaw is. */
  private checkReport(path: string, position: number): void {
    const report = this.lastReport
    if (report?.path === path && report.position === position && report.discarded > 0) return
    broken('report', `a bit flipped in the record at ${position} of ${path}, the report says ${JSON.stringify(report)}`)
  }

  /** A byte of the record that a checksum covers. */
  private checkedByte(record: Uint8Array, place: number): number {
    if (this.plan.wholeRecordCrc) return place % record.length
    const bodyLength = new DataView(record.buffer).getInt32(BODY_LENGTH_POSITION)
    return BODY_LENGTH_POSITION + 4 + (place % bodyLength)
  }

  /**
   * Flips a bit in a file that is made from the log. Such files have no checksums, so it stays wrong or is rebuilt. The log
   * must be what it was, and so must everything that does not depend on that file.
   */
  private *flipDerivedBit(operation: OperationOf<'flip-derived-bit'>): Blocking<string> {
    const { machine } = this.node
    if (operation.isClean) yield* this.stop()
    else this.die('killed')
    machine.healDisk()
    const target = yield* chooseDerivedByte(machine.disk, this.plan, this.model, operation)
    if (target !== null) {
      const buffer = yield* machine.pageCache.map(target.path, target.size)
      flip(buffer, target.position, operation.bit)
      yield* buffer.force()
    }
    const left = yield* this.restartAndCheck()
    return target === null ? left : `${target.path} at ${target.position}: ${left}`
  }

  private *restartAndCheck(): Blocking<string> {
    yield* this.restart()
    return yield* this.check()
  }

  /** Continues in a new process. @returns the records that are lost: none, unless `losses` allows it */
  private *restart(losses: 'some may be lost' | 'none' = 'none'): Blocking<LoggedRecord[]> {
    const { model } = this
    this.pending = []
    yield* this.start()
    const log = readLog(this.running(), model)
    const known = model.log.filter(({ position }) => position >= Math.max(0, this.running().getMinPhyOffset()))
    for (const [index, { id, position }] of log.entries()) {
      if (known[index]?.id !== id) broken('log', `after recovery, message ${id} is at ${position}`)
    }
    const lost = known.slice(log.length)
    if (losses === 'none' && lost.length > 0) {
      broken('keeps', `message ${lost[0]!.id}, at ${lost[0]!.position}, is lost`)
    }
    model.log = log
    model.life++
    return lost
  }
}

function flip(buffer: MappedBuffer, position: number, bit: number): void {
  buffer.put(position, Uint8Array.of(buffer.get(position, 1)[0]! ^ (1 << bit)))
}
