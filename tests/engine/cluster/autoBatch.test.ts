import { expect, test } from 'vitest'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { consumedKeys, consumer, keys } from '../support/consumers'
import { runCluster, scenario, scenarioJson, send, START } from '../support/runCluster'

test('messages that an application sends one by one travel in batches, and are consumed one by one', async () => {
  const program = [
    { do: 'sleep', millis: 2000 }, START, send({ keys: 'first' }), { do: 'sleep', millis: 5000 },
    send({ mode: 'async', count: 40, keys: 'k{i}', intervalMillis: 1 }),
  ]
  const base = scenarioJson('send-call')
  const producers = (base['producers'] as object[]).map((producer) => ({ ...producer, config: { autoBatch: true }, program }))
  const run = await runCluster(scenario([], { producers, consumers: [consumer('consumer-1')] }))
  expect(consumedKeys(run)).toEqual([...keys(40), 'first'].sort())
  const requests = run.of('frame-sent').filter(({ isResponse }) => !isResponse)
  expect(requests.filter(({ code }) => code === RequestCode.SEND_MESSAGE_V2)).toEqual([])
  const batches = requests.filter(({ code }) => code === RequestCode.SEND_BATCH_MESSAGE)
  // A batch takes what comes in ten milliseconds, or a little more: the guard looks every five.
  expect(batches.length).toBeGreaterThan(3)
  expect(batches.length).toBeLessThan(6)
  expect(run.cluster.outcomes.failedByException).toEqual(new Map())
})
