import { describe, expect, it } from 'vitest'
import { ReentrantLock } from '../../../../engine/kernel/concurrent/ReentrantLock'
import { ScheduledExecutorService } from '../../../../engine/kernel/concurrent/ScheduledExecutorService'
import type { Process } from '../../../../engine/kernel/Process'
import { sleep } from '../../../../engine/kernel/sleep'
import { runInKernel } from '../../support/runInKernel'

function millis(process: Process): number {
  return Math.floor(process.kernel.now / 1000)
}

describe('ScheduledExecutorService', () => {
  it('runs each task at its time, whatever the order of scheduling', () => {
    const log = runInKernel(function* (process) {
      const service = new ScheduledExecutorService(process, 'Scheduled')
      const seen: string[] = []
      for (const delay of [30, 10, 20]) {
        service.schedule(`after ${delay}`, function* () {
          seen.push(`${delay}@${millis(process)}`)
        }, delay)
      }
      yield* sleep(5)
      service.schedule('sooner', function* () {
        seen.push(`sooner@${millis(process)}`)
      }, 1)
      yield* sleep(100)
      return seen
    })
    expect(log).toEqual(['sooner@6', '10@10', '20@20', '30@30'])
  })

  it('keeps a fixed rate by catching up, and a fixed delay by counting from the end', () => {
    const log = runInKernel(function* (process) {
      const rate = new ScheduledExecutorService(process, 'Rate')
      const delay = new ScheduledExecutorService(process, 'Delay')
      const seen: string[] = []
      let first = true
      rate.scheduleAtFixedRate('rate', function* () {
        seen.push(`rate@${millis(process)}`)
        if (first) yield* sleep(25)
        first = false
      }, 10, 10)
      delay.scheduleWithFixedDelay('delay', function* () {
        seen.push(`delay@${millis(process)}`)
        yield* sleep(15)
      }, 10, 10)
      yield* sleep(52)
      return [seen.filter((each) => each.startsWith('rate')), seen.filter((each) => each.startsWith('delay'))]
    })
    expect(log).toEqual([
      ['rate@10', 'rate@35', 'rate@35', 'rate@40', 'rate@50'],
      ['delay@10', 'delay@35'],
    ])
  })

  it('never runs a task again that threw, and goes on with the others', () => {
    const log = runInKernel(function* (process) {
      const service = new ScheduledExecutorService(process, 'Scheduled')
      const seen: string[] = []
      service.scheduleAtFixedRate('bad', function* () {
        seen.push('bad')
        throw new Error('oops')
      }, 1, 1)
      service.scheduleAtFixedRate('good', function* () {
        seen.push('good')
      }, 2, 2)
      yield* sleep(7)
      return seen
    }, { allowUncaught: true })
    expect(log).toEqual(['bad', 'good', 'good', 'good'])
  })

  it('forgets a task that is cancelled, and all of them at shutdown', () => {
    const log = runInKernel(function* (process) {
      const service = new ScheduledExecutorService(process, 'Scheduled')
      const seen: string[] = []
      const tell = (name: string) =>
        function* () {
          seen.push(name)
        }
      const future = service.scheduleAtFixedRate('cancelled', tell('cancelled'), 1, 2)
      service.scheduleAtFixedRate('other', tell('other'), 2, 2)
      yield* sleep(2.5)
      future.cancel()
      yield* sleep(2)
      service.shutdown()
      yield* sleep(10)
      expect([service.isShutdown(), process.threads.size]).toEqual([true, 1])
      return seen
    })
    expect(log).toEqual(['cancelled', 'other', 'other'])
  })

  it('does not run a task again that was cancelled while it ran', () => {
    const log = runInKernel(function* (process) {
      const service = new ScheduledExecutorService(process, 'Scheduled')
      let runs = 0
      const future = service.scheduleAtFixedRate('self', function* () {
        runs++
        yield* sleep(5)
      }, 1, 10)
      yield* sleep(3)
      future.cancel()
      yield* sleep(50)
      return runs
    })
    expect(log).toBe(1)
  })

  it('leaves a task alone that waits for something of its own', () => {
    const log = runInKernel(function* (process) {
      const service = new ScheduledExecutorService(process, 'Scheduled')
      const lock = new ReentrantLock()
      const seen: string[] = []
      const slow = process.spawn('slow', () => sleep(50))
      yield* lock.lock()
      service.schedule('task', function* () {
        yield* slow.join()
        seen.push(`joined@${millis(process)}`)
        yield* lock.lock()
        seen.push(`locked@${millis(process)}`)
        lock.unlock()
      }, 1)
      yield* sleep(10)
      service.schedule('another', () => sleep(1), 1)
      yield* sleep(50)
      service.shutdown()
      yield* sleep(20)
      lock.unlock()
      yield* sleep(10)
      return seen
    })
    expect(log).toEqual(['joined@50', 'locked@80'])
  })

  it('ends when the task under way is done, and is waited for no longer than that or than one wants', () => {
    const log = runInKernel(function* (process) {
      const service = new ScheduledExecutorService(process, 'Scheduled')
      yield* service.awaitTermination(100)
      const seen: string[] = [`nothing@${millis(process)}`]
      service.schedule('task', () => sleep(50), 1)
      yield* sleep(10)
      service.shutdown()
      yield* service.awaitTermination(20)
      seen.push(`impatient@${millis(process)}`)
      yield* service.awaitTermination(1000)
      seen.push(`done@${millis(process)}`)
      return seen
    })
    expect(log).toEqual(['nothing@0', 'impatient@30', 'done@51'])
  })
})
