import { assert } from '../assert'
import type { Blocking } from '../Blocking'
import { MICROS_PER_MILLI } from '../Blocking'
import type { Process } from '../Process'
import { Thread } from '../Thread'
import type { Task } from './ThreadPoolExecutor'

interface Scheduled {
  readonly label: string
  readonly task: Task
  /** 0: once; > 0: at a fixed rate; < 0: that long after the end of the last one. In ms. */
  readonly periodMillis: number
  /** Virtual time in µs. */
  due: number
  isCancelled: boolean
}

/** Takes a scheduled task back. */
export interface ScheduledFuture {
  cancel(): void
}

/**
 * One thread that runs tasks at their time; a task that is late delays the others. A task that throws is not run again,
 * as in Java, and everybody is told; RocketMQ's tasks catch their exceptions for that reason.
 * Original: java.util.concurrent.ScheduledExecutorService with a single thread.
 */
export class ScheduledExecutorService {
  private readonly process: Process
  private readonly name: string
  private readonly pending: Scheduled[]
  private thread: Thread | null
  /** The thread waits for the next task to be due, and not for something within a task. */
  private isWaitingForTask: boolean
  private stopped: boolean

  constructor(process: Process, name: string) {
    this.process = process
    this.name = name
    this.pending = []
    this.thread = null
    this.isWaitingForTask = false
    this.stopped = false
  }

  schedule(label: string, task: Task, delayMillis: number): ScheduledFuture {
    return this.add(label, task, delayMillis, 0)
  }

  scheduleAtFixedRate(label: string, task: Task, initialDelayMillis: number, periodMillis: number): ScheduledFuture {
    return this.add(label, task, initialDelayMillis, periodMillis)
  }

  scheduleWithFixedDelay(label: string, task: Task, initialDelayMillis: number, delayMillis: number): ScheduledFuture {
    return this.add(label, task, initialDelayMillis, -delayMillis)
  }

  shutdown(): void {
    this.stopped = true
    this.pending.length = 0
    this.wakeThread()
  }

  /** Waits until the task under way is done, `timeoutMillis` at most. Original: ExecutorService#awaitTermination */
  *awaitTermination(timeoutMillis: number): Blocking<void> {
    yield* this.thread?.join(timeoutMillis) ?? noThread()
  }

  isShutdown(): boolean {
    return this.stopped
  }

  private add(label: string, task: Task, delayMillis: number, periodMillis: number): ScheduledFuture {
    assert(delayMillis >= 0, 'a task is due now or later', delayMillis)
    assert(periodMillis === 0 || Math.abs(periodMillis) >= 1, 'a task that repeats has a period', periodMillis)
    const due = this.process.kernel.now + delayMillis * MICROS_PER_MILLI
    const scheduled: Scheduled = { label, task, periodMillis, due, isCancelled: false }
    if (!this.stopped) this.insert(scheduled)
    if (this.thread === null) this.thread = this.process.spawn(this.name, () => this.run(), true)
    else this.wakeThread()
    return { cancel: () => this.cancel(scheduled) }
  }

  private wakeThread(): void {
    if (this.isWaitingForTask) this.thread?.unpark()
  }

  private insert(scheduled: Scheduled): void {
    const index = this.pending.findIndex((each) => each.due > scheduled.due)
    this.pending.splice(index < 0 ? this.pending.length : index, 0, scheduled)
  }

  private cancel(scheduled: Scheduled): void {
    scheduled.isCancelled = true
    const index = this.pending.indexOf(scheduled)
    if (index >= 0) this.pending.splice(index, 1)
  }

  private *run(): Blocking<void> {
    const { kernel } = this.process
    while (!this.stopped) {
      const next = this.pending[0]
      const wait = next === undefined ? Infinity : next.due - kernel.now
      if (wait > 0) yield* this.waitForTask(wait, next?.label ?? 'a task')
      else yield* this.runFirst()
    }
  }

  private *waitForTask(micros: number, label: string): Blocking<void> {
    this.isWaitingForTask = true
    yield* this.process.kernel.park('park', micros, label)
    this.isWaitingForTask = false
  }

  private *runFirst(): Blocking<void> {
    const scheduled = this.pending.shift()!
    assert(scheduled.due <= this.process.kernel.now, 'a task runs when it is due, never before', scheduled.due)
    assert(!scheduled.isCancelled, 'a cancelled task is not run')
    const { kernel, name } = this.process
    kernel.emit({ type: 'timer-fired', process: name, label: scheduled.label })
    try {
      yield* scheduled.task()
    } catch (error) {
      kernel.uncaught(Thread.currentThread(), error, scheduled.label)
      return
    }
    if (scheduled.periodMillis === 0 || scheduled.isCancelled || this.stopped) return
    scheduled.due = nextTime(scheduled, kernel.now)
    this.insert(scheduled)
  }
}

function* noThread(): Blocking<void> {}

function nextTime(scheduled: Scheduled, now: number): number {
  if (scheduled.periodMillis > 0) return scheduled.due + scheduled.periodMillis * MICROS_PER_MILLI
  return now - scheduled.periodMillis * MICROS_PER_MILLI
}
