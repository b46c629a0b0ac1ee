import type { MessageExt } from '../../common/message/MessageExt'
import { assert } from '../../kernel/assert'
import { parseInt32 } from '../../kernel/java/javaParse'
import type { TraceEventOf } from '../../trace/events'
import { idOfKey } from './clusterDrillMessages'
import type { LedgerRecord } from './MasterLedger'

/** A message in a queue of a master. */
export interface QueuedMessage {
  readonly id: number
  readonly queueOffset: number
  /** Virtual time in µs. */
  readonly appendedAt: number
  readonly record: LedgerRecord
}

/** A message that a listener was given. */
export interface Delivery {
  readonly id: number
  readonly queueOffset: number
  readonly begunAt: number
  readonly process: string
  /** Null while the listener is at work, and for ever if its process has died. */
  outcome: string | null
}

type ConsumeEvent = TraceEventOf<'consume-started' | 'consume-ended'>
type Place = Pick<ConsumeEvent, 'brokerName' | 'topic' | 'queueId'>

const SUCCESSES: ReadonlySet<string> = new Set(['CONSUME_SUCCESS', 'SUCCESS'])

/** What is in the queues, and what of it was given to which listeners. A reader is a group, or a member that broadcasts. */
export class Consumption {
  private readonly queues: Map<string, QueuedMessage[]>
  /** Reader and queue → what was delivered, in its order. */
  private readonly deliveries: Map<string, Delivery[]>

  constructor() {
    this.queues = new Map()
    this.deliveries = new Map()
  }

  /** A master has appended a message. */
  stored(brokerName: string, { topic, queueId, queueOffset }: MessageExt, record: LedgerRecord): void {
    const key = placeKey({ brokerName, topic, queueId })
    const queue = this.queues.get(key) ?? []
    queue.push({ id: record.id, queueOffset, appendedAt: record.writtenAt, record })
    this.queues.set(key, queue)
  }

  /** Those of the queue that are in the log now. */
  queue(place: Place): QueuedMessage[] {
    return (this.queues.get(placeKey(place)) ?? []).filter(({ record }) => !record.isLost)
  }

  /** `broker/topic/queue` of all queues that have had a message of the topic. */
  placesOf(topic: string): Place[] {
    return [...this.queues.keys()].map(placeOf).filter((place) => place.topic === topic)
  }

  begun(reader: string, event: TraceEventOf<'consume-started'>, begunAt: number): void {
    const { queueOffset, process } = event
    this.deliveriesTo(reader, event).push({ id: idOf(event), queueOffset, begunAt, process, outcome: null })
  }

  ended(reader: string, event: TraceEventOf<'consume-ended'>): void {
    const deliveries = this.deliveriesTo(reader, event)
    const isThis = ({ process, queueOffset, outcome }: Delivery): boolean => {
      return process === event.process && queueOffset === event.queueOffset && outcome === null
    }
    let last = deliveries.length - 1
    while (last >= 0 && !isThis(deliveries[last]!)) last--
    const delivery = deliveries[last]
    assert(delivery !== undefined, 'a listener ends with what it was given', event.queueOffset)
    delivery.outcome = event.outcome
  }

  /** Its listeners are at work no more. */
  died(process: string): void {
    for (const delivery of [...this.deliveries.values()].flat()) {
      if (delivery.process === process) delivery.outcome ??= 'DIED'
    }
  }

  deliveriesTo(reader: string, place: Place): Delivery[] {
    const key = `${reader} ${placeKey(place)}`
    let known = this.deliveries.get(key)
    if (known === undefined) this.deliveries.set(key, (known = []))
    return known
  }

  /** Has a listener of the reader ended well with this very message of the queue? */
  hasSucceeded(reader: string, place: Place, { id, queueOffset }: QueuedMessage): boolean {
    const own = this.deliveriesTo(reader, place).filter((each) => each.id === id && each.queueOffset === queueOffset)
    return own.some(isSuccess)
  }

  /** Has a listener of the reader ended with it, in whatever way? */
  hasEnded(reader: string, place: Place, { id, queueOffset }: QueuedMessage): boolean {
    return this.deliveriesTo(reader, place).some((each) => {
      return each.id === id && each.queueOffset === queueOffset && each.outcome !== null && each.outcome !== 'DIED'
    })
  }

  /** The ids of all messages that the reader has consumed well, wherever it got them from. */
  succeeded(reader: string): Set<number> {
    const own = [...this.deliveries].filter(([key]) => key.startsWith(`${reader} `)).flatMap(([, each]) => each)
    return new Set(own.filter(isSuccess).map(({ id }) => id))
  }
}

function isSuccess({ outcome }: Delivery): boolean {
  return outcome !== null && SUCCESSES.has(outcome)
}

function idOf({ keys, queueOffset }: ConsumeEvent): number {
  const id = idOfKey(keys)
  assert(id !== null, 'what is consumed was sent by the drill', queueOffset)
  return id
}

function placeKey({ brokerName, topic, queueId }: Place): string {
  return `${brokerName}/${topic}/${queueId}`
}

function placeOf(key: string): Place {
  const [brokerName, topic, queueId] = key.split('/')
  return { brokerName: brokerName!, topic: topic!, queueId: parseInt32(queueId!) }
}
