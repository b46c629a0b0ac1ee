// @notrace-file: what measures a run is no part of it.
import { firstHalf } from '../cluster/loadScenario'
import type { Load } from '../cluster/Load'
import type { MessageQueue } from '../common/message/MessageQueue'
import { assert } from '../kernel/assert'
import type { Random } from '../kernel/Random'
import type { SelectedCall } from './Measurement'
import { SendPrices } from './SendPrices'
import type { AskedChoice, WatchedStrategy } from './WatchedStrategy'

/** What is the same under every strategy. */
export interface Timetable {
  /** Of each message, in the order in which they are sent. */
  readonly keys: readonly string[]
  /** When the first call begins, in µs. */
  readonly start: number
  /** From the end of each call to the beginning of the next, in µs. */
  readonly pauses: readonly number[]
  readonly questions: ReadonlyMap<string, AskedChoice>
  /** What strategies draw from, before the first call. */
  readonly chance: Random
}

/**
 * What whole runs under one load and one seed have shown: what a strategy is asked, when, and what each send takes. Under a load
 * that is known, nothing but the choices of another strategy has to be found out. What has not been seen yet is null here, and
 * only another whole run can tell.
 *
 * Nothing is known where a broker dies: when an application hears of that depends on all that it has done before.
 */
export class KnownLoad {
  readonly prices: SendPrices
  private readonly load: Load
  private table: Timetable | null
  /** The queues before and after the one change there may be. */
  private lists: readonly MessageQueue[][]

  constructor(load: Load) {
    this.prices = new SendPrices(load)
    this.load = load
    this.table = null
    this.lists = []
  }

  get timetable(): Timetable | null {
    return this.table
  }

  /** Takes over what a whole run has shown. Only a built-in strategy is known to leave alone what others depend on. */
  learn(calls: readonly SelectedCall[], watched: WatchedStrategy, isBuiltIn: boolean): void {
    const { messages, middle } = this.load
    if (middle === 'broker-dies' || calls.length !== messages || !this.isAsExpected(watched)) return
    if (isBuiltIn && this.table === null) {
      this.table = timetableOf(calls, watched)
      this.lists = watched.lists
    }
    if (this.table !== null && isLike(this.table, calls)) this.prices.learn(calls)
  }

  /** The queues that a call is offered. */
  listAt(index: number): readonly MessageQueue[] {
    return this.lists[this.listOf(index)]!
  }

  /** How many calls from this one on are offered the same list. */
  sameFrom(index: number): number {
    const end = this.listOf(index) === this.listOf(this.load.messages - 1) ? this.load.messages : firstHalf(this.load)
    return end - index
  }

  /** Queues are only added between the halves, while nothing is sent. */
  private listOf(index: number): number {
    return this.load.middle === 'queues-added' && index >= firstHalf(this.load) && firstHalf(this.load) > 0 ? 1 : 0
  }

  private isAsExpected({ listOfCall }: WatchedStrategy): boolean {
    return listOfCall.length === this.load.messages && listOfCall.every((list, index) => list === this.listOf(index))
  }
}

function timetableOf(calls: readonly SelectedCall[], { questions, chance }: WatchedStrategy): Timetable | null {
  const [first] = calls
  if (first === undefined || chance === null) return null
  const pauses = calls.slice(1).map(({ atMicros }, index) => {
    const before = calls[index]!
    return atMicros - before.atMicros - before.latencyMicros
  })
  assert(pauses.every((pause) => pause > 0), 'one call after the other')
  return { keys: calls.map(({ key }) => key), start: first.atMicros, pauses, questions, chance }
}

/** A strategy that draws before the first message shifts the keys that come. */
function isLike({ keys, start }: Timetable, calls: readonly SelectedCall[]): boolean {
  return calls[0]?.atMicros === start && calls.every(({ key }, index) => key === keys[index])
}
