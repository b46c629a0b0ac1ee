import type { Blocking } from '../../kernel/Blocking'
import { assert } from '../../kernel/assert'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import type { Process } from '../../kernel/Process'
import type { BrokerConfig } from '../BrokerConfig'
import type { DefaultTransactionalMessageCheckListener } from './queue/DefaultTransactionalMessageCheckListener'
import type { TransactionalMessageServiceImpl } from './queue/TransactionalMessageServiceImpl'

const NANOS_PER_MILLI = 1_000_000

/**
 * Looks every thirty seconds for transactions whose end nobody has told. In 5.3.2 it looks also where there never was one; this one
 * starts with the first, rests while there is none, and keeps to the same moments.
 * Original: org.apache.rocketmq.broker.transaction.TransactionalMessageCheckService.
 */
export class TransactionalMessageCheckService extends ServiceThread {
  private readonly brokerConfig: BrokerConfig
  private readonly service: TransactionalMessageServiceImpl
  private readonly listener: DefaultTransactionalMessageCheckListener
  /** When it has looked last, or would have; in ms of the clock that never goes back. */
  private lastCheck: number
  /** Only masters check. */
  private isEnabled: boolean
  private isResting: boolean

  constructor(
    process: Process,
    brokerConfig: BrokerConfig,
    service: TransactionalMessageServiceImpl,
    listener: DefaultTransactionalMessageCheckListener,
  ) {
    super(process)
    this.brokerConfig = brokerConfig
    this.service = service
    this.listener = listener
    this.lastCheck = 0
    this.isEnabled = false
    this.isResting = false
  }

  getServiceName(): string {
    return 'TransactionalMessageCheckService'
  }

  /** From now on half messages are looked after. Original: BrokerController#changeTransactionCheckServiceStatus */
  enable(): void {
    this.isEnabled = true
    this.lastCheck = this.now()
    if (this.service.hasSomethingToCheck()) this.start()
  }

  /** There may be something to check. */
  somethingToDo(): void {
    if (!this.isEnabled) return
    this.start()
    if (this.isResting) this.wakeup()
    assert(this.isEnabled, 'only masters check')
  }

  override *shutdown(): Blocking<void> {
    this.isEnabled = false
    yield* super.shutdown()
    this.listener.shutdown()
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      if (!this.service.hasSomethingToCheck()) yield* this.rest()
      if (this.isStopped()) return
      assert(!this.isResting, 'who rests does not check')
      yield* this.waitForRunning(this.untilNextCheck())
      const { transactionTimeOut: transactionTimeout, transactionCheckMax } = this.brokerConfig
      yield* this.service.check({ transactionTimeout, transactionCheckMax }, this.listener)
      this.lastCheck = this.now()
    }
  }

  private *rest(): Blocking<void> {
    this.isResting = true
    yield* this.waitForRunning(Infinity)
    this.isResting = false
  }

  private untilNextCheck(): number {
    const { transactionCheckInterval } = this.brokerConfig
    assert(this.now() >= this.lastCheck, 'the last check is over', this.now(), this.lastCheck)
    return transactionCheckInterval - ((this.now() - this.lastCheck) % transactionCheckInterval)
  }

  private now(): number {
    return Math.floor(this.process.nanoTime() / NANOS_PER_MILLI)
  }
}
