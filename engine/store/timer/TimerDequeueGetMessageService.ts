import { MessageClientIDSetter } from '../../common/message/MessageClientIDSetter'
import { MessageConst } from '../../common/message/MessageConst'
import type { MessageExt } from '../../common/message/MessageExt'
import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { swallowingErrors } from './swallowingErrors'
import { needDelete, needRoll } from './timerMagic'
import type { TimerMessageStore } from './TimerMessageStore'
import { buildDeleteKey } from './timerTopic'
import type { TimerRequest } from './TimerRequest'

/**
 * Reads the messages that are due from the commit log, and drops those that were recalled.
 * Original: TimerMessageStore.TimerDequeueGetMessageService.
 */
export class TimerDequeueGetMessageService extends ServiceThread {
  private readonly store: TimerMessageStore
  private atWork: boolean
  /** Have messages been read since the last one that says that another is to be deleted? */
  private isRound: boolean
  /** Recalls whose messages have not been found in their slot, by the key of the message. */
  private readonly avoidDeleteLose: Map<string, MessageExt>

  constructor(store: TimerMessageStore) {
    super(store.process)
    this.store = store
    this.atWork = false
    this.isRound = true
    this.avoidDeleteLose = new Map()
  }

  getServiceName(): string {
    return 'TimerDequeueGetMessageService'
  }

  isAtWork(): boolean {
    return this.atWork
  }

  *run(): Blocking<void> {
    const { dequeueGetQueue, precisionMs } = this.store
    while (!this.isStopped()) {
      this.atWork = false
      const requests = yield* dequeueGetQueue.poll(precisionMs / 10)
      this.atWork = true
      for (const request of requests ?? []) yield* swallowingErrors(() => this.readMessage(request))
    }
    this.atWork = false
  }

  private *readMessage(request: TimerRequest): Blocking<void> {
    const msgExt = this.store.messageStore.lookMessageByOffset(request.offsetPy, request.sizePy)
    if (msgExt === null) {
      // The commit log no longer has it.
      request.idempotentRelease()
    } else if (needDelete(request.magic) && !needRoll(request.magic)) {
      this.noteDelete(request, msgExt)
    } else {
      yield* this.handOnUnlessDeleted(request, msgExt)
    }
  }

  private noteDelete(request: TimerRequest, msgExt: MessageExt): void {
    if (!this.isRound) this.countLostDeletes()
    const deleteKey = msgExt.getProperty(MessageConst.PROPERTY_TIMER_DEL_UNIQKEY)
    if (deleteKey !== null) {
      this.avoidDeleteLose.set(deleteKey, msgExt)
      request.deleteList.add(deleteKey)
    }
    request.idempotentRelease()
  }

  /** A recall has counted its message as gone when it came onto the wheel. If it has found none, that was wrong. */
  private countLostDeletes(): void {
    this.isRound = true
    for (const msgExt of this.avoidDeleteLose.values()) this.store.addMetric(msgExt, 1)
    this.avoidDeleteLose.clear()
  }

  private *handOnUnlessDeleted(request: TimerRequest, msgExt: MessageExt): Blocking<void> {
    const uniqueKey = MessageClientIDSetter.getUniqID(msgExt)
    this.isRound = false
    const realTopic = String(msgExt.getProperty(MessageConst.PROPERTY_REAL_TOPIC))
    if (uniqueKey !== null && request.deleteList.has(buildDeleteKey(realTopic, uniqueKey))) {
      // As in 5.3.2, where the recall has another key, under which it stays: the next recalls count it as one that found nothing.
      this.avoidDeleteLose.delete(uniqueKey)
      this.store.trace.dequeued(msgExt, request.offsetPy, 'recalled')
      request.idempotentRelease()
      return
    }
    request.msg = msgExt
    while (!this.isStopped() && !(yield* this.store.dequeuePutQueue.offerWithin(request, 3000)));
  }
}
