import { afterEach, describe, expect, it } from 'vitest'
import { MemoryDisk } from '../../../../../engine/ports/memory/MemoryDisk'
import type { OwnRequest, OwnState } from '../../../../../engine/worker/owncluster/ownProtocol'
import type { Shelf } from '../../../../../engine/worker/owncluster/Shelves'
import { Life, MortalDisk } from './MortalDisk'
import { TestWorld } from './TestWorld'

const OLD = 5
const NEW = 7

let world = new TestWorld()

/** What is in a browser: two shelves, with a store of some messages on the first or on the second. */
async function browserWith(isOnSecond: boolean): Promise<readonly [Shelf, Shelf]> {
  const shelves = [
    { broker: new MemoryDisk(), desk: new MemoryDisk(), clients: new MemoryDisk() },
    { broker: new MemoryDisk(), desk: new MemoryDisk(), clients: new MemoryDisk() },
  ] as const
  world = new TestWorld(new MemoryDisk(), new MemoryDisk(), { shelves })
  await world.open()
  if (isOnSecond) await world.state({ type: 'own-reset' })
  await world.send({ count: OLD, topic: 'Old' })
  await world.state({ type: 'own-break', how: 'shutdown' })
  await world.cluster.close()
  return shelves
}

async function archive(): Promise<Uint8Array> {
  world = new TestWorld()
  await world.open()
  await world.send({ count: NEW, topic: 'New' })
  const { zip } = await world.ask({ type: 'own-export' }, 'own-zip')
  await world.cluster.close()
  return zip
}

function mortal([first, second]: readonly [Shelf, Shelf], life: Life): readonly [Shelf, Shelf] {
  const shelf = ({ broker, desk, clients }: Shelf): Shelf => {
    const [mortalBroker, mortalDesk, mortalClients] = [broker, desk, clients].map((disk) => new MortalDisk(disk, life))
    return { broker: mortalBroker!, desk: mortalDesk!, clients: mortalClients! }
  }
  return [shelf(first), shelf(second)]
}

/** Asks for it in a worker that ends after so many changes. @returns whether it was answered that it is done */
async function during(shelves: readonly [Shelf, Shelf], request: OwnRequest, life: Life): Promise<boolean> {
  world = new TestWorld(new MemoryDisk(), new MemoryDisk(), { shelves: mortal(shelves, life) })
  const opened = await world.cluster.answer({ type: 'own-open' })
  const reply = opened.type === 'failed' ? opened : await world.cluster.answer(request)
  await world.cluster.close()
  return reply.type === 'own-state'
}

/** By topic: how many messages are in its queues. */
function messagesOf({ queues }: OwnState): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { topic, maxOffset } of queues) sums[topic] = (sums[topic] ?? 0) + maxOffset
  return sums
}

/** @param most as many moments at which a worker ends are tried, in each of the cases */
export function describeCutOff(most: number): void {
  afterEach(() => world.cluster.close())
  describe.each([
    ['an import', async (): Promise<OwnRequest> => ({ type: 'own-import', zip: await archive() }), { New: NEW }],
    ['a reset', (): Promise<OwnRequest> => Promise.resolve({ type: 'own-reset' }), {}],
  ])('%s whose worker ends in the middle of it', (_, makeRequest, after) => {
    it.each([
      ['first', false],
      ['second', true],
    ])('leaves the whole old store or the whole new one; the old one is on the %s shelf', async (_, isOnSecond) => {
      const request = await makeRequest()
      const whole = new Life()
      expect(await during(await browserWith(isOnSecond), request, whole)).toBe(true)
      const [found, words] = [new Set<string>(), new Set<boolean>()]
      for (let end = 0; end < whole.changes; end += Math.max(1, Math.floor(whole.changes / most))) {
        const shelves = await browserWith(isOnSecond)
        await during(shelves, request, new Life(end))
        world = new TestWorld(new MemoryDisk(), new MemoryDisk(), { shelves })
        const state = await world.open()
        expect(state, `after ${end} changes`).toMatchObject({ broker: 'running', trouble: null })
        const messages = messagesOf(state)
        expect([JSON.stringify({ Old: OLD }), JSON.stringify(after)], `after ${end} changes`).toContain(JSON.stringify(messages))
        expect(state.acknowledged).toBe('Old' in messages ? OLD : 0)
        found.add(JSON.stringify(messages))
        words.add(state.wasCutOff)
        await world.cluster.close()
        world = new TestWorld(new MemoryDisk(), new MemoryDisk(), { shelves })
        expect((await world.open()).wasCutOff, 'is said once').toBe(false)
        await world.cluster.close()
      }
      expect([...found]).toEqual([JSON.stringify({ Old: OLD }), JSON.stringify(after)])
      expect([...words].sort()).toEqual([false, true])
    })
  })
}
