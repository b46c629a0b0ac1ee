import type { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ScheduledExecutorService } from '../../kernel/concurrent/ScheduledExecutorService'
import { InterruptedException } from '../../kernel/errors'
import type { Process } from '../../kernel/Process'
import { PutMessageStatus } from '../../store/put/PutMessageStatus'
import type { ConsumeQueue } from '../../store/queue/ConsumeQueue'
import type { ConsumeQueueIterator } from '../../store/queue/ConsumeQueueIterator'
import { delayLevel2QueueId } from './delayLevel2QueueId'
import type { ScheduleMessageService } from './ScheduleMessageService'

/** The pause between two looks at the queue. */
const DELAY_FOR_A_WHILE = 100
/** The pause after a look that failed. */
const DELAY_FOR_A_PERIOD = 10_000
const NANOS_PER_MILLI = 1_000_000

/**
 * Delivers the messages of one delay level. All of them wait equally long, so the first in the queue is the first that is due: a
 * look at it every 100 ms is enough. In 5.3.2 each look is a new object, and there are looks at an empty queue, too; this one
 * rests there, and looks again at a moment at which 5.3.2 would.
 * Original: ScheduleMessageService.DeliverDelayedMessageTimerTask.
 */
export class DeliverDelayedMessageTimerTask {
  private readonly process: Process
  private readonly service: ScheduleMessageService
  private readonly delayLevel: number
  private readonly executor: ScheduledExecutorService
  /** The number in the queue of the message that comes next. */
  private offset: number
  /** Nothing is in the queue, and no look is planned. */
  private isResting: boolean
  /** The first look after the last one, in ms of the clock that never goes back; others are 100 ms apart from it. */
  private looksFrom: number

  constructor(
    process: Process, service: ScheduleMessageService, delayLevel: number, offset: number, looksFrom: number,
  ) {
    this.process = process
    this.service = service
    this.delayLevel = delayLevel
    this.executor = new ScheduledExecutorService(process, `ScheduleMessageTimerThread_${delayLevel}`)
    this.offset = offset
    this.isResting = true
    this.looksFrom = looksFrom
  }

  /** There may be something in the queue. */
  wakeup(): void {
    if (!this.isResting) return
    const late = millisOf(this.process) - this.looksFrom
    const delay = late <= 0 ? -late : DELAY_FOR_A_WHILE - (late % DELAY_FOR_A_WHILE)
    assert(delay >= 0, 'a level that rests looks again at its next moment', delay)
    this.scheduleNextTimerTask(this.offset, delay)
  }

  shutdown(): void {
    this.executor.shutdown()
  }

  /** Waits until a delivery under way is done, `timeoutMillis` at most. */
  *awaitTermination(timeoutMillis: number): Blocking<void> {
    yield* this.executor.awaitTermination(timeoutMillis)
  }

  /** Original: DeliverDelayedMessageTimerTask#run */
  private *run(): Blocking<void> {
    assert(!this.isResting, 'a level looks when a look is planned')
    if (!this.service.isStarted()) return
    try {
      yield* this.executeOnTimeUp()
    } catch {
      this.scheduleNextTimerTask(this.offset, DELAY_FOR_A_PERIOD)
    }
  }

  /** Original: DeliverDelayedMessageTimerTask#scheduleNextTimerTask */
  private scheduleNextTimerTask(offset: number, delayMillis: number): void {
    this.offset = offset
    this.isResting = false
    this.executor.schedule('deliver delayed messages', () => this.run(), delayMillis)
  }

  /** A bad clock or a changed configuration must not hold a message for longer than its level says. */
  private correctDeliverTimestamp(now: number, deliverTimestamp: number): number {
    const maxTimestamp = this.service.computeDeliverTimestamp(this.delayLevel, now)
    return deliverTimestamp > maxTimestamp ? now : deliverTimestamp
  }

  /** Original: DeliverDelayedMessageTimerTask#executeOnTimeUp */
  private *executeOnTimeUp(): Blocking<void> {
    const queues = this.service.messageStore.getQueueStore()
    const cq = queues.getConsumeQueue(TopicValidator.RMQ_SYS_SCHEDULE_TOPIC, delayLevel2QueueId(this.delayLevel))
    const units = cq?.iterateFrom(this.offset) ?? null
    if (cq === null || units === null) this.nothingFound(cq)
    else yield* this.deliver(units)
  }

  /** The offset may lie outside of the queue: then the next look is at the queue's nearer end. */
  private nothingFound(cq: ConsumeQueue | null): void {
    const [min, max] = cq === null ? [0, this.offset] : [cq.getMinOffsetInQueue(), cq.getMaxOffsetInQueue()]
    if (max === this.offset && min <= max) this.rest()
    else if (min > this.offset) this.scheduleNextTimerTask(min, DELAY_FOR_A_WHILE)
    else this.scheduleNextTimerTask(Math.min(max, this.offset), DELAY_FOR_A_WHILE)
  }

  private rest(): void {
    this.isResting = true
    this.looksFrom = millisOf(this.process) + DELAY_FOR_A_WHILE
  }

  /**
   * Delivers what is due. A message that can't be delivered is left behind, as in 5.3.2: the next look is at the next one.
   */
  private *deliver(units: ConsumeQueueIterator): Blocking<void> {
    let nextOffset = this.offset
    try {
      for (let unit = units.next(); unit !== null && this.service.isStarted(); unit = units.next()) {
        assert(unit.queueOffset === nextOffset, 'delayed messages are delivered in the order of their queue', unit.queueOffset)
        nextOffset = unit.queueOffset + 1
        const now = this.process.currentTimeMillis()
        if (this.correctDeliverTimestamp(now, unit.tagsCode) > now) {
          this.scheduleNextTimerTask(unit.queueOffset, DELAY_FOR_A_WHILE)
          this.service.updateOffset(this.delayLevel, unit.queueOffset)
          return
        }
        const msgExt = this.service.messageStore.lookMessageByOffset(unit.pos, unit.size)
        if (msgExt === null) continue
        const msgInner = this.service.messageTimeUp(msgExt)
        if (msgInner.topic === TopicValidator.RMQ_SYS_TRANS_HALF_TOPIC) continue
        if (!(yield* this.syncDeliver(msgInner, unit.queueOffset))) break
      }
    } catch {
      // What is wrong with this message is not wrong with the next.
    }
    this.scheduleNextTimerTask(nextOffset, DELAY_FOR_A_WHILE)
  }

  /** Original: DeliverDelayedMessageTimerTask#syncDeliver. @returns whether it is in the queue that it is meant for */
  private *syncDeliver(msgInner: MessageExtBrokerInner, offset: number): Blocking<boolean> {
    assert(msgInner.getDelayTimeLevel() === 0, 'a message that is delivered is not delayed again', msgInner.getDelayTimeLevel())
    const future = yield* this.service.messageStore.asyncPutMessage(msgInner)
    try {
      const result = yield* future.get()
      if (result.putMessageStatus !== PutMessageStatus.PUT_OK) return false
      const { msgNum, wroteBytes } = result.appendMessageResult!
      const delayQueueId = delayLevel2QueueId(this.delayLevel)
      this.service.brokerStatsManager.countDelivery(msgInner.topic, delayQueueId, msgNum, wroteBytes)
    } catch (error) {
      if (error instanceof InterruptedException) return false
      throw error
    }
    this.service.updateOffset(this.delayLevel, offset + 1)
    return true
  }
}

function millisOf(process: Process): number {
  return Math.floor(process.nanoTime() / NANOS_PER_MILLI)
}
