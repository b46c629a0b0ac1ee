import { describe, expect, test } from 'vitest'
import { DefaultMQProducer } from '../../../engine/client/producer/DefaultMQProducer'
import { Message } from '../../../engine/common/message/Message'
import { encodeUtf8 } from '../../../engine/kernel/Utf8'
import { sleep } from '../../../engine/kernel/sleep'
import { application, at, consumer, shop } from '../support/consumers'
import { runCluster, type ClusterRun } from '../support/runCluster'

const LEVELS = [1, 2, 3, 4]
const MILLIS = [1000, 5000, 10_000, 30_000]
const PER_LEVEL = 5

/** From the fifth second on, five messages of each level, a little apart. */
async function runDelayed(faults: readonly object[] = []): Promise<ClusterRun> {
  const spec = shop([], [consumer('consumer-1')], { faults, durationMillis: 90_000 })
  return runCluster(spec, {}, undefined, (cluster) => {
    application(cluster, { name: 'late', host: '10.0.0.80', atMillis: 4000 }, function* (process, environment, namesrvAddr) {
      const producer = new DefaultMQProducer(process, environment, 'late')
      producer.namesrvAddr = namesrvAddr
      yield* producer.start()
      for (let i = 0; i < PER_LEVEL; i++) {
        for (const level of LEVELS) {
          const message = new Message('OrderPaid', encodeUtf8('late'))
          message.setKeys(`${level}/${i}`)
          message.setDelayTimeLevel(level)
          yield* producer.send(message)
          yield* sleep(37)
        }
      }
    })
  })
}

/** Level → how long each message was on its way from its broker's log to the listener at first, beyond its level; in ms. */
function latenessOf(run: ClusterRun): Map<number, number[]> {
  const stored = new Map(run.of('log-append').filter(({ topic }) => topic === 'SCHEDULE_TOPIC_XXXX').map((event) => [event.keys, event.millis]))
  const lateness = new Map<number, number[]>(LEVELS.map((level) => [level, []]))
  const seen = new Set<string>()
  for (const { keys, millis } of run.of('consume-started')) {
    if (seen.has(keys)) continue
    seen.add(keys)
    const level = Number(keys.split('/')[0])
    lateness.get(level)!.push(millis - stored.get(keys)! - MILLIS[level - 1]!)
  }
  return lateness
}

describe('delayed messages', () => {
  test('are consumed after their delay, never before, and at most a tenth of a second later', async () => {
    for (const [, late] of latenessOf(await runDelayed())) {
      expect(late).toHaveLength(PER_LEVEL)
      expect(Math.min(...late)).toBeGreaterThan(-1)
      expect(Math.max(...late)).toBeLessThan(110)
    }
  })

  test('that are due while their broker is dead come when it is back', async () => {
    const faults = ['broker-a', 'broker-b'].flatMap((node) => {
      return [at(7000, { kind: 'kill', node }), at(20_000, { kind: 'restart', node })]
    })
    const run = await runDelayed(faults)
    const lateness = latenessOf(run)
    const [oneSecond, , tenSeconds, halfAMinute] = LEVELS.map((level) => lateness.get(level)!)
    expect(Math.max(...oneSecond!)).toBeLessThan(110)
    expect(new Set(tenSeconds!.map((late) => late > 3000 && late < 9000))).toEqual(new Set([true]))
    expect(Math.max(...halfAMinute!)).toBeLessThan(1100)
    for (const late of lateness.values()) expect(Math.min(...late)).toBeGreaterThan(-1)
    // The brokers had not written how far they were, and have begun some levels anew.
    expect(run.of('consume-started').length).toBeGreaterThan(LEVELS.length * PER_LEVEL)
  })
})
