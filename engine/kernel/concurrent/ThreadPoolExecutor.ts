import { assert } from '../assert'
import type { Blocking } from '../Blocking'
import { InterruptedException, RejectedExecutionException } from '../errors'
import type { Process } from '../Process'
import { Thread } from '../Thread'
import { LinkedBlockingQueue } from './LinkedBlockingQueue'
import { WaitList } from './WaitList'

/** What a pool or a scheduler runs. */
export interface Task {
  (): Blocking<void>
}

export interface ThreadPoolOptions {
  /** Threads are called by this and a number from 1. */
  readonly threadNamePrefix: string
  readonly corePoolSize: number
  readonly queueCapacity?: number
}

/**
 * Threads that take tasks from one queue. Up to `corePoolSize`, each task gets a new thread, even while others are idle.
 * (RocketMQ gives its pools equal core and maximum sizes, so there is one number here.)
 * Original: java.util.concurrent.ThreadPoolExecutor.
 */
export class ThreadPoolExecutor {
  private readonly process: Process
  private readonly prefix: string
  private readonly corePoolSize: number
  private readonly queue: LinkedBlockingQueue<Task>
  private threadCount: number
  private threadsStarted: number
  private readonly idle: Set<Thread>
  /** All that have not ended. */
  private readonly threads: Set<Thread>
  private readonly terminated: WaitList
  private stopped: boolean
  private waitListener: (() => void) | null

  constructor(process: Process, options: ThreadPoolOptions) {
    this.process = process
    this.prefix = options.threadNamePrefix
    this.corePoolSize = options.corePoolSize
    this.queue = new LinkedBlockingQueue(options.queueCapacity ?? Infinity, `work for ${options.threadNamePrefix}`)
    this.threadCount = 0
    this.threadsStarted = 0
    this.idle = new Set()
    this.threads = new Set()
    this.terminated = new WaitList()
    this.stopped = false
    this.waitListener = null
  }

  getQueueSize(): number {
    return this.queue.size()
  }

  /** The tasks that wait for a thread. Original: ThreadPoolExecutor#getQueue */
  getQueue(): LinkedBlockingQueue<Task> {
    return this.queue
  }

  /** Calls `listener` whenever a task finds no idle thread. There is nothing like it in Java. */
  onWait(listener: () => void): void {
    this.waitListener = listener
  }

  /** Has the task run by one of the threads. @throws RejectedExecutionException when the queue is full or after shutdown */
  execute(task: Task): void {
    if (this.stopped) throw new RejectedExecutionException(this.prefix, this.queue.size())
    if (this.threadCount < this.corePoolSize) return this.startThread(task)
    if (!this.queue.offer(task)) throw new RejectedExecutionException(this.prefix, this.queue.size())
    if (this.queue.size() > this.idle.size) this.waitListener?.()
  }

  /** No new tasks; the queued ones are still run, then the threads end. */
  shutdown(): void {
    this.stopped = true
    for (const thread of this.idle) if (thread.state === 'WAITING') thread.interrupt()
  }

  /** No new tasks, and the queued ones are dropped. Threads are interrupted, those that are at work included. */
  shutdownNow(): void {
    this.stopped = true
    this.queue.clear()
    for (const thread of this.threads) thread.interrupt()
  }

  /** Lets the threads finish within `timeoutMillis`, then interrupts them. Original: ThreadUtils#shutdownGracefully */
  *shutdownGracefully(timeoutMillis: number): Blocking<void> {
    this.shutdown()
    if (yield* this.awaitTermination(timeoutMillis)) return
    this.shutdownNow()
    yield* this.awaitTermination(timeoutMillis)
  }

  /** Waits until all threads have ended, `timeoutMillis` at most. @returns whether they have */
  *awaitTermination(timeoutMillis: number): Blocking<boolean> {
    const isWaiting = this.threadCount > 0 && timeoutMillis > 0
    if (isWaiting) yield* this.terminated.await('latch', timeoutMillis, `the end of ${this.prefix}`)
    return this.threadCount === 0
  }

  private startThread(first: Task | null): void {
    this.threadCount++
    assert(this.threadCount <= this.corePoolSize, 'a pool has no more threads than its size', this.threadCount, this.corePoolSize)
    this.threads.add(this.process.spawn(`${this.prefix}${++this.threadsStarted}`, () => this.work(first), true))
  }

  private *work(first: Task | null): Blocking<void> {
    try {
      if (first !== null) yield* first()
      while (!this.stopped || !this.queue.isEmpty()) {
        const task = this.queue.pollNow() ?? (yield* this.nextTask())
        if (task === null) break
        yield* task()
      }
    } catch (error) {
      // The exception ends its thread and nothing else: another thread takes what is queued.
      this.ended()
      if (!this.stopped || !this.queue.isEmpty()) this.startThread(null)
      throw error
    }
    this.ended()
  }

  private ended(): void {
    this.threadCount--
    this.threads.delete(Thread.currentThread())
    if (this.threadCount === 0 && this.stopped) this.terminated.wakeAll()
  }

  private *nextTask(): Blocking<Task | null> {
    const thread = Thread.currentThread()
    this.idle.add(thread)
    try {
      return yield* this.queue.take()
    } catch (error) {
      if (error instanceof InterruptedException) return null
      throw error
    } finally {
      this.idle.delete(thread)
    }
  }
}
