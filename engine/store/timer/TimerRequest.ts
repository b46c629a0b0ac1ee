import type { MessageExt } from '../../common/message/MessageExt'
import type { CountDownLatch } from '../../kernel/concurrent/CountDownLatch'

/** Stands for the time at which a message came onto the wheel if it never did. In Java it is the largest long. */
export const NEVER_ENQUEUED = Infinity
/** The largest long, as text. */
const LONG_MAX_VALUE = '9223372036854775807'

/** A message on its way onto the wheel, or off it. Times in ms since 1970. Original: org.apache.rocketmq.store.timer.TimerRequest. */
export class TimerRequest {
  /** Where the message lies in the commit log, and its bytes. */
  readonly offsetPy: number
  readonly sizePy: number
  /** When its slot is due. */
  readonly delayTime: number
  readonly magic: number
  enqueueTime: number
  msg: MessageExt | null
  /** Keys of messages of the same slot that are to be deleted. */
  deleteList: Set<string>
  private latch: CountDownLatch | null
  private released: boolean
  private succ: boolean

  constructor(
    offsetPy: number,
    sizePy: number,
    delayTime: number,
    enqueueTime: number,
    magic: number,
    msg: MessageExt | null = null,
  ) {
    this.offsetPy = offsetPy
    this.sizePy = sizePy
    this.delayTime = delayTime
    this.magic = magic
    this.enqueueTime = enqueueTime
    this.msg = msg
    this.deleteList = new Set()
    this.latch = null
    this.released = false
    this.succ = false
  }

  setLatch(latch: CountDownLatch): void {
    this.latch = latch
  }

  isSucc(): boolean {
    return this.succ
  }

  /** Says that this request is done with, once. Original: TimerRequest#idempotentRelease */
  idempotentRelease(succ = true): void {
    this.succ = succ
    if (this.released || this.latch === null) return
    this.released = true
    this.latch.countDown()
  }

  /** As it stands in the property of the message that is delivered. */
  enqueueTimeText(): string {
    return this.enqueueTime === NEVER_ENQUEUED ? LONG_MAX_VALUE : String(this.enqueueTime)
  }

  /** Whether a message that has this property came off the wheel without ever having been on it. */
  static isNeverEnqueued(enqueueTimeText: string | null): boolean {
    return enqueueTimeText === LONG_MAX_VALUE
  }
}
