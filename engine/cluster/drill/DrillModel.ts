import type { PutMessageResult } from '../../store/put/PutMessageResult'
import { PutMessageStatus } from '../../store/put/PutMessageStatus'
import type { PlannedMessage } from './DrillPlan'

/** What the model knows of one message. */
export interface Written {
  readonly id: number
  readonly message: PlannedMessage
  /** In which life of the store it was put: 0, 1, … */
  readonly life: number
  /** Null: nobody knows whether it is in the log. */
  status: PutMessageStatus | null
}

/** A record as it lies in the log. */
export interface LoggedRecord {
  readonly id: number
  readonly position: number
  readonly size: number
  readonly queueOffset: number
}

/** The store as a list: what was put, how it was answered, and in which order it lay in the log when last seen. */
export class DrillModel {
  readonly written: Written[]
  /** The log when it was read last. */
  log: LoggedRecord[]
  life: number
  /** Old files may have been deleted, to make room or because they were old. */
  mayExpire: boolean
  /** A crash has made the index forget what it can't know: only what it finds has to be right. */
  isIndexComplete: boolean
  /** Queues with an entry in which a bit has flipped: what they say from there on, nobody has promised. */
  readonly damagedQueues: Set<string>
  /** A bit of the index has flipped: it may find nothing, or something else. */
  isIndexDamaged: boolean
  /** Are messages written to memory of the process first? */
  readonly isBuffered: boolean
  private readonly isWholeRecordChecked: boolean
  private readonly safe: Set<number>
  private readonly torn: Set<number>
  private isAfterPowerCut: boolean

  constructor(isBuffered: boolean, isWholeRecordChecked: boolean) {
    this.written = []
    this.log = []
    this.life = 0
    this.mayExpire = false
    this.isIndexComplete = true
    this.damagedQueues = new Set()
    this.isIndexDamaged = false
    this.isBuffered = isBuffered
    this.isWholeRecordChecked = isWholeRecordChecked
    this.safe = new Set()
    this.torn = new Set()
    this.isAfterPowerCut = false
  }

  put(message: PlannedMessage): Written {
    const written: Written = { id: this.written.length, message, life: this.life, status: null }
    this.written.push(written)
    return written
  }

  /** `isSafe`: the answer promises that a power cut can't take the message. */
  answered(written: Written, result: PutMessageResult, isSafe: boolean): void {
    written.status = result.putMessageStatus
    if (result.putMessageStatus === PutMessageStatus.PUT_OK && isSafe) this.safe.add(written.id)
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
  }

  /**
   * The checksum of a record covers its body only, unless the configuration wants more. So a message that was not safe
   * yet may have lost its properties in a power cut, and nobody can tell; in the original just so.
   */
  mayBeTorn(id: number): boolean {
    if (this.isAfterPowerCut && !this.isWholeRecordChecked && !this.safe.has(id)) this.torn.add(id)
    return this.torn.has(id)
  }

  /** Has it been found without its properties? */
  isTorn(id: number): boolean {
    return this.torn.has(id)
  }

  /** Answered with: it is not in the log. */
  isRefused(id: number): boolean {
    const status = this.written[id]?.status ?? null
    return status === PutMessageStatus.CREATE_MAPPED_FILE_FAILED || status === PutMessageStatus.MESSAGE_ILLEGAL ||
      status === PutMessageStatus.SERVICE_NOT_AVAILABLE
  }

  /** Messages of this life that were answered with: it is in the log. */
  acknowledged(): Written[] {
    return this.written.filter(({ life, status }) =>
      life === this.life && (status === PutMessageStatus.PUT_OK || status === PutMessageStatus.FLUSH_DISK_TIMEOUT))
  }
}

/** The body of a message: its number, then as many bytes as it shall have, which no other message has. */
export function bodyOf(id: number, size: number): string {
  const head = `${id}:`
  const filler = `${(id * 7919 + 13).toString(36)}.`
  return head + filler.repeat(Math.ceil(size / filler.length)).slice(0, Math.max(0, size - head.length))
}
