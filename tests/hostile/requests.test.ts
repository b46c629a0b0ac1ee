import { expect, test } from 'vitest'
import type { OwnSend } from '../../engine/worker/owncluster/ownProtocol'
import { TestWorld } from '../engine/worker/owncluster/support/TestWorld'

/** What a reader may ask to be sent, and what the page says of it: `isRefused` for what is certainly not stored. */
test.each<readonly [name: string, send: Partial<OwnSend>, outcome: string, said: string, isRefused: boolean]>([
  ['a topic of the system', { topic: 'SCHEDULE_TOPIC_XXXX' }, 'MQClientException', 'SCHEDULE_TOPIC_XXXX', true],
  ['a topic with a blank', { topic: 'a b' }, 'MQClientException', 'a b', true],
  ['no topic', { topic: '' }, 'MQClientException', '', true],
  ['a topic that is too long', { topic: 'x'.repeat(128) }, 'MQClientException', '127', true],
  ['a topic called __proto__', { topic: '__proto__' }, 'SEND_OK', '__proto__', false],
  ['keys that are too long', { keys: 'k'.repeat(40_000) }, 'MQBrokerException', 'code 13', true],
  ['tags that are too long', { tags: 't'.repeat(40_000) }, 'MQBrokerException', 'code 13', true],
  ['no body', { body: '' }, 'MQClientException', '', true],
])('%s', async (_, send, outcome, said, isRefused) => {
  const world = new TestWorld()
  try {
    await world.open()
    const { sent, state } = await world.send({ count: 1, ...send })
    expect(sent.outcomes).toMatchObject([{ outcome, count: 1, isRefused }])
    expect(sent.outcomes[0]!.text).toContain(said)
    expect(state).toMatchObject({ broker: 'running', acknowledged: isRefused ? 0 : 1 })
    expect(state.log.wrote === 0).toBe(isRefused)
  } finally {
    await world.cluster.close()
  }
})

test.each<readonly [name: string, send: Partial<OwnSend>]>([
  ['no messages', { count: 0 }], ['more than there is time for', { count: 10_001 }], ['half a message', { count: 0.5 }],
  ['a body of less than nothing', { bodyBytes: -1 }], ['a body of more than there is memory', { bodyBytes: 1e12 }],
  ['a delay that there is no level for', { delayLevel: 19 }],
])('%s is no request', async (_, send) => {
  const world = new TestWorld()
  try {
    await world.open()
    const order: OwnSend = { topic: 'T', count: 1, keys: '', tags: '', body: '', bodyBytes: 0, delayLevel: 0, ...send }
    expect(await world.cluster.answer({ type: 'own-send', send: order })).toMatchObject({ type: 'failed' })
    expect((await world.send({ count: 1 })).state.acknowledged).toBe(1)
  } finally {
    await world.cluster.close()
  }
})
