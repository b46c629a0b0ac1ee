import { afterEach, describe, expect, it } from 'vitest'
import type { OwnConsumer, OwnConsumerSetup, OwnGroup, OwnState } from '../../../../engine/worker/owncluster/ownProtocol'
import { TestWorld } from './support/TestWorld'

let world = new TestWorld()
afterEach(() => world.cluster.close())

const SETUP: OwnConsumerSetup = {
  group: 'billing', topic: 'Orders', filter: { by: 'tags', text: '' }, way: 'clustering', maxReconsumeTimes: -1,
  listener: { millis: 0, outcome: 'success' },
}

async function opened(): Promise<TestWorld> {
  world = new TestWorld()
  await world.open()
  return world
}

function add(change: Partial<OwnConsumerSetup> = {}): Promise<OwnState> {
  return world.state({ type: 'own-add-consumer', setup: { ...SETUP, ...change } })
}

function now(): Promise<OwnState> {
  return world.state({ type: 'own-open' })
}

function group(state: OwnState, name = 'billing'): OwnGroup {
  return state.groups.find((each) => each.group === name)!
}

function member(state: OwnState, name = 'consumer-1'): OwnConsumer {
  return state.groups.flatMap(({ members }) => members).find((each) => each.name === name)!
}

function lag(state: OwnState, topic = 'Orders'): number {
  return group(state).queues.filter((each) => each.topic === topic).reduce((sum, each) => sum + each.lag, 0)
}

describe('a consumer', () => {
  it('takes the queues of its topic, consumes, and commits', async () => {
    await opened()
    await world.send({ count: 12 })
    expect(member(await add())).toMatchObject({ name: 'consumer-1', status: 'running', trouble: null, isToRun: true })
    await world.clock.pass(16_000)
    const state = await now()
    const { queues, consumed, last, due, again, gone } = group(state)
    expect({ consumed, due, again, gone }).toEqual({ consumed: 12, due: 0, again: 0, gone: 0 })
    const orders = queues.filter(({ topic }) => topic === 'Orders')
    const expected = { committed: 3, maxOffset: 3, lag: 0, owners: ['consumer-1'] }
    expect(orders).toMatchObject([0, 1, 2, 3].map((queueId) => ({ queueId, ...expected })))
    expect(last).toHaveLength(12)
    expect(last[0]).toMatchObject({ consumer: 'consumer-1', topic: 'Orders', outcome: 'CONSUME_SUCCESS', tries: 1, isAgain: false })
  })

  it('shares the queues with others of its group, gives them back when it is stopped, and leaves them when it is killed', async () => {
    await opened()
    await world.send({ count: 4 })
    await add()
    await add()
    await world.clock.pass(3000)
    const owners = (state: OwnState): string[] => group(state).queues.filter(({ topic }) => topic === 'Orders').map((each) => each.owners.join())
    expect(owners(await now())).toEqual(['consumer-1', 'consumer-1', 'consumer-2', 'consumer-2'])
    const stopped = await world.state({ type: 'own-stop-consumer', name: 'consumer-1', how: 'shutdown' })
    expect(member(stopped)).toMatchObject({ status: 'stopped', isToRun: false, queues: [] })
    await world.clock.pass(3000)
    expect(owners(await now())).toEqual(Array(4).fill('consumer-2'))
    await world.state({ type: 'own-start-consumer', name: 'consumer-1' })
    await world.clock.pass(3000)
    expect(owners(await now())).toEqual(['consumer-1', 'consumer-1', 'consumer-2', 'consumer-2'])
    const killed = await world.state({ type: 'own-stop-consumer', name: 'consumer-2', how: 'kill' })
    expect(member(killed, 'consumer-2')).toMatchObject({ status: 'killed', queues: [] })
    await world.clock.pass(3000)
    expect(owners(await now())).toEqual(Array(4).fill('consumer-1'))
    const removed = await world.state({ type: 'own-remove-consumer', name: 'consumer-2' })
    expect(group(removed).members.map(({ name }) => name)).toEqual(['consumer-1'])
  })

  it('that is set to be slow, then to hang, is so from its next message on, and holds nobody up', async () => {
    await opened()
    await add({ listener: { millis: 0, outcome: 'hangs' } })
    const { sent } = await world.send({ count: 8 })
    expect(sent.outcomes).toMatchObject([{ outcome: 'SEND_OK', count: 8 }])
    await world.clock.pass(2000)
    expect(member(await now())).toMatchObject({ atWork: 8 })
    expect(lag(await now())).toBe(8)
    const set = await world.state({ type: 'own-set-consumer', name: 'consumer-1', listener: { millis: 10, outcome: 'success' } })
    expect(member(set).listener).toEqual({ millis: 10, outcome: 'success' })
    await world.send({ count: 4 })
    await world.clock.pass(2000)
    expect(group(await now())).toMatchObject({ consumed: 4 })
    expect(member(await now())).toMatchObject({ atWork: 8 })
    // What hangs is interrupted with the process and sent back; what nobody has committed is consumed from its place as well.
    await world.state({ type: 'own-stop-consumer', name: 'consumer-1', how: 'shutdown' })
    await world.state({ type: 'own-start-consumer', name: 'consumer-1' })
    await world.clock.pass(60_000)
    expect(group(await now())).toMatchObject({ consumed: 20, again: 4 })
    expect(lag(await now())).toBe(0)
  })

  it('gets only what it subscribes to, by tags or by SQL92', async () => {
    await opened()
    await world.send({ count: 6, tags: 'paid' })
    await world.send({ count: 3, tags: 'refused' })
    await add({ filter: { by: 'tags', text: 'refused' } })
    await add({ group: 'audit', filter: { by: 'sql', text: "TAGS = 'paid'" } })
    await world.clock.pass(8000)
    const state = await now()
    expect([group(state).consumed, group(state, 'audit').consumed]).toEqual([3, 6])
    expect(member(state, 'consumer-2').trouble).toBeNull()
  })

  it('that fails a message gets it again, and a dead letter in the end', async () => {
    await opened()
    await add({ listener: { millis: 0, outcome: 'later' }, maxReconsumeTimes: 1 })
    await world.send({ count: 2 })
    await world.clock.pass(5000)
    expect(group(await now()).last.map(({ outcome, tries }) => [outcome, tries])).toEqual(Array(2).fill(['RECONSUME_LATER', 1]))
    await world.clock.pass(30_000)
    const { last, dead, queues, consumed } = group(await now())
    expect(last.slice(0, 2).map(({ topic, tries }) => [topic, tries])).toEqual(Array(2).fill(['%RETRY%billing', 2]))
    expect({ dead, consumed }).toEqual({ dead: 2, consumed: 0 })
    expect(queues.find(({ topic }) => topic === '%RETRY%billing')).toMatchObject({ maxOffset: 2 })
  })

  it('that broadcasts gets all, keeps its places itself, and still has them at the next visit', async () => {
    await opened()
    await world.send({ count: 4 })
    await add({ way: 'broadcasting' })
    await add({ way: 'broadcasting' })
    await world.clock.pass(3000)
    // Who broadcasts begins at the end.
    await world.send({ count: 8 })
    await world.clock.pass(16_000)
    const before = await now()
    expect(group(before).consumed).toBe(16)
    expect(group(before).queues.map(({ machine, queueId }) => `${machine} ${queueId}`)).toHaveLength(8)
    expect(new Set(group(before).queues.map(({ committed }) => committed))).toEqual(new Set([3]))
    await world.clock.pass(11_000)
    const after = await world.reopen()
    await world.clock.pass(5000)
    expect(group(after).members).toHaveLength(2)
    expect(group(await now())).toMatchObject({ consumed: 16, again: 0 })
  })

  it('in order waits for a message that fails', async () => {
    await opened()
    await add({ way: 'orderly', listener: { millis: 0, outcome: 'later' } })
    await world.send({ count: 8 })
    await world.clock.pass(10_000)
    const { last, consumed } = group(await now())
    expect(consumed).toBe(0)
    expect(new Set(last.map(({ outcome, queueOffset }) => `${outcome} ${queueOffset}`))).toEqual(new Set(['SUSPEND_CURRENT_QUEUE_A_MOMENT 0']))
    await world.state({ type: 'own-set-consumer', name: 'consumer-1', listener: { millis: 0, outcome: 'success' } })
    await world.clock.pass(10_000)
    expect(group(await now()).consumed).toBe(8)
  })
})

describe('delays', () => {
  it('a message with a level of delay is consumed when its time has come', async () => {
    await opened()
    await add()
    await world.send({ count: 1, delayLevel: 2 })
    await world.clock.pass(3000)
    expect(group(await now()).consumed).toBe(0)
    await world.clock.pass(9000)
    expect(group(await now()).consumed).toBe(1)
  })
})

describe('words for what can not be', () => {
  it.each([
    ['bad-group', { group: '' }], ['bad-group', { group: 'a group' }], ['bad-group', { group: 'DEFAULT_CONSUMER' }], ['bad-topic', { topic: 'no topic' }],
    ['bad-sql', { filter: { by: 'sql', text: 'a >' } }], ['bad-sql', { filter: { by: 'sql', text: '' } }],
    ['bad-listener', { listener: { millis: -1, outcome: 'success' } }], ['bad-listener', { maxReconsumeTimes: 17 }],
  ] as const)('%s', async (code, change) => {
    await opened()
    const { problem } = await world.ask({ type: 'own-add-consumer', setup: { ...SETUP, ...change } }, 'own-consumer-refused')
    expect(problem.code).toBe(code)
    expect((await now()).groups).toEqual([])
  })

  it('too many', async () => {
    await opened()
    for (let n = 0; n < 16; n++) await add({ group: `g${n}` })
    expect((await world.ask({ type: 'own-add-consumer', setup: SETUP }, 'own-consumer-refused')).problem).toEqual({ code: 'too-many', detail: '16' })
  })

  it('members that subscribe differently are told of, and those that are down do not count', async () => {
    await opened()
    await add()
    expect(group(await add()).disagreement).toBeNull()
    expect(group(await add({ filter: { by: 'tags', text: 'paid' } })).disagreement).toBe('subscriptions')
    expect(group(await world.state({ type: 'own-stop-consumer', name: 'consumer-3', how: 'shutdown' })).disagreement).toBeNull()
    expect(group(await add({ way: 'broadcasting' })).disagreement).toBe('ways')
  })

  it('of a consumer that is not there', async () => {
    await opened()
    expect(await world.cluster.answer({ type: 'own-start-consumer', name: 'consumer-9' })).toMatchObject({ type: 'failed' })
    await add()
    const listener = { millis: 1e9, outcome: 'success' } as const
    expect(await world.cluster.answer({ type: 'own-set-consumer', name: 'consumer-1', listener })).toMatchObject({ type: 'failed' })
  })
})

describe('the page is closed', () => {
  it('consumers come back as they were set, those that were stopped stay so', async () => {
    await opened()
    await add({ listener: { millis: 5, outcome: 'success' } })
    await add({ group: 'audit' })
    await world.state({ type: 'own-set-consumer', name: 'consumer-1', listener: { millis: 70, outcome: 'throws' } })
    await world.state({ type: 'own-stop-consumer', name: 'consumer-2', how: 'kill' })
    const state = await world.reopen()
    expect(member(state)).toMatchObject({ ...SETUP, listener: { millis: 70, outcome: 'throws' }, isToRun: true })
    expect(member(state, 'consumer-2')).toMatchObject({ group: 'audit', isToRun: false, status: 'stopped' })
    await world.clock.pass(2000)
    expect(member(await now())).toMatchObject({ status: 'running', trouble: null })
  })

  it('what was consumed and not committed is consumed again, and counted', async () => {
    await opened()
    await add()
    await world.send({ count: 8 })
    await world.clock.pass(30_000)
    expect(lag(await now())).toBe(0)
    // Safe in the log; the table of the offsets is written every five seconds, and the client tells of them every five.
    await world.state({ type: 'own-settings', settings: { flushDiskType: 'SYNC_FLUSH', diskBytes: null } })
    await world.clock.pass(6000)
    await world.send({ count: 6 })
    await world.clock.pass(300)
    expect(group(await now()).consumed).toBe(14)
    const after = await world.reopen()
    expect(after.recovery).toMatchObject({ lost: 0 })
    const { due, gone } = group(after)
    expect(due).toBe(6)
    expect(gone).toBe(0)
    await world.clock.pass(10_000)
    expect(group(await now())).toMatchObject({ consumed: 14, due: 6, again: 6 })
    expect(group(await now()).last.filter(({ isAgain }) => isAgain)).toHaveLength(6)
    // Now it is committed and on the disk: the next visit has nothing to do again.
    await world.clock.pass(15_000)
    expect(group(await world.reopen())).toMatchObject({ due: 0, again: 0, consumed: 14 })
  })

  it('what was consumed and is lost with the end of the log is not taken for what comes in its place', async () => {
    await opened()
    await world.send({ count: 4 })
    await add()
    await world.clock.pass(16_000)
    await world.send({ count: 5, keys: 'old-{i}' })
    await world.clock.pass(100)
    expect(group(await now()).consumed).toBe(9)
    const after = await world.reopen()
    expect(after.recovery).toMatchObject({ lost: 5 })
    expect(group(after)).toMatchObject({ consumed: 4, gone: 5, due: 0 })
    await world.send({ count: 5, keys: 'new-{i}' })
    await world.clock.pass(5000)
    expect(group(await now())).toMatchObject({ consumed: 9, again: 0 })
  })
})

describe('what replaces the disk', () => {
  it('settings, export and import stop the consumers properly and start them again', async () => {
    await opened()
    await world.send({ count: 8 })
    await add()
    await world.clock.pass(2000)
    await world.state({ type: 'own-settings', settings: { flushDiskType: 'SYNC_FLUSH', diskBytes: null } })
    await world.clock.pass(2000)
    // They have committed before they went.
    expect(group(await now())).toMatchObject({ consumed: 8, due: 0, again: 0 })
    const { zip, state } = await world.ask({ type: 'own-export' }, 'own-zip')
    expect(state.broker).toBe('running')
    await world.clock.pass(2000)
    expect(member(await now())).toMatchObject({ status: 'running' })
    expect(lag(await now())).toBe(0)
    await world.send({ count: 4 })
    await world.state({ type: 'own-import', zip })
    await world.clock.pass(5000)
    // The archive has the offsets as well.
    expect(group(await now())).toMatchObject({ consumed: 0, due: 0, again: 0 })
    expect(lag(await now())).toBe(0)
    expect(member(await now())).toMatchObject({ status: 'running', trouble: null })
  })

  it('a reset keeps the consumers, and forgets what they have consumed', async () => {
    await opened()
    await add()
    await world.send({ count: 8 })
    await world.clock.pass(2000)
    const state = await world.state({ type: 'own-reset' })
    expect(group(state)).toMatchObject({ consumed: 0, last: [] })
    await world.send({ count: 4 })
    await world.clock.pass(40_000)
    expect(group(await now())).toMatchObject({ consumed: 4, again: 0 })
  })
})

describe('the broker is broken', () => {
  it('consumers go on, and what was known of their queues stays to be seen', async () => {
    await opened()
    await world.send({ count: 8 })
    await add()
    await world.clock.pass(16_000)
    const killed = await world.state({ type: 'own-break', how: 'kill' })
    expect(member(killed)).toMatchObject({ status: 'running' })
    expect(group(killed).queues.filter(({ topic }) => topic === 'Orders').map(({ committed }) => committed)).toEqual([2, 2, 2, 2])
    await world.state({ type: 'own-boot' })
    await world.clock.pass(40_000)
    await world.send({ count: 4 })
    await world.clock.pass(40_000)
    expect(group(await now()).consumed).toBe(12)
  })
})
