import type { Cursor, Mark, RunModel } from '../../../engine/worker/protocol'
import { HALF_TOPIC, SCHEDULE_TOPIC } from './hasPending'

/** A message in the queue of a delay level. Times are in µs. */
export interface DelayedMessage {
  readonly node: string
  readonly keys: string
  readonly level: number
  readonly queueOffset: number
  readonly storedAt: number
  /** Null until its entry in the queue is made. */
  readonly dueAt: number | null
  /** When it lay in the topic that it is meant for, for the first time. */
  readonly deliveredAt: number | null
  readonly deliveredTo: string
  readonly deliveries: number
}

/** How a transaction has ended, as its broker sees it. */
export type HalfOutcome = 'open' | 'committed' | 'rolled-back' | 'given-up'

/** A message of a transaction, from its half message on. Times are in µs. */
export interface HalfMessage {
  readonly node: string
  readonly keys: string
  readonly storedAt: number
  /** Its numbers in the queue of half messages: each time that a producer is asked, it is put at the end again. */
  readonly numbers: readonly number[]
  /** What the application's own part has ended with; null: it has not. */
  readonly local: string | null
  /** How often a producer was asked, and how the last one has answered; null: it has not. */
  readonly asked: number
  readonly answer: string | null
  readonly outcome: HalfOutcome
  readonly endedAt: number | null
  readonly deliveries: number
  /** A record says that its last half message is dealt with. */
  readonly isNoted: boolean
}

export interface PendingMessages {
  readonly delayed: readonly DelayedMessage[]
  readonly halves: readonly HalfMessage[]
}

type Changing<T> = { -readonly [K in keyof T]: T[K] }

const MICROS_PER_MILLI = 1000

/** What waits, or has waited, before it is delivered, at a cursor: what came first is first. */
export function pendingAt({ marks }: RunModel, cursor: Cursor): PendingMessages {
  const book = new Book()
  for (const mark of marks) {
    if (mark.event > cursor) break
    book.add(mark)
  }
  return { delayed: book.delayed, halves: book.halves }
}

/** How much of its time a message has waited, from 0 to 1. */
export function shareWaited({ storedAt, dueAt, deliveredAt }: DelayedMessage, time: number): number {
  if (deliveredAt !== null) return 1
  if (dueAt === null) return 0
  return dueAt <= storedAt ? 1 : Math.min(1, Math.max(0, (time - storedAt) / (dueAt - storedAt)))
}

/** Messages are known by their keys: of two that have the same, what is told later is told of the later one. */
class Book {
  readonly delayed: Array<Changing<DelayedMessage>>
  readonly halves: Array<Changing<HalfMessage>>

  constructor() {
    this.delayed = []
    this.halves = []
  }

  add(mark: Mark): void {
    switch (mark.data['type']) {
      case 'log-append':
        return this.appended(mark)
      case 'dispatch':
        return this.dispatched(mark)
      case 'half-message':
        return this.told(mark)
      case 'local-transaction':
        return this.answered(mark)
    }
  }

  private appended(mark: Mark): void {
    const { data } = mark
    if (data['topic'] === SCHEDULE_TOPIC) this.delay(mark)
    else if (data['topic'] === HALF_TOPIC) this.prepare(mark)
    else this.deliver(mark)
  }

  private delay({ node, time, data }: Mark): void {
    this.delayed.push({
      node, keys: String(data['keys'] ?? ''), level: Number(data['queueId']) + 1, queueOffset: Number(data['queueOffset']), storedAt: time,
      dueAt: null, deliveredAt: null, deliveredTo: '', deliveries: 0,
    })
  }

  private dispatched({ node, data }: Mark): void {
    if (typeof data['delayMillis'] !== 'number') return
    const level = Number(data['queueId']) + 1
    const entered = this.delayed.find((each) => {
      return each.node === node && each.level === level && each.queueOffset === data['queueOffset']
    })
    if (entered !== undefined) entered.dueAt = entered.storedAt + data['delayMillis'] * MICROS_PER_MILLI
  }

  private prepare({ node, time, data }: Mark): void {
    this.halves.push({
      node, keys: String(data['keys'] ?? ''), storedAt: time, numbers: [Number(data['queueOffset'])], local: null, asked: 0, answer: null, outcome: 'open', endedAt: null,
      deliveries: 0, isNoted: false,
    })
  }

  private deliver({ node, time, data }: Mark): void {
    const keys = String(data['keys'] ?? '')
    if (keys === '') return
    const half = this.halves.findLast((each) => each.node === node && each.keys === keys)
    if (half !== undefined) half.deliveries++
    const due = this.delayed.findLast((each) => {
      return each.node === node && each.keys === keys && each.dueAt !== null && each.dueAt <= time
    })
    if (due === undefined) return
    due.deliveredAt ??= time
    due.deliveredTo = `${String(data['topic'])}/${String(data['queueId'])}`
    due.deliveries++
  }

  /** After a crash a broker may hear once more how a transaction has ended; what it heard first stays told. */
  private told({ node, time, data }: Mark): void {
    const [number, was] = [Number(data['queueOffset']), Number(data['was'])]
    const half = this.halves.find((each) => each.node === node && each.numbers.includes(was))
    if (half === undefined) return
    switch (data['what']) {
      case 'put-back':
        return this.putBack(half, number)
      case 'asked':
        half.asked++
        half.answer = null
        return
      case 'noted':
        half.isNoted ||= half.numbers.at(-1) === number
        return
      default:
        half.outcome = data['what'] as HalfOutcome
        half.endedAt ??= time
    }
  }

  /** The copy was taken for a half message of its own when it was stored. */
  private putBack(half: Changing<HalfMessage>, number: number): void {
    const copy = this.halves.findIndex((each) => each.node === half.node && each.numbers.includes(number))
    if (copy >= 0) this.halves.splice(copy, 1)
    half.numbers = [...half.numbers, number]
    half.isNoted = false
  }

  private answered({ data }: Mark): void {
    const half = this.halves.findLast(({ keys }) => keys === data['keys'])
    if (half === undefined) return
    if (data['what'] === 'executed') half.local = String(data['state'])
    else half.answer = String(data['state'])
  }
}
