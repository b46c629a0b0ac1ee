import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { currentTimeMillis, type Process } from '../../kernel/Process'
import { loggingOnly } from '../common/swallowing'

/**
 * Looks at the batches that wait, twice within the time that a message may wait for others. The original has two classes that differ in
 * what they do about a batch, and looks as long as its producer lives; this one rests while no batch waits, and keeps to the same steps.
 * Original: ProduceAccumulator.GuardForSyncSendService, and GuardForAsyncSendService.
 */
export class GuardForSendService extends ServiceThread {
  private readonly serviceName: string
  private readonly stepMillis: () => number
  private readonly hasWork: () => boolean
  private readonly doWork: () => Blocking<void>
  /** When the steps began, in ms since 1970; null before the start and after the shutdown. */
  private beginTimestamp: number | null
  private isIdle: boolean

  constructor(
    process: Process,
    serviceName: string,
    stepMillis: () => number,
    hasWork: () => boolean,
    doWork: () => Blocking<void>,
  ) {
    super(process)
    this.serviceName = serviceName
    this.stepMillis = stepMillis
    this.hasWork = hasWork
    this.doWork = doWork
    this.beginTimestamp = null
    this.isIdle = false
  }

  getServiceName(): string {
    return this.serviceName
  }

  override start(): void {
    this.beginTimestamp ??= this.process.currentTimeMillis()
  }

  override *shutdown(interrupt = false): Blocking<void> {
    this.beginTimestamp = null
    yield* super.shutdown(interrupt)
  }

  /** A batch waits: the thread is there from the first one on. */
  somethingWaits(): void {
    if (this.beginTimestamp === null) return
    super.start()
    if (this.isIdle) this.wakeup()
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      if (!this.hasWork()) yield* this.rest()
      yield* this.waitForRunning(this.untilNextStep())
      if (!this.isStopped()) yield* loggingOnly(this.doWork())
    }
  }

  private *rest(): Blocking<void> {
    this.isIdle = true
    yield* this.waitForRunning(Infinity)
    this.isIdle = false
  }

  private untilNextStep(): number {
    const step = this.stepMillis()
    return step - ((currentTimeMillis() - (this.beginTimestamp ?? 0)) % step)
  }
}
