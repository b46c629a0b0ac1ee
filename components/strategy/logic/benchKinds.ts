import type { AllocationName } from '../../../engine/cluster/allocations'
import type { AllocationLoad } from '../../../engine/worker/bench/AllocationLoad'
import type { AllocationResult } from '../../../engine/worker/bench/AllocationResult'
import type { AllocationKey, BenchKey, BenchResult, ListenerKey } from '../../../engine/worker/bench/BenchKey'
import type { ListenerLoad } from '../../../engine/worker/bench/ListenerLoad'
import type { ListenerResult } from '../../../engine/worker/bench/ListenerResult'
import {
  ALLOCATION_CHANGES, ALLOCATION_LIMITS, LISTENER_LIMITS, LISTENER_MIDDLES, LISTENER_NUMBERS,
} from '../../../engine/worker/protocol'
import type { WorkerClient } from '../../stepper/logic/workerClient'
import type { CodeKind } from './CodeKind'
import { numbered } from './CodeKind'
import type { ShownVerdict } from './LabState'
import { LISTENER_BUILT_INS } from './listeners'

/** Ways to share queues. */
export const ALLOCATION: CodeKind<AllocationLoad, AllocationKey, AllocationResult> = {
  name: 'allocation',
  firstLoad: { brokers: 2, queues: 4, consumers: 3, change: 'leaves', which: 1 },
  first: { before: 'averagely', after: 'consistent-hash' },
  encodeLoad: encodeAllocationLoad,
  decodeLoad: decodeAllocationLoad,
  keyOf: (load, seed, builtIn, code) => ({ kind: 'allocation', seed, load, builtIn: builtIn as AllocationName | null, code }),
  measure: async (client, key) => await measured(client, key) as AllocationResult,
  check: checkWith('allocation'),
  callersOf: ({ errors }) => numbered(errors),
}

/** Listeners. */
export const LISTENER: CodeKind<ListenerLoad, ListenerKey, ListenerResult> = {
  name: 'listener',
  firstLoad: { messages: 40, queues: 4, consumers: 2, threads: 4, bad: 9, slow: 0, maxReconsumeTimes: 2, middle: 'consumer-dies' },
  first: { before: 'trusting', after: 'idempotent' },
  encodeLoad: encodeListenerLoad,
  decodeLoad: decodeListenerLoad,
  keyOf: (load, seed, builtIn, code) => {
    return { kind: 'listener', seed, load, code: code ?? LISTENER_BUILT_INS.find(({ name }) => name === builtIn)?.code ?? '' }
  },
  measure: async (client, key) => await measured(client, key) as ListenerResult,
  check: checkWith('listener'),
  callersOf: ({ deliveries }) => deliveries,
}

async function measured(client: WorkerClient, key: BenchKey): Promise<BenchResult> {
  return (await client.ask({ type: 'bench', key }, 'benched')).result
}

function checkWith(kind: BenchKey['kind']) {
  return (client: WorkerClient, exercise: string, code: string, seeds: number): Promise<ShownVerdict> => {
    return client.ask({ type: 'bench-check', kind, exercise, code, seeds }, 'bench-verdict')
  }
}

/** How far the numbers of a group go; the queues on each broker depend on the brokers. */
export function allocationRange(load: AllocationLoad, field: 'brokers' | 'queues' | 'consumers'): { from: number; to: number } {
  const to = field === 'queues' ? Math.floor(ALLOCATION_LIMITS.queues / load.brokers) : ALLOCATION_LIMITS[field]
  return { from: 1, to }
}

/** The nearest load that can be: 64 queues at most, and the member that it is about is there. */
export function settledAllocation(load: AllocationLoad): AllocationLoad {
  const within = (value: number, from: number, to: number): number => Math.min(to, Math.max(from, Math.round(value)))
  const brokers = within(load.brokers, 1, ALLOCATION_LIMITS.brokers)
  const consumers = within(load.consumers, 1, ALLOCATION_LIMITS.consumers)
  const queues = within(load.queues, 1, Math.floor(ALLOCATION_LIMITS.queues / brokers))
  return { ...load, brokers, queues, consumers, which: within(load.which, 0, consumers - 1) }
}

/** `2.4.3.leaves.1` */
function encodeAllocationLoad({ brokers, queues, consumers, change, which }: AllocationLoad): string {
  return [brokers, queues, consumers, change, which].join('.')
}

function decodeAllocationLoad(text: string): AllocationLoad | null {
  const [brokers, queues, consumers, change, which] = text.split('.')
  const load: AllocationLoad = {
    brokers: Number(brokers), queues: Number(queues), consumers: Number(consumers), change: change as AllocationLoad['change'],
    which: Number(which),
  }
  const isKnown = ALLOCATION_CHANGES.includes(load.change)
  const isSettled = encodeAllocationLoad(settledAllocation(load)) === text
  return isKnown && isSettled && encodeAllocationLoad(load) === text ? load : null
}

/** `40.4.2.4.9.0.2.consumer-dies` */
function encodeListenerLoad(load: ListenerLoad): string {
  return [...LISTENER_NUMBERS.map((field) => load[field]), load.middle].join('.')
}

function decodeListenerLoad(text: string): ListenerLoad | null {
  const parts = text.split('.')
  const numbers = Object.fromEntries(LISTENER_NUMBERS.map((field, index) => [field, Number(parts[index])]))
  const load = { ...numbers, middle: parts[LISTENER_NUMBERS.length] } as unknown as ListenerLoad
  const isWithin = LISTENER_NUMBERS.every((field) => {
    const { from, to } = LISTENER_LIMITS[field]
    return Number.isInteger(load[field]) && load[field] >= from && load[field] <= to
  })
  return isWithin && LISTENER_MIDDLES.includes(load.middle) && encodeListenerLoad(load) === text ? load : null
}
