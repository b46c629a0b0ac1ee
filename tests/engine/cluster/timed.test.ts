import { describe, expect, it } from 'vitest'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { runCluster, scenarioJson } from '../support/runCluster'

const SEND = { do: 'send', topic: 'OrderPaid', keys: 'later-{i}', body: 'later', delayMillis: 9000, count: 2 }

describe('timed messages in a cluster', () => {
  it('go onto the wheels of master and slave, and only the master delivers them', async () => {
    const json = scenarioJson('replicated') as { producers: Array<{ program: object[] }> }
    json.producers[0]!.program = [{ do: 'start' }, SEND]
    const run = await runCluster(parseScenario({ ...json, faults: [] }))
    const nodesOf = (type: 'timer-enqueued' | 'timer-dequeued'): unknown[] => run.of(type).map((event) => event['process'])
    expect(nodesOf('timer-enqueued').filter((node) => node === 'broker-a')).toHaveLength(2)
    expect(nodesOf('timer-enqueued').filter((node) => node === 'broker-a-slave')).toHaveLength(2)
    expect(nodesOf('timer-dequeued')).toEqual(['broker-a', 'broker-a'])
  })

  it('start no wheel anywhere while there are none', async () => {
    const run = await runCluster(parseScenario({ ...scenarioJson('replicated'), faults: [] }))
    expect(run.of('timer-moved')).toEqual([])
  })

  it.each([2000, 4100, 6050, 10_150, 11_700, 12_001, 12_003, 19_000, 26_000, 30_002])(
    'are all delivered, none early, if the broker is killed after %i ms', async (atMillis) => {
      const faults = [
        { fault: { kind: 'kill', node: 'broker-a' }, when: { atMillis } },
        { fault: { kind: 'restart', node: 'broker-a' }, when: { atMillis: atMillis + 300 } },
      ]
      const run = await runCluster(parseScenario({ ...scenarioJson('timed'), durationMillis: 45_000, faults }))
      const due = new Map(run.of('timer-enqueued').map((event) => [event['uniqueKey'], Number(event['dueMillis'])]))
      const delivered = run.of('timer-dequeued').filter(({ outcome }) => outcome === 'delivered')
      for (const event of delivered) expect(Number(event['atMillis'])).toBeGreaterThanOrEqual(due.get(event['uniqueKey']) ?? 0)
      const kept = [...due.keys()].filter((key) => !run.of('timer-dequeued').some((event) => event['uniqueKey'] === key && event['outcome'] === 'recalled'))
      expect(new Set(delivered.map((event) => event['uniqueKey']))).toEqual(new Set(kept))
    },
  )
})
