import type { Cursor, Mark, RunModel } from '../../../engine/worker/protocol'

/** The time in which a queue is one member's. Times in µs. */
export interface Tenure {
  readonly node: string
  readonly event: Cursor
  readonly from: number
  /** Null: until the end of the run. */
  readonly to: number | null
  /** How it ends. */
  readonly end: 'given-up' | 'death' | null
}

/** A queue with all that have had it. */
export interface QueueTenures {
  readonly group: string
  readonly topic: string
  /** `broker-a/0` */
  readonly queue: string
  readonly tenures: readonly Tenure[]
}

/** A queue goes from one member to another. */
export interface Takeover {
  readonly event: Cursor
  /** When it is taken over, in µs. */
  readonly time: number
  readonly group: string
  readonly topic: string
  readonly queue: string
  readonly from: string
  readonly to: string
  readonly isDeath: boolean
  /** µs in which nobody had it; negative: in which both had. */
  readonly gap: number
  /** Messages that the one before held when it lost the queue. */
  readonly inFlight: readonly number[]
  /** Messages that both have consumed, up to the end of the run. */
  readonly twice: readonly number[]
}

interface Queue extends QueueTenures {
  readonly tenures: Array<{ node: string; event: Cursor; from: number; to: number | null; end: Tenure['end'] }>
  /** By member: what it holds, and what it has consumed with success. */
  readonly held: Map<string, readonly number[]>
  readonly consumed: Map<string, Set<number>>
  readonly takeovers: Takeover[]
}

const DEATHS = new Set(['process-killed', 'process-exited', 'power-cut'])
const SUCCESSES = new Set(['CONSUME_SUCCESS', 'SUCCESS'])

export interface Rebalances {
  readonly queues: readonly QueueTenures[]
  /** In the order in which they happen. */
  readonly takeovers: readonly Takeover[]
}

/** Who has had which queue in a run, and how the queues went from hand to hand. */
export function rebalancesOf(model: RunModel): Rebalances {
  const fold = new TenureFold()
  for (const mark of model.marks) fold.add(mark)
  return fold.result()
}

class TenureFold {
  private readonly queues = new Map<string, Queue>()

  add(mark: Mark): void {
    const { data, node, time } = mark
    const type = String(data['type'])
    if (DEATHS.has(type)) return this.died(node, time)
    if (type === 'queues-assigned') return this.assigned(mark)
    if (typeof data['group'] !== 'string' || typeof data['brokerName'] !== 'string') return
    const queue = this.queues.get(keyOf(data['group'], String(data['topic']), `${data['brokerName']}/${String(data['queueId'])}`))
    if (queue === undefined) return
    if (type === 'messages-held') this.holds(queue, node, data['offsets'])
    if (type !== 'consume-ended' || !SUCCESSES.has(String(data['outcome']))) return
    const consumed = queue.consumed.get(node) ?? new Set<number>()
    queue.consumed.set(node, consumed.add(Number(data['queueOffset'])))
  }

  result(): Rebalances {
    const queues = [...this.queues.values()].sort((one, other) => orderOf(one).localeCompare(orderOf(other), 'en'))
    const takeovers = queues.flatMap((queue) => {
      return queue.takeovers.map((each) => ({ ...each, twice: twiceIn(queue, each) }))
    })
    return { queues, takeovers: takeovers.sort((one, other) => one.time - other.time) }
  }

  private assigned({ data, node, event, time }: Mark): void {
    const [group, topic] = [String(data['group']), String(data['topic'])]
    const now = data['queues'] === '' ? [] : String(data['queues']).split(', ')
    for (const queue of this.queues.values()) {
      if (queue.group === group && queue.topic === topic && !now.includes(queue.queue)) leave(queue, node, time, 'given-up')
    }
    for (const name of now) this.take(this.queueOf(group, topic, name), { node, event, time })
  }

  private take(queue: Queue, { node, event, time }: { node: string; event: Cursor; time: number }): void {
    if (queue.tenures.some((each) => each.node === node && each.to === null)) return
    const before = queue.tenures.at(-1)
    queue.tenures.push({ node, event, from: time, to: null, end: null })
    if (before === undefined || before.node === node) return
    const { group, topic, queue: name, held } = queue
    const inFlight = held.get(before.node) ?? []
    const gap = before.to === null ? 0 : time - before.to
    const isDeath = before.end === 'death'
    const who = { from: before.node, to: node, isDeath }
    queue.takeovers.push({ event, time, group, topic, queue: name, ...who, gap, inFlight, twice: [] })
  }

  private died(node: string, time: number): void {
    for (const queue of this.queues.values()) leave(queue, node, time, 'death')
  }

  /** What was held when the queue was lost stays what was in flight: a ProcessQueue that is dropped is emptied. */
  private holds(queue: Queue, node: string, offsets: unknown): void {
    if (!queue.tenures.some((each) => each.node === node && each.to === null)) return
    queue.held.set(node, typeof offsets === 'string' && offsets !== '' ? offsets.split(', ').map(Number) : [])
  }

  private queueOf(group: string, topic: string, queue: string): Queue {
    const key = keyOf(group, topic, queue)
    let known = this.queues.get(key)
    if (known === undefined) {
      known = { group, topic, queue, tenures: [], held: new Map(), consumed: new Map(), takeovers: [] }
      this.queues.set(key, known)
    }
    return known
  }
}

/** The one before may still have had it when it was taken over: then both had it for a while. */
function leave(queue: Queue, node: string, time: number, end: 'given-up' | 'death'): void {
  const tenure = queue.tenures.find((each) => each.node === node && each.to === null)
  if (tenure === undefined) return
  tenure.to = time
  tenure.end = end
  const index = queue.takeovers.findIndex((each) => each.from === node && each.gap === 0 && each.time >= tenure.from)
  if (index < 0) return
  const both = queue.takeovers[index]!
  queue.takeovers[index] = { ...both, gap: both.time - time, isDeath: end === 'death', inFlight: queue.held.get(node) ?? [] }
}

function twiceIn({ consumed }: Queue, { from, to }: Takeover): number[] {
  const others = consumed.get(to) ?? new Set<number>()
  return [...(consumed.get(from) ?? [])].filter((offset) => others.has(offset)).sort((one, other) => one - other)
}

function keyOf(group: string, topic: string, queue: string): string {
  return `${group} ${topic} ${queue}`
}

/** A group's own topic, for what is tried again, comes after the others. */
function orderOf({ group, topic, queue }: Queue): string {
  return `${group} ${topic.startsWith('%') ? 1 : 0} ${topic} ${queue}`
}
