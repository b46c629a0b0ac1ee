import { describe, expect, it } from 'vitest'
import { CompletableFuture, TimeoutException } from '../../../../engine/kernel/concurrent/CompletableFuture'
import { runInKernel } from '../../support/runInKernel'

describe('CompletableFuture', () => {
  it('wakes everybody who waits, with the first result only', () => {
    const log = runInKernel(function* (process) {
      const future = new CompletableFuture<number>()
      const got: number[] = []
      const waiters = [1, 2].map((factor) =>
        process.spawn(`waiter${factor}`, function* () {
          got.push((yield* future.get()) * factor)
        }),
      )
      process.kernel.schedule(10, 'complete', () => {
        expect([future.isDone(), future.complete(21)]).toEqual([false, true])
        expect([future.isDone(), future.complete(5)]).toEqual([true, false])
        expect(future.completeExceptionally(new Error('late'))).toBe(false)
      })
      for (const waiter of waiters) yield* waiter.join()
      return [...got, yield* future.get()]
    })
    expect(log).toEqual([21, 42, 21])
  })

  it('throws what it was completed with', () => {
    const error = new RangeError('mine')
    expect(() =>
      runInKernel(function* () {
        return yield* CompletableFuture.failedFuture<number>(error).get()
      }),
    ).toThrow(error)
  })

  it('gives up after its time and says how long that was', () => {
    expect(() =>
      runInKernel(function* () {
        yield* new CompletableFuture<number>().get(30)
      }),
    ).toThrow(new TimeoutException(30))
  })

  it('calls back at once when it is done, otherwise when it will be, in the order of asking', () => {
    const seen: unknown[] = []
    const future = new CompletableFuture<string>()
    future.whenComplete((value) => seen.push(`first ${value}`)).whenComplete((value) => seen.push(`second ${value}`))
    expect(seen).toEqual([])
    future.complete('x')
    future.whenComplete((value) => seen.push(`third ${value}`))
    expect(seen).toEqual(['first x', 'second x', 'third x'])
  })

  it('carries values and errors on to what is made of it', () => {
    const results: unknown[] = []
    const collect = (value: unknown, error: unknown): void => void results.push(error ?? value)
    const error = new Error('no')
    const one = new CompletableFuture<number>()
    const two = new CompletableFuture<number>()
    one.thenApply((value) => value + 1).whenComplete(collect)
    one.thenCombine(two, (a, b) => a * b).whenComplete(collect)
    two.complete(5)
    expect(results).toEqual([])
    one.complete(2)
    expect(results).toEqual([3, 10])
    CompletableFuture.failedFuture<number>(error).thenApply((value) => value + 1).whenComplete(collect)
    one.thenCombine(CompletableFuture.failedFuture<number>(error), (a, b) => a + b).whenComplete(collect)
    expect(results.slice(2)).toEqual([error, error])
  })

  it('fails the next one, not the thread that completes, when the transformation throws', () => {
    const error = new Error('in the transformation')
    const future = new CompletableFuture<number>()
    const results: unknown[] = []
    const broken = (): number => {
      throw error
    }
    future.thenApply(broken).whenComplete((_, thrown) => results.push(thrown))
    future.thenCombine(CompletableFuture.completedFuture(1), broken).whenComplete((_, thrown) => results.push(thrown))
    future.complete(1)
    expect(results).toEqual([error, error])
  })
})
