import type { Blocking } from '../Blocking'
import type { Process } from '../Process'
import type { Thread } from '../Thread'
import { InterruptedException } from '../errors'
import { WaitList } from './WaitList'

/**
 * A thread with a job of its own that it does over and over, sleeping in between until it is time or until somebody wakes
 * it. Original: org.apache.rocketmq.common.ServiceThread.
 */
export abstract class ServiceThread {
  protected readonly process: Process
  protected stopped: boolean
  private thread: Thread | null
  private started: boolean
  private hasNotified: boolean
  private readonly waitPoint: WaitList

  constructor(process: Process) {
    this.process = process
    this.stopped = false
    this.thread = null
    this.started = false
    this.hasNotified = false
    this.waitPoint = new WaitList()
  }

  abstract getServiceName(): string

  /** The loop: until {@link isStopped}. */
  abstract run(): Blocking<void>

  /** A second start is ignored. Original: ServiceThread#start */
  start(): void {
    if (this.started) return
    this.started = true
    this.stopped = false
    this.thread = this.process.spawn(this.getServiceName(), () => this.run(), true)
  }

  /** Tells the service to stop, wakes it and waits for its end, 90 s at most. Original: ServiceThread#shutdown */
  *shutdown(interrupt = false): Blocking<void> {
    if (!this.started) return
    this.started = false
    this.stopped = true
    this.wakeup()
    if (interrupt) this.thread?.interrupt()
    yield* this.thread?.join(this.getJoinTime()) ?? noThread()
  }

  /** Milliseconds that {@link shutdown} waits for the thread's end. */
  getJoinTime(): number {
    return 90_000
  }

  makeStop(): void {
    if (this.started) this.stopped = true
  }

  isStopped(): boolean {
    return this.stopped
  }

  /** Ends the current or the next {@link waitForRunning} at once. */
  wakeup(): void {
    if (this.hasNotified) return
    this.hasNotified = true
    this.waitPoint.wakeOne()
  }

  /** Sleeps `interval` ms, or until {@link wakeup}; then calls {@link onWaitEnd}. Original: ServiceThread#waitForRunning */
  protected *waitForRunning(interval: number): Blocking<void> {
    if (!this.hasNotified) yield* this.sleepUninterrupted(interval)
    this.hasNotified = false
    this.onWaitEnd()
  }

  protected onWaitEnd(): void {}

  private *sleepUninterrupted(interval: number): Blocking<void> {
    try {
      yield* this.waitPoint.await('sleep', interval, this.getServiceName())
    } catch (error) {
      if (!(error instanceof InterruptedException)) throw error
    }
  }
}

function* noThread(): Blocking<void> {}
