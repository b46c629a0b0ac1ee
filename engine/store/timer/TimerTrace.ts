// @notrace-file: it only says what has happened.
import { MessageConst } from '../../common/message/MessageConst'
import type { MessageExt } from '../../common/message/MessageExt'
import type { Process } from '../../kernel/Process'
import type { TimerDequeuedEvent } from '../../trace/events'
import type { TimerLogUnit } from './TimerLog'
import { needDelete, needRoll } from './timerMagic'

/** What is told of a wheel: the picture of it is a fold over these events. */
export class TimerTrace {
  private readonly process: Process
  private readonly precisionMs: number

  constructor(process: Process, precisionMs: number) {
    this.process = process
    this.precisionMs = precisionMs
  }

  enqueued(unit: TimerLogUnit, position: number, num: number, message: MessageExt): void {
    const { kernel, name: process } = this.process
    if (!kernel.wants('timer-enqueued')) return
    kernel.emit({
      type: 'timer-enqueued',
      process,
      ...namesOf(message),
      atMillis: this.process.currentTimeMillis(),
      position,
      prevPos: unit.prevPos,
      physicalOffset: unit.offsetPy,
      slotMillis: unit.currWriteTimeMs + unit.delayTime,
      dueMillis: Number(message.getProperty(MessageConst.PROPERTY_TIMER_OUT_MS)) + this.precisionMs,
      isRolled: needRoll(unit.magic),
      isDelete: needDelete(unit.magic),
      num,
    })
  }

  dequeued(message: MessageExt, physicalOffset: number, outcome: TimerDequeuedEvent['outcome']): void {
    const { kernel, name: process } = this.process
    if (kernel.wants('timer-dequeued')) {
      const atMillis = this.process.currentTimeMillis()
      kernel.emit({ type: 'timer-dequeued', process, ...namesOf(message), physicalOffset, atMillis, outcome })
    }
  }

  moved(readMillis: number, writeMillis: number): void {
    const { kernel, name: process } = this.process
    if (!kernel.wants('timer-moved')) return
    kernel.emit({ type: 'timer-moved', process, readMillis, writeMillis, atMillis: this.process.currentTimeMillis() })
  }

  recovered(readMillis: number, logEnd: number, queueOffset: number): void {
    const { kernel, name: process } = this.process
    if (kernel.wants('timer-recovered')) {
      kernel.emit({ type: 'timer-recovered', process, readMillis, logEnd, queueOffset })
    }
  }
}

/** Of a message that says that another one is to be deleted, the unique key is the other one's. */
function namesOf(message: MessageExt): { topic: string; keys: string; uniqueKey: string } {
  return {
    topic: message.getProperty(MessageConst.PROPERTY_REAL_TOPIC) ?? '',
    keys: message.getKeys() ?? '',
    uniqueKey: message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX) ?? '',
  }
}
