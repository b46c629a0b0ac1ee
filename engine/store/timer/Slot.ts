/**
 * What one second of the wheel leads to: a chain of records in the timer log, the youngest first. In the file: when it is due, in units of
 * the wheel's precision (8 bytes), the chain's first and last record (8 each), how many messages (4), and 4 bytes without use.
 * Original: org.apache.rocketmq.store.timer.Slot.
 */
export class Slot {
  /** Bytes in the file. */
  static readonly SIZE = 32
  /** When its messages are due, in ms since 1970; -1 for a slot that is empty or belongs to another round of the wheel. */
  readonly timeMs: number
  /** Where the record that came first lies in the timer log; -1 for none. */
  readonly firstPos: number
  readonly lastPos: number
  /** Messages, less those that are to be deleted. */
  readonly num: number
  readonly magic: number

  constructor(timeMs: number, firstPos: number, lastPos: number, num = 0, magic = 0) {
    this.timeMs = timeMs
    this.firstPos = firstPos
    this.lastPos = lastPos
    this.num = num
    this.magic = magic
  }

  isEmpty(): boolean {
    return this.timeMs === -1
  }
}
