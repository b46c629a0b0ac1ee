import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { runAlone } from '../../../../engine/adapters/host/runAlone'
import { NodeFsDisk } from '../../../../engine/adapters/node-fs/NodeFsDisk'
import { MemoryDisk } from '../../../../engine/ports/memory/MemoryDisk'
import { memoryStorage } from '../../../../engine/worker/owncluster/openStorage'
import { goldenStore } from '../../store/support/goldenFiles'
import { zipOf } from '../archive/support/zips'
import { TestWorld } from './support/TestWorld'

const top = mkdtempSync(path.join(tmpdir(), 'own-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))

let world = new TestWorld()
afterEach(() => world.cluster.close())

describe('a store as a zip', () => {
  it('comes out of one cluster and into another one', async () => {
    world = new TestWorld()
    await world.open()
    await world.send({ count: 30, body: 'message {i}' })
    const { zip, name, state } = await world.ask({ type: 'own-export' }, 'own-zip')
    expect(name).toMatch(/^rocketscope-store-\d+\.zip$/)
    expect(state).toMatchObject({ broker: 'running', recovery: { after: 'shutdown', how: 'normal', lost: 0 } })
    const { check } = await world.ask({ type: 'own-check', zip }, 'own-checked')
    expect(check).toMatchObject({ messages: 30, topics: [{ topic: 'Orders', queues: 4, messages: 30 }] })
    expect(check.problems.filter(({ level }) => level === 'error')).toEqual([])

    await world.cluster.close()
    world = new TestWorld()
    await world.open()
    await world.send({ count: 2, topic: 'Gone' })
    const imported = await world.state({ type: 'own-import', zip })
    expect(imported).toMatchObject({ broker: 'running', acknowledged: 0, recovery: { after: 'import', lost: 0 } })
    expect(new Set(imported.queues.map(({ topic }) => topic))).toEqual(new Set(['Orders']))
    expect(imported.queues.reduce((sum, { maxOffset }) => sum + maxOffset, 0)).toBe(30)
    const [found] = await world.query({ by: 'key', topic: 'Orders', key: 'order-17', max: 5 })
    expect(found).toMatchObject({ body: 'message 17' })
    expect((await world.send({ count: 3 })).state.acknowledged).toBe(3)
    expect((await world.reopen()).recovery).toMatchObject({ after: 'closed', lost: 3 })
  })

  it('may come from a real broker', async () => {
    world = new TestWorld()
    await world.open()
    const state = await world.state({ type: 'own-import', zip: zipOf(goldenStore('store-full'), 'store/') })
    expect(state).toMatchObject({ broker: 'running', trouble: null, recovery: { after: 'import', records: 68 } })
    const first = state.queues.find(({ maxOffset }) => maxOffset > 0)!
    const messages = await world.query({ by: 'offset', ...first, offset: 0, max: 10 })
    expect(messages).toHaveLength(Math.min(10, first.maxOffset))
    expect((await world.send({ count: 5 })).sent.outcomes).toMatchObject([{ outcome: 'SEND_OK', count: 5 }])
    expect(await world.reopen()).toMatchObject({ broker: 'running', recovery: { after: 'closed', lost: 5 } })
  })

  it('that is damaged leaves everything as it is', async () => {
    world = new TestWorld()
    await world.open()
    await world.send({ count: 3 })
    const zip = new TextEncoder().encode('not a zip at all')
    const { check } = await world.ask({ type: 'own-import', zip }, 'own-checked')
    expect(check.problems).toMatchObject([{ level: 'error', code: 'not-a-zip' }])
    expect((await world.state({ type: 'own-open' })).acknowledged).toBe(3)
  })

  it('that does not fit on the disk is refused, and everything stays as it is', async () => {
    world = new TestWorld()
    await world.open()
    await world.send({ count: 3 })
    const settings = { flushDiskType: 'ASYNC_FLUSH', diskBytes: 200_000 } as const
    await world.state({ type: 'own-settings', settings })
    const zip = zipOf(goldenStore('store-full'), 'store/')
    const { check } = await world.ask({ type: 'own-import', zip }, 'own-checked')
    expect(check.problems[0]).toMatchObject({ level: 'error', code: 'no-room', values: { found: check.bytes, limit: 200_000 } })
    expect((await world.ask({ type: 'own-check', zip }, 'own-checked')).check).toEqual(check)
    expect((await world.state({ type: 'own-open' })).acknowledged).toBe(3)
  })

  it('for which the browser has no room, although it said so, leaves what was there', async () => {
    const small = { broker: new MemoryDisk(1_100_000), desk: new MemoryDisk(), clients: new MemoryDisk() }
    const shelves = [{ broker: new MemoryDisk(), desk: new MemoryDisk(), clients: new MemoryDisk() }, small] as const
    world = new TestWorld(new MemoryDisk(), new MemoryDisk(), { shelves })
    await world.open()
    await world.send({ count: 4 })
    const zip = zipOf(goldenStore('store-full'), 'store/')
    expect(await world.cluster.answer({ type: 'own-import', zip })).toMatchObject({ type: 'failed' })
    const state = await world.state({ type: 'own-open' })
    expect(state).toMatchObject({ broker: 'running', acknowledged: 4, recovery: { lost: 0 } })
    expect(await runAlone(() => small.broker.list(''))).toEqual([])
  })

  it('on which no broker starts is refused, and everything stays as it is', async () => {
    world = new TestWorld()
    await world.open()
    await world.send({ count: 4 })
    const zip = zipOf(goldenStore('store-full'), 'store/')
    const { check: { bytes } } = await world.ask({ type: 'own-check', zip }, 'own-checked')
    // There is room for what is in the archive, and for nothing that the broker wants to write besides.
    await world.state({ type: 'own-settings', settings: { flushDiskType: 'ASYNC_FLUSH', diskBytes: bytes } })
    const { check } = await world.ask({ type: 'own-import', zip }, 'own-checked')
    expect(check.problems[0]).toMatchObject({ level: 'error', code: 'broker-trouble' })
    const state = await world.state({ type: 'own-open' })
    expect(state).toMatchObject({ broker: 'running', trouble: null, acknowledged: 4, recovery: { after: 'shutdown', lost: 0 } })
    expect(await world.query({ by: 'key', topic: 'Orders', key: 'order-3', max: 1 })).toHaveLength(1)
  })

  it('can be taken of a broker that was killed, with all that it had written', async () => {
    world = new TestWorld()
    await world.open()
    await world.send({ count: 9 })
    await world.state({ type: 'own-break', how: 'kill' })
    const { zip, state } = await world.ask({ type: 'own-export' }, 'own-zip')
    expect(state.broker).toBe('killed')
    expect((await world.ask({ type: 'own-check', zip }, 'own-checked')).check.messages).toBe(9)
    expect((await world.state({ type: 'own-boot' })).recovery).toMatchObject({ after: 'kill', lost: 0, records: 9 })
  })
})

describe('where the disk is', () => {
  it('files of the file system do as well: they are there at the next visit', async () => {
    const broker = new NodeFsDisk(path.join(top, 'broker'))
    const desk = new NodeFsDisk(path.join(top, 'desk'))
    world = new TestWorld(broker, desk, { close: () => broker.closeAll() })
    await world.open()
    await world.send({ count: 6 })
    await world.clock.pass(11_000)
    await world.send({ count: 2 })
    expect((await world.reopen()).recovery).toMatchObject({ records: 6, lost: 2 })
    await world.cluster.close()
    desk.closeAll()
  })

  it('a second tab works in memory, and says why', async () => {
    world = new TestWorld(new MemoryDisk(), new MemoryDisk(), memoryStorage('second-tab'))
    expect(await world.open()).toMatchObject({ storage: 'memory', reason: 'second-tab', broker: 'running' })
    expect((await world.send({ count: 3 })).state.acknowledged).toBe(3)
  })

  it('what the browser gives is the size of the disk', async () => {
    const estimate = (): Promise<{ quota: number; usage: number }> => Promise.resolve({ quota: 10_000, usage: 9000 })
    world = new TestWorld(new MemoryDisk(), new MemoryDisk(), { estimate })
    const { quotaBytes, usedBytes, broker, trouble } = await world.open()
    expect([quotaBytes, usedBytes <= 1000, broker]).toEqual([1000, true, 'stopped'])
    expect(trouble).toContain('no space left')
  })

  it('a browser that has no room although it said so makes sends fail, and nothing else', async () => {
    world = new TestWorld(new MemoryDisk(1_500_000))
    expect(await world.open()).toMatchObject({ broker: 'running', quotaBytes: null })
    const { sent } = await world.send({ count: 2000, bodyBytes: 1000 })
    expect(sent.outcomes.map(({ outcome }) => outcome)).toEqual(['SEND_OK', 'MQClientException'])
    expect((await world.reopen()).broker).toBe('running')
  })
})

describe('ten thousand messages', () => {
  it('are sent in one go; what is kept and what is lost makes all of them', async () => {
    world = new TestWorld()
    await world.open()
    const { sent, state } = await world.send({ count: 10_000, bodyBytes: 100 })
    expect(sent.outcomes).toMatchObject([{ outcome: 'SEND_OK', count: 10_000 }])
    expect(state.acknowledged).toBe(10_000)
    const { recovery, queues } = await world.reopen()
    expect(recovery!.lost).toBeGreaterThan(0)
    expect(queues.reduce((sum, { maxOffset }) => sum + maxOffset, 0) + recovery!.lost).toBe(10_000)
  })

  it('leave room for news and for other requests', async () => {
    world = new TestWorld()
    await world.open()
    world.clock.lookMillis = 0.01
    const sending = world.send({ count: 2000 })
    const query = { by: 'offset', topic: 'Orders', queueId: 0, offset: 0, max: 1 } as const
    let found = 0
    for (let turn = 0; turn < 1000 && found === 0; turn++) {
      await new Promise((resolve) => setImmediate(resolve))
      found = (await world.query(query)).length
    }
    const killed = world.state({ type: 'own-break', how: 'kill' })
    const { sent } = await sending
    expect(found).toBe(1)
    expect((await killed).broker).toBe('killed')
    expect(sent.outcomes[0]).toMatchObject({ outcome: 'SEND_OK' })
    expect(sent.sent).toBeLessThan(2000)
    expect(world.notices.filter(({ type }) => type === 'own-changed').length).toBeGreaterThan(0)
    const { recovery } = await world.state({ type: 'own-boot' })
    expect(recovery).toMatchObject({ after: 'kill', lost: 0 })
    expect(recovery!.records).toBeGreaterThanOrEqual(sent.outcomes[0]!.count)
  })
})

describe('what takes long with an archive', () => {
  /** Says how far it is at every step, and gives up when it is further than that. */
  async function begin(giveUpAt = Infinity): Promise<number[]> {
    const told: number[] = []
    await world.open()
    await world.send({ count: 6 })
    world.clock.lookMillis = 50
    world.onNotice = (notice) => {
      if (notice.type !== 'own-progress' || notice.what !== 'archive') return
      told.push(notice.done / notice.of)
      if (told.at(-1)! > giveUpAt) void world.cluster.answer({ type: 'own-give-up' })
    }
    return told
  }

  async function isAsBefore(): Promise<void> {
    world.clock.lookMillis = 0
    world.onNotice = () => {}
    expect(await world.ask({ type: 'own-give-up' }, 'own-state')).toMatchObject({ state: { broker: 'running', trouble: null, acknowledged: 6 } })
    expect(await world.query({ by: 'key', topic: 'Orders', key: 'order-5', max: 1 })).toHaveLength(1)
  }

  const zip = zipOf(goldenStore('store-full'), 'store/')

  it.each(['own-check', 'own-import'] as const)('says how far it is, from little to all of it: %s', async (type) => {
    world = new TestWorld()
    const told = await begin()
    await world.cluster.answer({ type, zip })
    expect(told.length).toBeGreaterThan(5)
    expect(told).toEqual([...told].sort((one, other) => one - other))
    expect(told[0]).toBeLessThan(0.2)
    expect(told.at(-1)).toBeGreaterThan(0.9)
    expect(told.at(-1)).toBeLessThanOrEqual(1)
  })

  it.each([0, 0.3, 0.41, 0.7, 0.98])('can be given up, and all is as it was: an import of which %d is done', async (part) => {
    world = new TestWorld()
    const told = await begin(part)
    expect(await world.cluster.answer({ type: 'own-import', zip })).toMatchObject({ type: 'own-given-up', state: { acknowledged: 6 } })
    expect(told.at(-1)).toBeGreaterThan(part)
    await isAsBefore()
  })

  it('can be given up while it is looked through, and when it is made', async () => {
    for (const request of [{ type: 'own-check', zip }, { type: 'own-export' }] as const) {
      world = new TestWorld()
      await begin(0.4)
      expect(await world.cluster.answer(request)).toMatchObject({ type: 'own-given-up', state: { broker: 'running' } })
      await isAsBefore()
      await world.cluster.close()
    }
  })

  it('is not begun again by what was given up before', async () => {
    world = new TestWorld()
    await world.open()
    await world.cluster.answer({ type: 'own-give-up' })
    expect(await world.cluster.answer({ type: 'own-check', zip })).toMatchObject({ type: 'own-checked' })
  })
})
