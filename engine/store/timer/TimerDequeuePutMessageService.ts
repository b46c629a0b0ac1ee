import { MessageConst } from '../../common/message/MessageConst'
import type { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { sleep } from '../../kernel/sleep'
import { PutMessageStatus } from '../put/PutMessageStatus'
import { convert } from './convertTimerMessage'
import { swallowingErrors } from './swallowingErrors'
import { needRoll } from './timerMagic'
import type { TimerMessageStore } from './TimerMessageStore'
import type { TimerRequest } from './TimerRequest'

/** Without timerEnableRetryUntilSuccess a message that can't be stored is lost after this many tries. */
const MAX_TRIES = 3

type PutOutcome = 'PUT_OK' | 'PUT_NEED_RETRY' | 'PUT_NO_RETRY'

/**
 * Puts messages that are due into their own topics, and those whose time has not come yet into the wheel's topic once more.
 * Original: TimerMessageStore.TimerDequeuePutMessageService.
 */
export class TimerDequeuePutMessageService extends ServiceThread {
  private readonly store: TimerMessageStore
  private atWork: boolean

  constructor(store: TimerMessageStore) {
    super(store.process)
    this.store = store
    this.atWork = false
  }

  getServiceName(): string {
    return 'TimerDequeuePutMessageService'
  }

  isAtWork(): boolean {
    return this.atWork
  }

  *run(): Blocking<void> {
    const { dequeuePutQueue, precisionMs } = this.store
    while (!this.isStopped() || !dequeuePutQueue.isEmpty()) {
      this.atWork = false
      const request = yield* dequeuePutQueue.poll(precisionMs / 10)
      if (request === null) continue
      this.atWork = true
      yield* this.deliver(request)
    }
    this.atWork = false
  }

  /** A message that could not be dealt with, because the wheel stands still, keeps the hand from moving. */
  private *deliver(request: TimerRequest): Blocking<void> {
    let isDone = false
    while (!this.isStopped() && !isDone) {
      if (!this.store.isRunningDequeue()) {
        this.store.dequeueStatusChangeFlag = true
        request.idempotentRelease(false)
        return
      }
      const put = this.putBack.bind(this)
      yield* swallowingErrors(function* () {
        yield* put(request)
        isDone = true
      })
      if (!isDone && this.store.storeConfig.timerSkipUnknownError) break
      if (!isDone) yield* this.store.holdMomentForUnknownError()
    }
    request.idempotentRelease(true)
  }

  private *putBack(request: TimerRequest): Blocking<void> {
    const { store } = this
    const msgExt = request.msg!
    const isRolled = needRoll(request.magic)
    msgExt.putProperty(MessageConst.PROPERTY_TIMER_ENQUEUE_MS, request.enqueueTimeText())
    store.addMetric(msgExt, -1)
    const message = convert(msgExt, isRolled, this.process.currentTimeMillis())
    const isStored = yield* this.putWithRetries(message, isRolled)
    store.trace.dequeued(msgExt, request.offsetPy, isStored ? (isRolled ? 'rolled' : 'delivered') : 'lost')
  }

  /** @returns whether it is stored */
  private *putWithRetries(message: MessageExtBrokerInner, isRolled: boolean): Blocking<boolean> {
    const { storeConfig, precisionMs } = this.store
    for (let tries = 1; !this.isStopped(); tries++) {
      const outcome = yield* this.doPut(message, isRolled)
      if (outcome !== 'PUT_NEED_RETRY') return outcome === 'PUT_OK'
      if (!storeConfig.timerEnableRetryUntilSuccess && tries >= MAX_TRIES) return false
      yield* sleep(precisionMs / 2)
    }
    return false
  }

  /** Original: TimerMessageStore#doPut */
  private *doPut(message: MessageExtBrokerInner, isRolled: boolean): Blocking<PutOutcome> {
    // A recall that was too late to be on the wheel.
    if (!isRolled && message.getProperty(MessageConst.PROPERTY_TIMER_DEL_UNIQKEY) !== null) return 'PUT_NO_RETRY'
    const { putMessageStatus } = yield* this.store.messageStore.putMessage(message)
    switch (putMessageStatus) {
      case PutMessageStatus.PUT_OK:
        return 'PUT_OK'
      case PutMessageStatus.MESSAGE_ILLEGAL:
      case PutMessageStatus.PROPERTIES_SIZE_EXCEEDED:
      case PutMessageStatus.WHEEL_TIMER_NOT_ENABLE:
      case PutMessageStatus.WHEEL_TIMER_MSG_ILLEGAL:
        return 'PUT_NO_RETRY'
      case PutMessageStatus.SERVICE_NOT_AVAILABLE:
      case PutMessageStatus.FLUSH_DISK_TIMEOUT:
      case PutMessageStatus.FLUSH_SLAVE_TIMEOUT:
      case PutMessageStatus.OS_PAGE_CACHE_BUSY:
      case PutMessageStatus.CREATE_MAPPED_FILE_FAILED:
      case PutMessageStatus.SLAVE_NOT_AVAILABLE:
        return 'PUT_NEED_RETRY'
      default:
        if (this.store.storeConfig.timerSkipUnknownError) return 'PUT_NO_RETRY'
        yield* this.store.holdMomentForUnknownError()
        return 'PUT_NEED_RETRY'
    }
  }
}
