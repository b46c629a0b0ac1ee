import { expect, test } from 'vitest'
import { TraceHasher } from '../../engine/adapters/hash/TraceHasher'
import { makeClusterDrillPlan } from '../../engine/cluster/clusterdrill/makeClusterDrillPlan'
import { reportOf } from './report'
import { CLUSTER_FUZZER, clusterDrillOf, runClusterPlan, runClusterSeed } from './runClusterDrill'

test('the first seeds (a thousand are in the slow suite)', () => {
  for (let seed = 1; seed <= 5; seed++) expect([seed, runClusterSeed(seed).problem]).toEqual([seed, null])
})

test('seed 3008: a slave that starts with an empty file writes a later stretch at its beginning, as in 5.3.2', () => {
  expect(runClusterSeed(3008).problem).toBeNull()
})

test('seed 5001558: a power cut may leave the mark at the end of a file and take the first message of the next', () => {
  expect(runClusterSeed(5_001_558).problem).toBeNull()
})

test('seed 5100282: a slave keeps the mark at the end of a file that its master has lost, and the messages behind it', () => {
  expect(runClusterSeed(5_100_282).problem).toBeNull()
})

test('seed 5101801: what a slave that has gone astray acknowledges, it need not have', () => {
  expect(runClusterSeed(5_101_801).problem).toBeNull()
})

test.each([5_104_320, 5_104_360, 5_104_753])(
  'seed %i: a power cut makes a queue without its first messages count from 0 again, or take none, as in 5.3.2', (seed) => {
    expect(runClusterSeed(seed).problem).toBeNull()
  },
)

test('seed 5302449: a master that is shut down before it has recovered has flushed nothing', () => {
  expect(runClusterSeed(5_302_449).problem).toBeNull()
})

test('the same seed gives the same run', () => {
  const [one, other] = [0, 0].map(() => {
    const cluster = clusterDrillOf(makeClusterDrillPlan(7))
    const hasher = new TraceHasher(cluster.kernel)
    cluster.listen(hasher)
    cluster.run()
    return hasher.digest()
  })
  expect(one).toBe(other)
})

test('a plan without faults and messages is kept as well: the level of a quiet cluster', () => {
  for (const seed of [2, 3, 8]) {
    const plan = { ...makeClusterDrillPlan(seed), operations: [], retired: null }
    expect(runClusterPlan(plan).problem).toBeNull()
  }
})

test('a fault from outside ends the judging, and no promise is said to be broken', () => {
  const cluster = clusterDrillOf(makeClusterDrillPlan(2))
  cluster.kernel.schedule(5_000_000, 'somebody', () => cluster.apply({ kind: 'broken-disk', node: 'broker-a' }))
  cluster.run()
  expect(cluster.clusterDrill!.outcome).toEqual({ problem: null, isJudged: false })
})

test('a report says what is wrong, and how to see it again: in Node and on the site', () => {
  const report = reportOf(CLUSTER_FUZZER, 4, { plan: makeClusterDrillPlan(4), problem: 'keeps: message 3 is lost' })
  expect(report).toContain('seed 4: keeps: message 3 is lost\n')
  expect(report).toContain('replay: npm run cluster-drill -- --seeds 4..4\n')
  expect(report).toContain('/en/learn/cluster-drill/#s=cluster-drill&seed=4&v=1')
})
