import type { Cursor, Mark, RunModel } from '../../../engine/worker/protocol'

/** How far one message of a queue is. */
export type MessageState = 'committed' | 'done' | 'working' | 'held' | 'waiting'

/** A queue as one group of consumers has it. What nothing has been heard of yet is null. */
export interface QueueView {
  readonly group: string
  readonly topic: string
  readonly brokerName: string
  readonly queueId: number
  /** The members that take the queue for theirs and are alive: for a moment there may be two, or none. */
  readonly owners: readonly string[]
  /** The first message that the broker has. */
  readonly min: number | null
  /** The number that the next message gets. */
  readonly max: number | null
  /** What the group wants next, as the broker has noted it. */
  readonly committed: number | null
  /** What the owner asks the broker for next. */
  readonly pulled: number | null
  /** Messages that are not committed. */
  readonly lag: number | null
  /** The owner's ProcessQueue: numbers of messages. */
  readonly held: readonly number[]
  readonly messages: ReadonlyArray<{ readonly offset: number; readonly state: MessageState }>
}

/** A pull that waits at a broker. */
export interface HeldPull {
  readonly node: string
  /** The consumer that waits, and whether it still lives. */
  readonly from: string
  readonly isOrphan: boolean
  readonly topic: string
  readonly queueId: number
  readonly queueOffset: number
  /** In µs; 0 when its time is over and the next check ends it. */
  readonly left: number
}

/** A thread of a consumer that calls the listener. */
export interface ConsumingThread {
  readonly node: string
  readonly thread: string
  /** The keys of the message that the listener has, or its number in its queue; null: none. */
  readonly message: string | null
}

/** A message that a group has failed with too often. It lies where nobody reads it. */
export interface DeadLetter {
  readonly group: string
  readonly node: string
  /** Its keys, or its number in the dead letter queue if it has none. */
  readonly message: string
}

export interface ConsumersView {
  readonly queues: readonly QueueView[]
  readonly pulls: readonly HeldPull[]
  readonly threads: readonly ConsumingThread[]
  readonly deadLetters: readonly DeadLetter[]
}

const DLQ_PREFIX = '%DLQ%'

/** The number of messages of a queue that are drawn: the latest ones. */
const MOST_MESSAGES = 32

/** What is known of one queue of one group while the marks are gone through. */
interface Notes {
  readonly group: string
  readonly topic: string
  readonly brokerName: string
  readonly queueId: number
  readonly owners: Set<string>
  min: number | null
  max: number | null
  committed: number | null
  /** By consumer. */
  readonly pulled: Map<string, number>
  readonly held: Map<string, readonly number[]>
  readonly working: Map<string, Set<number>>
}

/** µs as seconds: `11.0` */
export function tenths(micros: number): string {
  return (micros / 1_000_000).toFixed(1)
}

/** The queues, the pulls that wait and the threads at work right after an event, at a time in µs up to the next event. */
export function consumersAt(model: RunModel, event: Cursor, time: number): ConsumersView {
  const fold = new ConsumersFold(model)
  for (const mark of model.marks) {
    if (mark.event > event) break
    fold.add(mark)
  }
  return fold.view(time)
}

class ConsumersFold {
  private readonly notes: Map<string, Notes>
  private readonly held: Map<string, Mark>
  private readonly threads: Map<string, ConsumingThread>
  private readonly dead: Set<string>
  private readonly deadLetters: DeadLetter[]
  private readonly byHost: ReadonlyMap<string, string>

  /** Every queue that anybody of the run ever has, has a place from the start. */
  constructor({ marks, nodes }: RunModel) {
    this.notes = new Map()
    this.held = new Map()
    this.threads = new Map()
    this.dead = new Set()
    this.deadLetters = []
    this.byHost = new Map(nodes.map(({ host, name }) => [host, name]))
    for (const { data } of marks) {
      if (data['type'] !== 'queues-assigned') continue
      for (const queue of listOf(data['queues'])) this.notesOf(String(data['group']), String(data['topic']), queue)
    }
    const sorted = [...this.notes].sort(([, one], [, other]) => order(one, other))
    this.notes.clear()
    for (const [key, notes] of sorted) this.notes.set(key, notes)
  }

  add(mark: Mark): void {
    const { data, node } = mark
    switch (data['type']) {
      case 'queues-assigned':
        return this.assigned(node, String(data['group']), String(data['topic']), listOf(data['queues']))
      case 'dispatch':
        for (const notes of this.ofBroker(mark)) notes.max = Number(data['queueOffset']) + 1
        return
      case 'offset-committed':
        for (const notes of this.ofBroker(mark)) if (notes.group === data['group']) notes.committed = Number(data['offset'])
        return
      case 'pull-held':
        this.held.set(pullKey(mark), mark)
        for (const notes of this.ofBroker(mark)) notes.max ??= Number(data['queueOffset'])
        return
      case 'log-append':
        return this.appended(mark)
      case 'pull-released':
        this.held.delete(pullKey(mark))
        return
      case 'process-started':
        this.dead.delete(node)
        return
      case 'process-exited':
      case 'process-killed':
      case 'power-cut':
        return this.died(node)
    }
    this.addConsumers(mark)
  }

  /** What a consumer tells of one of its queues. */
  private addConsumers({ data, node }: Mark): void {
    if (typeof data['brokerName'] !== 'string' || typeof data['group'] !== 'string') return
    const notes = this.notes.get(keyOf(data['group'], String(data['topic']), `${data['brokerName']}/${String(data['queueId'])}`))
    const offset = Number(data['queueOffset'])
    switch (data['type']) {
      case 'messages-pulled':
        notes?.pulled.set(node, Number(data['nextOffset']))
        if (notes !== undefined) notes.min = Number(data['minOffset'])
        return
      case 'messages-held':
        notes?.held.set(node, listOf(data['offsets']).map(Number))
        return
      case 'consume-started':
        notes?.working.set(node, new Set(notes.working.get(node)).add(offset))
        this.setThread(node, String(data['thread']), data['keys'] === '' ? String(offset) : String(data['keys']))
        return
      case 'consume-ended':
        notes?.working.get(node)?.delete(offset)
        this.setThread(node, String(data['thread']), null)
    }
  }

  view(time: number): ConsumersView {
    const pulls = [...this.held.values()].map(({ node, data, time: since }): HeldPull => {
      const from = this.byHost.get(String(data['from']).split(':')[0] ?? '') ?? String(data['from'])
      const left = Math.max(0, Number(data['timeoutMillis']) * 1000 - (time - since))
      const [topic, queueId, queueOffset] = [String(data['topic']), Number(data['queueId']), Number(data['queueOffset'])]
      return { node, from, isOrphan: this.dead.has(from), topic, queueId, queueOffset, left }
    })
    const queues = [...this.notes.values()].map(queueView)
    return { queues, pulls, threads: [...this.threads.values()], deadLetters: [...this.deadLetters] }
  }

  private appended({ node, data }: Mark): void {
    const topic = String(data['topic'])
    if (!topic.startsWith(DLQ_PREFIX)) return
    const message = String(data['keys'] ?? '') || String(data['queueOffset'])
    this.deadLetters.push({ group: topic.slice(DLQ_PREFIX.length), node, message })
  }

  private setThread(node: string, thread: string, message: string | null): void {
    this.threads.set(`${node} ${thread}`, { node, thread, message })
  }

  private assigned(node: string, group: string, topic: string, queues: readonly string[]): void {
    for (const notes of this.notes.values()) {
      if (notes.group !== group || notes.topic !== topic) continue
      const isOwner = queues.includes(`${notes.brokerName}/${notes.queueId}`)
      if (isOwner && notes.owners.has(node)) continue
      forget(notes, node)
      if (isOwner) notes.owners.add(node)
    }
  }

  /** Its memory is gone. The broker still has its pulls, and finds out when it answers them. */
  private died(node: string): void {
    this.dead.add(node)
    for (const notes of this.notes.values()) forget(notes, node)
    for (const [key, each] of this.threads) if (each.node === node) this.threads.delete(key)
    // The pulls that wait at a broker wait in its memory.
    for (const [key, mark] of this.held) if (mark.node === node) this.held.delete(key)
  }

  private ofBroker({ node, data }: Mark): Notes[] {
    return [...this.notes.values()].filter(({ brokerName, topic, queueId }) => {
      return brokerName === node && topic === data['topic'] && queueId === data['queueId']
    })
  }

  private notesOf(group: string, topic: string, queue: string): void {
    const key = keyOf(group, topic, queue)
    if (this.notes.has(key)) return
    const [brokerName = '', queueId = ''] = queue.split('/')
    this.notes.set(key, {
      group, topic, brokerName, queueId: Number(queueId), owners: new Set(), min: null, max: null, committed: null,
      pulled: new Map(), held: new Map(), working: new Map(),
    })
  }
}

function forget({ owners, pulled, held, working }: Notes, node: string): void {
  owners.delete(node)
  for (const each of [pulled, held, working]) each.delete(node)
}

function queueView({ owners, pulled, held, working, ...notes }: Notes): QueueView {
  const owner = [...owners].at(-1) ?? ''
  const [min, max, committed] = [notes.min, notes.max, notes.committed]
  const view = { ...notes, owners: [...owners], pulled: pulled.get(owner) ?? null, held: held.get(owner) ?? [] }
  const lag = max === null || committed === null ? null : Math.max(0, max - committed)
  const first = Math.max(min ?? 0, (max ?? 0) - MOST_MESSAGES)
  const offsets = Array.from({ length: Math.max(0, (max ?? 0) - first) }, (_, index) => first + index)
  const atWork = working.get(owner) ?? new Set<number>()
  return { ...view, lag, messages: offsets.map((offset) => ({ offset, state: stateOf(offset, view, atWork) })) }
}

/** What the broker has noted is behind the group, whatever a consumer holds. */
function stateOf(
  offset: number, { committed, pulled, held }: Pick<QueueView, 'committed' | 'pulled' | 'held'>, working: ReadonlySet<number>,
): MessageState {
  if (working.has(offset)) return 'working'
  if (held.includes(offset)) return 'held'
  if (offset < (committed ?? 0)) return 'committed'
  return offset < (pulled ?? 0) ? 'done' : 'waiting'
}

function listOf(text: unknown): string[] {
  return text === '' || typeof text !== 'string' ? [] : text.split(', ')
}

function keyOf(group: string, topic: string, queue: string): string {
  return `${group} ${topic} ${queue}`
}

function pullKey({ node, data }: Mark): string {
  return `${node} ${String(data['from'])} ${String(data['opaque'])}`
}

/** A group's own topic, for what is tried again, comes after the others. */
function order(one: Notes, other: Notes): number {
  const isRetry = ({ topic }: Notes): number => Number(topic.startsWith('%'))
  return one.group.localeCompare(other.group) || isRetry(one) - isRetry(other) || one.topic.localeCompare(other.topic)
    || one.brokerName.localeCompare(other.brokerName) || one.queueId - other.queueId
}
