import type { BrokerController } from '../../broker/BrokerController'
import { MixAll } from '../../common/MixAll'
import type { TraceEventOf } from '../../trace/events'
import type { ConsumedBook } from './ConsumedBook'
import type { KeptConsumer } from './OwnDesk'
import type { OwnConsumed, OwnConsumer, OwnGroup, OwnGroupQueue } from './ownProtocol'

/** The messages consumed last that are kept of each group, in memory only. */
const MAX_LAST = 12

/** What the client makes of a listener that has ended well. */
const SUCCESSES: ReadonlySet<string> = new Set(['CONSUME_SUCCESS', 'SUCCESS'])

/** What came of the last end for one group. */
interface Counts {
  /** Consumed and not committed when this cluster was started. */
  due: number
  /** Consumed since, although it had been consumed before. */
  again: number
  /** Consumed, and lost with the end of the log. */
  gone: number
  last: OwnConsumed[]
}

/** What each group has: its queues and how far it is, what it has consumed, and what it consumes once more. */
export class GroupBook {
  private consumed: ConsumedBook | null
  private readonly counts: Map<string, Counts>
  /** What was last known of the queues of a group: a broker that is down can't be asked. */
  private readonly known: Map<string, Pick<OwnGroup, 'queues' | 'dead'>>

  constructor() {
    this.consumed = null
    this.counts = new Map()
    this.known = new Map()
  }

  use(consumed: ConsumedBook): void {
    this.consumed = consumed
    this.forget()
  }

  forget(): void {
    this.counts.clear()
    this.known.clear()
  }

  /** A cluster begins. What its groups have consumed and not committed is counted before any of them gets a message. */
  begin(broker: BrokerController | null, kept: readonly KeptConsumer[]): void {
    for (const group of new Set(kept.map(({ setup }) => setup.group))) {
      const counts = this.of(group)
      counts.again = 0
      counts.due = broker === null ? 0 : this.uncommitted(group, broker)
    }
  }

  /** A queue that is shorter than it was has given its places to others. */
  settle(broker: BrokerController | null): void {
    const queues = broker?.getMessageStore().getQueueStore()
    const gone = this.consumed?.settle((topic, queueId) => {
      return queues?.getConsumeQueue(topic, queueId)?.getMaxOffsetInQueue() ?? 0
    })
    for (const counts of this.counts.values()) counts.gone = 0
    for (const [reader, count] of gone ?? []) this.of(groupOf(reader)).gone += count
  }

  /** A listener has ended with a message. */
  ended(event: TraceEventOf<'consume-ended'>, atMillis: number, isBroadcasting: boolean): void {
    const { process: consumer, group, topic, queueId, queueOffset, keys, outcome, reconsumeTimes } = event
    const counts = this.of(group)
    const reader = isBroadcasting ? `${group}@${consumer}` : group
    const isAgain = SUCCESSES.has(outcome) && this.consumed?.note(reader, topic, queueId, queueOffset) === true
    if (isAgain) counts.again++
    const tries = reconsumeTimes + 1
    const one: OwnConsumed = { consumer, topic, queueId, queueOffset, keys, outcome, tries, isAgain, atMillis }
    counts.last = [one, ...counts.last].slice(0, MAX_LAST)
  }

  /** @param broker null while it can't be asked */
  groups(broker: BrokerController | null, consumers: readonly OwnConsumer[]): OwnGroup[] {
    const known = broker === null ? this.known.keys() : groupsOf(broker)
    const names = new Set([...consumers.map(({ group }) => group), ...known])
    return [...names].sort().map((group) => {
      const members = consumers.filter((each) => each.group === group)
      const asked = broker === null ? this.known.get(group) : this.ask(group, broker, members)
      const { queues, dead } = asked ?? { queues: [], dead: 0 }
      this.known.set(group, { queues, dead })
      const retries = queues.filter(({ topic }) => topic === MixAll.getRetryTopic(group))
      const { due, again, gone, last } = this.of(group)
      return {
        group,
        members,
        disagreement: disagreementOf(members),
        queues: queues.map((queue) => ({ ...queue, owners: ownersOf(queue, members) })),
        retry: retries.reduce((sum, { lag }) => sum + lag, 0),
        dead,
        consumed: this.readers(group, members).reduce((sum, reader) => sum + (this.consumed?.countOf(reader) ?? 0), 0),
        due,
        again,
        gone,
        last,
      }
    })
  }

  private ask(
    group: string, broker: BrokerController, members: readonly OwnConsumer[],
  ): Pick<OwnGroup, 'queues' | 'dead'> {
    const letters = queuesOf(MixAll.getDLQTopic(group), broker)
    const dead = letters.reduce((sum, { minOffset, maxOffset }) => sum + maxOffset - minOffset, 0)
    const isLocal = members.length > 0 && members.every(({ way }) => way === 'broadcasting')
    const retries = isLocal ? [] : [MixAll.getRetryTopic(group)]
    const named = new Set([...members.map(({ topic }) => topic), ...topicsOf(group, broker), ...retries])
    const topics = [...named].sort(retriesLast)
    const queues = topics.flatMap((topic) => queuesOf(topic, broker).flatMap((queue): OwnGroupQueue[] => {
      if (!isLocal) return [queueOf(queue, committedOf(group, topic, queue.queueId, broker), null)]
      return members.map(({ name, localOffsets }) => {
        return queueOf(queue, localOffsets.find((each) => each.queueId === queue.queueId)?.offset ?? null, name)
      })
    }))
    return { queues, dead }
  }

  /** Broadcasting members commit on their own machines, each for itself. */
  private uncommitted(group: string, broker: BrokerController): number {
    const queues = this.consumed?.queuesOf(group) ?? []
    return queues.reduce((sum, { topic, queueId }) => {
      const committed = committedOf(group, topic, queueId, broker) ?? 0
      return sum + (this.consumed?.countFrom(group, topic, queueId, committed) ?? 0)
    }, 0)
  }

  private readers(group: string, members: readonly OwnConsumer[]): string[] {
    return [group, ...members.map(({ name }) => `${group}@${name}`)]
  }

  private of(group: string): Counts {
    const counts = this.counts.get(group) ?? { due: 0, again: 0, gone: 0, last: [] }
    this.counts.set(group, counts)
    return counts
  }
}

type QueueEnds = Pick<OwnGroupQueue, 'topic' | 'queueId' | 'minOffset' | 'maxOffset'>

function queuesOf(topic: string, broker: BrokerController): QueueEnds[] {
  const config = broker.getTopicConfigManager().selectTopicConfig(topic)
  const store = broker.getMessageStore().getQueueStore()
  return Array.from({ length: config?.readQueueNums ?? 0 }, (_, queueId) => {
    const queue = store.getConsumeQueue(topic, queueId)
    const minOffset = queue?.getMinOffsetInQueue() ?? 0
    return { topic, queueId, minOffset, maxOffset: queue?.getMaxOffsetInQueue() ?? 0 }
  })
}

/** A group that has committed nothing has everything before it. */
function queueOf(queue: QueueEnds, committed: number | null, machine: string | null): OwnGroupQueue {
  const { minOffset, maxOffset } = queue
  return { ...queue, committed, lag: Math.max(0, maxOffset - Math.max(committed ?? 0, minOffset)), machine, owners: [] }
}

function ownersOf({ topic, queueId, machine }: OwnGroupQueue, members: readonly OwnConsumer[]): string[] {
  const able = members.filter(({ name }) => machine === null || machine === name)
  const owns = ({ queues }: OwnConsumer): boolean => {
    return queues.some((each) => each.topic === topic && each.queueId === queueId)
  }
  return able.filter(owns).map(({ name }) => name)
}

/** Null when the group has never said how far it is. */
function committedOf(group: string, topic: string, queueId: number, broker: BrokerController): number | null {
  const offset = broker.getConsumerOffsetManager().queryOffset(group, topic, queueId)
  return offset < 0 ? null : offset
}

/** The groups that the broker has offsets of. */
function groupsOf(broker: BrokerController): string[] {
  return [...broker.getConsumerOffsetManager().getOffsetTable().keys()].map((key) => key.slice(key.indexOf('@') + 1))
}

function topicsOf(group: string, broker: BrokerController): string[] {
  const keys = [...broker.getConsumerOffsetManager().getOffsetTable().keys()]
  return keys.filter((key) => key.endsWith(`@${group}`)).map((key) => key.slice(0, key.indexOf('@')))
}

/** A group's own topic, for what is tried again, comes after the others. */
function retriesLast(one: string, other: string): number {
  return Number(one.startsWith('%')) - Number(other.startsWith('%'))
}

function groupOf(reader: string): string {
  return reader.split('@')[0] ?? reader
}

/** Members of one group must want the same: RocketMQ takes that for granted and says nothing when it is not so. */
function disagreementOf(members: readonly OwnConsumer[]): OwnGroup['disagreement'] {
  const [first, ...others] = members.filter(({ status }) => status === 'running')
  if (first === undefined) return null
  if (others.some(({ way }) => (way === 'broadcasting') !== (first.way === 'broadcasting'))) return 'ways'
  const isSame = others.every(({ topic, filter }) => (
    topic === first.topic && filter.by === first.filter.by && filter.text === first.filter.text
  ))
  return isSame ? null : 'subscriptions'
}
