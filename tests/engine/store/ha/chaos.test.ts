import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { sleep } from '../../../../engine/kernel/sleep'
import { messageOf } from '../support/stores'
import type { Pair, ReplicaMachine } from './support'
import { isCaughtUp, until, withPair } from './support'

/** What may happen to a slave and to the way to it, one after the other. */
const ACCIDENTS = ['kill', 'power cut', 'cut link', 'slow link', 'nothing'] as const

interface Life {
  /** Where the slave's log begins; both logs are from there on. */
  readonly begin: number
  readonly slave: Uint8Array
  readonly master: Uint8Array
  /** The ends of the queues. */
  readonly slaveQueues: readonly number[]
  readonly masterQueues: readonly number[]
  readonly statuses: readonly string[]
}

/** Lets a slave live through accidents while its master goes on, then has both come to rest. */
function liveThrough(seed: number): Life {
  return withPair(
    { brokerRole: 'SYNC_MASTER', inSyncReplicas: 2, slaveTimeout: 500 },
    function* (pair) {
      const { master, slave, kernel, wire } = pair
      const { random } = kernel
      yield* slave.start()
      const statuses: string[] = []
      for (let round = 0; round < 6; round++) {
        const accident = ACCIDENTS[random.nextInt(ACCIDENTS.length)]!
        statuses.push(...(yield* putSome(pair, 1 + random.nextInt(12))))
        if (accident === 'kill') slave.kill()
        if (accident === 'power cut') {
          wire.cutPower(slave.host)
          slave.kill()
          slave.cache.powerCut(random)
        }
        const link = accident === 'cut link' ? { isCut: true } : { latencyMicros: accident === 'slow link' ? 80_000 : 200 }
        changeLink(pair, link)
        statuses.push(...(yield* putSome(pair, 1 + random.nextInt(12))))
        yield* sleep(random.nextInt(25_000))
        changeLink(pair, { isCut: false, latencyMicros: 200 })
        wire.restorePower(slave.host)
        if (!slave.process.alive) yield* slave.restart()
        yield* sleep(random.nextInt(12_000))
      }
      yield* until(() => isCaughtUp(pair), 60_000)
      const begin = slave.store.getMinPhyOffset()
      yield* sleep(100)
      return {
        begin,
        slave: slave.log(begin),
        master: master.log(begin),
        slaveQueues: queueEnds(slave),
        masterQueues: queueEnds(master),
        statuses,
      }
    },
    { seed, allowUncaught: false },
  )
}

function changeLink({ wire, master, slave }: Pair, change: { isCut?: boolean; latencyMicros?: number }): void {
  wire.changeLink(master.host, slave.host, change)
  wire.changeLink(slave.host, master.host, change)
}

function* putSome({ master, kernel }: Pair, count: number): Blocking<string[]> {
  return yield* master.inside(function* () {
    const statuses: string[] = []
    for (let index = 0; index < count; index++) {
      const body = '.'.repeat(1 + kernel.random.nextInt(6000))
      statuses.push((yield* master.store.putMessage(messageOf({ queueId: index % 3, body }))).putMessageStatus)
    }
    return statuses
  })
}

function queueEnds({ store }: ReplicaMachine): number[] {
  return [0, 1, 2].map((queueId) => store.getMaxOffsetInQueue('TopicTest', queueId))
}

describe('a slave that lives through kills, power cuts and broken links', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('has its master’s log and queues in the end: seed %i', (seed) => {
    const { slave, master, slaveQueues, masterQueues, statuses } = liveThrough(seed)
    expect(slave.length).toBeGreaterThan(0)
    expect(slave).toEqual(master)
    expect(slaveQueues).toEqual(masterQueues)
    expect(statuses.filter((status) => status !== 'PUT_OK' && status !== 'FLUSH_SLAVE_TIMEOUT')).toEqual([])
  })

  /**
   * It came when the master had a second file already, so its queues begin with blank entries. A power cut takes those
   * away, and the file that is left counts from its beginning. The original complains of a wrong order and goes on, too.
   */
  test('has the log, but queues that count anew, when a power cut takes the blank beginning of a queue: seed 12', () => {
    const { begin, slave, master, slaveQueues, masterQueues } = liveThrough(12)
    expect(begin).toBeGreaterThan(0)
    expect(slave).toEqual(master)
    for (const [queueId, end] of slaveQueues.entries()) expect(end).toBeLessThan(masterQueues[queueId]!)
  })
})
