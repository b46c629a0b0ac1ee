import type { AllocationPhase, AllocationResult } from '../../../engine/worker/bench/AllocationResult'
import { movedQueues, summaryOfAllocation } from '../../../engine/worker/protocol'

/** What a queue is to a member: it keeps, gets or gives it up, or has nothing to do with it. */
export type Ownership = 'keeps' | 'gains' | 'loses' | 'none'

export interface MatrixRow {
  /** `a 3`; with the room, for the eyes of those who need it. */
  readonly name: string
  readonly title: string
  readonly cells: readonly Ownership[]
  /** Members that have it after the change. */
  readonly owners: number
}

export interface MatrixColumn {
  /** `c01` */
  readonly name: string
  readonly title: string
  readonly presence: 'there' | 'absent' | 'fresh'
  /** How many queues it has; null while it is not there. */
  readonly before: number | null
  readonly after: number | null
}

export interface Matrix {
  readonly columns: readonly MatrixColumn[]
  readonly rows: readonly MatrixRow[]
}

/** Queues by members. */
export function matrixOf(result: AllocationResult): Matrix {
  const { queues, consumers, owners, members } = result
  const rows = queues.map(({ broker, queueId }, queue): MatrixRow => {
    const [before, after] = [owners.before[queue] ?? [], owners.after[queue] ?? []]
    const cells = consumers.map((_, member) => ownership(before.includes(member), after.includes(member)))
    return { name: queueName(broker, queueId), title: `${broker} ${queueId}`, cells, owners: after.length }
  })
  const columns = consumers.map((title, member): MatrixColumn => {
    const count = (phase: AllocationPhase): number | null => {
      if (!members[phase].includes(member)) return null
      return owners[phase].filter((each) => each?.includes(member) === true).length
    }
    const [before, after] = [count('before'), count('after')]
    const presence = before === null ? 'fresh' : after === null ? 'absent' : 'there'
    return { name: memberName(title), title, presence, before, after }
  })
  return { columns, rows }
}

function ownership(before: boolean, after: boolean): Ownership {
  if (before) return after ? 'keeps' : 'loses'
  return after ? 'gains' : 'none'
}

/** `room1@broker-a`, 3 → `a 3` */
export function queueName(broker: string, queueId: number): string {
  return `${broker.replace(/^.*broker-/, '')} ${queueId}`
}

/** `c01@room1` → `c01` */
export function memberName(member: string): string {
  return member.split('@')[0]!
}

/** Each queue that moves, and between whom. */
export function movesOf(result: AllocationResult): Array<{ queue: string; from: string[]; to: string[] }> {
  const names = (members: readonly number[]): string[] => members.map((member) => memberName(result.consumers[member]!))
  return movedQueues(result).map((queue) => {
    const { broker, queueId } = result.queues[queue]!
    return {
      queue: queueName(broker, queueId),
      from: names(result.owners.before[queue]!),
      to: names(result.owners.after[queue]!),
    }
  })
}

export interface AllocationNumbers {
  readonly moved: number
  /** Queues that were there before. */
  readonly all: number
  readonly before: ReturnType<typeof summaryOfAllocation>
  readonly after: ReturnType<typeof summaryOfAllocation>
  /** Null for a built-in. */
  readonly steps: number | null
}

export function allocationNumbers(result: AllocationResult): AllocationNumbers {
  return {
    moved: movedQueues(result).length,
    all: result.owners.before.filter((owners) => owners !== null).length,
    before: summaryOfAllocation(result, 'before'),
    after: summaryOfAllocation(result, 'after'),
    steps: result.key.code === null ? null : result.steps,
  }
}
