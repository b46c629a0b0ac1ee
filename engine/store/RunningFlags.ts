import { assert } from '../kernel/assert'

const NOT_READABLE_BIT = 1
const NOT_WRITEABLE_BIT = 1 << 1
const WRITE_LOGICS_QUEUE_ERROR_BIT = 1 << 2
const WRITE_INDEX_FILE_ERROR_BIT = 1 << 3
const DISK_FULL_BIT = 1 << 4
const FENCED_BIT = 1 << 5
const LOGIC_DISK_FULL_BIT = 1 << 6

const NOT_WRITEABLE =
  NOT_WRITEABLE_BIT |
  WRITE_LOGICS_QUEUE_ERROR_BIT |
  WRITE_INDEX_FILE_ERROR_BIT |
  DISK_FULL_BIT |
  FENCED_BIT |
  LOGIC_DISK_FULL_BIT
/** Consume queues are still written while the disk counts as full. */
const CQ_NOT_WRITEABLE =
  NOT_WRITEABLE_BIT | WRITE_LOGICS_QUEUE_ERROR_BIT | WRITE_INDEX_FILE_ERROR_BIT | LOGIC_DISK_FULL_BIT

assert(NOT_WRITEABLE === 0b111_1110, 'each reason has a bit of its own')
assert((CQ_NOT_WRITEABLE & NOT_WRITEABLE) === CQ_NOT_WRITEABLE, 'what stops the queues stops the log')

/** Why a store can't be read or written, one bit for each reason. Original: org.apache.rocketmq.store.RunningFlags. */
export class RunningFlags {
  private flagBits: number

  constructor() {
    this.flagBits = 0
  }

  getFlagBits(): number {
    return this.flagBits
  }

  isReadable(): boolean {
    return (this.flagBits & NOT_READABLE_BIT) === 0
  }

  isWriteable(): boolean {
    return (this.flagBits & NOT_WRITEABLE) === 0
  }

  isCQWriteable(): boolean {
    return (this.flagBits & CQ_NOT_WRITEABLE) === 0
  }

  /** Original: RunningFlags#getAndMakeNotWriteable; returns what {@link isWriteable} was. */
  getAndMakeNotWriteable(): boolean {
    const was = this.isWriteable()
    this.flagBits |= NOT_WRITEABLE_BIT
    return was
  }

  getAndMakeWriteable(): boolean {
    const was = this.isWriteable()
    this.flagBits &= ~NOT_WRITEABLE_BIT
    return was
  }

  getAndMakeNotReadable(): boolean {
    const was = this.isReadable()
    this.flagBits |= NOT_READABLE_BIT
    return was
  }

  getAndMakeReadable(): boolean {
    const was = this.isReadable()
    this.flagBits &= ~NOT_READABLE_BIT
    return was
  }

  makeLogicsQueueError(): void {
    this.flagBits |= WRITE_LOGICS_QUEUE_ERROR_BIT
  }

  isLogicsQueueError(): boolean {
    return (this.flagBits & WRITE_LOGICS_QUEUE_ERROR_BIT) !== 0
  }

  makeIndexFileError(): void {
    this.flagBits |= WRITE_INDEX_FILE_ERROR_BIT
  }

  isIndexFileError(): boolean {
    return (this.flagBits & WRITE_INDEX_FILE_ERROR_BIT) !== 0
  }

  makeFenced(fenced: boolean): void {
    if (fenced) this.flagBits |= FENCED_BIT
    else this.flagBits &= ~FENCED_BIT
  }

  isFenced(): boolean {
    return (this.flagBits & FENCED_BIT) !== 0
  }

  /** Original: RunningFlags#getAndMakeDiskFull; returns whether the disk was not full before. */
  getAndMakeDiskFull(): boolean {
    const wasNotFull = (this.flagBits & DISK_FULL_BIT) === 0
    this.flagBits |= DISK_FULL_BIT
    return wasNotFull
  }

  getAndMakeDiskOK(): boolean {
    const wasNotFull = (this.flagBits & DISK_FULL_BIT) === 0
    this.flagBits &= ~DISK_FULL_BIT
    return wasNotFull
  }

  getAndMakeLogicDiskFull(): boolean {
    const wasNotFull = (this.flagBits & LOGIC_DISK_FULL_BIT) === 0
    this.flagBits |= LOGIC_DISK_FULL_BIT
    return wasNotFull
  }

  getAndMakeLogicDiskOK(): boolean {
    const wasNotFull = (this.flagBits & LOGIC_DISK_FULL_BIT) === 0
    this.flagBits &= ~LOGIC_DISK_FULL_BIT
    return wasNotFull
  }
}
