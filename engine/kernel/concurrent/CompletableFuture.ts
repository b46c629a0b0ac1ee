import type { Blocking } from '../Blocking'
import { TIMED_OUT } from '../Blocking'
import { WaitList } from './WaitList'

/** The time to wait for a result was over. Original: java.util.concurrent.TimeoutException. */
export class TimeoutException extends Error {
  readonly timeoutMillis: number

  constructor(timeoutMillis: number) {
    super(`no result within ${timeoutMillis} ms`)
    this.name = 'TimeoutException'
    this.timeoutMillis = timeoutMillis
  }
}

/** A result that comes later, or an error. Original: java.util.concurrent.CompletableFuture. */
export class CompletableFuture<T> {
  private state: 'pending' | 'done' | 'failed'
  private value: T | undefined
  private error: unknown
  private readonly label: string
  /** Null until somebody waits: most results are there before. */
  private waiters: WaitList | null
  private callbacks: ReadonlyArray<(value: T | undefined, error: unknown) => void> | null

  constructor(label = 'future') {
    this.state = 'pending'
    this.value = undefined
    this.error = undefined
    this.label = label
    this.waiters = null
    this.callbacks = null
  }

  static completedFuture<T>(value: T): CompletableFuture<T> {
    const future = new CompletableFuture<T>()
    future.complete(value)
    return future
  }

  static failedFuture<T>(error: unknown): CompletableFuture<T> {
    const future = new CompletableFuture<T>()
    future.completeExceptionally(error)
    return future
  }

  isDone(): boolean {
    return this.state !== 'pending'
  }

  complete(value: T): boolean {
    return this.settle('done', value, undefined)
  }

  completeExceptionally(error: unknown): boolean {
    return this.settle('failed', undefined, error)
  }

  /** Calls back as soon as the result is there: at once, or in the thread that completes. It must not block. */
  whenComplete(callback: (value: T | undefined, error: unknown) => void): this {
    if (this.isDone()) callback(this.value, this.error)
    else this.callbacks = [...(this.callbacks ?? []), callback]
    return this
  }

  thenApply<R>(transform: (value: T) => R): CompletableFuture<R> {
    const next = new CompletableFuture<R>(this.label)
    this.whenComplete((value, error) => {
      if (error !== undefined) next.completeExceptionally(error)
      else next.completeWith(() => transform(value as T))
    })
    return next
  }

  /** A future of both results, as soon as both are there. */
  thenCombine<U, R>(other: CompletableFuture<U>, combine: (one: T, two: U) => R): CompletableFuture<R> {
    const both = new CompletableFuture<R>(this.label)
    if (this.state === 'done' && other.state === 'done') {
      both.completeWith(() => combine(this.value as T, other.value as U))
      return both
    }
    const check = (error: unknown): void => {
      if (error !== undefined) both.completeExceptionally(error)
      else if (this.state === 'done' && other.state === 'done') {
        both.completeWith(() => combine(this.value as T, other.value as U))
      }
    }
    this.whenComplete((_, error) => check(error))
    other.whenComplete((_, error) => check(error))
    return both
  }

  /**
   * Waits for the result. Original: CompletableFuture#get(long, TimeUnit)
   * @throws TimeoutException, InterruptedException, or what the future was completed with
   */
  *get(timeoutMillis = Infinity): Blocking<T> {
    if (this.state === 'pending') {
      this.waiters ??= new WaitList()
      const wake = yield* this.waiters.await('future', timeoutMillis, this.label)
      if (wake === TIMED_OUT) throw new TimeoutException(timeoutMillis)
    }
    if (this.state === 'failed') throw this.error
    return this.value as T
  }

  private completeWith(compute: () => T): void {
    let value: T
    try {
      value = compute()
    } catch (error) {
      this.completeExceptionally(error)
      return
    }
    this.complete(value)
  }

  private settle(state: 'done' | 'failed', value: T | undefined, error: unknown): boolean {
    if (this.isDone()) return false
    this.state = state
    this.value = value
    this.error = error
    this.waiters?.wakeAll()
    for (const callback of this.callbacks ?? []) callback(value, error)
    this.callbacks = null
    return true
  }
}
