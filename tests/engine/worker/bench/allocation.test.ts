import { describe, expect, it } from 'vitest'
import { nodeWasm } from '../../../../engine/adapters/quickjs/nodeWasm'
import { QuickJsSandbox } from '../../../../engine/adapters/quickjs/QuickJsSandbox'
import { ALLOCATIONS } from '../../../../engine/cluster/allocations'
import type { AllocationName } from '../../../../engine/cluster/allocations'
import type { AllocationLoad } from '../../../../engine/worker/bench/AllocationLoad'
import { movedQueues, summaryOfAllocation } from '../../../../engine/worker/bench/AllocationResult'
import type { AllocationResult } from '../../../../engine/worker/bench/AllocationResult'
import { measureAllocation } from '../../../../engine/worker/bench/measureAllocation'

const LOAD: AllocationLoad = { brokers: 2, queues: 4, consumers: 3, change: 'leaves', which: 1 }

function builtIn(name: AllocationName, change: Partial<AllocationLoad> = {}): AllocationResult {
  return measureAllocation({ kind: 'allocation', seed: 1, load: { ...LOAD, ...change }, builtIn: name, code: null }, null)
}

async function own(body: string, change: Partial<AllocationLoad> = {}, head = ''): Promise<AllocationResult> {
  const code = `import { random, currentTimeMillis, sleep } from 'rocketmq'
${head}
export default class Mine {
  calls = 0
  allocate(group, cid, mqs, cids) { ${body} }
}`
  const key = { kind: 'allocation', seed: 1, load: { ...LOAD, ...change }, builtIn: null, code } as const
  return measureAllocation(key, await QuickJsSandbox.create(await nodeWasm()))
}

/** As text: of each queue its owners. */
function owners(result: AllocationResult, phase: 'before' | 'after'): string {
  return result.owners[phase].map((each) => (each === null ? '-' : each.join('+') || '0!')).join(' ')
}

describe('the built-in strategies', () => {
  it('share as RocketMQ does', () => {
    expect(owners(builtIn('averagely'), 'before')).toBe('0 0 0 1 1 1 2 2')
    expect(owners(builtIn('averagely'), 'after')).toBe('0 0 0 0 2 2 2 2')
    expect(owners(builtIn('circle'), 'before')).toBe('0 1 2 0 1 2 0 1')
    expect(owners(builtIn('machine-room-nearby'), 'before')).toBe('0 0 2 2 1 1 1 1')
    expect(owners(builtIn('machine-room'), 'before')).toBe('0 1 2 0 0! 0! 0! 0!')
  })

  it.each(ALLOCATIONS)('%s has one owner for each queue that it shares, whatever changes', (name) => {
    for (const change of ['nothing', 'leaves', 'joins', 'queues-added'] as const) {
      const result = builtIn(name, { change, consumers: 5, which: 4 })
      expect(result.errors).toEqual([])
      for (const phase of ['before', 'after'] as const) {
        const { shared, orphaned } = summaryOfAllocation(result, phase)
        expect(shared).toBe(0)
        if (name !== 'machine-room') expect(orphaned).toBe(0)
      }
    }
  })

  it('move what they move', () => {
    const moved = movedQueues(builtIn('averagely'))
    expect(moved).toEqual([3, 4, 5])
    expect(movedQueues(builtIn('averagely', { change: 'nothing' }))).toEqual([])
    const ring = builtIn('consistent-hash', { consumers: 8, queues: 16, which: 3 })
    expect(movedQueues(ring).every((queue) => ring.owners.before[queue]!.includes(3))).toBe(true)
  })

  it('leave members without a queue when there are more of them than queues', () => {
    expect(summaryOfAllocation(builtIn('averagely', { brokers: 1, queues: 2 }), 'before')).toMatchObject({ idle: 1, least: 0, most: 1 })
  })

  it('disagree while one member sees an old list', () => {
    const result = builtIn('averagely', { change: 'old-list', which: 0 })
    expect(owners(result, 'after')).toBe('0 0 0+1 1 2 2 3 3')
  })

  it('cope with the largest group', () => {
    const result = builtIn('averagely', { brokers: 8, queues: 8, consumers: 64, change: 'joins' })
    expect(result.queues).toHaveLength(64)
    expect(summaryOfAllocation(result, 'after')).toMatchObject({ idle: 1, least: 0, most: 1 })
  })
})

describe('the reader’s own', () => {
  it('is every member’s', async () => {
    const result = await own('return mqs.filter((_, i) => i % cids.length === cids.indexOf(cid))')
    expect(owners(result, 'before')).toBe(owners(builtIn('circle'), 'before'))
    expect(result.errors).toEqual([])
    expect(result.steps).toBeGreaterThan(0)
  })

  it.each([
    ['chance', 'const at = random.nextInt(cids.length); return mqs.filter((_, i) => (i + at) % cids.length === cids.indexOf(cid))'],
    ['Math.random', 'return mqs.filter(() => Math.random() < 0.3)'],
    ['the number of calls', 'const at = this.calls++; return mqs.filter((_, i) => (i + at) % cids.length === cids.indexOf(cid))'],
    ['its module', 'const at = made++; return mqs.filter((_, i) => (i + at) % cids.length === cids.indexOf(cid))'],
  ])('that depends on %s shows queues with two owners or none', async (_, body) => {
    const { shared, orphaned } = summaryOfAllocation(await own(body, {}, 'let made = 0'), 'before')
    expect(shared + orphaned).toBeGreaterThan(0)
  })

  it('can’t share anything through its module with another member', async () => {
    const result = await own('return made++ < 6 ? mqs.slice(0, 1) : mqs', { change: 'nothing' }, 'let made = 0')
    expect(owners(result, 'before')).toBe('0+1+2 0! 0! 0! 0! 0! 0! 0!')
  })

  it('keeps what it has when it throws after a change, and has nothing when it throws before', async () => {
    const at = await own('if (cids.length === 2 && cid.startsWith("c01")) throw new Error("no")\nreturn mqs.filter((_, i) => i % cids.length === cids.indexOf(cid))')
    expect(at.errors).toMatchObject([{ consumer: 0, phase: 'after', error: { kind: 'threw', message: 'Error: no', line: 5 } }])
    expect(owners(at, 'after')).toBe('0 2 0! 0+2 0! 2 0 2')
    const first = await own('throw new Error("no")')
    expect(first.errors).toHaveLength(5)
    expect(summaryOfAllocation(first, 'after').orphaned).toBe(8)
  })

  it.each([
    ['return undefined', 'not-a-list'],
    ['return mqs[0]', 'not-a-list'],
    ['return [null]', 'not-a-queue'],
    ['return [{ ...mqs[0] }]', 'not-a-queue'],
    ['mqs[0].queueId = 77; return [mqs[0]]', 'foreign-queue'],
    ['for (;;) {}', 'budget'],
    ['return new Array(4e9).fill(mqs[0])', 'budget'],
    ['const all = []; for (let i = 0; i < 60000; i++) all[i] = mqs[0]; return all', 'budget'],
    ['return Array.from({ length: 5 }, () => mqs[0]).map((mq, i) => (i < 4 ? mq : sleep(1)))', 'threw'],
    ['return Object.defineProperty([], 0, { get() { for (;;) {} } })', 'budget'],
  ])('%s is told', async (body, kind) => {
    const { errors } = await own(body)
    expect(errors[0]?.error.kind).toBe(kind)
  })

  it('may return null and the same queue twice, as in RocketMQ', async () => {
    expect((await own('return null')).errors).toEqual([])
    expect(owners(await own('return [mqs[1], mqs[1]]', { consumers: 1, change: 'nothing', which: 0 }), 'before')).toBe('0! 0 0! 0! 0! 0! 0! 0!')
  })

  it('must have a method allocate', async () => {
    const key = { kind: 'allocation', seed: 1, load: LOAD, builtIn: null, code: 'export default class { select() {} }' } as const
    const sandbox = await QuickJsSandbox.create(await nodeWasm())
    expect(() => measureAllocation(key, sandbox)).toThrow(/no-class/)
  })
})

it.each([
  { brokers: 0 }, { brokers: 9 }, { queues: 33 }, { consumers: 65 }, { consumers: 0 }, { which: 3 }, { which: -1 },
  { queues: 1.5 },
  { change: 'explodes' as never },
])('a load out of bounds is refused: %o', (change) => {
  expect(() => builtIn('averagely', change)).toThrow(/load\./)
})
