import { expect, test } from 'vitest'
import type { ClusterSize } from '../../../../engine/worker/large/ClusterSize'
import { type LargeReport, LargeRun } from '../../../../engine/worker/large/LargeRun'

const SIZE: ClusterSize = { brokers: 3, queues: 2, producers: 2, consumers: 2, messages: 300, faults: 4 }

function reportOf(size: ClusterSize, stepMillis = 100): LargeReport {
  const run = new LargeRun(size)
  while (!run.isDone) run.advance(stepMillis)
  return run.report()
}

test('everything is sent, and consumed once', () => {
  expect(reportOf(SIZE)).toMatchObject({ acknowledged: 300, consumed: 300, duplicates: 0, failed: 0 })
})

test('each producer sends as many messages as the others', () => {
  expect(reportOf({ ...SIZE, messages: 301 }).acknowledged).toBe(302)
})

test('without a consumer it is over when everything is sent', () => {
  expect(reportOf({ ...SIZE, consumers: 0 })).toMatchObject({ acknowledged: 300, consumed: 0 })
})

test('it does not matter how often somebody looks', () => {
  const [often, seldom] = [reportOf(SIZE, 7), reportOf(SIZE, 1000)]
  expect({ ...often, virtualMillis: 0 }).toEqual({ ...seldom, virtualMillis: 0 })
})

test('what lives does not grow with the messages, and the files grow by what is stored', () => {
  const [few, many] = [reportOf(SIZE), reportOf({ ...SIZE, messages: 6000 })]
  // A consumer has at most twenty threads for its listener, and makes them as they are needed.
  expect(many.threads - few.threads).toBeLessThanOrEqual(SIZE.consumers * 20)
  expect(many.diskBytes).toBeGreaterThan(few.diskBytes)
  // A record of 64 bytes of body takes some 250, its places in queue and index 40, and each broker makes a file ahead.
  expect(many.diskBytes - few.diskBytes).toBeLessThan(5700 * 300 + SIZE.brokers * 4_000_000)
})
