import type { Failure } from '../exercises/Exercise'
import type { AllocationLoad } from './AllocationLoad'
import type { AllocationPhase, AllocationResult } from './AllocationResult'
import { movedQueues, summaryOfAllocation } from './AllocationResult'

/** Something that a way to share queues is to achieve. What it says to the reader is in `content/exercises`. */
export interface AllocationExercise {
  readonly id: string
  load(seed: number): AllocationLoad
  /** `call` of a failure is the index of a queue or of a member. It must also make sense of smaller loads. */
  judge(result: AllocationResult): Failure | null
}

const PHASES: readonly AllocationPhase[] = ['before', 'after']

/** Only the queues of the member that leaves move; it is never the last one. Before and after the parts differ little. */
const moveFew: AllocationExercise = {
  id: 'move-few',
  load: (seed) => {
    const consumers = 3 + (seed % 6)
    return { brokers: 1 + (seed % 4), queues: 4 + (seed % 5), consumers, change: 'leaves', which: (seed * 5) % (consumers - 1) }
  },
  judge(result) {
    const disagreed = firstDisagreement(result)
    if (disagreed !== null) return disagreed
    const { which } = result.key.load
    const needless = movedQueues(result).find((queue) => !result.owners.before[queue]!.includes(which))
    if (needless !== undefined) return { call: needless, reason: 'needless' }
    return firstUnfair(result, 'before', 2) ?? firstUnfair(result, 'after', 3)
  },
}

/** Nobody has nothing while another has two, whatever comes, goes or is added. */
const nobodyIdle: AllocationExercise = {
  id: 'nobody-idle',
  load: (seed) => {
    const consumers = 1 + ((seed * 7) % 24)
    const change = (['leaves', 'joins', 'queues-added'] as const)[seed % 3]!
    const isLast = consumers === 1 && change === 'leaves'
    return {
      brokers: 1 + (seed % 3), queues: 1 + (seed % 7), consumers: isLast ? 2 : consumers, change,
      which: (seed * 3) % (isLast ? 2 : consumers),
    }
  },
  judge(result) {
    const disagreed = firstDisagreement(result)
    if (disagreed !== null) return disagreed
    for (const phase of PHASES) {
      const counts = countsIn(result, phase)
      const idle = counts.find(({ count }) => count === 0)
      if (idle !== undefined && counts.some(({ count }) => count >= 2)) return { call: idle.member, reason: 'idle' }
    }
    return null
  },
}

/** Queues stay in their machine room unless nobody is in it; within a room they are shared fairly. */
const ownRoom: AllocationExercise = {
  id: 'own-room',
  load: (seed) => ({
    brokers: 1 + (seed % 4), queues: 2 + (seed % 5), consumers: 1 + (seed % 7), change: seed % 2 === 0 ? 'joins' : 'queues-added', which: 0,
  }),
  judge(result) {
    const disagreed = firstDisagreement(result)
    if (disagreed !== null) return disagreed
    for (const phase of PHASES) {
      const rooms = new Set(result.members[phase].map((member) => roomOfMember(result.consumers[member]!)))
      for (const [queue, owners] of result.owners[phase].entries()) {
        const room = result.queues[queue]!.broker.split('@')[0]!
        const owner = owners?.[0]
        if (owner === undefined || !rooms.has(room)) continue
        if (roomOfMember(result.consumers[owner]!) !== room) return { call: queue, reason: 'far' }
      }
      for (const room of rooms) {
        const unfair = firstUnfairIn(result, phase, room)
        if (unfair !== null) return unfair
      }
    }
    return null
  },
}

export const ALLOCATION_EXERCISES: readonly AllocationExercise[] = [nobodyIdle, moveFew, ownRoom]

function roomOfMember(name: string): string {
  return name.split('@')[1]!
}

/** How many queues each member has. */
interface MemberCount {
  readonly member: number
  readonly count: number
}

function countsIn({ owners, members }: AllocationResult, phase: AllocationPhase): MemberCount[] {
  return members[phase].map((member) => {
    return { member, count: owners[phase].filter((each) => each?.includes(member) === true).length }
  })
}

/** A member that could not compute its part, or a queue with two owners or none. */
function firstDisagreement(result: AllocationResult): Failure | null {
  const [error] = result.errors
  if (error !== undefined) return { call: error.consumer, reason: 'failed' }
  for (const phase of PHASES) {
    const queue = result.owners[phase].findIndex((owners) => owners !== null && owners.length !== 1)
    if (queue >= 0) return { call: queue, reason: result.owners[phase][queue]!.length === 0 ? 'nobody' : 'two-owners' }
  }
  return null
}

function firstUnfair(result: AllocationResult, phase: AllocationPhase, difference: number): Failure | null {
  const { least, most } = summaryOfAllocation(result, phase)
  if (most - least <= difference) return null
  return { call: countsIn(result, phase).find(({ count }) => count === most)!.member, reason: 'unfair' }
}

/** Of the room's own queues, a member of it has one more than another at most. */
function firstUnfairIn(result: AllocationResult, phase: AllocationPhase, room: string): Failure | null {
  const own = result.owners[phase].filter((_, queue) => result.queues[queue]!.broker.startsWith(`${room}@`))
  const members = result.members[phase].filter((member) => roomOfMember(result.consumers[member]!) === room)
  const counts = members.map((member) => own.filter((owners) => owners?.includes(member) === true).length)
  const most = Math.max(...counts)
  return most - Math.min(...counts) <= 1 ? null : { call: members[counts.indexOf(most)]!, reason: 'unfair' }
}

const SHRINKABLE = ['consumers', 'brokers', 'queues'] as const

/** Loads with less of something, the boldest first. */
export function* smallerAllocationLoads(load: AllocationLoad): Generator<AllocationLoad> {
  for (const field of SHRINKABLE) {
    const value = load[field]
    // Somebody stays, and the last one never leaves where it did not before.
    const least = field === 'consumers' && load.change === 'leaves' ? load.which + 2 : 1
    for (const smaller of new Set([least, Math.floor(value / 2), value - 1])) {
      if (smaller < least || smaller >= value) continue
      const next = { ...load, [field]: smaller }
      yield { ...next, which: Math.min(next.which, next.consumers - 1) }
    }
  }
}
