import { describe, expect, test } from 'vitest'
import type { Scenario } from '../../../engine/cluster/Scenario'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { runCluster, scenarioJson, send, START, type ClusterRun } from '../support/runCluster'

/** Sixty asynchronous sends, as fast as it goes, over a link on which each takes a fifth of a second. */
function slowly(config: object, more: object = {}): Scenario {
  const base = scenarioJson('send-call')
  const program = [
    START, send(), { do: 'sleep', millis: 1000 }, send({ mode: 'async', count: 60, keys: 'k{i}', ...more }),
  ]
  const producer = { ...(base['producers'] as Array<{ name: string }>)[0]!, config, program }
  const faults = ['broker-a', 'broker-b'].map((to) => ({
    fault: { kind: 'slow-link', from: producer.name, to, latencyMillis: 100 }, when: { atMillis: 1 },
  }))
  return parseScenario({ ...base, durationMillis: 60_000, producers: [producer], faults })
}

/** How many sends, and how many bytes of frames, were under way at most. */
function most(run: ClusterRun): { readonly sends: number; readonly bytes: number } {
  const open = new Map<string, number>()
  let [sends, bytes] = [0, 0]
  for (const event of run.events) {
    if (event.type === 'frame-sent' && !event.isResponse && event.code === RequestCode.SEND_MESSAGE_V2) {
      open.set(`${event.from} ${event.opaque}`, event.length)
    } else if (event.type === 'frame-received' && event.isResponse) open.delete(`${event.to} ${event.opaque}`)
    sends = Math.max(sends, open.size)
    bytes = Math.max(bytes, [...open.values()].reduce((sum, length) => sum + length, 0))
  }
  return { sends, bytes }
}

function stored(run: ClusterRun): number {
  return new Set(run.of('log-append').map(({ keys }) => keys).filter((key) => key !== '')).size
}

describe('asynchronous sends over a slow link', () => {
  test('are all under way at once', async () => {
    const run = await runCluster(slowly({}))
    expect(most(run).sends).toBe(60)
    expect(stored(run)).toBe(60)
  })

  test('are under way ten at a time with back-pressure, and all arrive', async () => {
    const run = await runCluster(slowly({ enableBackpressureForAsyncMode: true, backPressureForAsyncSendNum: 10 }))
    expect(most(run).sends).toBe(10)
    expect(stored(run)).toBe(60)
    expect(run.cluster.outcomes.failedByException).toEqual(new Map())
  })

  test('are as many as a MiB has room for', async () => {
    const config = {
      enableBackpressureForAsyncMode: true, backPressureForAsyncSendSize: 1, compressMsgBodyOverHowmuch: 4_000_000,
    }
    // Larger than a file of a lesson's log: the broker refuses them, and that gives the permits back as well.
    const run = await runCluster(slowly(config, { count: 12, bodyBytes: 300_000 }))
    expect(most(run).sends).toBe(3)
    expect(most(run).bytes).toBeLessThan(1024 * 1024)
  })

  test('that wait longer than their timeout are refused, and the sender hears of it', async () => {
    const config = { enableBackpressureForAsyncMode: true, backPressureForAsyncSendNum: 10, sendMsgTimeout: 150 }
    const run = await runCluster(slowly(config, { count: 11 }))
    const ends = run.of('client-call-ended').filter(({ result }) => result.includes('RemotingTooMuchRequestException'))
    expect(ends.length).toBeGreaterThan(0)
  })
})
