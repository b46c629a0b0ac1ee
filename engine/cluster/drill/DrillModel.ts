import { assert } from '../../kernel/assert'
import { AppendMessageStatus } from '../../store/commitlog/AppendMessageStatus'
import type { PutMessageResult } from '../../store/put/PutMessageResult'
import { PutMessageStatus } from '../../store/put/PutMessageStatus'
import type { PlannedMessage } from './DrillPlan'

/** Answers that mean: it is not in the log. */
const REFUSALS: ReadonlySet<PutMessageStatus> = new Set([
  PutMessageStatus.CREATE_MAPPED_FILE_FAILED,
  PutMessageStatus.MESSAGE_ILLEGAL,
  PutMessageStatus.SERVICE_NOT_AVAILABLE,
])

/** Answers that mean: it is in the log. */
const ACKNOWLEDGEMENTS: ReadonlySet<PutMessageStatus> = new Set([
  PutMessageStatus.PUT_OK,
  PutMessageStatus.FLUSH_DISK_TIMEOUT,
])

/** What the model knows of one message. */
export interface Written {
  readonly id: number
  readonly message: PlannedMessage
  /** In which life of the store it was put: 0, 1, … */
  readonly life: number
  /** Null while it is unknown whether it is in the log. */
  status: PutMessageStatus | null
  /** Where the answer says that it is; null without an answer that says so. */
  place: { readonly position: number | null; readonly queueOffset: number } | null
  /** Acknowledged and not there: it is larger than a file of the log, and the original behaves just so. */
  isSwallowed: boolean
}

/** A record as it lies in the log. */
export interface LoggedRecord {
  readonly id: number
  readonly position: number
  readonly size: number
  readonly queueOffset: number
  readonly storeTimestamp: number
}

/** The store as a list: what was put, how it was answered, and in which order it lay in the log when last seen. */
export class DrillModel {
  readonly written: Written[]
  /** The log when it was read last. */
  log: LoggedRecord[]
  life: number
  /** By position in the log: what the bytes that were read there last have been recognised as. */
  readonly identified: Map<number, { readonly bytes: Uint8Array; readonly record: LoggedRecord }>
  /** Old files may have been deleted, to make room or because they were old. */
  mayExpire: boolean
  /** A crash makes the index forget. Messages of this life and later ones must be found by their keys … */
  private indexCompleteFrom: number
  /** … and so must these older ones, for which the checkpoint has vouched; others only have to be right. */
  private vouchedByIndex: ReadonlySet<number>
  /** Queues with an entry in which a bit has flipped: nothing is promised of what they say from there on. */
  readonly damagedQueues: Set<string>
  /** A bit of the index has flipped: it may find nothing, or something else. */
  isIndexDamaged: boolean
  /** Are messages written to memory of the process first? */
  readonly isBuffered: boolean
  private readonly isWholeRecordChecked: boolean
  private readonly safe: Set<number>
  private readonly torn: Set<number>
  private isAfterPowerCut: boolean
  /** A bit of the checkpoint has flipped: after a power cut recovery may begin too late to make lost entries again. */
  isCheckpointDamaged: boolean
  /** The power has failed at least once. */
  hasLostPower: boolean

  constructor(isBuffered: boolean, isWholeRecordChecked: boolean) {
    this.written = []
    this.log = []
    this.life = 0
    this.identified = new Map()
    this.mayExpire = false
    this.indexCompleteFrom = 0
    this.vouchedByIndex = new Set()
    this.damagedQueues = new Set()
    this.isIndexDamaged = false
    this.isBuffered = isBuffered
    this.isWholeRecordChecked = isWholeRecordChecked
    this.safe = new Set()
    this.torn = new Set()
    this.isAfterPowerCut = false
    this.isCheckpointDamaged = false
    this.hasLostPower = false
  }

  put(message: PlannedMessage): Written {
    const { length: id } = this.written
    const written: Written = { id, message, life: this.life, status: null, place: null, isSwallowed: false }
    this.written.push(written)
    return written
  }

  /** Messages that were put together have got an answer. `isSafe`: it promises that a power cut can't take them. */
  answered(batch: readonly Written[], result: PutMessageResult, isSafe: boolean): void {
    const { putMessageStatus, appendMessageResult: append } = result
    for (const [index, written] of batch.entries()) {
      assert(written.status === null, 'a put is answered once', written.id)
      written.status = putMessageStatus
      written.isSwallowed = append?.status === AppendMessageStatus.END_OF_FILE
      if (append === null || !append.isOk()) continue
      written.place = { position: index === 0 ? append.wroteOffset : null, queueOffset: append.logicsOffset + index }
      if (putMessageStatus === PutMessageStatus.PUT_OK && isSafe) this.safe.add(written.id)
    }
  }

  /**
   * The store will be recovered after a crash, or has given up its index: of what it knows now, everything may be missing
   * that was stored at `vouchedUntil` (ms since 1970) or later.
   */
  indexForgets(vouchedUntil: number): void {
    const vouched = this.log.filter(({ id, storeTimestamp }) => storeTimestamp < vouchedUntil && this.mustBeFound(id))
    this.vouchedByIndex = new Set(vouched.map(({ id }) => id))
    this.indexCompleteFrom = this.life + 1
  }

  /** Must the message's key lead to it? */
  mustBeFound(id: number): boolean {
    return this.written[id]!.life >= this.indexCompleteFrom || this.vouchedByIndex.has(id)
  }

  /** Everything that is in the log now is on the disk. */
  allSafe(): void {
    for (const { id } of this.log) this.safe.add(id)
  }

  isSafe(id: number): boolean {
    return this.safe.has(id)
  }

  /** The device has failed, and the store does not remember it: nothing is promised any more. */
  nothingSafe(): void {
    this.safe.clear()
  }

  /** The log is going to be read for the first time after a power cut, or that is over. */
  setAfterPowerCut(isAfterPowerCut: boolean): void {
    this.isAfterPowerCut = isAfterPowerCut
    this.hasLostPower ||= isAfterPowerCut
    if (!isAfterPowerCut || !this.isCheckpointDamaged) return
    for (const { message } of this.written) this.damagedQueues.add(`${message.topic}/${message.queueId}`)
  }

  /**
   * The checksum of a record covers its body only, unless the configuration wants more. So a message that was not safe yet may
   * have lost its properties in a power cut without any sign of it, as in the original.
   */
  mayBeTorn(id: number): boolean {
    if (this.isAfterPowerCut && !this.isWholeRecordChecked && !this.safe.has(id)) this.torn.add(id)
    return this.torn.has(id)
  }

  /** Has it been found without its properties? */
  isTorn(id: number): boolean {
    return this.torn.has(id)
  }

  /** Answered in a way that means that it is not in the log. */
  isRefused(id: number): boolean {
    const written = this.written[id]
    if (written === undefined) return false
    return written.isSwallowed || (written.status !== null && REFUSALS.has(written.status))
  }

  /** Messages of this life that were answered with: it is in the log. */
  acknowledged(): Written[] {
    return this.written.filter(({ life, status, isSwallowed }) =>
      life === this.life && !isSwallowed && status !== null && ACKNOWLEDGEMENTS.has(status))
  }
}

/** The body of a message: its number, then filler up to `size` bytes, different for each message. */
export function bodyOf(id: number, size: number): string {
  const head = `${id}:`
  const filler = `${(id * 7919 + 13).toString(36)}.`
  return head + filler.repeat(Math.ceil(size / filler.length)).slice(0, Math.max(0, size - head.length))
}
