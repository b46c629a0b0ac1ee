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

  constructor(process: Process) {
    this.process = process
  }

  enqueued(unit: TimerLogUnit, position: number, num: number, message: MessageExt): void {
    const { kernel, name: process } = this.process
    if (!kernel.wants('timer-enqueued')) return
    kernel.emit({
      type: 'timer-enqueued',
      process,
      ...namesOf(message),
      position,
      prevPos: unit.prevPos,
      physicalOffset: unit.offsetPy,
      slotMillis: unit.currWriteTimeMs + unit.delayTime,
      outMillis: Number(message.getProperty(MessageConst.PROPERTY_TIMER_OUT_MS)),
      isRolled: needRoll(unit.magic),
      isDelete: needDelete(unit.magic),
      num,
    })
  }

  dequeued(message: MessageExt, physicalOffset: number, outcome: TimerDequeuedEvent['outcome']): void {
    const { kernel, name: process } = this.process
    if (kernel.wants('timer-dequeued')) {
      kernel.emit({ type: 'timer-dequeued', process, ...namesOf(message), physicalOffset, outcome })
    }
  }

  moved(readMillis: number, writeMillis: number): void {
    const { kernel, name: process } = this.process
    if (kernel.wants('timer-moved')) kernel.emit({ type: 'timer-moved', process, readMillis, writeMillis })
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
