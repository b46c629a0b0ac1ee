import { expect, test } from 'vitest'
import { BrokerNode } from '../../../engine/cluster/BrokerNode'
import type { Cluster } from '../../../engine/cluster/Cluster'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { MessageQueueMap } from '../../../engine/common/message/MessageQueueMap'
import { ResetOffsetBody } from '../../../engine/remoting/protocol/body/ResetOffsetBody'
import { commitsOf, consumer, keys, shop, steady, succeeded } from '../support/consumers'
import { runCluster, type ClusterRun } from '../support/runCluster'

const RESET_AT = 30_000
const QUEUES = 4

/** What an operator has `mqadmin resetOffsetByTime` do: each broker tells the members of the group to begin its queues anew. */
function reset(cluster: Cluster, group: string): void {
  for (const node of cluster.nodes.values()) {
    if (!(node instanceof BrokerNode)) continue
    const { broker, process } = node
    const offsets = new MessageQueueMap<number>()
    for (let queueId = 0; queueId < QUEUES; queueId++) offsets.set(new MessageQueue('OrderPaid', node.name, queueId), 0)
    const body = new ResetOffsetBody(offsets)
    const channels = broker!.getConsumerManager().getConsumerGroupInfo(group)?.getAllChannel() ?? []
    process!.spawn('operator', function* () {
      for (const channel of channels) yield* broker!.getBroker2Client().resetOffset(channel, 'OrderPaid', group, 0, body)
    })
  }
}

async function runReset(order: string, brokers: readonly string[]): Promise<ClusterRun> {
  const topics = [{ name: 'OrderPaid', queues: QUEUES, brokers }]
  const spec = shop(steady(160), [consumer('consumer-1', { listener: { order, millis: 5 } })], { topics, durationMillis: 90_000 })
  return runCluster(spec, {}, undefined, (cluster) => {
    cluster.kernel.schedule(RESET_AT * 1000, 'reset', () => reset(cluster, 'billing'))
  })
}

test.each([
  ['concurrently', ['broker-a', 'broker-b']], ['concurrently', ['broker-a']], ['orderly', ['broker-a']],
])('a group that is reset consumes everything once more, and its offsets begin anew: %s, queues on %s', async (order, brokers) => {
  const run = await runReset(order, brokers)
  const before = succeeded(run).filter(({ millis }) => millis < RESET_AT).map((event) => event.keys)
  const after = succeeded(run).filter(({ millis }) => millis > RESET_AT).map((event) => event.keys)
  expect(before.sort()).toEqual(keys(160))
  expect(after.sort()).toEqual(keys(160))
  // Nothing is pulled for ten seconds, in which listeners can come to an end.
  const [first] = succeeded(run).filter(({ millis }) => millis > RESET_AT)
  expect(first!.millis - RESET_AT).toBeGreaterThan(10_000)
  const commits = commitsOf(run, 'billing').filter(({ millis }) => millis > RESET_AT)
  expect(commits.some(({ offset }) => offset === 0)).toBe(true)
  expect(Math.max(...commits.map(({ offset }) => offset))).toBe(160 / (QUEUES * brokers.length))
  expect(run.of('uncaught')).toEqual([])
})

/**
 * Each broker tells the consumer to begin its own queues anew, and for each the consumer stands still for ten seconds. Meanwhile the
 * pulls end that the other broker has held since before, with the number at which they have waited: MQClientInstance#resetOffset and
 * DefaultMQPushConsumerImpl#correctTagsOffset of 5.3.2 know nothing of each other. An ordered consumer asks for its offset once more
 * before its first pull.
 */
test('an ordered group with queues on two brokers begins only those anew that are reset last, as in 5.3.2', async () => {
  const run = await runReset('orderly', ['broker-a', 'broker-b'])
  const again = succeeded(run).filter(({ millis }) => millis > RESET_AT)
  expect(again).toHaveLength(80)
  expect(new Set(again.map(({ brokerName }) => brokerName)).size).toBe(1)
})
