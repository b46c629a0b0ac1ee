import { describe, expect, it } from 'vitest'
import { currentTimeMillis } from '../../../engine/kernel/Process'
import { CountDownLatch } from '../../../engine/kernel/concurrent/CountDownLatch'
import { DeadlockError } from '../../../engine/kernel/errors'
import { sleep } from '../../../engine/kernel/sleep'
import { runInKernel, TimeLimitError, UncaughtInThreadError } from '../support/runInKernel'

describe('runInKernel', () => {
  it('returns what the body returns, after the virtual time that it takes', () => {
    const passed = runInKernel(function* () {
      const start = currentTimeMillis()
      yield* sleep(1500)
      return currentTimeMillis() - start
    })
    expect(passed).toBe(1500)
  })

  it('rethrows what the body throws', () => {
    const error = new RangeError('mine')
    expect(() =>
      runInKernel(function* () {
        yield* sleep(1)
        throw error
      }),
    ).toThrow(error)
  })

  it('fails when another thread dies, unless that is allowed', () => {
    const run = (allowUncaught: boolean): string =>
      runInKernel(
        function* (process) {
          process.spawn('victim', function* () {
            throw new Error('oops')
          })
          yield* sleep(10)
          return 'done'
        },
        { allowUncaught },
      )
    expect(() => run(false)).toThrow(UncaughtInThreadError)
    expect(run(true)).toBe('done')
  })

  it('says what the body was waiting for when its time is over', () => {
    expect(() =>
      runInKernel(
        function* () {
          yield* sleep(10_000, 'the cows')
        },
        { limitMillis: 100 },
      ),
    ).toThrow(new TimeLimitError(100, 'the cows'))
  })

  it('reports a body that nothing can ever wake', () => {
    expect(() =>
      runInKernel(function* () {
        yield* new CountDownLatch(1).await()
      }),
    ).toThrow(DeadlockError)
  })
})
