import { describe, expect, it } from 'vitest'
import { readAllocations } from '../../../components/strategy/server/readAllocations'
import { allocationNumbers, matrixOf, movesOf } from '../../../components/strategy/logic/allocationPicture'
import { ALLOCATION, LISTENER, settledAllocation } from '../../../components/strategy/logic/benchKinds'
import { createLabFor } from '../../../components/strategy/logic/createLab'
import { decodeCodeLink, encodeCodeLink } from '../../../components/strategy/logic/link'
import { lagPointsOf, listenerNumbers } from '../../../components/strategy/logic/listenerPicture'
import { LISTENER_BUILT_INS } from '../../../components/strategy/logic/listeners'
import { SlotStore } from '../../../components/strategy/logic/SlotStore'
import { nodeWasm } from '../../../engine/adapters/quickjs/nodeWasm'
import { QuickJsSandbox } from '../../../engine/adapters/quickjs/QuickJsSandbox'
import { ALLOCATIONS } from '../../../engine/cluster/allocations'
import type { AllocationLoad } from '../../../engine/worker/bench/AllocationLoad'
import type { AllocationResult } from '../../../engine/worker/bench/AllocationResult'
import type { BenchKey } from '../../../engine/worker/bench/BenchKey'
import type { ListenerCall, ListenerResult } from '../../../engine/worker/bench/ListenerResult'
import { measureAllocation } from '../../../engine/worker/bench/measureAllocation'
import { measureListener } from '../../../engine/worker/bench/measureListener'
import { LISTENER_NUMBERS } from '../../../engine/worker/protocol'
import type { WorkerClient } from '../../../components/stepper/logic/workerClient'

const LOAD: AllocationLoad = { brokers: 2, queues: 3, consumers: 3, change: 'leaves', which: 1 }

function shared(change: Partial<AllocationLoad> = {}, name: (typeof ALLOCATIONS)[number] = 'averagely'): AllocationResult {
  return measureAllocation({ kind: 'allocation', seed: 1, load: { ...LOAD, ...change }, builtIn: name, code: null }, null)
}

describe('the reader’s copy of', () => {
  it.each(ALLOCATIONS)('%s shares as the engine’s own does', async (name) => {
    const copy = (await readAllocations()).find((each) => each.name === name)!
    for (const change of ['leaves', 'joins', 'queues-added'] as const) {
      const load: AllocationLoad = { brokers: 3, queues: 5, consumers: 6, change, which: 2 }
      const sandbox = await QuickJsSandbox.create(await nodeWasm())
      const own = measureAllocation({ kind: 'allocation', seed: 1, load, builtIn: null, code: copy.code }, sandbox)
      expect(own.errors).toEqual([])
      expect(own.owners).toEqual(shared(load, name).owners)
    }
  })

  it('consistent hash is within its steps for the largest group', async () => {
    const { code } = (await readAllocations()).find(({ name }) => name === 'consistent-hash')!
    const load: AllocationLoad = { brokers: 8, queues: 8, consumers: 64, change: 'leaves', which: 2 }
    const own = measureAllocation({ kind: 'allocation', seed: 1, load, builtIn: null, code }, await QuickJsSandbox.create(await nodeWasm()))
    expect(own.errors).toEqual([])
  })
})

describe('the matrix', () => {
  it('says of each queue what each member does with it', () => {
    const { columns, rows } = matrixOf(shared())
    expect(columns.map(({ name, presence, before, after }) => [name, presence, before, after])).toEqual([
      ['c01', 'there', 2, 3], ['c02', 'absent', 2, null], ['c03', 'there', 2, 3],
    ])
    expect(rows.map(({ name, cells, owners }) => [name, cells.join(' '), owners])).toEqual([
      ['a 0', 'keeps none none', 1], ['a 1', 'keeps none none', 1], ['a 2', 'gains loses none', 1],
      ['b 0', 'none loses gains', 1], ['b 1', 'none none keeps', 1], ['b 2', 'none none keeps', 1],
    ])
  })

  it('counts what moves, and says between whom', () => {
    expect(movesOf(shared())).toEqual([{ queue: 'a 2', from: ['c02'], to: ['c01'] }, { queue: 'b 0', from: ['c02'], to: ['c03'] }])
    expect(allocationNumbers(shared())).toMatchObject({ moved: 2, all: 6, before: { least: 2, most: 2 }, steps: null })
    expect(allocationNumbers(shared({ change: 'queues-added' })).all).toBe(6)
  })
})

describe('links', () => {
  it('carry the group and come back the same', () => {
    const link = { load: LOAD, seed: 3, against: 'circle', shown: { code: 'mine' } }
    const text = encodeCodeLink(link, ALLOCATION.encodeLoad)!
    expect(decodeCodeLink(text, ALLOCATIONS, ALLOCATION.decodeLoad)).toEqual(link)
  })

  it.each(['2.4.3.leaves', '2.4.3.leaves.3', '2.40.3.joins.0', '0.4.3.joins.0', '2.4.65.joins.0', '2.4.3.explodes.0', '2.4.03.joins.0', ''])(
    'with the group %s are refused', (text) => expect(ALLOCATION.decodeLoad(text)).toBeNull(),
  )

  it('carry the load of a listener', () => {
    const { firstLoad, encodeLoad, decodeLoad } = LISTENER
    expect(decodeLoad(encodeLoad(firstLoad))).toEqual(firstLoad)
    for (const bad of ['', '40.4.2.4.9.0.2', '400.4.2.4.9.0.2.nothing', '40.4.2.4.9.0.2.explodes', '40.4.2.4.9.0.2.nothing.1', '40.4.2.4.9.0.17.nothing']) {
      expect(decodeLoad(bad)).toBeNull()
    }
    expect(LISTENER_NUMBERS).toHaveLength(7)
  })

  it('a group is put right, never beyond 64 queues', () => {
    expect(settledAllocation({ ...LOAD, brokers: 8, queues: 64 })).toMatchObject({ brokers: 8, queues: 8 })
    expect(settledAllocation({ ...LOAD, consumers: 1, which: 9 })).toMatchObject({ consumers: 1, which: 0 })
  })
})

describe('the lab of another kind of code', () => {
  it('asks for what it is about, and keeps what is written apart from other kinds', async () => {
    const asked: BenchKey[] = []
    const client = {
      listen: () => () => {},
      hurry: () => {},
      ask: ({ key }: { key: BenchKey }) => {
        asked.push(key)
        return Promise.resolve({ result: shared() })
      },
    } as unknown as WorkerClient
    const kept = new Map<string, string>()
    const keeper = { recall: (key: string) => kept.get(key) ?? null, remember: (key: string, value: string | null) => void kept.set(key, value ?? '') }
    const slots = new SlotStore(keeper, 'start', 'allocation')
    const wait = (action: () => void) => {
      action()
      return () => {}
    }
    const lab = createLabFor({ connect: () => client, slots, builtIns: ALLOCATIONS, wait }, ALLOCATION)
    lab.getState().start('')
    lab.getState().edit('mine:1', 'my code')
    lab.getState().show('mine:1')
    for (let i = 0; i < 30; i++) await Promise.resolve()
    expect(asked.map((key) => (key.kind === 'allocation' ? key.builtIn ?? key.code : '')).sort()).toEqual(
      ['averagely', 'consistent-hash', 'my code'],
    )
    expect([...kept.keys()]).toEqual(['allocation-mine:1'])
    lab.getState().setCase({ ...LOAD, consumers: 9 }, 7)
    expect(lab.getState()).toMatchObject({ seed: 7, load: { consumers: 9 } })
    expect(lab.getState().link()).toContain('l=2.3.9.leaves.1&seed=7')
  })
})

describe('what came of a listener', () => {
  const call = (index: number, order: string, change: Partial<ListenerCall> = {}): ListenerCall => ({
    index, order, consumer: 'billing-1', queueId: 0, reconsumeTimes: 0, startMicros: 1e6 * index, endMicros: 1e6 * (index + 1),
    outcome: 'CONSUME_SUCCESS', steps: 10, error: null, ...change,
  })
  const result: ListenerResult = {
    key: { kind: 'listener', seed: 1, load: LISTENER.firstLoad, code: '' },
    sent: ['a', 'b', 'c'].map((order) => ({ order, atMicros: 0 })),
    deliveries: [
      call(0, 'a'), call(1, 'b', { outcome: 'EXCEPTION' }), call(2, 'b', { reconsumeTimes: 1 }), call(3, 'a'),
      call(4, 'c', { outcome: '', endMicros: null }),
    ],
    bills: [{ order: 'a', atMicros: 1e6, slept: 0 }, { order: 'a', atMicros: 4e6, slept: 0 }, { order: 'b', atMicros: 3e6, slept: 0 }],
    dead: [{ order: 'c', atMicros: 9e6 }],
    isSettled: true,
    endMicros: 9e6,
  }

  it('is counted', () => {
    expect(listenerNumbers(result)).toEqual({
      all: 3, consumed: 2, calls: 5, again: 1, dead: 1, twice: 1, billed: 2, billedTwice: 1, medianMillis: 3000,
      tookMillis: 9000, steps: 10,
    })
    expect(listenerNumbers({ ...result, isSettled: false }).tookMillis).toBeNull()
  })

  it('is drawn as what waits', () => {
    expect(lagPointsOf(result).map(({ seconds, waiting }) => `${seconds}:${waiting}`)).toEqual(['0:1', '0:2', '0:3', '1:2', '3:1', '9:0'])
    expect(lagPointsOf({ ...result, sent: [], deliveries: [], dead: [] })).toEqual([])
  })

  it.each(LISTENER_BUILT_INS.map(({ name, code }) => [name, code] as const))('the built-in %s runs', async (name, code) => {
    const load = { ...LISTENER.firstLoad, messages: 8, bad: 0, middle: 'nothing' as const }
    const run = await measureListener({ kind: 'listener', seed: 1, load, code }, await QuickJsSandbox.create(await nodeWasm()))
    expect(listenerNumbers(run), name).toMatchObject({ all: 8, consumed: 8, billed: 8, billedTwice: 0, dead: 0 })
  })
})
