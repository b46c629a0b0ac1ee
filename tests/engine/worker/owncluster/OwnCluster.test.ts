import { afterEach, describe, expect, it } from 'vitest'
import type { FileLayer, FileState } from '../../../../engine/worker/StoreView'
import { TestWorld } from './support/TestWorld'

let world = new TestWorld()
afterEach(() => world.cluster.close())

async function opened(): Promise<TestWorld> {
  world = new TestWorld()
  await world.open()
  return world
}

describe('a visit', () => {
  it('begins with an empty disk and a broker that runs', async () => {
    world = new TestWorld()
    expect(await world.open()).toMatchObject({
      storage: 'opfs', reason: null, broker: 'running', trouble: null, recovery: null, acknowledged: 0,
      settings: { flushDiskType: 'ASYNC_FLUSH', diskBytes: null },
    })
  })

  it('sends, and says what became of the messages', async () => {
    const { sent, state } = await (await opened()).send({ count: 20 })
    expect(sent.sent).toBe(20)
    expect(sent.outcomes).toMatchObject([{ outcome: 'SEND_OK', count: 20 }])
    expect(sent.lastResult).toContain('SEND_OK')
    expect(state.acknowledged).toBe(20)
    expect(state.queues.map(({ topic, maxOffset }) => [topic, maxOffset])).toEqual(new Array(4).fill(['Orders', 5]))
    expect(state.log.wrote).toBeGreaterThan(state.log.flushed)
  })
})

describe('messages that nobody accepts', () => {
  it('are refused for certain, and others may have been stored', async () => {
    await opened()
    const illegal = (await world.send({ count: 1, topic: 'SCHEDULE_TOPIC_XXXX' })).sent
    expect(illegal.outcomes).toMatchObject([{ count: 1, isRefused: true }])
    await world.send({ count: 1 })
    await world.state({ type: 'own-break', how: 'kill' })
    const dead = (await world.send({ count: 1 })).sent
    expect(dead.outcomes).toMatchObject([{ count: 1, isRefused: false }])
  })
})

describe('the page is closed', () => {
  it('with asynchronous flushes exactly what was not flushed is lost, and said to be', async () => {
    await opened()
    await world.send({ count: 10, keys: 'safe-{i}' })
    await world.clock.pass(11_000)
    const { state: before } = await world.send({ count: 7, keys: 'lost-{i}' })
    expect(before.log.wrote).toBeGreaterThan(before.log.flushed)
    const lastAlive = world.clock.millis
    const { recovery, acknowledged, log, broker } = await world.reopen()
    expect(broker).toBe('running')
    expect(acknowledged).toBe(17)
    expect(log.wrote).toBe(before.log.flushed)
    expect(recovery).toMatchObject({ after: 'closed', how: 'abnormal', records: 10, lost: 7 })
    expect(recovery!.lostMessages.map(({ keys }) => keys)).toEqual(Array.from({ length: 7 }, (_, i) => `lost-${i}`))
    expect(Math.abs(recovery!.lastAliveMillis! - lastAlive)).toBeLessThan(1500)
    const found = await world.query({ by: 'key', topic: 'Orders', key: 'lost-3', max: 10 })
    expect(found).toEqual([])
  })

  it('files that the browser had no space for, and left without a byte, do not keep the broker from starting', async () => {
    await opened()
    await world.send({ count: 3 })
    await world.clock.pass(11_000)
    await world.leaveEmptyFiles(['store/commitlog/00000000000099614720', 'store/commitlog/00000000000100663296'])
    expect(await world.reopen()).toMatchObject({ broker: 'running', trouble: null, acknowledged: 3, recovery: { lost: 0 } })
  })

  it('what was lost once is not lost again', async () => {
    await opened()
    await world.send({ count: 3 })
    expect((await world.reopen()).recovery).toMatchObject({ lost: 3 })
    expect((await world.reopen()).recovery).toMatchObject({ lost: 0 })
  })

  it('what was lost in another life of the disk stays lost', async () => {
    await opened()
    await world.send({ count: 20 })
    expect((await world.reopen()).recovery).toMatchObject({ lost: 20, lostEver: 20 })
    await world.send({ count: 20 })
    await world.state({ type: 'own-break', how: 'kill' })
    const killed = world.clock.millis
    await world.clock.pass(10_000)
    const { recovery, acknowledged } = await world.state({ type: 'own-boot' })
    expect(acknowledged).toBe(40)
    expect(recovery).toMatchObject({ after: 'kill', lost: 0, lostEver: 20, lastAliveMillis: killed })
    expect(recovery!.atMillis - killed).toBeGreaterThanOrEqual(10_000)
  })

  it('with synchronous flushes nothing is lost', async () => {
    await opened()
    await world.state({ type: 'own-settings', settings: { flushDiskType: 'SYNC_FLUSH', diskBytes: null } })
    await world.send({ count: 25 })
    const { recovery, settings, queues } = await world.reopen()
    expect(settings.flushDiskType).toBe('SYNC_FLUSH')
    expect(recovery).toMatchObject({ after: 'closed', how: 'abnormal', lost: 0 })
    expect(queues.reduce((sum, { maxOffset }) => sum + maxOffset, 0)).toBe(25)
  })
})

describe('the broker is broken on purpose', () => {
  it('a kill loses nothing: the machine still has its memory', async () => {
    await opened()
    await world.send({ count: 12 })
    const killed = await world.state({ type: 'own-break', how: 'kill' })
    expect(killed).toMatchObject({ broker: 'killed', trouble: null })
    expect(killed.log.wrote).toBeGreaterThan(killed.log.flushed)
    const { broker, recovery, queues } = await world.state({ type: 'own-boot' })
    expect(broker).toBe('running')
    expect(recovery).toMatchObject({ after: 'kill', how: 'abnormal', records: 12, lost: 0, lostMessages: [] })
    expect(queues.reduce((sum, { maxOffset }) => sum + maxOffset, 0)).toBe(12)
  })

  it('a power cut loses what was not flushed, or some of it, and what is lost is gone', async () => {
    await opened()
    await world.send({ count: 5 })
    await world.clock.pass(11_000)
    await world.send({ count: 40, bodyBytes: 500 })
    expect(await world.state({ type: 'own-break', how: 'cut-power' })).toMatchObject({ broker: 'without power' })
    const { recovery, queues } = await world.state({ type: 'own-boot' })
    expect(recovery).toMatchObject({ after: 'cut-power', how: 'abnormal' })
    expect(recovery!.lost).toBeGreaterThan(0)
    expect(recovery!.records + recovery!.lost).toBe(45)
    expect(queues.reduce((sum, { maxOffset }) => sum + maxOffset, 0)).toBe(recovery!.records)
  })

  it('a machine whose process is dead can still lose its power', async () => {
    await opened()
    await world.send({ count: 3 })
    await world.state({ type: 'own-break', how: 'kill' })
    expect(await world.state({ type: 'own-break', how: 'cut-power' })).toMatchObject({ broker: 'without power' })
    expect((await world.state({ type: 'own-boot' })).recovery).toMatchObject({ after: 'cut-power' })
  })

  it('after a shutdown recovery is the normal one, also in the next visit', async () => {
    await opened()
    await world.send({ count: 6 })
    expect(await world.state({ type: 'own-break', how: 'shutdown' })).toMatchObject({ broker: 'stopped', trouble: null })
    const again = await world.state({ type: 'own-boot' })
    expect(again.recovery).toMatchObject({ after: 'shutdown', how: 'normal', records: 6, discarded: 0, lost: 0 })
    await world.state({ type: 'own-break', how: 'shutdown' })
    expect((await world.reopen()).recovery).toMatchObject({ after: 'shutdown', how: 'normal', lost: 0 })
  })

  it('a page that is closed while the broker is dead has lost its memory', async () => {
    await opened()
    await world.send({ count: 4 })
    await world.state({ type: 'own-break', how: 'kill' })
    expect((await world.reopen()).recovery).toMatchObject({ after: 'closed', lost: 4 })
  })

  it('who sends meanwhile is told that it did not work, and does not try ten thousand times', async () => {
    await opened()
    await world.send({ count: 1 })
    await world.state({ type: 'own-break', how: 'kill' })
    const { sent } = await world.send({ count: 10_000 })
    expect(sent.sent).toBe(3)
    expect(sent.outcomes.map(({ count }) => count)).toEqual([3])
    expect(sent.outcomes[0]!.outcome).not.toBe('SEND_OK')
    expect(sent.lastResult).toBe('')
    await world.state({ type: 'own-boot' })
    expect((await world.send({ count: 2 })).sent.outcomes).toMatchObject([{ outcome: 'SEND_OK', count: 2 }])
  })
})

describe('settings', () => {
  it('are there at the next visit, and the broker was shut down properly for them', async () => {
    await opened()
    await world.send({ count: 5 })
    const settings = { flushDiskType: 'SYNC_FLUSH', diskBytes: 50_000_000 } as const
    const changed = await world.state({ type: 'own-settings', settings })
    expect(changed).toMatchObject({ settings, quotaBytes: 50_000_000, broker: 'running' })
    expect(changed.recovery).toMatchObject({ after: 'shutdown', how: 'normal', records: 5, lost: 0 })
    expect(await world.reopen()).toMatchObject({ settings, quotaBytes: 50_000_000 })
  })

  it('that make no sense are refused', async () => {
    await opened()
    const settings = { flushDiskType: 'NEVER' as 'SYNC_FLUSH', diskBytes: null }
    expect(await world.cluster.answer({ type: 'own-settings', settings })).toMatchObject({ type: 'failed' })
    expect(await world.state({ type: 'own-open' })).toMatchObject({ settings: { flushDiskType: 'ASYNC_FLUSH' } })
  })
})

describe('a reset', () => {
  it('leaves nothing', async () => {
    await opened()
    await world.send({ count: 50 })
    const state = await world.state({ type: 'own-reset' })
    expect(state).toMatchObject({ broker: 'running', acknowledged: 0, recovery: null, queues: [] })
    expect(state.log).toEqual({ from: 0, flushed: 0, committed: 0, wrote: 0 })
    expect((await world.send({ count: 1 })).state.acknowledged).toBe(1)
    expect((await world.reopen()).recovery).toMatchObject({ lost: 1 })
  })
})

describe('a full disk', () => {
  it('makes sends fail as a real broker does, and more room makes them work again', async () => {
    await opened()
    const small = { flushDiskType: 'ASYNC_FLUSH', diskBytes: 2_300_000 } as const
    expect(await world.state({ type: 'own-settings', settings: small })).toMatchObject({ broker: 'running' })
    const { sent, state } = await world.send({ count: 3000, bodyBytes: 1000 })
    expect(sent.sent).toBe(3000)
    const [ok, refused] = sent.outcomes
    expect(ok).toMatchObject({ outcome: 'SEND_OK' })
    expect(refused!.outcome).toBe('MQClientException')
    expect(refused!.text).toContain('answered with code 1: no new file for the commit log')
    expect(state.usedBytes).toBeLessThanOrEqual(2_300_000)
    await world.clock.pass(75_000)
    const { sent: later } = await world.send({ count: 1 })
    expect(later.outcomes).toMatchObject([{ outcome: 'MQClientException', count: 1 }])
    expect(later.outcomes[0]!.text).toContain('answered with code 14')
    const large = { flushDiskType: 'ASYNC_FLUSH', diskBytes: null } as const
    await world.state({ type: 'own-settings', settings: large })
    expect((await world.send({ count: 1 })).sent.outcomes).toMatchObject([{ outcome: 'SEND_OK', count: 1 }])
  })
})

describe('questions', () => {
  it('find messages by offset, key, unique id and time', async () => {
    await opened()
    await world.send({ count: 8, body: 'pay {i}' })
    const before = world.clock.millis
    await world.clock.pass(3000)
    await world.send({ count: 400, keys: 'later' })
    const first = await world.query({ by: 'offset', topic: 'Orders', queueId: 1, offset: 0, max: 2 })
    expect(first.map(({ queueOffset }) => queueOffset)).toEqual([0, 1])
    expect(first.every(({ storeMillis }) => Math.abs(storeMillis - before) < 1000)).toBe(true)
    const [byKey] = await world.query({ by: 'key', topic: 'Orders', key: 'order-5', max: 10 })
    expect(byKey).toMatchObject({ keys: 'order-5', tags: 'paid', body: 'pay 5' })
    expect(byKey!.path).toBe('store/commitlog/00000000000000000000')
    expect(byKey!.position).toBe(byKey!.physicalOffset)
    const byId = await world.query({ by: 'unique-id', topic: 'Orders', id: byKey!.uniqueId })
    expect(byId).toEqual([byKey])
    const time = { by: 'time', topic: 'Orders', queueId: byKey!.queueId, millis: before + 2000, max: 5 } as const
    expect((await world.query(time)).map(({ keys }) => keys)).toEqual(new Array(5).fill('later'))
    const cut = await world.ask({ type: 'own-query', query: { by: 'offset', topic: 'Orders', queueId: 0, offset: 0, max: 50 } }, 'own-messages')
    expect([cut.messages.length, cut.isCut]).toEqual([50, true])
    const whole = await world.ask({ type: 'own-query', query: { by: 'offset', topic: 'Orders', queueId: 0, offset: 0, max: 900 } }, 'own-messages')
    expect([whole.messages.length, whole.isCut]).toEqual([102, false])
  })

  it('about queues that there are not are answered with nothing, and bring none into being', async () => {
    await opened()
    const query = { topic: 'Nobody', queueId: 3, max: 5 }
    expect(await world.query({ by: 'offset', offset: 0, ...query })).toEqual([])
    expect(await world.query({ by: 'time', millis: 0, ...query })).toEqual([])
    expect((await world.state({ type: 'own-open' })).queues).toEqual([])
  })

  it('need a broker', async () => {
    await opened()
    await world.state({ type: 'own-break', how: 'kill' })
    const query = { by: 'key', topic: 'Orders', key: 'a', max: 1 } as const
    expect(await world.cluster.answer({ type: 'own-query', query })).toMatchObject({ type: 'failed' })
  })
})

describe('the files', () => {
  it('are shown as they are now: in memory and on the disk', async () => {
    await opened()
    await world.send({ count: 5 })
    const log = await fileState('store/commitlog/00000000000000000000')
    expect(log).toMatchObject({ node: 'broker-a', kind: 'commit-log', size: 1_048_576, flushed: 0, underway: [] })
    expect(log.wrote).toBeGreaterThan(500)
    expect(log.dirty).toEqual([{ from: 0, to: 4096 }])
    const inMemory = await bytes(log.path, 'memory')
    expect(new DataView(inMemory.buffer).getInt32(4)).toBe(-626843481)
    expect((await bytes(log.path, 'disk')).every((byte) => byte === 0)).toBe(true)
    await world.clock.pass(11_000)
    const later = await fileState(log.path)
    expect(later).toMatchObject({ dirty: [], flushed: log.wrote, wrote: log.wrote })
    expect(await bytes(log.path, 'disk')).toEqual(inMemory)
  })

  it('are explained, whether anybody has them in memory or not', async () => {
    await opened()
    await world.send({ count: 2 })
    await world.clock.pass(11_000)
    const asked = { type: 'file-fields', node: 'broker-a', path: 'store/commitlog/00000000000000000000' } as const
    const request = { ...asked, ...NO_RUN, from: 0, length: 300 }
    const running = (await world.ask(request, 'file-fields')).fields
    expect(running[0]).toMatchObject({ kind: 'record', value: expect.stringContaining('Orders') as string })
    await world.state({ type: 'own-break', how: 'cut-power' })
    const { fields } = await world.ask(request, 'file-fields')
    expect(fields[0]).toMatchObject({ kind: 'record', value: running[0]!.value })
    const topics = await bytes('store/config/topics.json', 'memory', 50)
    expect(new TextDecoder().decode(topics)).toContain('dataVersion')
    expect(await bytes('store/nothing', 'disk')).toHaveLength(0)
  })

  it('of a machine without power are filled as far as they were safe', async () => {
    await opened()
    await world.send({ count: 2 })
    await world.state({ type: 'own-break', how: 'cut-power' })
    expect(await fileState('store/commitlog/00000000000000000000')).toMatchObject({ wrote: 0, flushed: 0, dirty: [] })
  })

  const NO_RUN = { key: { scenario: '', seed: 0, interventions: [], selector: null }, event: 0 }

  async function fileState(path: string): Promise<FileState> {
    const { files } = await world.ask({ type: 'files', ...NO_RUN }, 'files')
    return files.find((file) => file.path === path)!
  }

  async function bytes(path: string, layer: FileLayer, length = 200): Promise<Uint8Array> {
    const request = { type: 'bytes', node: 'broker-a', path, from: 0, length, layer, ...NO_RUN } as const
    return (await world.ask(request, 'bytes')).bytes
  }
})
