import { assert } from '../../kernel/assert'

/** A record that the master has appended to its commit log. */
export interface LedgerRecord {
  readonly id: number
  readonly offset: number
  readonly bytes: Uint8Array
  /** The broker has made it of another one; no request has brought it. */
  readonly isDerived: boolean
  /** When it was written, or found again after a crash that was no power cut: virtual time in µs. */
  writtenAt: number
  /** A power cut can't take it any more. */
  isSafe: boolean
  /** Recovery has cut it off. */
  isLost: boolean
}

/** Flushes come every 500 ms, and the thorough one, which leaves nothing out, every 10 s; the rest is for a busy disk. */
const SURELY_FLUSHED_MICROS = 12_000_000

/**
 * What a master's commit log has to be, record by record, from what the master itself has appended, and which of it a power
 * cut may take.
 */
export class MasterLedger {
  /** In the order in which they were appended; those that are lost as well. */
  readonly records: LedgerRecord[]
  /** The device has failed, and the power went before the process was started anew: nothing is certain any more. */
  isUpToChance: boolean
  /** The disk was full, and then old files are deleted. */
  mayExpire: boolean
  /** It has died of a kill or a power cut: the index may lack keys. */
  hasCrashed: boolean
  /** The device has failed in this life of the process. */
  hasDeviceFailed: boolean
  /** Until then (µs) something may have kept the flushing thread from its work. */
  private hinderedUntil: number
  /** Records that the power cuts since the last start may have taken; null if there was none. */
  private mayBeLost: Set<LedgerRecord> | null
  private diedAt: number | null

  constructor() {
    this.records = []
    this.isUpToChance = false
    this.mayExpire = false
    this.hasCrashed = false
    this.hasDeviceFailed = false
    this.hinderedUntil = 0
    this.mayBeLost = null
    this.diedAt = null
  }

  /** Those that are in the log now, in its order. */
  present(): LedgerRecord[] {
    return this.records.filter(({ isLost }) => !isLost)
  }

  lost(): LedgerRecord[] {
    return this.records.filter(({ isLost }) => isLost)
  }

  appended(id: number, offset: number, bytes: Uint8Array, now: number, isDerived = false): LedgerRecord {
    assert(bytes.length > 0, 'a record has bytes')
    const last = this.present().at(-1)
    const end = last === undefined ? 0 : last.offset + last.bytes.length
    assert(offset >= end, 'a log grows at its end', offset, end)
    const record: LedgerRecord = { id, offset, bytes, isDerived, writtenAt: now, isSafe: false, isLost: false }
    this.records.push(record)
    return record
  }

  /** The record of the message that was appended at this place last; null when there is none. */
  find(id: number, offset: number): LedgerRecord | null {
    return this.records.filter((record) => record.id === id && record.offset === offset).at(-1) ?? null
  }

  /** How often requests have brought the message. */
  copiesOf(id: number): number {
    return this.records.filter((record) => record.id === id && !record.isDerived).length
  }

  /** Something keeps the process from flushing, or its clock from saying when to. */
  hindered(until: number): void {
    this.hinderedUntil = Math.max(this.hinderedUntil, until)
  }

  /** The process is killed, or without power. */
  died(now: number): void {
    this.hasCrashed = true
    this.diedAt ??= now
  }

  /** The power is cut, be it under the living process or under what a killed one has left in the page cache. */
  powerCut(now: number): void {
    this.died(now)
    if (this.hasDeviceFailed) this.isUpToChance = true
    const flushedUntil = Math.min(now, this.diedAt ?? now)
    this.mayBeLost ??= new Set()
    for (const record of this.present()) {
      if (record.isSafe || this.isSurelyFlushed(record, flushedUntil)) continue
      this.mayBeLost.add(record)
    }
  }

  private isSurelyFlushed({ writtenAt }: LedgerRecord, now: number): boolean {
    return !this.hasDeviceFailed && now - Math.max(writtenAt, this.hinderedUntil) >= SURELY_FLUSHED_MICROS
  }

  /**
   * The process has ended well: it has flushed everything, unless the device would not, or it had not come so far as to find what
   * the process before it had left.
   */
  stopped(): void {
    const hasRecovered = this.diedAt === null
    if (hasRecovered && !this.hasDeviceFailed) this.allSafe()
  }

  /**
   * A new process has found its log ending at `end`.
   * @returns a record that is lost though it was safe, or null if there is none
   */
  recovered(end: number, now: number): LedgerRecord | null {
    let missed: LedgerRecord | null = null
    for (const record of this.present()) {
      if (record.offset + record.bytes.length <= end) continue
      record.isLost = true
      // An acknowledgement may have arrived after the cut.
      if (record.isSafe || this.mayBeLost?.has(record) !== true) missed ??= record
    }
    // What has survived a power cut is on the disk; what has survived a kill may still be in the page cache.
    if (this.mayBeLost !== null && !this.hasDeviceFailed) this.allSafe()
    for (const record of this.present()) record.writtenAt = now
    this.mayBeLost = null
    this.diedAt = null
    return missed
  }

  private allSafe(): void {
    for (const record of this.present()) record.isSafe = true
  }
}
