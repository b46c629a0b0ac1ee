import { expect, test } from 'vitest'
import { runCluster, scenario, send, START } from '../support/runCluster'

test('a hook that a program registers sees each message from then on, before and after it is sent', async () => {
  const run = await runCluster(scenario([START, send({ keys: 'early' }), { do: 'register-hook' }, send({ keys: 'seen' })]))
  const seen = run.of('send-hook').map(({ process, what, keys, mode, status }) => [process, what, keys, mode, status].join(' '))
  expect(seen).toEqual(['order-service before seen SYNC ', 'order-service after seen SYNC SEND_OK'])
  const [before, after] = run.of('send-hook')
  const [stored] = run.of('log-append').filter(({ keys }) => keys === 'seen')
  expect(before!.slice < stored!.slice && stored!.slice < after!.slice).toBe(true)
})

test('without one nothing is told of hooks', async () => {
  expect((await runCluster(scenario([START, send()]))).of('send-hook')).toEqual([])
})
