import { expect, test } from 'vitest'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { nodeNamesInTheEnd } from '../../../engine/cluster/addedConsumers'
import type { Fault } from '../../../engine/cluster/Fault'
import { ScenarioError } from '../../../engine/cluster/ScenarioError'
import { wholeScenario } from '../../../engine/cluster/clusterdrill/wholeScenario'
import { runCluster, scenarioJson, type ClusterRun } from '../support/runCluster'

/** Long enough for a rebalance after the fault, and short enough for a test. */
const consume = parseScenario(scenarioJson('consume'))
const undisturbed = await runCluster(consume)

function sliceAt(millis: number): number {
  return undisturbed.events.find((event) => event.millis >= millis)!.slice
}

function disturbed(...faults: ReadonlyArray<readonly [millis: number, fault: Fault]>): Promise<ClusterRun> {
  const interventions = faults.map(([millis, fault]) => ({ slice: sliceAt(millis), fault }))
  return runCluster(consume, { interventions })
}

function before(run: ClusterRun, slice: number): unknown[] {
  return run.events.filter((event) => event.slice < slice)
}

test('a listener that is set takes as long as it is told, and ends so, from its next batch on', async () => {
  const fault: Fault = { kind: 'set-listener', node: 'billing-1', millis: 700, outcome: 'later' }
  const run = await disturbed([30_000, fault])
  const started = run.of('consume-started').filter(({ process, millis }) => process === 'billing-1' && millis > 30_000)
  expect(started.length).toBeGreaterThan(1)
  for (const { millis, topic, queueId, queueOffset, thread } of started) {
    const ended = run.of('consume-ended').find((each) => (
      each.process === 'billing-1' && each.topic === topic && each.queueId === queueId && each.queueOffset === queueOffset && each.thread === thread && each.millis >= millis
    ))
    if (ended === undefined) continue
    expect(ended).toMatchObject({ outcome: 'RECONSUME_LATER' })
    expect(Math.round(ended.millis - millis)).toBe(700)
  }
  expect(run.of('fault')).toContainEqual(expect.objectContaining({ what: 'set-listener', target: 'billing-1', outcome: 'later' }))
  expect(before(run, sliceAt(30_000))).toEqual(before(undisturbed, sliceAt(30_000)))
})

test('a listener that is told to hang returns nothing any more, and its consumer can still be shut down', async () => {
  const run = await disturbed(
    [30_000, { kind: 'set-listener', node: 'billing-1', millis: 0, outcome: 'hangs' }],
    [38_300, { kind: 'shutdown', node: 'billing-1' }],
  )
  const of = (type: 'consume-started' | 'consume-ended'): unknown[] => run.of(type).filter(({ process, millis }) => process === 'billing-1' && millis > 30_000 && millis < 38_300)
  expect(of('consume-started').length).toBeGreaterThan(0)
  expect(of('consume-ended')).toEqual([])
  expect(run.of('process-exited')).toContainEqual(expect.objectContaining({ process: 'billing-1' }))
  // What it had and never returned goes to the other member.
  const again = run.of('consume-ended').filter(({ process, millis }) => process === 'billing-2' && millis > 38_300)
  expect(again.length).toBeGreaterThan(0)
})

test('a consumer that is added joins the group, takes its part of the queues, and can be killed', async () => {
  const run = await disturbed(
    [10_000, { kind: 'add-consumer', node: 'billing-1' }],
    [10_000, { kind: 'add-consumer', node: 'billing-3' }],
    [36_000, { kind: 'kill', node: 'billing-3' }],
  )
  const queuesOf = (node: string): string[] => (
    run.of('queues-assigned').filter(({ process, topic, millis }) => process === node && topic === 'OrderPaid' && millis < 12_000).map(({ queues }) => queues.join()).slice(-1)
  )
  expect(['billing-1', 'billing-2', 'billing-3', 'billing-4'].flatMap(queuesOf)).toEqual(['broker-a/0', 'broker-a/1', 'broker-a/2', 'broker-a/3'])
  expect(run.of('process-killed')).toContainEqual(expect.objectContaining({ process: 'billing-3' }))
  expect(before(run, sliceAt(10_000))).toEqual(before(undisturbed, sliceAt(10_000)))
})

test('the same interventions give the same run', async () => {
  const faults = [[10_000, { kind: 'add-consumer', node: 'billing-2' }], [20_000, { kind: 'set-listener', node: 'billing-3', millis: 50, outcome: 'throws' }]] as const
  const [one, other] = [await disturbed(...faults), await disturbed(...faults)]
  expect(other.traceHash).toBe(one.traceHash)
})

test('a fault that makes no sense says so before the run begins or where it happens', async () => {
  await expect(disturbed([10, { kind: 'add-consumer', node: 'broker-a' }])).rejects.toThrow(ScenarioError)
  await expect(disturbed([10, { kind: 'set-listener', node: 'broker-a', millis: 1, outcome: 'later' }])).rejects.toThrow(ScenarioError)
})

test('every node of the run has a disk from the beginning, those that are added later as well', async () => {
  const intervention = { slice: sliceAt(10_000), fault: { kind: 'add-consumer', node: 'billing-1' } } as const
  const known = nodeNamesInTheEnd(consume, [intervention])
  expect(known).toContain('billing-3')
  const run = await runCluster(consume, { interventions: [intervention] })
  expect([...run.disks.keys()].sort()).toEqual([...known].sort())
})

test('a drill takes no consumers that its judge does not know', async () => {
  const drill = parseScenario(scenarioJson('cluster-drill'))
  const seed = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((each) => wholeScenario(drill, each).consumers.length > 0)!
  const node = wholeScenario(drill, seed).consumers[0]!.name
  const run = runCluster(drill, { seed, interventions: [{ slice: 5, fault: { kind: 'add-consumer', node } }] })
  await expect(run).rejects.toThrow('a drill')
})

test('a scenario may add consumers itself, and speak of them', () => {
  const faults = (node: string): unknown[] => [
    { fault: { kind: 'add-consumer', node: 'billing-2' }, when: { atMillis: 5000 } },
    { fault: { kind: 'set-listener', node, millis: 5, outcome: 'throws' }, when: { atMillis: 6000 } },
  ]
  const parse = (node: string): unknown => parseScenario({ ...scenarioJson('consume'), faults: faults(node) })
  expect(() => parse('billing-3')).not.toThrow()
  expect(() => parse('billing-4')).toThrow('"billing-4" doesn\'t')
  const wrong = { kind: 'set-listener', node: 'billing-1', millis: 5, outcome: 'sometimes' }
  expect(() => parseScenario({ ...scenarioJson('consume'), faults: [{ fault: wrong, when: { slice: 1 } }] })).toThrow('"success" or "later"')
})
