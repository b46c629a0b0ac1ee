import { expect, test } from 'vitest'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { consumer, succeeded } from '../support/consumers'
import { runCluster, scenario, scenarioJson, send, START, type ClusterRun } from '../support/runCluster'

const TRACE_TOPIC = 'RMQ_SYS_TRACE_TOPIC'
const FROM_FIRST = { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET' }

/** What clients have sent to the trace topic. */
function recordsOf(run: ClusterRun): string[][] {
  const sends = run.of('frame-sent').filter(({ code, isResponse }) => code === RequestCode.SEND_MESSAGE_V2 && !isResponse)
  const commands = sends.map(({ bytes }) => RemotingCommand.decode(bytes)).filter((command) => command.getExtField('b') === TRACE_TOPIC)
  return commands.flatMap(({ body }) => decodeUtf8(body!).split('\u0002').slice(0, -1)).map((record) => record.split('\u0001'))
}

/** A producer, a consumer that both tell what they do, and another consumer that reads what they tell. */
async function run(listener: object, more: object = {}): Promise<ClusterRun> {
  const base = scenarioJson('send-call')
  const program = [{ do: 'sleep', millis: 3000 }, START, send({ count: 3, keys: 'k{i}', intervalMillis: 10 })]
  const producers = (base['producers'] as object[]).slice(0, 1).map((each) => ({ ...each, config: { enableTrace: true }, program }))
  const brokers = (base['brokers'] as object[]).map((each) => ({ ...each, config: { traceTopicEnable: true } }))
  const consumers = [
    consumer('consumer-1', { config: { ...FROM_FIRST, enableTrace: true, maxReconsumeTimes: 0, ...more }, listener }),
    consumer('consumer-2', { consumerGroup: 'auditors', subscriptions: [{ topic: TRACE_TOPIC }], config: FROM_FIRST }),
  ]
  return await runCluster(scenario([], { producers, brokers, consumers, durationMillis: 30_000 }))
}

test.each([
  ['concurrently', { order: 'concurrently', millis: 20 }],
  ['in order', { order: 'orderly', millis: 20 }],
])('a message that is sent and consumed %s leaves three records, under its id and its keys', async (_name, listener) => {
  const traced = await run(listener)
  const records = recordsOf(traced)
  const pubs = records.filter(([type]) => type === 'Pub')
  expect(pubs.map((fields) => fields[7]).sort()).toEqual(['k0', 'k1', 'k2'])
  for (const pub of pubs) {
    const [, , , , topic, msgId, , key, , , , , , isSent] = pub
    expect([topic, isSent]).toEqual(['OrderPaid', 'true'])
    const before = records.filter(([type, , , , , id]) => type === 'SubBefore' && id === msgId)
    expect(before.map((fields) => [fields[3], fields[6], fields[7]])).toEqual([['billing', '0', key]])
    const after = records.filter(([type, , id]) => type === 'SubAfter' && id === msgId)
    // The request id binds both; then cost, success, keys, code, and the group at the end.
    expect(after.map((fields) => [fields[1], fields[4], fields[5], fields[6], fields[8]])).toEqual([[before[0]![4], 'true', key, '0', 'billing']])
    expect(Number(after[0]![3])).toBeGreaterThanOrEqual(20)
  }
  const audited = succeeded(traced).filter(({ group }) => group === 'auditors').flatMap(({ keys }) => keys.split(' '))
  expect(new Set(audited)).toEqual(new Set([...pubs.map((fields) => fields[5]!), 'k0', 'k1', 'k2']))
})

// The code is the place of FAILED, EXCEPTION, RETURNNULL and TIME_OUT among the ConsumeReturnTypes.
test.each([
  ['later', {}, 'false', '4'],
  ['throws', {}, 'false', '2'],
  ['null', {}, 'false', '3'],
  ['success', { consumeTimeout: 0 }, 'true', '1'],
])('how a listener has ended is told by a code: %s', async (outcome, config, isSuccess, code) => {
  const records = recordsOf(await run({ order: 'concurrently', outcome }, config))
  const after = records.filter(([type]) => type === 'SubAfter')
  expect(after.map((fields) => [fields[4], fields[6]])).toEqual(Array(3).fill([isSuccess, code]))
})
